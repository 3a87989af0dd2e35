//! The salutation: how a letter addresses its reader.

use std::ops::Range;

use super::grammar::SalutationPhrases;
use super::person;
use crate::text::phrases::Phrases;
use crate::text::words::{Word, first_words};

/// Names and titles in a salutation are not longer than this many words.
const ADDRESSEE_WORDS: usize = 8;

/// Words of a sentence, which stand in no addressee: «Дорогой материал мы заменили, …».
const SAYING: &[&str] = &[
    "мы", "я", "нам", "мне", "нас", "он", "она", "оно", "они", "это", "не", "был", "была", "было",
    "были", "we", "i", "it", "they", "is", "are", "was", "were", "not",
];

/// Only this many bytes of a line are looked at.
const LONGEST: usize = 400;

/// How official a greeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Fit for any letter.
    Official,
    /// Fit for the neutral register only: "Hi Anna,".
    Casual,
    /// Too familiar: «Привет».
    Informal,
}

/// A salutation. Ranges are bytes from the start of its block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salutation {
    /// The whole of it with its mark.
    pub range: Range<usize>,
    /// The greeting: «Добрый день»; empty for a bare vocative («Коллеги!»).
    pub greeting: Range<usize>,
    /// Who is addressed: «Иван Петрович»; empty where nobody is.
    pub addressee: Range<usize>,
    /// How official the greeting is.
    pub manner: Manner,
    /// Whether the greeting takes an address without a comma: «Уважаемый Иван», "Dear Anna".
    pub adjective: bool,
    /// The mark after it.
    pub mark: Option<char>,
    /// Whether nothing else stands on its line.
    pub alone: bool,
}

/// Recognises a salutation at the start of a text (after white space).
pub fn recognise(text: &str, phrases: &SalutationPhrases) -> Option<Salutation> {
    let start = text.len() - text.trim_start_matches([' ', '\t', '*', '_', '#']).len();
    let window = &text[start..text.floor_char_boundary(start + LONGEST)];
    let line_end = start + window.find(['\n', '\r']).unwrap_or(window.len());
    if !may_be(&text[start..line_end], phrases) {
        return None;
    }
    let line = Line {
        text: &text[..line_end],
        words: first_words(&text[start..line_end], ADDRESSEE_WORDS * 2)
            .into_iter()
            .map(|word| shifted(word, start))
            .collect(),
        phrases,
    };
    line.greeting_first().or_else(|| line.addressee_first())
}

/// An addressee who stands before a greeting has at most this many words.
const MOST_BEFORE: usize = 4;

/// A cheap look before a line is taken apart: in a salutation a greeting begins among the first words,
/// or a mark after some of them ends the line.
fn may_be(line: &str, phrases: &SalutationPhrases) -> bool {
    let first = first_words(line, MOST_BEFORE + 1);
    if first.iter().any(|word| phrases.may_start(word)) {
        return true;
    }
    let Some(start) = first.first().map(|word| word.range.start) else {
        return false;
    };
    let mark = line[start..].find([',', '!', ':']).map(|at| start + at);
    mark.is_some_and(|mark| {
        let named = first.iter().filter(|word| word.range.end <= mark).count();
        named <= MOST_BEFORE && line[mark + 1..].trim().is_empty()
    })
}

fn shifted(mut word: Word, by: usize) -> Word {
    word.range = word.range.start + by..word.range.end + by;
    word
}

struct Line<'a> {
    text: &'a str,
    words: Vec<Word>,
    phrases: &'a SalutationPhrases,
}

/// A greeting: how many words it takes and what kind it is.
struct Greeting {
    words: usize,
    manner: Manner,
    adjective: bool,
}

