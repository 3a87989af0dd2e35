//! How an entry of a lexicon is written.
//!
//! - `stem:class` stands for the forms of a paradigm, `form|form|…` for those listed; several inflected
//!   words go through their forms together: `свободн:a-f ваканси:f-ia`.
//! - `[a/b c]` before or after the wording names words that have to stand there and are left as they
//!   are; `*` is any ending.
//! - `^` at the start: only where a sentence starts.
//! - `…` at the end: an object may follow whose case the better wording would change.

use super::{Message, Paradigms};
use crate::rules::Bilingual;

/// Slots of a class of Russian nouns: six cases in two numbers.
pub const NOUN_SLOTS: usize = 12;

/// The key of an entry, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The worse wording.
    pub wording: &'a str,
    /// Whether it has to start a sentence.
    pub initial: bool,
    /// Whether an object may follow.
    pub open: bool,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

impl<'a> Entry<'a> {
    /// Takes a key apart.
    pub fn new(key: &'a str) -> Self {
        let (initial, rest) = match key.strip_prefix('^') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, key),
        };
        let (open, rest) = match rest.strip_suffix('…') {
            Some(rest) => (true, rest.trim_end()),
            None => (false, rest),
        };
        let (before, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((list, rest)) => (list.split('/').collect(), rest.trim_start()),
            None => (vec![""], rest),
        };
        let (after, wording) = match rest
            .strip_suffix(']')
            .and_then(|rest| rest.rsplit_once('['))
        {
            Some((rest, list)) => (list.split('/').collect(), rest.trim_end()),
            None => (vec![""], rest),
        };
        Self {
            wording,
            initial,
            open,
            before,
            after,
        }
    }

    /// What the forms of the entry may begin with, for each way in which they can.
    pub fn starts(&self) -> impl Iterator<Item = Start<'a>> {
        let first = self.wording.split(' ').next().unwrap_or_default();
        let stem = classed(first).map(|(stem, _)| Start::Stem(stem));
        let listed = stem
            .is_none()
            .then(|| first.split(['|', '/']).map(Start::of));
        let of_wording = stem.into_iter().chain(listed.into_iter().flatten());
        let bare = self.before.contains(&"");
        let of_context = self.before.iter().filter(|words| !words.is_empty());
        of_context
            .map(|words| Start::of(words))
            .chain(bare.then_some(of_wording).into_iter().flatten())
            .filter(|start| !matches!(start, Start::Word("." | "") | Start::Stem("")))
    }

    /// The phrases to look for, given a form of the wording, each with the numbers of words in it
    /// that stand before and after the wording.
    pub fn phrases(&self, form: &str) -> impl Iterator<Item = (String, (usize, usize))> {
        let count = |words: &str| words.split_whitespace().count();
        self.before.iter().flat_map(move |before| {
            self.after.iter().map(move |after| {
                let phrase = format!("{before} {form} {after}");
                (phrase, (count(before), count(after)))
            })
        })
    }
}

