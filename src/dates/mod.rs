//! Dates and times that a letter names, in Russian and English.
//!
//! [`find`] gives the mentions in a text: what is written, not yet which day is meant. What is written
//! is enough to ask whether a sentence has a date; [`Day::resolve`] says which day it is, seen from the
//! day on which the letter is written. A rule has its mentions from
//! [`Passage::dates`](crate::rules::Passage::dates).
//!
//! All calendar arithmetic is `jiff`'s.

mod calendar;
mod clock;
mod finder;
pub mod names;
mod numeric;
mod relative;
mod resolve;
mod rewrite;
pub mod weekday;

use std::ops::Range;

use jiff::civil::{Time, Weekday};

pub use finder::find;
pub use rewrite::{rewritten, written};

/// A date, a time of day, or both, where they stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Byte range of the words that name it, a weekday beside the date included; the preposition
    /// before them is not: «пятницу, 24 ноября в 18:00».
    pub range: Range<usize>,
    /// The day; `None` where only a time is named.
    pub day: Option<Day>,
    /// The weekday that stands beside a date, and its byte range. A weekday alone is the [`Day`].
    pub beside: Option<(Weekday, Range<usize>)>,
    /// The time of day.
    pub time: Option<Time>,
    /// Byte range of the words of the day, the weekday beside it included but not the time; empty where
    /// only a time is named.
    pub date: Range<usize>,
}

/// A day as a letter names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Day {
    /// «24 ноября», «24.11.2026», «27–28 ноября», «до 25-го».
    Calendar {
        /// Where a stretch of days is named, the first of them: the 27 of «27–28 ноября».
        from: Option<i8>,
        /// Day of the month, from 1 to 31.
        day: i8,
        /// From 1 to 12; `None` for «до 25-го».
        month: Option<i8>,
        /// With four digits; `None` where it is not written.
        year: Option<i16>,
    },
    /// «в ноябре», "by the end of November 2026".
    Month {
        /// From 1 to 12.
        month: i8,
        /// With four digits; `None` where it is not written.
        year: Option<i16>,
    },
    /// «в пятницу», "next Monday".
    Weekday {
        /// Which.
        weekday: Weekday,
        /// Whether the next or the last one is said to be meant.
        which: Which,
    },
    /// «завтра», «через три рабочих дня», "two weeks ago": so many units from today.
    Offset {
        /// How many; negative in the past.
        count: i64,
        /// Of what.
        unit: Unit,
    },
    /// «на этой неделе», «до конца года», "next month", "EOD".
    Period {
        /// A day, week, month, quarter or year.
        unit: Unit,
        /// Which of them.
        which: Which,
    },
    /// A date that can be read in two ways: 04/05/2026, «до 10.10», which may be a time.
    Unclear,
}

/// Which of several that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The one that runs or comes now: «в пятницу», "this week".
    This,
    /// The one after it.
    Next,
    /// The one before it.
    Last,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day of the calendar.
    Day,
    /// A day from Monday to Friday.
    WorkingDay,
    /// Seven days.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

#[cfg(test)]
mod tests;
