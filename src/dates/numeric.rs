//! Dates and times in figures.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use regex::Regex;

use super::Day;
use crate::text::pattern;

/// What figures can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// A date with its year.
    Date(Day),
    /// A day and a month, if the words around say that it is a date: «24.11».
    Short(Day),
    /// Hours and minutes with a full stop, if the words around say that it is a time: «18.00».
    Time(Time),
}

/// Dates with slashes, which are several words: 24/11/2026.
pub fn slashed(text: &str) -> Vec<(Range<usize>, Figures)> {
    static DATE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?-u:\b)[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?(?-u:\b)"));
    if !text.contains('/') {
        return Vec::new();
    }
    let bare = |range: &Range<usize>| {
        let joined = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '№' | '#');
        !text[..range.start].ends_with(joined) && !text[range.end..].starts_with(joined)
    };
    DATE.find_iter(text)
        .filter(|found| bare(&found.range()))
        .filter_map(|found| {
            let mut parts = found.as_str().split('/');
            let (first, second) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let year = parts.next().map(str::parse).transpose().ok()?;
            Some((found.range(), either_order(first, second, year)?))
        })
        .collect()
}

/// The British and the American order; where both give a date, it is unclear which is meant.
fn either_order(first: i8, second: i8, year: Option<i16>) -> Option<Figures> {
    let british = calendar(first, second, year);
    let american = calendar(second, first, year);
    let day = match (british, american) {
        (Some(day), Some(other)) if day != other => Day::Unclear,
        (Some(day), _) | (None, Some(day)) => day,
        (None, None) => return None,
    };
    match year {
        Some(_) => Some(Figures::Date(day)),
        None if first > 12 || second > 12 => Some(Figures::Short(day)),
        None => None,
    }
}

/// A day of the calendar; without a year, of a leap year.
pub fn calendar(day: i8, month: i8, year: Option<i16>) -> Option<Day> {
    let plausible = year.is_none_or(|year| (1900..2100).contains(&year));
    let exists = Date::new(year.unwrap_or(2024), month, day).is_ok();
    (plausible && exists).then_some(Day::Calendar {
        from: None,
        day,
        month: Some(month),
        year,
    })
}

/// What one word in figures stands for: «24.11.2026», «24.11.26», «2026-11-24», «24-11-2026», «24.11»,
/// «18.00».
pub fn figures(word: &str) -> Option<Figures> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let separator = if word.contains('.') { '.' } else { '-' };
    let parts: Vec<&str> = word.split(separator).collect();
    if !parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let number = |index: usize| parts[index].parse::<i16>().ok();
    let small = |index: usize| parts[index].parse::<i8>().ok();
    match (lengths.as_slice(), separator) {
        ([4, 2, 2], _) => calendar(small(2)?, small(1)?, Some(number(0)?)).map(Figures::Date),
        ([1 | 2, 1 | 2, 4], _) => {
            calendar(small(0)?, small(1)?, Some(number(2)?)).map(Figures::Date)
        }
        ([2, 2, 2], '.') => {
            calendar(small(0)?, small(1)?, Some(2000 + number(2)?)).map(Figures::Date)
        }
        ([2, 2], '.') => short(small(0)?, small(1)?),
        ([1, 2], '.') => time(small(0)?, small(1)?).map(Figures::Time),
        _ => None,
    }
}

/// «24.11» is a date and «18.30» a time; «10.05» and «09.10» may be either.
fn short(first: i8, second: i8) -> Option<Figures> {
    let day = calendar(first, second, None);
    match (day, time(first, second)) {
        (Some(_), Some(_)) if second % 5 == 0 => Some(Figures::Short(Day::Unclear)),
        (Some(day), _) => Some(Figures::Short(day)),
        (None, Some(time)) => Some(Figures::Time(time)),
        (None, None) => None,
    }
}

/// A time of day by its hour and minute; midnight may be 24:00.
pub fn time(hour: i8, minute: i8) -> Option<Time> {
    let hour = if (hour, minute) == (24, 0) { 0 } else { hour };
    Time::new(hour, minute, 0, 0).ok()
}
