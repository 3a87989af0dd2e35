//! Writes one date in the place of another, in the same style.

use std::ops::Range;

use jiff::civil::Date;

use super::names::{ENGLISH_MONTHS, RUSSIAN_MONTHS, Term, term};
use crate::config::Language;
use crate::text::words::{fold, words};

/// Writes the date `to` in the place of `from`, which stands as `written`: «24 ноября», «24.11.2026»,
/// "24th of November". `None` where the day is written in words, or the month is abbreviated and would
/// change.
pub fn rewritten(written: &str, from: Date, to: Date) -> Option<String> {
    let numbers = numbers(written);
    let month = words(written)
        .into_iter()
        .find_map(|word| match term(&word) {
            Some(Term::Month { short, .. }) => Some((word.range, short)),
            _ => None,
        });
    let mut parts: Vec<(Range<usize>, String)> = Vec::new();
    let value = |index: usize| written[numbers.get(index)?.clone()].parse::<i16>().ok();
    let is_year = |index: usize| value(index) == Some(from.year());
    let american = value(0) == Some(from.month().into()) && value(1) == Some(from.day().into());
    let (day, number_of_month, year) = match &month {
        Some((range, short)) => {
            if from.month() != to.month() {
                parts.push((
                    range.clone(),
                    name_of_month(&written[range.clone()], to, *short)?,
                ));
            }
            (0, None, 1)
        }
        None if is_year(0) => (2, Some(1), 0),
        None if american => (1, Some(0), 2),
        None => (0, Some(1), 2),
    };
    let padded = |range: &Range<usize>, number: i8| match month.is_none() && range.len() > 1 {
        true => format!("{number:02}"),
        false => number.to_string(),
    };
    let range = numbers.get(day)?;
    let (suffix, ordinal) = ordinal_suffix(&written[range.end..], to.day());
    parts.push((
        range.start..range.end + suffix,
        padded(range, to.day()) + ordinal,
    ));
    if let Some(range) = number_of_month.and_then(|index| numbers.get(index)) {
        parts.push((range.clone(), padded(range, to.month())));
    }
    if let Some(range) = numbers.get(year).filter(|_| from.year() != to.year()) {
        let figures = range.len().min(4);
        parts.push((
            range.clone(),
            to.year().to_string()[4 - figures..].to_owned(),
        ));
    }
    parts.sort_by_key(|(range, _)| range.start);
    let mut text = String::new();
    let mut done = 0;
    for (range, part) in parts {
        text += &written[done..range.start];
        text += &part;
        done = range.end;
    }
    Some(text + &written[done..])
}

/// A date in full: «24 ноября 2026 года», "24 November 2026".
pub fn written(date: Date, language: Language) -> String {
    let (day, year) = (date.day(), date.year());
    let name = |names: [&'static str; 12]| {
        let index = usize::try_from(date.month() - 1).unwrap_or_default();
        names.get(index).copied().unwrap_or_default()
    };
    match language {
        Language::Russian => format!("{day} {} {year} года", name(RUSSIAN_MONTHS)),
        Language::English => format!("{day} {} {year}", name(ENGLISH_MONTHS)),
    }
}

/// Byte ranges of the runs of figures.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, byte) in text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
    {
        match found.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => found.push(at..at + usize::from(byte.is_ascii_digit())),
        }
    }
    found
}

fn name_of_month(written: &str, date: Date, short: bool) -> Option<String> {
    let index = usize::try_from(date.month() - 1).ok()?;
    let names = if written.is_ascii() {
        ENGLISH_MONTHS
    } else {
        RUSSIAN_MONTHS
    };
    (!short).then(|| names[index].to_owned())
}

/// Bytes of the ending of an English ordinal number that `rest` starts with, and that of a day.
fn ordinal_suffix(rest: &str, day: i8) -> (usize, &'static str) {
    let ordinal = rest
        .get(..2)
        .is_some_and(|ending| matches!(fold(ending).as_str(), "st" | "nd" | "rd" | "th"));
    match (ordinal, day % 10, day / 10) {
        (false, ..) => (0, ""),
        (_, 1, 0 | 2 | 3) => (2, "st"),
        (_, 2, 0 | 2) => (2, "nd"),
        (_, 3, 0 | 2) => (2, "rd"),
        _ => (2, "th"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_style() {
        let from = Date::constant(2026, 11, 30);
        let to = Date::constant(2026, 12, 1);
        for (written, expected) in [
            ("30 ноября", Some("1 декабря")),
            ("30-го ноября 2026 г", Some("1-го декабря 2026 г")),
            ("30.11.2026", Some("01.12.2026")),
            ("30.11", Some("01.12")),
            ("2026-11-30", Some("2026-12-01")),
            ("11/30/2026", Some("12/01/2026")),
            ("30/11/2026", Some("01/12/2026")),
            ("November 30th, 2026", Some("December 1st, 2026")),
            ("30th of November", Some("1st of December")),
            ("Nov. 30", None),
            ("тридцатого ноября", None),
        ] {
            assert_eq!(
                rewritten(written, from, to).as_deref(),
                expected,
                "{written}"
            );
        }
        let january = Date::constant(2027, 1, 1);
        assert_eq!(
            rewritten("30.11.26", from, january).as_deref(),
            Some("01.01.27")
        );
    }
}
