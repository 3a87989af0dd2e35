//! Phrases made of words, found in a text whatever their number.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::index::{self, Number};
use super::words::{KeyMap, MOST_START, WHOLE, Word, fold, key, stem_key};

/// Phrases, each with a value, found in a text word by word: `во вложени*`, where `*` stands for any
/// ending.
///
/// The words of a phrase stand next to each other with nothing but white space between them, or the
/// full stop of an abbreviation; a comma after a word of a phrase has to stand in the text, too.
///
/// They are kept as a tree of words, so that looking for those that start at a word takes a few hash
/// look-ups, however many there are, and the hashes are the word's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrases<T> {
    /// All words of the tree but its root.
    nodes: Vec<Node<T>>,
    /// The words that phrases begin with.
    roots: Branches,
    /// The first of the words that may follow another, by that one's salt and their key; the others of
    /// the same key hang on it.
    next: KeyMap<Place>,
    number: Number,
    longest: usize,
}

/// Where a node is.
type Place = u32;

/// A word of one phrase or of several with the same beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Node<T> {
    pattern: Pattern,
    /// Whether a comma stands before it.
    comma: bool,
    /// What the phrase stands for that ends here.
    value: Option<T>,
    /// Another word with the same key.
    other: Option<Place>,
    /// What may follow.
    branches: Branches,
}

/// Under which keys something may follow, so that little is looked up in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Branches {
    /// By which of a word's keys: a bit for each.
    lengths: u8,
    /// By keys with which last six bits: a bit for each.
    ends: u64,
}

impl Branches {
    fn add(&mut self, pattern: &Pattern) {
        let place = match pattern {
            Pattern::Exact(_) => WHOLE,
            Pattern::Prefix(stem) => stem.chars().take(MOST_START).count(),
        };
        self.lengths |= 1 << place;
        self.ends |= 1 << (pattern.key() & 63);
    }

    fn any(self) -> bool {
        self.lengths != 0
    }

