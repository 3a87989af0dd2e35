//! A passage: the text of one block, prepared for rules.

mod masks;
pub mod pieces;
mod sentences;

use std::cell::OnceCell;
use std::ops::{AddAssign, Range};
use std::sync::LazyLock;

use regex::Regex;

use masks::masks;
use sentences::sentences;

use super::placeholder_left::placeholders_among;
use super::promise::{Saying, sayings};
use crate::config::{Config, Language};
use crate::dates::{self, Mention};
use crate::letter::attachment::file_names;
use crate::letter::{Content, Format};
use crate::text::pattern;
use crate::text::words::{Word, words};

/// The text of one block and what rules need to know of it. Ranges are bytes from its start.
pub struct Passage<'a> {
    /// The text, with the blank lines after it.
    pub text: &'a str,
    /// What the block is.
    pub content: &'a Content,
    /// Its words, without those in [`Passage::masks`].
    pub words: Vec<Word>,
    /// Stretches that are not language: addresses, paths, code, file names. In order.
    pub masks: Vec<Range<usize>>,
    /// Names of files.
    pub files: Vec<Range<usize>>,
    /// What stands in quotation marks. In order.
    pub speech: Vec<Range<usize>>,
    /// Its sentences.
    pub sentences: Vec<Range<usize>>,
    /// Letters of the Cyrillic and of the Latin script.
    pub letters: Letters,
    /// How much of the block it is.
    pub extent: Extent,
    dates: OnceCell<Vec<Mention>>,
    placeholders: OnceCell<Vec<Range<usize>>>,
    sayings: OnceCell<Vec<Saying>>,
}

/// How much of its block a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Extent {
    /// Whether it is the beginning.
    pub first: bool,
    /// Whether it is the end of what is judged.
    pub last: bool,
    /// Whether the block goes on behind what is judged.
    pub cut: bool,
}

impl Extent {
    /// All of the block.
    pub const WHOLE: Self = Self {
        first: true,
        last: true,
        cut: false,
    };

    /// Whether it is the whole block.
    pub fn is_whole(self) -> bool {
        self == Self::WHOLE
    }
}

/// Numbers of letters by script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Letters {
    /// Cyrillic letters.
    pub cyrillic: usize,
    /// Latin letters.
    pub latin: usize,
    /// Letters of other scripts.
    pub other: usize,
}

impl AddAssign for Letters {
    fn add_assign(&mut self, other: Self) {
        self.cyrillic += other.cyrillic;
        self.latin += other.latin;
        self.other += other.other;
    }
}

impl Letters {
    fn add(&mut self, text: &str) {
        if text.is_ascii() {
            self.latin += text.bytes().filter(u8::is_ascii_alphabetic).count();
            return;
        }
        for c in text.chars() {
            match c {
                '\u{400}'..='\u{4ff}' => self.cyrillic += 1,
                '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if c.is_alphabetic() => self.latin += 1,
                _ if c.is_alphabetic() => self.other += 1,
                _ => {}
            }
        }
    }

    /// Whether most letters are of a script that neither Russian nor English uses.
    pub fn is_foreign(self) -> bool {
        self.other > self.cyrillic + self.latin
    }

    /// The language that most letters belong to.
    pub fn language(self) -> Language {
        if self.cyrillic * 2 > self.latin {
            Language::Russian
        } else {
            Language::English
        }
    }
}

/// So many bytes of a block are judged. Nobody writes longer paragraphs; a text without line breaks
/// must not stop the editor.
const LONGEST: usize = 64 * 1024;

