//! In the body: greetings, closes, set phrases, words.

use std::ops::Range;

use super::header::is_header;
use super::phrases::phrases;
use super::{Kind, Line, Proposal};
use crate::config::Language;
use crate::letter::Content;
use crate::rules::closing_missing::writer_name;
use crate::rules::greeting_missing::greetings;
use crate::rules::overview::{Leaf, Part};
use crate::rules::{Context, Overview};
use crate::spelling;
use crate::templates;
use crate::text::words::{fold, words};

/// What can be written where the writer writes.
pub(super) fn proposals(overview: &Overview, context: &Context, line: &Line) -> Vec<Proposal> {
    let at = line.at;
    let end = overview.text.len_bytes();
    let leaf = overview.leaves().find(|leaf| {
        let place = leaf.place(0..leaf.block.len);
        place.contains(&at) || (at == end && place.end == end)
    });
    let own = leaf.is_none_or(|leaf| {
        let content = &leaf.block.content;
        let written = content.is_prose() || matches!(content, Content::Close);
        let blank = matches!(content, Content::Gap | Content::Quote) || is_header(content);
        leaf.is_plain() && (written || blank && line.is_blank())
    });
    if !own {
        return Vec::new();
    }
    let mut found = salutations(overview, line);
    found.extend(closes(overview, context, line));
    found.extend(set_phrases(overview, context, leaf.as_ref(), line));
    found.extend(dictionary_words(line));
    found
}

/// The text of a line from its first letter to the cursor, and where that stands.
fn typed(line: &Line) -> (Range<usize>, String) {
    let word = line.before.trim_start();
    (line.at - word.len()..line.at, fold(word))
}

/// Greetings, where the letter has none yet but the one in this line, and no text before it.
fn salutations(overview: &Overview, line: &Line) -> Vec<Proposal> {
    let here = |leaf: &Leaf| leaf.place(0..1).start >= line.start;
    let greeted = overview
        .salutation()
        .is_some_and(|(_, leaf, _)| !here(&leaf));
    let begun = overview
        .prose()
        .next()
        .is_some_and(|(_, leaf)| !here(&leaf));
    if greeted || begun || !line.after.trim().is_empty() {
        return Vec::new();
    }
    let (range, typed) = typed(line);
    let wanted = greetings(overview).into_iter();
    let wanted = wanted.filter(|greeting| fold(greeting).starts_with(&typed));
    wanted
        .map(|greeting| Proposal::new(Kind::Greeting, greeting, range.clone()))
        .collect()
}

/// Complimentary closes on offer, the one for all letters first.
fn wordings(language: Language) -> [&'static str; 3] {
    match language {
        Language::Russian => [
            "С уважением,",
            "С наилучшими пожеланиями,",
            "С благодарностью,",
        ],
        Language::English => ["Kind regards,", "Yours sincerely,", "With best wishes,"],
    }
}

/// Closes with the signature, at the start of a line in a letter that has none but in this line.
fn closes(overview: &Overview, context: &Context, line: &Line) -> Vec<Proposal> {
    let closed = overview
        .first(Part::Close)
        .any(|leaf| leaf.place(0..1).start != line.start);
    let written = overview
        .prose()
        .any(|(_, leaf)| leaf.place(0..1).start < line.start);
    if closed || !written || !line.after.trim().is_empty() {
        return Vec::new();
    }
    let signed = overview.has(Part::Signature);
    let name = writer_name(overview, context).filter(|_| !signed);
    let (range, typed) = typed(line);
    let wanted = wordings(overview.language()).into_iter();
    let wanted = wanted.filter(|close| fold(close).starts_with(&typed));
    let closes = wanted.map(|close| Proposal {
        text: match &name {
            Some(name) => format!("{close}{}{name}", overview.newline()),
            None => close.to_owned(),
        },
        ..Proposal::new(Kind::Close, close, range.clone())
    });
    closes.collect()
}

/// A phrase is found by so many of its first words; who has typed more knows what to write.
const MOST_WORDS: usize = 4;

/// Set phrases at the start of a sentence: those that go on as it does, or whose purpose is named.
fn set_phrases(
    overview: &Overview,
    context: &Context,
    leaf: Option<&Leaf>,
    line: &Line,
) -> Vec<Proposal> {
    let block = leaf.map(|leaf| leaf.place(0..leaf.block.len).start);
    let from = block.unwrap_or(line.start).min(line.start);
    let before = crate::text::slice(overview.text, from..line.at);
    let sentence = sentence(&before);
    let typed = fold(&before[sentence.clone()]);
    if words(&typed).len() > MOST_WORDS || !line.after.trim().is_empty() {
        return Vec::new();
    }
    let range = from + sentence.start..line.at;
    let phrases = phrases(overview.language()).filter(|(intent, phrase)| {
        let name = intent.name();
        [phrase, &name.ru, &name.en]
            .into_iter()
            .any(|text| fold(text).starts_with(&typed))
    });
    let phrases = phrases.map(|(intent, phrase)| Proposal {
        detail: intent.name().get(context.messages),
        snippet: templates::with_stops(phrase),
        ..Proposal::new(Kind::Phrase, phrase, range.clone())
    });
    phrases.collect()
}

/// The sentence at the end of a text, without the mark of a list's item before it.
fn sentence(before: &str) -> Range<usize> {
    let mut start = 0;
    let mut ended = true;
    for (at, c) in before.char_indices() {
        match c {
            '.' | '!' | '?' | '…' => ended = true,
            _ if c.is_whitespace() => {}
            '-' | '–' | '—' | '•' | '*' | '«' | '"' | '(' if ended => {}
            _ => {
                if ended {
                    start = at;
                }
                ended = false;
            }
        }
    }
    if ended {
        start = before.len();
    }
    start..before.len()
}

/// Words are proposed for so many letters and more.
const SHORTEST: usize = 3;

/// So many words are proposed.
const MOST_PROPOSED: usize = 12;

/// The commonest words that begin with the letters before the cursor.
fn dictionary_words(line: &Line) -> Vec<Proposal> {
    let begun = line
        .before
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphabetic())
        .last()
        .map_or("", |(at, _)| &line.before[at..]);
    let goes_on = line.after.starts_with(char::is_alphabetic);
    if begun.chars().count() < SHORTEST || goes_on {
        return Vec::new();
    }
    let range = line.at - begun.len()..line.at;
    let words = spelling::starting_with(begun, MOST_PROPOSED).into_iter();
    words
        .map(|word| Proposal::new(Kind::Word, word, range.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_after_marks_and_list_marks() {
        let of = |text: &'static str| &text[sentence(text)];
        assert_eq!(of("Договор готов. Прошу под"), "Прошу под");
        assert_eq!(of("Договор готов.\nПрошу"), "Прошу");
        assert_eq!(of("Прошу вас\nпод"), "Прошу вас\nпод");
        assert_eq!(of("- Прошу"), "Прошу");
        assert_eq!(of("Готово. "), "");
        assert_eq!(of(""), "");
    }
}
