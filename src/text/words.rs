//! Words of a text, folded for comparison, and phrases made of them.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use serde::Deserialize;

use super::index::{self, Lists, Number};
use super::segments;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// The word as [`fold`] makes it.
    pub folded: String,
    /// By what it is looked up: reckoned once, for all the tables that it is sought in.
    keys: Keys,
    /// The numbered lists that may hold phrases which begin with it.
    pub(super) lists: Lists,
}

/// A word reduced to numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Keys {
    whole: u64,
    /// Its beginnings, from none of it up to [`MOST_START`] letters.
    starts: [u64; MOST_START + 1],
    /// How many of them there are: a short word has fewer.
    count: u8,
}

impl Keys {
    fn new(folded: &str) -> Self {
        let mut keys = Self {
            whole: key(folded),
            ..Self::default()
        };
        let mut letters = folded.chars();
        let mut packed = NO_LETTERS;
        for place in &mut keys.starts {
            *place = scattered(packed);
            keys.count += 1;
            match letters.next() {
                Some(letter) => packed = with_letter(packed, letter),
                None => break,
            }
        }
        keys
    }
}

/// Tables know words by at most so many first letters.
pub const MOST_START: usize = 3;

const HASHER: FixedState = FixedState::with_seed(0);

/// The key of a whole word.
pub fn key(word: &str) -> u64 {
    HASHER.hash_one(word)
}

/// The key of the words that begin with `start`, which is folded and has at most [`MOST_START`]
/// letters.
pub fn start_key(start: &str) -> u64 {
    scattered(start.chars().fold(NO_LETTERS, with_letter))
}

const NO_LETTERS: u64 = 1;

/// Three letters fit into 63 bits.
fn with_letter(packed: u64, letter: char) -> u64 {
    packed << 21 | u64::from(letter)
}

/// A good hash of a number: the two halves of its product with the golden ratio.
fn scattered(packed: u64) -> u64 {
    let product = u128::from(packed) * 0x9e37_79b9_7f4a_7c15;
    (product >> 64) as u64 ^ product as u64
}

/// Values by keys that are good hashes as they are.
pub type KeyMap<V> = HashMap<u64, V, std::hash::BuildHasherDefault<AsItIs>>;

/// Takes a key for its own hash.
#[derive(Debug, Clone, Copy, Default)]
pub struct AsItIs(u64);

impl std::hash::Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = HASHER.hash_one(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl Word {
    /// The keys of its beginnings, from none of it up to [`MOST_START`] letters.
    pub fn start_keys(&self) -> &[u64] {
        &self.keys.starts[..usize::from(self.keys.count)]
    }

    /// All keys under which a table may keep phrases that begin with it.
    pub(super) fn keys(&self) -> impl Iterator<Item = u64> {
        let starts = self.start_keys().iter().copied();
        std::iter::once(self.keys.whole).chain(starts)
    }

    /// Whether a list may hold phrases that begin with it.
    pub fn may_be_in(&self, list: Number) -> bool {
        list.is_in(self.lists)
    }
}

/// Lower case, «е» for «ё», a straight apostrophe: the form in which words are compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

fn fold_into(folded: &mut String, text: &str) {
    // As most words are.
    if is_folded(text.as_bytes()) {
        folded.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            'а'..='я' => folded.push(c),
            'А'..='Я' => folded.push(char::from_u32(u32::from(c) + 0x20).unwrap_or(c)),
            'Ё' | 'ё' => folded.push('е'),
            '’' | 'ʼ' => folded.push('\''),
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
    }
}

/// Whether a text has nothing but small letters without «ё», figures and ASCII marks.
fn is_folded(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [b'A'..=b'Z', ..] => return false,
            [0..=0x7f, rest @ ..] => rest,
            // а–п and р–я.
            [0xd0, 0xb0..=0xbf, rest @ ..] | [0xd1, 0x80..=0x8f, rest @ ..] => rest,
            _ => return false,
        }
    }
}

/// A text with its first letter as a capital.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// The words of a text by the word boundaries of UAX #29, with parts joined by a hyphen
/// («по-быстрому») taken as one word. Marks and spaces are not words.
pub fn words(text: &str) -> Vec<Word> {
    joined(text, &segments::words(text))
}

/// The first words of a text, at most `most`. The rest of it is hardly looked at.
pub fn first_words(text: &str, most: usize) -> Vec<Word> {
    // One more, so that the last one is whole; more where hyphens join some.
    let mut count = most.saturating_add(1);
    loop {
        let pieces = segments::first_words(text, count);
        let joins = |pair: &&[Range<usize>]| is_hyphen(&text[pair[0].end..pair[1].start]);
        let joints = pieces.windows(2).filter(joins).count();
        if pieces.len() < count || count - joints > most {
            let mut found = joined(text, &pieces);
            found.truncate(most);
            return found;
        }
        count = most + 1 + joints;
    }
}

/// The first word of a text.
pub fn first_word(text: &str) -> Option<Word> {
    let mut pieces = text.split_whitespace();
    pieces.find_map(|piece| first_words(piece, 1).into_iter().next())
}

