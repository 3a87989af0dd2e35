//! Spaces around marks, doubled spaces and marks, hyphens in the place of dashes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::is_word;
use crate::config::Language;
use crate::letter::is_list_item;
use crate::rules::{Passage, Report};
use crate::text::lines::lines;
use crate::text::{Edit, marks, pattern};

/// Characters of tables and code: a line that holds one is set as its writer wants it.
const SET: [char; 12] = [
    '|', '\t', '{', '}', '=', '<', '>', '\\', '$', '^', '~', '\u{2192}',
];

/// A gap of so many spaces sets columns apart.
const COLUMN: usize = 4;

/// More gaps of several spaces than this in a line justify it or set columns apart.
const MOST_GAPS: usize = 2;

/// More hyphens between spaces than this in a line part the steps of a path.
const MOST_DASHES: usize = 2;

/// A line of a passage.
struct Line<'a> {
    /// Byte in the passage where it starts.
    start: usize,
    /// Its text without the line break.
    text: &'a str,
    /// Runs of two spaces or more inside it.
    gaps: Vec<Range<usize>>,
}

pub(super) fn check(passage: &Passage, report: &mut Report) {
    let lines = lines_of(passage.text);
    for (index, line) in lines.iter().enumerate() {
        if line.text.contains(SET) {
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| lines.get(index));
        let around: Vec<&Line> = before.into_iter().chain(lines.get(index + 1)).collect();
        check_marks(passage, line, report);
        check_brackets(passage, line, report);
        check_gaps(passage, line, &around, report);
        check_dashes(passage, line, report);
    }
}

fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    lines(text)
        .map(|whole| {
            let line = Line {
                start,
                text: whole.trim_end(),
                gaps: gaps(whole.trim_end()),
            };
            start += whole.len();
            line
        })
        .collect()
}

/// Runs of two spaces or more after the first character that is none.
fn gaps(line: &str) -> Vec<Range<usize>> {
    if !line.contains("  ") {
        return Vec::new();
    }
    let indented = line.len() - line.trim_start().len();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices(' ').filter(|(at, _)| *at >= indented) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => found.push(at..at + 1),
        }
    }
    found.retain(|gap| gap.len() > 1);
    found
}

fn check_marks(passage: &Passage, line: &Line, report: &mut Report) {
    let wanted = |byte| matches!(byte, b',' | b'.' | b';' | b':' | b'!' | b'?');
    for at in marks(line.text, wanted) {
        let mark = &line.text[at..=at];
        let place = line.start + at..line.start + at + 1;
        let (before, after) = (&line.text[..at], &line.text[at + 1..]);
        let touching = before_gap(&place, before).start..place.end + 1;
        if passage.is_masked(&touching) {
            continue;
        }
        if is_stranded(before, mark, after, passage.text) {
            stranded(line, at, mark, report);
        } else if mark == "," && is_glued(before, after) {
            let start = line.start + last_word(before);
            let end = place.end + after.find(|c| !is_word(c)).unwrap_or(after.len());
            report
                .find(
                    start..end,
                    "После запятой нужен пробел.",
                    "A space is missing after the comma.",
                )
                .safe_fix(
                    "Добавить пробел",
                    "Insert a space",
                    vec![Edit::insert(place.end, " ")],
                );
        } else if is_doubled(before, mark, after) {
            report
                .find(
                    line.start + last_word(before)..place.end + 1,
                    format_args!("Знак «{mark}» стоит дважды."),
                    format_args!("The mark “{mark}” stands twice."),
                )
                .safe_fix(
                    "Убрать лишний знак",
                    "Delete the second mark",
                    vec![Edit::delete(place.end..place.end + 1)],
                );
        }
    }
}

