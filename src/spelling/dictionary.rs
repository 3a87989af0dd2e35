//! A compiled dictionary: the layout is described in `build/pack.rs`.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::flags::{COMMON_SHIFT, FOLDED, FORBIDDEN, KEEPCASE, NOSUGGEST};
use super::{Known, Language, case};

/// The words of one language, each form with its stems.
///
/// The built-in ones live in the binary; opening one reads forty bytes of it.
pub struct Dictionary {
    words: fst::Map<Cow<'static, [u8]>>,
    rows: Cow<'static, [u8]>,
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dictionary({} forms)", self.words.len())
    }
}

/// A compiled dictionary that is cut off or is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadDictionary;

impl std::fmt::Display for BadDictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("this is no compiled dictionary, or only a part of one")
    }
}

impl std::error::Error for BadDictionary {}

static RUSSIAN: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::embedded(include_bytes!(concat!(env!("OUT_DIR"), "/ru.words"))));
static ENGLISH: LazyLock<Dictionary> =
    LazyLock::new(|| Dictionary::embedded(include_bytes!(concat!(env!("OUT_DIR"), "/en.words"))));

impl Dictionary {
    /// The built-in dictionary of `language`; takes no time and no memory but the pages it touches.
    pub fn builtin(language: Language) -> &'static Self {
        match language {
            Language::Russian => &RUSSIAN,
            Language::English => &ENGLISH,
        }
    }

    fn embedded(packed: &'static [u8]) -> Self {
        let opened = split(packed)
            .and_then(|(rows, words)| Self::new(Cow::Borrowed(rows), Cow::Borrowed(words)));
        opened.expect("the build script writes whole dictionaries")
    }

    /// How many forms of words it holds.
    pub fn form_count(&self) -> usize {
        self.words.len()
    }

    /// Opens a packed dictionary that was read from a file; every byte is checked.
    ///
    /// # Errors
    /// The bytes are cut off, damaged or no such dictionary.
    pub(super) fn open(packed: &[u8]) -> Result<Self, BadDictionary> {
        let (rows, words) = split(packed)?;
        let opened = Self::new(Cow::Owned(rows.to_vec()), Cow::Owned(words.to_vec()))?;
        opened.words.as_fst().verify().map_err(|_| BadDictionary)?;
        Ok(opened)
    }

    fn new(rows: Cow<'static, [u8]>, words: Cow<'static, [u8]>) -> Result<Self, BadDictionary> {
        let words = fst::Map::new(words).map_err(|_| BadDictionary)?;
        Ok(Self { words, rows })
    }

    /// Whether `word` is right, its capitals read as Hunspell reads them: «Письмо» and «ПИСЬМО»
    /// are «письмо», «москва» is not «Москва». «е» may stand for «ё». Hyphens and digits mean
    /// nothing here: see [`super::judge`].
    pub fn contains(&self, word: &str) -> bool {
        self.lookup(word) == Lookup::Known
    }

    pub(super) fn lookup(&self, word: &str) -> Lookup {
        let as_written = self.words.get(word).and_then(|row| self.entry(row));
        let entry_says = |entry: Entry<'_>, changed_case: bool| match entry {
            _ if entry.forbidden() => Lookup::Forbidden,
            _ if changed_case && entry.keeps_case() => Lookup::Absent,
            _ => Lookup::Known,
        };
        match as_written {
            Some(entry) => entry_says(entry, false),
            None => self
                .entries(word)
                .map(|(_, entry)| entry_says(entry, true))
                .max()
                .unwrap_or(Lookup::Absent),
        }
    }

    /// The words that `form` may be a form of, as the dictionary writes them: «счета» gives «счет»
    /// and «счёт», "companies" gives "company". Empty for an unknown word.
    pub fn stems<'a>(&'a self, form: &'a str) -> impl Iterator<Item = String> + 'a {
        self.entries(form)
            .filter(|(_, entry)| !entry.forbidden())
            .flat_map(|(reading, entry)| entry.stems(&reading).collect::<Vec<_>>())
    }

    /// Calls `visit` with every form that the dictionary holds, in the order of their bytes.
    pub fn for_each_form(&self, mut visit: impl FnMut(&str)) {
        self.search(fst::automaton::AlwaysMatch, |form, entry| {
            if !entry.forbidden() {
                visit(form);
            }
        });
    }

    /// How common `word` is known to be: 0 (not at all) to 3 (one of the most common).
    pub(super) fn commonness(&self, word: &str) -> u8 {
        self.entries(word)
            .map(|(_, entry)| entry.commonness())
            .max()
            .unwrap_or(0)
    }

    /// What should stand instead of a word that is known to be wrong («вообщем»: «в общем»).
    pub(super) fn replacements<'a>(&'a self, word: &'a str) -> impl Iterator<Item = String> + 'a {
        self.entries(word)
            .filter(|(_, entry)| entry.forbidden())
            .flat_map(move |(reading, entry)| {
                let right: Vec<_> = entry
                    .stems(&reading)
                    .filter(|right| *right != reading)
                    .collect();
                right
            })
    }

    /// The entries of `word` under each spelling it may have in the dictionary.
    fn entries<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (Cow<'a, str>, Entry<'a>)> {
        self.entries_of(case::readings(word))
    }

    fn entries_of<'a>(
        &'a self,
        readings: impl Iterator<Item = Cow<'a, str>>,
    ) -> impl Iterator<Item = (Cow<'a, str>, Entry<'a>)> {
        readings.filter_map(|reading| {
            let entry = self.entry(self.words.get(&*reading)?)?;
            Some((reading, entry))
        })
    }

    /// All words that `automaton` accepts, in order, with what is said of each.
    pub(super) fn search(
        &self,
        automaton: impl fst::Automaton,
        mut found: impl FnMut(&str, Entry<'_>),
    ) {
        use fst::{IntoStreamer, Streamer};
        let mut words = self.words.search(automaton).into_stream();
        while let Some((word, row)) = words.next() {
            if let (Ok(word), Some(entry)) = (std::str::from_utf8(word), self.entry(row)) {
                found(word, entry);
            }
        }
    }

    /// The row of this number in the table; none if the table is damaged.
    fn entry(&self, row: u64) -> Option<Entry<'_>> {
        let row = usize::try_from(row).ok()?;
        let number =
            |place: usize| -> Option<usize> { self.rows.get(place * 4..).and_then(read_length) };
        let start = if row == 0 { 0 } else { number(row)? };
        let bodies = (number(0)? + 1) * 4;
        let body = self.rows.get(bodies + start..bodies + number(row + 1)?)?;
        let (&flags, recipes) = body.split_first()?;
        Some(Entry { flags, recipes })
    }
}

