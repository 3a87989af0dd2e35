//! What all rules of wording do with a worse wording in a passage: they leave names and others' speech
//! alone, and put a better one in its place in the right form.

use std::ops::Range;

use super::{Bilingual, Context, Passage, Report};
use crate::config::lexicon::Form;
use crate::config::{Language, Lexicon, Register};
use crate::text::Edit;
use crate::text::phrases::Match;
use crate::text::words::{Word, capitalised};

/// Reports the worse wordings of a lexicon; `{}` in the message stands for the words.
pub fn check(
    passage: &Passage,
    context: &Context,
    lexicon: &Lexicon,
    message: Bilingual,
    report: &mut Report,
) {
    let formal = context.config.register == Register::Formal;
    for hit in lexicon.find(passage.text, &passage.words) {
        let Some(range) = range_of(passage, &hit.words) else {
            continue;
        };
        let out_of_place = (hit.value.formal_only && !formal)
            || (hit.value.initial && !starts_sentence(passage, range.start));
        if out_of_place || is_anothers(passage, &range, &passage.words[hit.words.start]) {
            continue;
        }
        let text = &passage.text[range.clone()];
        let mut found = report.find(
            range.clone(),
            message.ru.replace("{}", &on_one_line(text)),
            message.en.replace("{}", &on_one_line(text)),
        );
        for better in replacements(passage, &hit) {
            found = match better {
                "" => found.fix(
                    "Убрать",
                    "Delete",
                    deletion(passage, &hit.words, range.clone()),
                ),
                _ => {
                    let better = in_place(passage, &hit.words, text, better);
                    found.fix(
                        format_args!("Заменить на «{better}»"),
                        format_args!("Replace by “{better}”"),
                        replacement(passage.text, range.clone(), &better),
                    )
                }
            };
        }
    }
}

/// Writes `better` with the capitals that it needs in the place of `worse`: those of a polite pronoun
/// say nothing about another word.
fn in_place(passage: &Passage, words: &Range<usize>, worse: &str, better: &str) -> String {
    let word = &passage.words[words.start];
    let next = better.split(' ').next().unwrap_or_default();
    match is_polite(&word.folded) && !is_polite(next) && !starts_sentence(passage, word.range.start)
    {
        true => better.to_owned(),
        false => in_case_of(worse, better),
    }
}

/// Puts a better wording in the place of a worse one. One that ends with a comma or a colon takes the
/// place of the comma after the worse one, too; nothing where there is none.
fn replacement(text: &str, mut range: Range<usize>, better: &str) -> Vec<Edit> {
    if better.ends_with([',', ':']) {
        if !text[range.end..].starts_with(',') {
            return Vec::new();
        }
        range.end += ','.len_utf8();
    }
    vec![Edit::new(range, better)]
}

/// Words as a message shows them.
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Byte range of some words of a passage; `None` where there are none.
pub fn range_of(passage: &Passage, words: &Range<usize>) -> Option<Range<usize>> {
    let words = passage.words.get(words.clone())?;
    Some(words.first()?.range.start..words.last()?.range.end)
}

/// Whether words are a greeting, a name or another's speech: nothing that the writer could word
/// better.
pub fn is_anothers(passage: &Passage, range: &Range<usize>, first: &Word) -> bool {
    range.start < passage.salutation().end
        || passage.is_speech(range)
        || (passage.is_name(first) && !is_polite(&first.folded))
}

/// Whether a word is a form of the pronoun that has a capital out of politeness.
fn is_polite(word: &str) -> bool {
    matches!(word, "вы" | "вас" | "вам" | "вами") || word.starts_with("ваш")
}

fn starts_sentence(passage: &Passage, at: usize) -> bool {
    passage.sentences.iter().any(|sentence| {
        sentence.contains(&at) && !passage.text[sentence.start..at].contains(char::is_alphanumeric)
    })
}