/// Spaces inside a pair of brackets: «( по почте )».
fn check_brackets(passage: &Passage, line: &Line, report: &mut Report) {
    static SPACED: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\( (?P<inner>\p{L}(?:[^()]*[\p{L}\p{N}])?) \)"));
    if !line.text.contains("( ") {
        return;
    }
    for found in SPACED.captures_iter(line.text) {
        let (Some(whole), Some(inner)) = (found.get(0), found.name("inner")) else {
            continue;
        };
        let place = line.start + whole.start()..line.start + whole.end();
        // «( )» and «( x )» are boxes to tick.
        if passage.is_masked(&place) || inner.as_str().chars().count() < 2 {
            continue;
        }
        report
            .find(
                place.clone(),
                "Внутри скобок пробелы у краёв не нужны.",
                "No spaces stand inside the brackets.",
            )
            .safe_fix(
                "Убрать пробелы",
                "Delete the spaces",
                vec![
                    Edit::delete(place.start + 1..place.start + 2),
                    Edit::delete(place.end - 2..place.end - 1),
                ],
            );
    }
}

/// The character before the spaces in front of a mark.
fn before_gap(mark: &Range<usize>, before: &str) -> Range<usize> {
    let end = mark.start - (before.len() - before.trim_end().len());
    end.saturating_sub(1)..end
}

fn stranded(line: &Line, at: usize, mark: &str, report: &mut Report) {
    let (before, after) = (&line.text[..at], &line.text[at + 1..]);
    let word = before.trim_end().len();
    let space = if after.starts_with(is_word) { " " } else { "" };
    let start = line.start + last_word(before);
    let place = line.start + word..line.start + at + 1;
    report
        .find(
            start..place.end,
            format_args!("Перед знаком «{mark}» пробел не нужен."),
            format_args!("No space stands before “{mark}”."),
        )
        .safe_fix(
            "Убрать пробел",
            "Delete the space",
            vec![Edit::new(place, format!("{mark}{space}"))],
        );
}

/// Whether a mark is parted by spaces from the word that it follows.
fn is_stranded(before: &str, mark: &str, after: &str, text: &str) -> bool {
    let word = before.trim_end_matches(' ');
    let gap = before.len() - word.len();
    let follows = word.ends_with(|c: char| is_word(c) || matches!(c, ')' | '»' | '”' | '%'));
    let next = after.chars().next();
    let closes = |c| matches!(c, '»' | '”' | '"') || (c == ')' && matches!(mark, "," | "."));
    let ends = next.is_none_or(|c| c.is_whitespace() || closes(c));
    if gap == 0 || gap >= COLUMN || !follows {
        return false;
    }
    match mark {
        "," => ends || next.is_some_and(char::is_alphabetic),
        "." => ends && !after.trim_start().starts_with('.'),
        // «1 : 3» is a ratio.
        ":" if word.ends_with(is_digit) && after.trim_start().starts_with(is_digit) => false,
        ":" => ends && gap == 1 && text.matches(" :").count() == 1,
        "!" | "?" => {
            let rest = after.trim_start_matches(['!', '?']);
            rest.is_empty() || rest.starts_with(char::is_whitespace)
        }
        _ => ends,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether words on both sides of a comma touch it. Data such as `red,green,blue` are left alone.
fn is_glued(before: &str, after: &str) -> bool {
    let token_start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let left = &before[before.ceil_char_boundary(token_start)..];
    let right = after.split(char::is_whitespace).next().unwrap_or_default();
    let words =
        left.ends_with(|c: char| (is_word(c) && !c.is_numeric()) || matches!(c, ')' | '»' | '”'));
    let plain = |part: &str| !part.contains(['/', '_', '@', '[', ']', '"', '#', '&', '*', '+']);
    let single = left.chars().count() == 1 || right.chars().count() == 1;
    words
        && right.starts_with(char::is_alphabetic)
        && !single
        && plain(left)
        && plain(right)
        && !left.contains(',')
        && !right.trim_end_matches(',').contains(',')
}

/// Whether a comma or full stop after a word stands twice, and only twice.
fn is_doubled(before: &str, mark: &str, after: &str) -> bool {
    let next = after.chars().nth(1);
    matches!(mark, "," | ".")
        && before.ends_with(|c: char| is_word(c) || matches!(c, ')' | '»' | '”'))
        && after.starts_with(mark)
        && next.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '»' | '”' | '"'))
}