impl Known for Dictionary {
    fn knows(&self, word: &str) -> bool {
        self.contains(word)
    }
}

/// What the dictionary says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lookup {
    Absent,
    Known,
    /// Wrong, whatever else would make it right.
    Forbidden,
}

/// One row of the table.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    flags: u8,
    recipes: &'a [u8],
}

impl<'a> Entry<'a> {
    /// How common the word is, 0 (not known to be) to 3.
    pub fn commonness(self) -> u8 {
        self.flags >> COMMON_SHIFT & 3
    }

    /// Whether the word may be proposed.
    pub fn proposable(self) -> bool {
        self.flags & (NOSUGGEST | FORBIDDEN) == 0
    }

    pub fn forbidden(self) -> bool {
        self.flags & FORBIDDEN != 0
    }

    /// Whether the word is right in just the case that the dictionary writes.
    pub fn keeps_case(self) -> bool {
        self.flags & KEEPCASE != 0
    }

    /// Whether this is the spelling with «е» of a word with «ё».
    pub fn folded(self) -> bool {
        self.flags & FOLDED != 0
    }

    pub(super) fn stems(self, form: &str) -> impl Iterator<Item = String> + use<'a, '_> {
        let mut rest = self.recipes;
        std::iter::from_fn(move || {
            let [front, back, length, tail @ ..] = rest else {
                return None;
            };
            let (add, tail) = tail.split_at_checked(usize::from(*length))?;
            rest = tail;
            let end = form.len().checked_sub(usize::from(*back))?;
            let kept = form.get(usize::from(*front)..end)?;
            Some(kept.to_owned() + std::str::from_utf8(add).ok()?)
        })
    }
}

/// The table and the FST of a packed dictionary.
fn split(packed: &[u8]) -> Result<(&[u8], &[u8]), BadDictionary> {
    let length = read_length(packed).ok_or(BadDictionary)?;
    packed[4..].split_at_checked(length).ok_or(BadDictionary)
}

fn read_length(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*bytes)).ok()
}
