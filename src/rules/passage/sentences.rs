//! The sentences of a passage.

use std::ops::Range;

use crate::text::segments;

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
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
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

/// Whether the stop at the end of a text belongs to an abbreviation or an initial.
pub(super) fn ends_with_abbreviation(sentence: &str) -> bool {
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