impl Line<'_> {
    fn matched<T>(&self, phrases: &Phrases<T>, at: usize) -> Option<usize> {
        let found = phrases.match_at(self.text, &self.words, at)?;
        Some(found.words.len())
    }

    fn greeting_at(&self, at: usize) -> Option<Greeting> {
        let lists = [
            (
                self.matched(&self.phrases.informal, at),
                Manner::Informal,
                false,
            ),
            (
                self.matched(&self.phrases.casual, at),
                Manner::Casual,
                false,
            ),
            (
                self.matched(&self.phrases.greetings, at),
                Manner::Official,
                false,
            ),
            (
                self.matched(&self.phrases.addresses, at),
                Manner::Official,
                true,
            ),
        ];
        lists
            .into_iter()
            .filter_map(|(words, manner, adjective)| {
                words.map(|words| Greeting {
                    words,
                    manner,
                    adjective,
                })
            })
            .reduce(|best, other| {
                if other.words > best.words {
                    other
                } else {
                    best
                }
            })
    }

    /// «Добрый день, Иван Петрович!», «Уважаемые коллеги!», "Dear Ms Smith,", «Здравствуйте!»
    fn greeting_first(&self) -> Option<Salutation> {
        let greeting = self.greeting_at(0)?;
        let range = self.words[0].range.start..self.words[greeting.words - 1].range.end;
        let comma = self.comma_at(range.end);
        let after = comma.unwrap_or(range.end);
        let addressee = self.addressee(after, greeting.words, greeting.adjective);
        if addressee.is_none() && greeting.adjective {
            return None;
        }
        let addressee = addressee.unwrap_or(range.end..range.end);
        if addressee.is_empty() && !self.ends_after_greeting(range.end) {
            return None;
        }
        let end = addressee.end.max(range.end);
        let found = self.finish(range.start, end, greeting.manner);
        Some(Salutation {
            greeting: range,
            adjective: greeting.adjective,
            addressee,
            ..found
        })
    }

    /// «Коллеги, добрый день!», «Иван Петрович!», "Anna,"
    fn addressee_first(&self) -> Option<Salutation> {
        let first = self.words.first()?.range.start;
        if let Some(found) = self.run_together() {
            return Some(found);
        }
        let before = |mark: &usize| {
            let named = self.words.iter();
            named.take_while(|word| word.range.end <= *mark).count()
        };
        let marks = self.text[first..].match_indices([',', '!', ':']);
        let mut marks = marks.map(|(at, _)| first + at);
        // «Иван, Анна, добрый день!»
        let greets = |mark: &usize| self.greeting_at(before(mark)).is_some();
        let mark = marks.clone().find(greets).or_else(|| marks.next())?;
        let named = before(&mark);
        let greeted = named == 1 && self.greeting_at(named).is_some();
        if named > MOST_BEFORE || !(greeted || self.is_addressee(0..named)) {
            return None;
        }
        let addressee = first..mark;
        let tail = self.text[mark + 1..].trim();
        if let Some(greeting) = self
            .greeting_at(named)
            .filter(|greeting| !greeting.adjective)
        {
            let range =
                self.words[named].range.start..self.words[named + greeting.words - 1].range.end;
            let found = self.finish(first, range.end, greeting.manner);
            return Some(Salutation {
                greeting: range,
                addressee,
                ..found
            });
        }
        if !tail.is_empty() || !self.is_surely_addressee(0..named) {
            return None;
        }
        Some(Salutation {
            addressee,
            adjective: true,
            ..self.finish(first, mark, Manner::Official)
        })
    }

    /// A name and a greeting with no comma between them: «Марина добрый день!»
    fn run_together(&self) -> Option<Salutation> {
        let (named, greeting) = (1..=3).find_map(|named| {
            let greeting = self.greeting_at(named)?;
            (!greeting.adjective && self.is_surely_addressee(0..named)).then_some((named, greeting))
        })?;
        let first = self.words[0].range.start;
        let last = self.words[named - 1].range.end;
        let range = self.words[named].range.start..self.words[named + greeting.words - 1].range.end;
        let blank = self.text[first..range.start]
            .chars()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || c == '-');
        (blank && self.ends_after_greeting(range.end)).then(|| Salutation {
            greeting: range.clone(),
            addressee: first..last,
            ..self.finish(first, range.end, greeting.manner)
        })
    }

    fn finish(&self, start: usize, end: usize, manner: Manner) -> Salutation {
        let rest = &self.text[end..];
        let gap = rest.len() - rest.trim_start().len();
        let mark = rest.trim_start().chars().next();
        let mark =
            mark.filter(|c| matches!(c, ',' | '!' | '.' | ':' | ';' | '…' | '?' | '-' | '–' | '—'));
        let end = mark.map_or(end, |mark| end + gap + mark.len_utf8());
        let tail =
            self.text[end..].trim_start_matches(['!', '.', ',', ')', '(', '*', '_', '-', ' ']);
        let is_words = tail.chars().any(char::is_alphanumeric);
        Salutation {
            range: start..end,
            greeting: start..start,
            addressee: start..start,
            manner,
            adjective: false,
            mark,
            alone: !is_words,
        }
    }

    /// The byte after the comma that follows byte `at`, or the white space there.
    fn comma_at(&self, at: usize) -> Option<usize> {
        let rest = self.text[at..].trim_start().strip_prefix(',')?;
        Some(self.text.len() - rest.len())
    }

    /// Whether what follows a greeting without a name lets it be one: a mark or the line's end, or a
    /// new sentence.
    fn ends_after_greeting(&self, end: usize) -> bool {
        let rest = self.text[end..].trim_start();
        match rest.chars().next() {
            None => true,
            Some(c) if c.is_alphanumeric() => c.is_uppercase(),
            Some('-' | '/' | '\'' | '’') => self.text[end..].starts_with(' '),
            Some(_) => true,
        }
    }

    /// The addressee that starts after byte `from` with word `index`; ends at a mark or the line's
    /// end.
    fn addressee(&self, from: usize, index: usize, required: bool) -> Option<Range<usize>> {
        let first = self.words.get(index)?;
        if self.text[from..first.range.start].contains(['!', '.', '?', ':', ';', ',', '—', '–'])
        {
            return None;
        }
        let mut last = index;
        while let (Some(word), Some(next)) = (self.words.get(last), self.words.get(last + 1)) {
            let between = &self.text[word.range.end..next.range.start];
            let abbreviated = between.trim() == "." && is_abbreviation(word);
            let joined = between.trim().is_empty()
                || abbreviated
                || matches!(between.trim(), "&" | "/" | "«" | "\"" | "“");
            if !joined || last - index >= ADDRESSEE_WORDS {
                break;
            }
            last += 1;
        }
        let named = index..last + 1;
        if required {
            let says = |word: &Word| SAYING.contains(&word.folded.as_str());
            let fits =
                named.len() <= ADDRESSEE_WORDS && !self.words[named.clone()].iter().any(says);
            let marked = self.ends_with_mark(self.bracketed(named.clone()).end);
            let named_only = self.is_addressee(named.clone());
            if !fits || !(marked || named_only) {
                return self.leading_name(named);
            }
        } else if !self.is_addressee(named.clone()) {
            return self.leading_name(named);
        }
        Some(self.bracketed(named))
    }

    /// The bytes of words with the brackets of a placeholder around them: «Уважаемый [имя]!».
    fn bracketed(&self, words: Range<usize>) -> Range<usize> {
        let range = self.words[words.start].range.start..self.words[words.end - 1].range.end;
        let before = self.text[..range.start].trim_end_matches(['[', '{', '<']);
        let after = self.text[range.end..].trim_start_matches([']', '}', '>']);
        match (before.len() < range.start, self.text.len() - after.len()) {
            (true, end) if end > range.end => before.len()..end,
            _ => range,
        }
    }

    /// The longest beginning of the words that is a name: «Добрый день Иван направляю договор».
    fn leading_name(&self, words: Range<usize>) -> Option<Range<usize>> {
        let start = words.start;
        let known = (start + 1..words.end.min(start + 4))
            .rev()
            .find(|&end| self.is_surely_addressee(start..end))?;
        Some(self.words[start].range.start..self.words[known - 1].range.end)
    }

    fn ends_with_mark(&self, end: usize) -> bool {
        let rest = self.text[end..].trim_start();
        rest.is_empty()
            || rest.starts_with([
                ',', '!', ':', '.', ';', '—', '–', '-', '»', '"', '”', '(', '*', '_',
            ])
    }

    /// Whether words can be an addressee: names, titles, groups, in any mix.
    fn is_addressee(&self, range: Range<usize>) -> bool {
        let mut at = range.start;
        while at < range.end {
            if let Some(count) = self.matched(&self.phrases.addressees, at) {
                at += count;
                continue;
            }
            let word = &self.words[at];
            let raw = &self.text[word.range.clone()];
            let joint = matches!(
                word.folded.as_str(),
                "and" | "и" | "or" | "или" | "of" | "the" | "de" | "van" | "von" | "all"
            );
            if !joint && !raw.starts_with(char::is_uppercase) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Whether words are an addressee even without a greeting: a known name, a patronymic, a group.
    fn is_surely_addressee(&self, range: Range<usize>) -> bool {
        if self.matched(&self.phrases.addressees, range.start) == Some(range.len()) {
            return true;
        }
        let raw = |at: usize| &self.text[self.words[at].range.clone()];
        let capital = |at: usize| raw(at).starts_with(char::is_uppercase);
        let joint = |at: usize| matches!(raw(at), "и" | "and");
        range.clone().all(|at| capital(at) || joint(at))
            && range
                .clone()
                .any(|at| person::is_given_name(raw(at)) || person::is_patronymic(raw(at)))
    }
}

fn is_abbreviation(word: &Word) -> bool {
    matches!(
        word.folded.as_str(),
        "mr" | "ms" | "mrs" | "dr" | "prof" | "st" | "г" | "гн" | "г-н" | "г-жа"
    ) || word.folded.chars().count() == 1
}

#[cfg(test)]
mod tests;