fn joined(text: &str, pieces: &[Range<usize>]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::with_capacity(pieces.len());
    for range in pieces.iter().cloned() {
        let piece = &text[range.clone()];
        match found.last_mut() {
            Some(last) if is_hyphen(&text[last.range.end..range.start]) => {
                last.range.end = range.end;
                last.folded.push('-');
                fold_into(&mut last.folded, piece);
            }
            _ => found.push(Word {
                range,
                folded: fold(piece),
                keys: Keys::default(),
                lists: Lists::MAX,
            }),
        }
    }
    for word in &mut found {
        word.keys = Keys::new(&word.folded);
    }
    found
}

fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

/// A sequence of words to be found: `во вложени*`, where `*` stands for any ending.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase<T> {
    first: Pattern,
    rest: Vec<Next>,
    value: T,
}

/// A word of a phrase after its first one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Next {
    /// Whether a comma stands before it.
    comma: bool,
    pattern: Pattern,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    Exact(String),
    Prefix(String),
}

impl Pattern {
    fn new(word: &str) -> Self {
        match word.strip_suffix('*') {
            Some(stem) => Self::Prefix(stem.to_owned()),
            None => Self::Exact(word.to_owned()),
        }
    }

    /// What a phrase is kept under whose first word this is.
    fn key(&self) -> u64 {
        match self {
            Self::Exact(word) => key(word),
            Self::Prefix(stem) => start_key(beginnings(stem, STEM_KEY).last().unwrap_or_default()),
        }
    }

    fn matches(&self, word: &str) -> bool {
        match self {
            Self::Exact(exact) => word == exact,
            Self::Prefix(stem) => word.starts_with(stem.as_str()),
        }
    }
}

/// Phrases, each with a value, found in a text word by word.
///
/// The words of a phrase stand next to each other with nothing but white space between them, or the
/// full stop of an abbreviation; a comma after a word of a phrase has to stand in the text, too.
/// Looking up a word takes a few hash look-ups, however many phrases there are, and the hashes are
/// the word's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases<T> {
    /// Phrases by their first word, the longest first, or by the first letters of its stem.
    by_start: KeyMap<Vec<Phrase<T>>>,
    filter: Filter,
    number: Number,
    longest: usize,
}

/// Tells of most words at once that no phrase begins with them: a letter asks of each word in a
/// hundred lists. (A Bloom filter with one bit for each key.)
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Filter {
    bits: [u64; 16],
    /// Whether there are whole words, and stems known by so many letters.
    whole: bool,
    stems: [bool; STEM_KEY + 1],
}

impl Filter {
    fn place(key: u64) -> (usize, u64) {
        (usize::from(key as u8 >> 4), 1 << (key >> 8 & 63))
    }

    fn add(&mut self, first: &Pattern) {
        match first {
            Pattern::Exact(_) => self.whole = true,
            Pattern::Prefix(stem) => self.stems[stem.chars().take(STEM_KEY).count()] = true,
        }
        let (word, bit) = Self::place(first.key());
        self.bits[word] |= bit;
    }

    fn admits(&self, keys: &Keys) -> bool {
        let holds = |key: u64| {
            let (word, bit) = Self::place(key);
            self.bits[word] & bit != 0
        };
        self.whole && holds(keys.whole)
            || (0..=STEM_KEY).any(|length| {
                self.stems[length] && length < usize::from(keys.count) && holds(keys.starts[length])
            })
    }
}

/// A word of at most this many characters may end with a full stop inside a phrase: «см. файл».
const ABBREVIATION: usize = 3;

/// How many characters of a stem lead to its phrases.
const STEM_KEY: usize = 2;

/// A phrase found in a sequence of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<'a, T> {
    /// Index range of its words.
    pub words: Range<usize>,
    /// What the phrase stands for.
    pub value: &'a T,
}

impl<T> Phrases<T> {
    /// No phrases.
    pub fn new() -> Self {
        Self {
            by_start: KeyMap::default(),
            filter: Filter::default(),
            number: Number::default(),
            longest: 0,
        }
    }