/// The byte where the last word of a text starts, the spaces after it not counted.
fn last_word(before: &str) -> usize {
    let word = before.trim_end();
    word.rfind(char::is_whitespace)
        .map_or(0, |at| word.ceil_char_boundary(at + 1))
}

fn check_gaps(passage: &Passage, line: &Line, around: &[&Line], report: &mut Report) {
    let english = passage.letters.language() == Language::English;
    let columns = line.gaps.iter().any(|gap| gap.len() >= COLUMN)
        || around
            .iter()
            .any(|line| line.gaps.iter().any(|gap| !ends(line, gap)));
    if columns || line.gaps.len() > MOST_GAPS {
        return;
    }
    let set_off = |pair: &[Range<usize>]| !line.text[pair[0].end..pair[1].start].contains(' ');
    if line.gaps.windows(2).any(set_off) {
        return;
    }
    for gap in &line.gaps {
        let (before, after) = (&line.text[..gap.start], &line.text[gap.end..]);
        let place = line.start + gap.start..line.start + gap.end;
        let spaced = before.ends_with(':') || (english && ends(line, gap));
        let prose = before.contains(is_word)
            && after.starts_with(|c: char| c.is_alphabetic() || matches!(c, '«' | '('));
        if spaced || is_marker(before) || !prose || passage.is_masked(&place) {
            continue;
        }
        let start = line.start + last_word(before);
        let end = place.end + after.find(char::is_whitespace).unwrap_or(after.len());
        report
            .find(
                start..end,
                "Между словами лишний пробел.",
                "There is a space too many between the words.",
            )
            .safe_fix(
                "Оставить один пробел",
                "Leave one space",
                vec![Edit::new(place, " ")],
            );
    }
}

/// Whether a gap follows a mark that ends a sentence, where two spaces are a style of typing.
fn ends(line: &Line, gap: &Range<usize>) -> bool {
    line.text[..gap.start].ends_with(['.', '!', '?', ')', '"', '”', '…'])
}

/// Whether nothing but the bullet or number of an item stands in a text.
fn is_marker(before: &str) -> bool {
    let before = before.trim();
    !before.contains(char::is_whitespace) && is_list_item(&format!("{before} x"))
}

fn check_dashes(passage: &Passage, line: &Line, report: &mut Report) {
    let hyphens: Vec<usize> = hyphens(line.text).collect();
    if hyphens.len() > MOST_DASHES {
        return;
    }
    let dash = match passage.letters.language() {
        Language::Russian => "—",
        Language::English => "–",
    };
    for at in hyphens {
        let (before, after) = (&line.text[..at], &line.text[at + 1..]);
        let place = line.start + at..line.start + at + 1;
        let numbers = before.trim_end().ends_with(char::is_numeric)
            && after.trim_start().starts_with(char::is_numeric);
        if numbers || passage.is_masked(&place) {
            continue;
        }
        let start = line.start + last_word(before);
        let next = after.trim_start();
        let word = next.find(char::is_whitespace).unwrap_or(next.len());
        report
            .find(
                start..place.end + (after.len() - next.len()) + word,
                format_args!("Вместо дефиса здесь нужно тире: « {dash} »."),
                format_args!("Put a dash here instead of the hyphen: “ {dash} ”."),
            )
            .safe_fix(
                "Поставить тире",
                "Write a dash",
                vec![Edit::new(place, dash)],
            );
    }
}

/// Hyphens with one space on either side and words around them.
fn hyphens(line: &str) -> impl Iterator<Item = usize> {
    let around = |at: usize| {
        let before = line[..at].strip_suffix([' ', '\u{a0}']).unwrap_or_default();
        let after = line[at + 1..]
            .strip_prefix([' ', '\u{a0}'])
            .unwrap_or_default();
        before.ends_with(|c: char| is_word(c) || matches!(c, ')' | '»' | '”' | '"' | ',' | '.'))
            && after.starts_with(|c: char| is_word(c) || matches!(c, '(' | '«' | '“' | '"'))
            && !is_marker(before)
    };
    line.match_indices('-')
        .map(|(at, _)| at)
        .filter(move |at| around(*at))
}

#[cfg(test)]
mod tests;