/// The better forms that are right here: those in the passage's language, one of another gender only
/// where no word before it can agree with the worse one, none where an object of another case follows.
fn replacements<'a>(passage: &Passage, hit: &Match<'a, Form>) -> impl Iterator<Item = &'a str> {
    let previous = hit.words.start.checked_sub(1);
    let agrees = previous
        .is_some_and(|at| is_gap_blank(passage, at) && can_agree(&passage.words[at].folded));
    let has_object = hit.value.open && has_object(passage, hit.words.end - 1);
    let language = passage.letters.language();
    let fits =
        move |text: &str| text.is_empty() || text.is_ascii() == (language == Language::English);
    let forms = hit.value.better.iter();
    forms
        .filter(move |form| fits(&form.text) && !has_object)
        .filter(move |form| !(form.changes_gender && agrees))
        .map(|form| form.text.as_str())
}

/// Whether nothing but white space parts a word from the next one.
pub fn is_gap_blank(passage: &Passage, at: usize) -> bool {
    match (passage.words.get(at), passage.words.get(at + 1)) {
        (Some(word), Some(next)) => {
            let gap = &passage.text[word.range.end..next.range.start];
            gap.chars().all(char::is_whitespace)
        }
        _ => false,
    }
}

/// Whether an object may follow a word: anything but a preposition, an adverb of time, or the end of
/// the clause.
fn has_object(passage: &Passage, at: usize) -> bool {
    let word = &passage.words[at];
    let rest = passage.text[word.range.end..].trim_start();
    match passage.words.get(at + 1) {
        Some(next) if is_gap_blank(passage, at) => !CLOSING.contains(&next.folded.as_str()),
        _ => !(rest.is_empty() || rest.starts_with(['.', ';', ':', '!', '?', '№', ')'])),
    }
}

/// Words that are no object of the verb before them.
const CLOSING: &[&str] = &[
    "в",
    "во",
    "до",
    "по",
    "на",
    "с",
    "со",
    "к",
    "ко",
    "без",
    "не",
    "для",
    "через",
    "из",
    "от",
    "при",
    "после",
    "перед",
    "согласно",
    "сегодня",
    "завтра",
    "срочно",
    "самостоятельно",
    "полностью",
];

/// Endings of Russian adjectives, participles and pronouns in the singular.
const AGREEING: &[&str] = &[
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ую", "юю",
    "ое", "ее", "этот", "этим", "один", "твой", "свой", "мой", "наш", "ваш", "весь", "сам", "тот",
    "тем", "всей", "этой", "этою", "моей", "ей", "моя", "эта", "эту", "одна", "одну", "это",
];

fn can_agree(word: &str) -> bool {
    word.chars().count() > 2 && AGREEING.iter().any(|ending| word.ends_with(ending))
}

/// Takes words out together with the space and the comma after them; the next word takes over their
/// capital. Nothing where another mark follows, which would be left without its words.
fn deletion(passage: &Passage, words: &Range<usize>, range: Range<usize>) -> Vec<Edit> {
    let Some(next) = passage.words.get(words.end) else {
        return Vec::new();
    };
    let gap = passage.text[range.end..next.range.start].trim();
    if !(gap.is_empty() || gap == ",") {
        return Vec::new();
    }
    let capital = passage.text[range.clone()].starts_with(char::is_uppercase);
    let next_text = &passage.text[next.range.clone()];
    let next_text = match capital {
        true => capitalised(next_text),
        false => next_text.to_owned(),
    };
    vec![Edit::new(range.start..next.range.end, next_text)]
}

/// Writes `better` with the capitals of `worse`.
pub fn in_case_of(worse: &str, better: &str) -> String {
    let letters = || worse.chars().filter(|c| c.is_alphabetic());
    let abbreviation = letters().take(2).filter(|c| c.is_uppercase()).count() == 2;
    let capital = worse.starts_with(char::is_uppercase) && !abbreviation;
    let all_capitals = abbreviation && letters().all(char::is_uppercase) && !worse.is_ascii();
    match (all_capitals, capital) {
        (true, _) => better.to_uppercase(),
        (_, true) => capitalised(better),
        _ => better.to_owned(),
    }
}
