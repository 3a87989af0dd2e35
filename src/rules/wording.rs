//! What all rules of wording do with a worse wording in a passage: they leave names and others' speech
//! alone, and put a better one in its place in the right form.

use std::ops::Range;

use super::{Bilingual, Context, Passage, Report};
use crate::config::lexicon::Form;
use crate::config::{Language, Lexicon, Register};
use crate::text::Edit;
use crate::text::words::{Match, Word, capitalised};

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
            message.ru.replace("{}", text),
            message.en.replace("{}", text),
        );
        for better in replacements(passage, &hit) {
            found = match better {
                "" => found.fix(
                    "Убрать",
                    "Delete",
                    deletion(passage, &hit.words, range.clone()),
                ),
                _ => {
                    let better = in_case_of(text, better);
                    found.fix(
                        format_args!("Заменить на «{better}»"),
                        format_args!("Replace by “{better}”"),
                        vec![Edit::new(range.clone(), better.as_str())],
                    )
                }
            };
        }
    }
}

/// Byte range of some words of a passage; `None` where there are none.
pub fn range_of(passage: &Passage, words: &Range<usize>) -> Option<Range<usize>> {
    let words = passage.words.get(words.clone())?;
    Some(words.first()?.range.start..words.last()?.range.end)
}

/// Whether words are a greeting, a name or another's speech: nothing that the writer could word
/// better.
pub fn is_anothers(passage: &Passage, range: &Range<usize>, first: &Word) -> bool {
    let polite = POLITE.contains(&first.folded.as_str()) || first.folded.starts_with("ваш");
    range.start < passage.salutation().end
        || passage.is_speech(range)
        || (passage.is_name(first) && !polite)
}

/// Forms of the pronoun that has a capital out of politeness.
const POLITE: &[&str] = &["вы", "вас", "вам", "вами"];

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
    let next = passage.words.get(hit.words.end);
    let has_object = hit.value.open
        && is_gap_blank(passage, hit.words.end - 1)
        && next.is_some_and(|word| !CLOSING.contains(&word.folded.as_str()));
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

/// Words after which no object is to be expected any more.
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
    "и",
    "или",
    "а",
    "но",
    "что",
    "если",
    "также",
    "сегодня",
    "завтра",
    "самостоятельно",
    "полностью",
    "только",
    "как",
    "у",
    "за",
    "под",
    "с",
    "in",
    "on",
    "by",
    "before",
    "after",
    "until",
    "within",
    "at",
    "and",
    "or",
    "for",
    "with",
    "without",
    "as",
    "when",
    "if",
    "today",
    "tomorrow",
    "to",
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

/// Takes words out together with the space after them; the next word takes over their capital.
/// Nothing where a mark follows, which would be left without its words.
fn deletion(passage: &Passage, words: &Range<usize>, range: Range<usize>) -> Vec<Edit> {
    let Some(next) = passage.words.get(words.end) else {
        return Vec::new();
    };
    if !is_gap_blank(passage, words.end - 1) {
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
    let abbreviation = letters().count() > 1 && letters().take(2).all(char::is_uppercase);
    let capital = worse.starts_with(char::is_uppercase) && !abbreviation;
    let all_capitals = abbreviation && letters().all(char::is_uppercase) && !worse.is_ascii();
    match (all_capitals, capital) {
        (true, _) => better.to_uppercase(),
        (_, true) => capitalised(better),
        _ => better.to_owned(),
    }
}
