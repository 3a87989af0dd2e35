//! A passage: the text of one block, prepared for rules.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, Parser, TagEnd};
use regex::Regex;

use super::placeholder_left::placeholders_among;
use super::promise::{Saying, sayings};
use crate::config::{Config, Language};
use crate::dates::{self, Mention};
use crate::letter::attachment::file_names;
use crate::letter::{Content, Format};
use crate::text::words::{Word, words};
use crate::text::{marks, pattern, segments};

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
    /// Whether the block goes on after [`Passage::text`], which is only its beginning.
    pub cut: bool,
    dates: OnceCell<Vec<Mention>>,
    placeholders: OnceCell<Vec<Range<usize>>>,
    sayings: OnceCell<Vec<Saying>>,
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

impl<'a> Passage<'a> {
    /// Prepares a block's text.
    pub fn new(text: &'a str, content: &'a Content, format: Format) -> Self {
        let whole = text.len();
        let text = &text[..text.floor_char_boundary(LONGEST)];
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
            cut: text.len() < whole,
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
        let mut letters = self.text[word.range.clone()].chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let title_case =
            capital && letters.clone().count() > 0 && letters.all(|c| !c.is_uppercase());
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
        self.content
            .salutation()
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

/// Stretches that are not language, merged and in order.
fn masks(text: &str, format: Format, files: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = files.to_vec();
    if text.contains('@') || text.contains("://") {
        let mut finder = LinkFinder::new();
        finder
            .kinds(&[LinkKind::Url, LinkKind::Email])
            .url_must_have_scheme(true);
        found.extend(finder.links(text).map(|link| link.start()..link.end()));
    }
    if may_hold_paths(text) {
        // None goes past white space, and in whole paragraphs of Cyrillic the pattern is slow.
        for piece in text
            .split_whitespace()
            .filter(|piece| may_hold_paths(piece))
        {
            let start = piece.as_ptr() as usize - text.as_ptr() as usize;
            let paths = PATHS.find_iter(piece);
            found.extend(paths.map(|path| start + path.start()..start + path.end()));
        }
    }
    if text.contains("</") || text.contains("<?") {
        found.extend(TAGS.find_iter(text).map(|tag| tag.range()));
    }
    if text.contains('`') {
        found.extend(CODE.find_iter(text).map(|code| code.range()));
    }
    if format == Format::Markdown {
        found.extend(markdown(text));
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Host names, paths of Unix and Windows, and identifiers with underscores.
static PATHS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:~|\.{1,2})?/[\w.-]+(?:/[\w.-]*)+|\b[A-Za-z]:\\[^\s]*|\\\\[^\s]+|",
        r"\bwww\.[^\s,;]+|\w+@\w[\w.@-]*|#\w+|\b(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:ru|com|org|net|рф|example|io|dev|su|by|kz|eu|uk|de|info|biz|pro|local)\b(?:/[^\s,;]*)?"
    ))
});

/// Whether [`PATHS`] can find anything: most paragraphs have no such marks, and a full stop only at the
/// end of a sentence.
fn may_hold_paths(text: &str) -> bool {
    let goes_on = |at: usize| text[at + 1..].starts_with(char::is_alphanumeric);
    text.bytes()
        .any(|byte| matches!(byte, b'/' | b'\\' | b'@' | b'#'))
        || marks(text, |byte| byte == b'.').any(goes_on)
}

/// Tags of XML, in a text that closes some.
static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"</?[A-Za-z][^<>]*>|<\?[^<>]*>"));

/// Code between backquotes (CommonMark, 6.1), which writers use in plain text, too.
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"`[^`\n]+`"));

/// Code and the addresses of links in Markdown.
fn markdown(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut inner_end = 0;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) => found.push(range),
            Event::Text(_) => inner_end = range.end,
            Event::End(TagEnd::Link | TagEnd::Image) => found.push(inner_end..range.end),
            _ => {}
        }
    }
    found
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

/// Words before a full stop that does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "г",
    "гг",
    "ул",
    "д",
    "кв",
    "стр",
    "корп",
    "оф",
    "п",
    "пп",
    "ст",
    "т",
    "тел",
    "факс",
    "им",
    "руб",
    "коп",
    "тыс",
    "млн",
    "млрд",
    "см",
    "др",
    "пр",
    "рис",
    "табл",
    "обл",
    "р",
    "пос",
    "просп",
    "пер",
    "эт",
    "каб",
    "доб",
    "проф",
    "акад",
    "исх",
    "вх",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "no",
    "st",
    "vs",
    "e.g",
    "i.e",
    "inc",
    "ltd",
    "co",
    "corp",
    "approx",
    "dept",
    "tel",
    "fig",
    "art",
    "sec",
    "jr",
    "sr",
    "и.о",
    "т.е",
    "т.к",
    "т.д",
    "т.п",
    "н.э",
];

