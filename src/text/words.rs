//! Words of a text, folded for comparison.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;
use smol_str::SmolStr;

use super::index::{Lists, Number};
use super::segments;

/// A word and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// The word as [`fold`] makes it.
    pub folded: SmolStr,
    /// By what it is looked up: reckoned once, for all the tables that it is sought in.
    keys: Keys,
    /// The numbered lists that may hold phrases which begin with it.
    pub(super) lists: Lists,
    /// Under which of its keys these lists may keep it: a bit for each, by the number of letters, and the
    /// last one for the whole word.
    pub(super) lengths: u8,
}

/// A word reduced to numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Keys {
    /// Its beginnings, from none of it up to [`MOST_START`] letters, and the whole of it. What a short
    /// word does not have is no key of anything.
    all: [u64; WHOLE + 1],
}

impl Keys {
    fn new(folded: &str) -> Self {
        let mut keys = Self::default();
        let mut key = NO_LETTERS;
        keys.all[0] = key;
        for (at, letter) in (1..).zip(folded.chars()) {
            key = with_letter(key, letter);
            if at <= MOST_START {
                keys.all[at] = key;
            }
        }
        keys.all[WHOLE] = with_letter(key, WORD_END);
        keys
    }
}

/// The place of the whole word's key among its keys.
pub(super) const WHOLE: usize = MOST_START + 1;

/// Tables know words by at most so many first letters.
pub const MOST_START: usize = 6;

/// The key of a whole word.
pub fn key(word: &str) -> u64 {
    with_letter(word.chars().fold(NO_LETTERS, with_letter), WORD_END)
}

/// The key under which a table keeps the words that begin with `stem`, which is folded: that of its first
/// [`MOST_START`] letters.
pub fn stem_key(stem: &str) -> u64 {
    stem.chars().take(MOST_START).fold(NO_LETTERS, with_letter)
}

const NO_LETTERS: u64 = 1;
/// What tells a word from the beginning of another.
const WORD_END: char = '\0';

/// The key of a beginning that is longer by a letter: the two halves of a product with the golden ratio,
/// which make a good hash.
fn with_letter(key: u64, letter: char) -> u64 {
    let product = u128::from(key ^ u64::from(letter)) * 0x9e37_79b9_7f4a_7c15;
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
        self.0 = FixedState::with_seed(0).hash_one(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

impl Word {
    /// The key of the whole word.
    pub fn key(&self) -> u64 {
        self.keys.all[WHOLE]
    }

    /// Under which of its keys a list may keep it: a bit for each, as in [`Word::lengths`].
    #[inline]
    pub(super) fn lengths_in(&self, list: Number) -> u8 {
        match list == Number::default() {
            true => u8::MAX,
            false => self.lengths,
        }
    }

    /// Its keys of some lengths: a bit for each, as in [`Word::lengths`].
    #[inline]
    pub(super) fn keys_of(&self, mut lengths: u8) -> impl Iterator<Item = u64> {
        std::iter::from_fn(move || {
            let length = lengths.checked_ilog2()?;
            lengths ^= 1 << length;
            Some(self.keys.all[length as usize])
        })
    }

    /// Its keys by the number of letters, 0 where it has not so many; at [`WHOLE`] the whole word's.
    pub(super) fn keys_by_length(&self) -> &[u64; WHOLE + 1] {
        &self.keys.all
    }

    /// Whether a list may hold phrases that begin with it.
    #[inline]
    pub fn may_be_in(&self, list: Number) -> bool {
        list.is_in(self.lists)
    }
}

/// Lower case, «е» for «ё», a straight apostrophe: the form in which words are compared.
pub fn fold(text: &str) -> String {
    // As most words are.
    if is_folded(text.as_bytes()) {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match folded_letter(c) {
            Some(letter) => folded.push(letter),
            None => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// What [`fold`] makes of a character that nearly all are like; `None` for one that may become several.
fn folded_letter(c: char) -> Option<char> {
    match c {
        'а'..='я' => Some(c),
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        'Ё' | 'ё' => Some('е'),
        '’' | 'ʼ' => Some('\''),
        _ => c.is_ascii().then(|| c.to_ascii_lowercase()),
    }
}

/// What [`fold`] makes of a short text, if all its characters are like nearly all: none becomes longer.
fn folded_in_place(text: &str) -> Option<SmolStr> {
    let (mut folded, mut length) = ([0; 32], 0);
    if text.len() > folded.len() {
        return None;
    }
    for c in text.chars() {
        length += folded_letter(c)?.encode_utf8(&mut folded[length..]).len();
    }
    str::from_utf8(&folded[..length]).ok().map(SmolStr::new)
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
    let mut pieces = pieces.iter().cloned().peekable();
    while let Some(mut range) = pieces.next() {
        let is_joined = |end: usize, next: &Range<usize>| is_hyphen(&text[end..next.start]);
        let mut hyphenated = false;
        while let Some(next) = pieces.next_if(|next| is_joined(range.end, next)) {
            range.end = next.end;
            hyphenated = true;
        }
        let raw = &text[range.clone()];
        let folded = match hyphenated {
            _ if is_folded(raw.as_bytes()) => SmolStr::new(raw),
            // Short words need no memory of their own.
            false => folded_in_place(raw).unwrap_or_else(|| SmolStr::from(fold(raw))),
            true => SmolStr::from(fold(raw).replace(HYPHENS, "-")),
        };
        let keys = Keys::new(&folded);
        found.push(Word {
            range,
            folded,
            keys,
            lists: Lists::MAX,
            lengths: u8::MAX,
        });
    }
    found
}

/// Hyphens that are no ASCII.
const HYPHENS: [char; 2] = ['\u{2010}', '\u{2011}'];

fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<SmolStr> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn words_keep_hyphens_and_apostrophes() {
        assert_eq!(
            folded("По-быстрому, don’t — «Ёлка» 2-го!"),
            ["по-быстрому", "don't", "елка", "2-го"]
        );
    }
}