    /// Adds a phrase; its words are separated by white space.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let folded = fold(phrase);
        let mut words = folded.split_whitespace();
        let first = words.next();
        let mut comma = first.is_some_and(|word| word.ends_with(','));
        let bare = |word: &str| Pattern::new(word.trim_end_matches(','));
        let first = first.map(bare);
        let rest = words.map(|word| Next {
            comma: std::mem::replace(&mut comma, word.ends_with(',')),
            pattern: bare(word),
        });
        let rest: Vec<Next> = rest.collect();
        self.longest = self.longest.max(1 + rest.len());
        if let Some(first) = &first {
            self.filter.add(first);
        }
        match first {
            Some(first @ Pattern::Exact(_)) => {
                let others = self.by_start.entry(first.key()).or_default();
                let at = others.partition_point(|other| other.rest.len() > rest.len());
                others.insert(at, Phrase { first, rest, value });
            }
            Some(first @ Pattern::Prefix(_)) => {
                let others = self.by_start.entry(first.key()).or_default();
                others.push(Phrase { first, rest, value });
            }
            None => {}
        }
    }

    /// The same phrases with a number in the index that is being gathered. None may be added after this.
    fn numbered(mut self) -> Self {
        self.number = index::number(self.by_start.keys().copied());
        self
    }

    /// The longest phrase that starts at word `at`.
    pub fn match_at<'a>(&'a self, text: &str, words: &[Word], at: usize) -> Option<Match<'a, T>> {
        let word = words.get(at)?;
        let Word { folded, keys, .. } = word;
        if !word.may_be_in(self.number) || !self.filter.admits(keys) {
            return None;
        }
        let stems = keys
            .starts
            .iter()
            .take(usize::from(keys.count))
            .take(STEM_KEY + 1);
        std::iter::once(&keys.whole)
            .chain(stems)
            .filter_map(|key| self.by_start.get(key))
            .flatten()
            .filter(|phrase| phrase.first.matches(folded) && follows(&phrase.rest, text, words, at))
            .max_by_key(|phrase| phrase.rest.len())
            .map(|phrase| Match {
                words: at..at + 1 + phrase.rest.len(),
                value: &phrase.value,
            })
    }

    /// The number of words in the longest phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a phrase may start with a word. A cheap look before a text is taken apart.
    pub fn may_start(&self, word: &Word) -> bool {
        self.filter.admits(&word.keys)
    }

    /// All phrases, from left to right, none overlapping another.
    pub fn find_all<'a>(&'a self, text: &str, words: &[Word]) -> Vec<Match<'a, T>> {
        find_all(words.len(), |at| self.match_at(text, words, at))
    }

    /// Whether any phrase stands among the words.
    pub fn is_in(&self, text: &str, words: &[Word]) -> bool {
        (0..words.len()).any(|at| self.match_at(text, words, at).is_some())
    }
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// The beginnings of a word, from none of it up to `most` characters.
pub fn beginnings(word: &str, most: usize) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(at, _)| at);
    ends.chain([word.len()])
        .take(most + 1)
        .map(|end| &word[..end])
}

/// All matches among a number of words, from left to right, none overlapping another.
pub fn find_all<'a, T>(
    count: usize,
    match_at: impl Fn(usize) -> Option<Match<'a, T>>,
) -> Vec<Match<'a, T>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < count {
        match match_at(at) {
            Some(hit) => {
                at = hit.words.end;
                found.push(hit);
            }
            None => at += 1,
        }
    }
    found
}

fn follows(rest: &[Next], text: &str, words: &[Word], at: usize) -> bool {
    rest.iter().enumerate().all(|(index, next)| {
        let before = &words[at + index];
        let fits = |word: &&Word| next.pattern.matches(&word.folded);
        words.get(at + index + 1).filter(fits).is_some_and(|word| {
            let between = text[before.range.end..word.range.start].trim();
            let abbreviated = between == "." && before.folded.chars().count() <= ABBREVIATION;
            match next.comma {
                true => between == ",",
                false => between.is_empty() || abbreviated,
            }
        })
    })
}

/// A list of phrases in `rules.toml`, all meaning the same.
impl<'de> Deserialize<'de> for Phrases<()> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<String>::deserialize(deserializer)?;
        let phrases: Self = list.iter().map(String::as_str).collect();
        Ok(phrases.numbered())
    }
}

/// A table of phrases in `rules.toml`, each with the words for it.
impl<'de> Deserialize<'de> for Phrases<String> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let table = BTreeMap::<String, String>::deserialize(deserializer)?;
        let mut phrases = Self::new();
        for (phrase, value) in table {
            phrases.insert(&phrase, value);
        }
        Ok(phrases.numbered())
    }
}

impl<'a> FromIterator<&'a str> for Phrases<()> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(list: I) -> Self {
        let mut phrases = Self::new();
        for phrase in list {
            phrases.insert(phrase, ());
        }
        phrases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_keep_hyphens_and_apostrophes() {
        assert_eq!(
            folded("По-быстрому, don’t — «Ёлка» 2-го!"),
            ["по-быстрому", "don't", "елка", "2-го"]
        );
    }

    #[test]
    fn phrases_are_found_with_endings_and_not_across_marks() {
        let phrases: Phrases<()> = ["во вложени*", "прилага*", "ок"].into_iter().collect();
        let find = |text: &str| phrases.find_all(text, &words(text)).len();
        assert_eq!(find("Договор во вложении, акт прилагаю."), 2);
        assert_eq!(find("во, вложении"), 0);
        let phrases: Phrases<()> = ["того, что"].into_iter().collect();
        let find = |text: &str| phrases.find_all(text, &words(text)).len();
        assert_eq!(find("из-за того, что и того что"), 1);
        let phrases: Phrases<()> = ["ок"].into_iter().collect();
        let find = |text: &str| phrases.find_all(text, &words(text)).len();
        assert_eq!(find("около"), 0);
    }

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::new();
        phrases.insert("как", 1);
        phrases.insert("как-то так", 2);
        phrases.insert("как можно скорее", 3);
        let text = "Как можно скорее";
        let found = phrases.find_all(text, &words(text));
        assert_eq!((found.len(), *found[0].value), (1, 3));
    }
}