/// Sentences by UAX #29, where line breaks inside a paragraph and the stops of abbreviations and
/// initials do not end one. A line that starts an item of a list does.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut flat = String::with_capacity(text.len());
    let mut done = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()) {
        flat.push_str(&text[done..at]);
        flat.push(' ');
        done = at + 1;
    }
    flat.push_str(&text[done..]);
    for (at, _) in text.match_indices('\n') {
        let line = text[at + 1..].split_inclusive('\n').next();
        if line.is_some_and(crate::letter::is_list_item) {
            flat.replace_range(at..at + 1, "\n");
        }
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for end in segments::sentence_ends(&flat) {
        let range = start..end;
        let sentence = &flat[range.clone()];
        start = end;
        match found.last_mut() {
            Some(last) if open => last.end = range.end,
            _ if sentence.trim().is_empty() => continue,
            _ => found.push(range),
        }
        open = ends_with_abbreviation(sentence);
    }
    for range in &mut found {
        *range = crate::text::lines::trimmed(text, range.clone());
    }
    found
}

fn ends_with_abbreviation(sentence: &str) -> bool {
    let trimmed = sentence.trim_end();
    let Some(body) = trimmed
        .strip_suffix('.')
        .filter(|_| !sentence.ends_with('\n'))
    else {
        return false;
    };
    let last = body
        .rsplit([' ', '(', '\u{a0}'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let initial = last
        .rsplit('.')
        .next()
        .is_some_and(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    initial || ABBREVIATIONS.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str, format: Format) -> Passage<'_> {
        Passage::new(text, &Content::List, format)
    }

    fn sentences_of(text: &str) -> Vec<&str> {
        passage(text, Format::Plain)
            .sentences
            .iter()
            .map(|range| &text[range.clone()])
            .collect()
    }

    #[test]
    fn sentences_survive_lines_abbreviations_and_initials() {
        assert_eq!(
            sentences_of("Адрес: г. Москва, ул. Лесная. Акт подписал\nИ. П. Сидоров. Да!\n\n"),
            [
                "Адрес: г. Москва, ул. Лесная.",
                "Акт подписал\nИ. П. Сидоров.",
                "Да!"
            ]
        );
        assert_eq!(sentences_of("- один\n- два\n"), ["- один", "- два"]);
        let parted = "Акт готов.\u{2029}\u{2029}Ждём счёт.";
        assert_eq!(sentences_of(parted), ["Акт готов.", "Ждём счёт."]);
        assert_eq!(
            sentences_of("See Mr. Smith.\r\nThen go."),
            ["See Mr. Smith.", "Then go."]
        );
    }

    #[test]
    fn what_is_not_language_is_masked() {
        let text = "См. https://example.com/инфа, i@инфа.рф, `инфа`, инфа.pdf и /etc/инфа/x";
        let passage = passage(text, Format::Plain);
        assert!(
            passage.words.iter().all(|word| word.folded != "инфа"),
            "{:?}",
            passage.words
        );
    }

    #[test]
    fn markdown_links_keep_their_text() {
        let text = "Смотрите [инфа](docs/stuff) и <b>x</b>, <!-- инфа --> ![](инфа), [да][инфа]\n\n[инфа]: инфа";
        let passage = passage(text, Format::Markdown);
        let words: Vec<_> = passage
            .words
            .iter()
            .map(|word| word.folded.as_str())
            .collect();
        assert_eq!(words, ["смотрите", "инфа", "и", "x", "да", "инфа", "инфа"]);
    }

    #[test]
    fn letters_are_counted_by_script() {
        let passage = passage("Договор2 по café, 日本, догово\u{301}р, x3", Format::Plain);
        let expected = Letters {
            cyrillic: 16,
            latin: 5,
            other: 2,
        };
        assert_eq!(passage.letters, expected);
    }

    #[test]
    fn names_have_a_capital_that_no_place_explains() {
        let text = "Склад А на ул. Баумана закрыт. Договор у Анны, «Вектор» и ООО готовы.";
        let passage = passage(text, Format::Plain);
        let names = passage.words.iter().filter(|word| passage.is_name(word));
        let names: Vec<_> = names.map(|word| &text[word.range.clone()]).collect();
        assert_eq!(names, ["Баумана", "Анны", "Вектор"]);
    }

    #[test]
    fn speech_is_known() {
        let text = "Он сказал: «инфа». Инфа.";
        let passage = passage(text, Format::Plain);
        let speech: Vec<bool> = passage
            .words
            .iter()
            .map(|word| passage.is_speech(&word.range))
            .collect();
        assert_eq!(speech, [false, false, true, false]);
    }
}