/// The beginning of a block's text that is judged.
pub fn judged(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

impl<'a> Passage<'a> {
    /// Prepares a block's text.
    pub fn new(text: &'a str, content: &'a Content, format: Format) -> Self {
        let judged = judged(text);
        let extent = Extent {
            cut: judged.len() < text.len(),
            ..Extent::WHOLE
        };
        Self::part(judged, content, format, extent)
    }

    /// Prepares a part of a block's text.
    pub fn part(text: &'a str, content: &'a Content, format: Format, extent: Extent) -> Self {
        let files = file_names(text);
        let masks = masks(text, format, &files);
        let mut words = words(text);
        words.retain(|word| !overlaps(&masks, &word.range));
        let mut letters = Letters::default();
        for word in &words {
            letters.add(&word.folded);
        }
        Self {
            speech: speech(text),
            sentences: sentences(text),
            extent,
            text,
            content,
            words,
            masks,
            files,
            letters,
            dates: OnceCell::new(),
            placeholders: OnceCell::new(),
            sayings: OnceCell::new(),
        }
    }

    /// What is left to be filled in, in order.
    pub fn placeholders(&self, config: &Config) -> &[Range<usize>] {
        self.placeholders
            .get_or_init(|| placeholders_among(self.text, &self.words, config))
    }

    /// Its sentences with what they say about attachments.
    pub fn sayings(&self, config: &Config) -> impl Iterator<Item = (&Range<usize>, &Saying)> {
        let sayings = self.sayings.get_or_init(|| sayings(self, config));
        self.sentences.iter().zip(sayings)
    }

    /// The dates and times that it names, in order.
    pub fn dates(&self) -> &[Mention] {
        self.dates
            .get_or_init(|| dates::find(self.text, &self.words, &self.masks))
    }

    /// The dates and times that a sentence names, in order.
    pub fn dates_in(&self, sentence: &Range<usize>) -> &[Mention] {
        let dates = self.dates();
        let start = dates.partition_point(|mention| mention.range.start < sentence.start);
        let end = dates.partition_point(|mention| mention.range.end <= sentence.end);
        &dates[start..end.max(start)]
    }

    /// Whether a range lies in a stretch that is not language.
    pub fn is_masked(&self, range: &Range<usize>) -> bool {
        overlaps(&self.masks, range)
    }

    /// Whether a range lies in quotation marks: another's words or a name.
    pub fn is_speech(&self, range: &Range<usize>) -> bool {
        overlaps(&self.speech, range)
    }

    /// Whether a word is written as a name: with a capital, where no sentence, line or quotation
    /// starts.
    pub fn is_name(&self, word: &Word) -> bool {
        let title = |part: &str| {
            let mut letters = part.chars();
            let capital = letters.next().is_some_and(char::is_uppercase);
            capital && letters.clone().count() > 0 && letters.all(|c| !c.is_uppercase())
        };
        let raw = &self.text[word.range.clone()];
        let title_case = title(raw) || raw.contains('-') && raw.split('-').all(title);
        title_case && !self.starts_sentence(word.range.start)
    }

    /// Whether what stands at a byte begins a sentence, a line or an item. The stop of an abbreviation
    /// («ул. Баумана») ends no sentence.
    fn starts_sentence(&self, at: usize) -> bool {
        let quoted = self.text[..at].ends_with(['«', '“', '„']);
        let before = self.text[..at].trim_end_matches([' ', '\t', '"', '«', '“', '(', '*', '_']);
        let ends = ['!', '?', '…', '\n', '\r', ':', ';', ')', '-', '–', '—', '•'];
        let stopped = || {
            let sentence = self
                .sentences
                .partition_point(|sentence| sentence.end <= at);
            let start = self.sentences.get(sentence).map(|sentence| sentence.start);
            before.ends_with('.') && start.is_none_or(|start| start >= before.len())
        };
        !quoted && (before.is_empty() || before.ends_with(ends) || stopped())
    }

    /// The words of a byte range.
    pub fn words_in(&self, range: &Range<usize>) -> &[Word] {
        let start = self
            .words
            .partition_point(|word| word.range.start < range.start);
        let end = self
            .words
            .partition_point(|word| word.range.end <= range.end);
        &self.words[start..end.max(start)]
    }

    /// Byte range of the salutation at the passage's start; empty where there is none.
    pub fn salutation(&self) -> Range<usize> {
        let salutation = self.content.salutation();
        salutation
            .filter(|_| self.extent.first)
            .map_or(0..0, |salutation| salutation.range.clone())
    }
}

/// Whether any of the ordered ranges overlaps `range`.
pub fn overlaps(ordered: &[Range<usize>], range: &Range<usize>) -> bool {
    let next = ordered.partition_point(|other| other.end <= range.start);
    ordered
        .get(next)
        .is_some_and(|other| other.start < range.end)
}

/// Marks further apart than this many bytes are no pair; a bound in the pattern itself would make it
/// cost milliseconds to compile.
const LONGEST_SPEECH: usize = 800;

/// What stands between quotation marks on at most a few lines.
fn speech(text: &str) -> Vec<Range<usize>> {
    static QUOTED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"«[^«»]+»|“[^“”]+”|„[^„“”]+[“”]|"[^"\n]+""#));
    if !text.contains(['«', '“', '„', '"']) {
        return Vec::new();
    }
    QUOTED
        .find_iter(text)
        .map(|quoted| quoted.range())
        .filter(|range| range.len() <= LONGEST_SPEECH)
        .collect()
}

#[cfg(test)]
mod tests;