    /// Those of a word's keys.
    #[inline]
    fn keys(self, word: &Word) -> impl Iterator<Item = u64> {
        let keys = word.keys_of(self.lengths);
        keys.filter(move |key| self.ends >> (key & 63) & 1 == 1)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Pattern {
    Exact(Box<str>),
    Prefix(Box<str>),
}

impl Pattern {
    fn new(word: &str) -> Self {
        match word.strip_suffix('*') {
            Some(stem) => Self::Prefix(stem.into()),
            None => Self::Exact(word.into()),
        }
    }

    /// What it is kept under.
    fn key(&self) -> u64 {
        match self {
            Self::Exact(word) => key(word),
            Self::Prefix(stem) => stem_key(stem),
        }
    }

    fn matches(&self, word: &str) -> bool {
        match self {
            Self::Exact(exact) => word == &**exact,
            Self::Prefix(stem) => word.starts_with(&**stem),
        }
    }
}

/// A word of at most this many characters may end with a full stop inside a phrase: «см. файл».
const ABBREVIATION: usize = 3;

/// The key of the words that begin phrases is their own.
const ROOT: u64 = 0;

/// What sets the keys of the words after one apart from those of the same words elsewhere.
fn salt(place: Place) -> u64 {
    u64::from(place + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// A phrase found in a sequence of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<'a, T> {
    /// Index range of its words.
    pub words: Range<usize>,
    /// What the phrase stands for.
    pub value: &'a T,
}

/// A text that is searched, and the longest phrase so far: the word after it, and its value.
struct Search<'a, 't, T> {
    text: &'t str,
    words: &'t [Word],
    longest: Option<(usize, &'a T)>,
}

impl<T> Search<'_, '_, T> {
    /// Whether the next word of a phrase may stand behind what follows word `at`, and if so, whether
    /// that is a comma.
    fn gap_after(&self, at: usize) -> Option<bool> {
        let before = &self.words[at];
        let next = self.words.get(at + 1)?;
        match &self.text[before.range.end..next.range.start] {
            " " => Some(false),
            gap => match gap.trim() {
                "" => Some(false),
                "," => Some(true),
                "." if before.folded.chars().count() <= ABBREVIATION => Some(false),
                _ => None,
            },
        }
    }
}

impl<T> Phrases<T> {
    /// No phrases.
    pub fn new() -> Self {
        Self {
            nodes: Vec::new(),
            roots: Branches::default(),
            next: KeyMap::default(),
            number: Number::default(),
            longest: 0,
        }
    }

    /// Adds a phrase; its words are separated by white space. One that is there already keeps its value.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let folded = fold(phrase);
        let (mut last, mut comma, mut count) = (None, false, 0);
        for word in folded.split_whitespace() {
            let pattern = Pattern::new(word.trim_end_matches(','));
            last = Some(self.add(last, pattern, comma));
            comma = word.ends_with(',');
            count += 1;
        }
        self.longest = self.longest.max(count);
        if let Some(place) = last {
            self.nodes[place as usize].value.get_or_insert(value);
        }
    }

    /// The node of a word after another, or of one that begins phrases.
    fn add(&mut self, after: Option<Place>, pattern: Pattern, comma: bool) -> Place {
        let place = self.nodes.len() as Place;
        let (branches, salt) = match after {
            Some(after) => (&mut self.nodes[after as usize].branches, salt(after)),
            None => (&mut self.roots, ROOT),
        };
        branches.add(&pattern);
        let mut at = *self.next.entry(pattern.key() ^ salt).or_insert(place);
        while at != place {
            let node = &mut self.nodes[at as usize];
            if node.pattern == pattern && node.comma == comma {
                return at;
            }
            at = *node.other.get_or_insert(place);
        }
        self.nodes.push(Node {
            pattern,
            comma,
            value: None,
            other: None,
            branches: Branches::default(),
        });
        place
    }

    /// The same phrases with a number in the index that is being gathered. None may be added after this.
    fn numbered(mut self) -> Self {
        let Self { nodes, next, .. } = &self;
        let begins = |(key, place): &(&u64, &Place)| {
            let salted = nodes.get(**place as usize);
            salted.is_some_and(|node| node.pattern.key() == **key)
        };
        let begins = next.iter().filter(begins).map(|(key, _)| *key);
        self.number = index::number(begins);
        self
    }

    /// The longest phrase that starts at word `at`.
    #[inline]
    pub fn match_at<'a>(&'a self, text: &str, words: &[Word], at: usize) -> Option<Match<'a, T>> {
        match words.get(at)?.may_be_in(self.number) {
            true => self.longest_at(text, words, at),
            false => None,
        }
    }

    fn longest_at<'a>(&'a self, text: &str, words: &[Word], at: usize) -> Option<Match<'a, T>> {
        let mut search = Search {
            text,
            words,
            longest: None,
        };
        let roots = self.roots_for(&words[at]);
        self.follow(roots, ROOT, false, at, &mut search);
        search.longest.map(|(end, value)| Match {
            words: at..end,
            value,
        })
    }

    /// The roots without those that the index has told a word not to begin.
    fn roots_for(&self, word: &Word) -> Branches {
        Branches {
            lengths: self.roots.lengths & word.lengths_in(self.number),
            ..self.roots
        }
    }

    /// Goes on with word `at` from where these branches are.
    fn follow<'a>(
        &'a self,
        branches: Branches,
        salt: u64,
        comma: bool,
        at: usize,
        search: &mut Search<'a, '_, T>,
    ) {
        for key in branches.keys(&search.words[at]) {
            self.take(key ^ salt, comma, at, search);
        }
    }

    /// Takes word `at` for the nodes with a key.
    #[inline]
    fn take<'a>(&'a self, key: u64, comma: bool, at: usize, search: &mut Search<'a, '_, T>) {
        let mut next = self.next.get(&key).copied();
        while let Some(place) = next {
            let node = &self.nodes[place as usize];
            next = node.other;
            if node.comma != comma || !node.pattern.matches(&search.words[at].folded) {
                continue;
            }
            let end = at + 1;
            if let Some(value) = &node.value
                && search.longest.is_none_or(|(longest, _)| longest < end)
            {
                search.longest = Some((end, value));
            }
            if node.branches.any()
                && let Some(comma) = search.gap_after(at)
            {
                self.follow(node.branches, salt(place), comma, end, search);
            }
        }
    }

    /// The number of words in the longest phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Whether a phrase may start with a word. A cheap look before a text is taken apart.
    pub fn may_start(&self, word: &Word) -> bool {
        let mut keys = self.roots_for(word).keys(word);
        keys.any(|key| self.next.contains_key(&key))
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
    use crate::text::words::words;

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