/// How the first word of a form begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start<'a> {
    /// It is this word.
    Word(&'a str),
    /// It begins with these letters.
    Stem(&'a str),
}

impl<'a> Start<'a> {
    /// The start of some words, the first of which may end with `*`.
    fn of(words: &'a str) -> Self {
        let first = words.split(' ').next().unwrap_or_default();
        match first.split_once('*') {
            Some((stem, _)) => Self::Stem(stem),
            None => Self::Word(first.trim_end_matches(',')),
        }
    }
}

/// The stem and the class of a word that is inflected by a paradigm.
fn classed(word: &str) -> Option<(&str, &str)> {
    word.split_once(':').filter(|(_, class)| !class.is_empty())
}

/// One side of an entry: its forms slot by slot.
pub struct Side {
    /// Variants of each slot; an empty slot does not exist.
    pub slots: Vec<Vec<String>>,
    /// First letter of the class of the last inflected noun: its gender.
    pub gender: Option<char>,
    /// The table of the classes, which must be the other side's.
    pub kind: String,
}

/// The forms of one word; none for a word that is not inflected.
struct Inflected {
    slots: Vec<Vec<String>>,
    gender: Option<char>,
    kind: String,
}

impl Side {
    /// Reads one side.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(text: &str, classes: &Paradigms) -> Result<Self, Message> {
        let mut side = Self {
            slots: Vec::new(),
            gender: None,
            kind: "fixed".to_owned(),
        };
        let words: Vec<(&str, Option<Inflected>)> = text
            .split(' ')
            .map(|word| Ok((word, inflected(word, classes)?)))
            .collect::<Result<_, Message>>()?;
        let mut count = None;
        for word in words.iter().filter_map(|(_, word)| word.as_ref()) {
            if count.is_some_and(|count| count != word.slots.len()) {
                return Err(Message::new(
                    format!("у изменяемых слов в {text:?} разное число форм"),
                    format!("the inflected words of {text:?} differ in number of forms"),
                ));
            }
            count = Some(word.slots.len());
            side.gender = word.gender.or(side.gender);
            side.kind.clone_from(&word.kind);
        }
        side.slots = (0..count.unwrap_or(1))
            .map(|slot| joined(&words, slot))
            .collect();
        Ok(side)
    }

    /// The number of its forms and their kind, for messages.
    pub fn described(&self) -> String {
        format!("{} ({})", self.slots.len(), self.kind)
    }
}

/// All variants of a slot, the first variants of all words first.
fn joined(words: &[(&str, Option<Inflected>)], slot: usize) -> Vec<String> {
    let mut texts = vec![String::new()];
    for (index, (fixed, inflected)) in words.iter().enumerate() {
        let space = if index > 0 { " " } else { "" };
        let fixed = [(*fixed).to_owned()];
        let variants = match inflected {
            Some(word) => word.slots[slot].as_slice(),
            None => &fixed,
        };
        texts = texts
            .iter()
            .flat_map(|text| {
                variants
                    .iter()
                    .map(move |form| format!("{text}{space}{form}"))
            })
            .collect();
    }
    texts
}

fn inflected(word: &str, classes: &Paradigms) -> Result<Option<Inflected>, Message> {
    if let Some((stem, class)) = classed(word) {
        let (table, endings) = classes
            .iter()
            .find_map(|(table, classes)| classes.get(class).map(|endings| (table, endings)))
            .ok_or_else(|| unknown_class(class, classes))?;
        let gender = class
            .chars()
            .next()
            .filter(|letter| "mfnp".contains(*letter));
        return Ok(Some(Inflected {
            slots: endings
                .split_whitespace()
                .map(|slot| variants(stem, slot))
                .collect(),
            gender,
            kind: table.clone(),
        }));
    }
    Ok(word.contains('|').then(|| Inflected {
        slots: word.split('|').map(|form| variants("", form)).collect(),
        gender: None,
        kind: "listed".to_owned(),
    }))
}

fn unknown_class(class: &str, classes: &Paradigms) -> Message {
    let known: Vec<&str> = classes
        .values()
        .flat_map(|table| table.keys())
        .map(String::as_str)
        .collect();
    let kind = Bilingual {
        ru: "неизвестный класс окончаний",
        en: "unknown ending class",
    };
    Message::unknown(kind, class, &known)
}

/// The forms of one slot: `-` is the empty ending, `.` no form, `/` parts variants.
fn variants(stem: &str, slot: &str) -> Vec<String> {
    match slot {
        "." | "" => Vec::new(),
        _ => slot
            .split('/')
            .map(|ending| format!("{stem}{}", if ending == "-" { "" } else { ending }))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_apart() {
        let entry = Entry::new("^ [a/b] wrong thing [x/* y] …");
        assert_eq!(
            (entry.wording, entry.initial, entry.open),
            ("wrong thing", true, true)
        );
        let phrases: Vec<_> = entry.phrases("wrong").collect();
        assert_eq!(phrases.len(), 4);
        assert_eq!(phrases[1], ("a wrong * y".to_owned(), (1, 2)));
        assert_eq!(Entry::new("инф:f-a").wording, "инф:f-a");
    }
}
