//! Dates in sentences, as the rules about duties need them.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::Regex;

use super::Passage;
use crate::config::Language;
use crate::text::pattern;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\d{1,2}(?:\s|-?го )?(?:по \d+ |to \d+ )?\s*(?:ноября|декабря|январ|november|december)(?:\s+\d{4}(?: г\.)?)?|\d+\.\d+\.\d{4}|завтра|сегодня|friday|monday|пятниц",
    )
});

/// Whether a date or a time stands in a byte range of a passage.
pub fn has_date(passage: &Passage, range: &Range<usize>) -> bool {
    DATE.is_match(&passage.text[range.clone()])
}

/// The first day of the calendar in a byte range of a passage, as it is written there.
pub fn written_in(passage: &Passage, range: &Range<usize>) -> Option<String> {
    Some(DATE.find(&passage.text[range.clone()])?.as_str().to_owned())
}

/// The day so many working days after another; Saturdays and Sundays are none.
pub fn working_days_after(day: Date, count: usize) -> Option<Date> {
    let mut date = day;
    let mut left = count;
    while left > 0 {
        date = date.checked_add(1.day()).ok()?;
        if !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    Some(date)
}

/// A day as it is written in a letter, without its year: «26 ноября», "26 November".
pub fn written(date: Date, language: Language) -> String {
    match language {
        Language::Russian => format!(
            "{} {}",
            date.day(),
            MONTHS[usize::from(date.month().unsigned_abs()) - 1]
        ),
        Language::English => date.strftime("%-d %B").to_string(),
    }
}

/// The months, in the genitive.
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
