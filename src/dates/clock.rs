//! Reads times of day: «18:00», «18 часов», "6 pm".

use jiff::civil::Time;

use super::Unit;
use super::finder::Reader;
use super::names::Term;
use super::numeric::{self, Figures};

/// Prepositions that a time stands after.
const BEFORE_TIME: &[&str] = &[
    "в",
    "до",
    "к",
    "с",
    "по",
    "после",
    "около",
    "at",
    "by",
    "until",
    "till",
    "from",
    "to",
    "before",
    "after",
    "around",
];

impl Reader<'_> {
    /// A time of day that starts at a word, and the word after it.
    pub fn time(&self, at: usize) -> Option<(Time, usize)> {
        let token = self.tokens.get(at)?;
        let expected = BEFORE_TIME.contains(&self.previous(at));
        if let Some(Figures::Time(time)) = token.figures {
            let hours = matches!(self.term(at + 1), Some(Term::Unit(Unit::Hour)));
            return (expected && !self.is_amount(at) || hours)
                .then_some((time, at + 1 + usize::from(hours)));
        }
        let (hour, glued) = half(token.folded)?;
        if glued.is_some() {
            return Some((in_half(hour, 0, glued)?, at + 1));
        }
        let clock = self.text[token.range.end..].starts_with(':')
            && !self.text[..token.range.start].ends_with(':');
        if clock
            && let Some((minute, glued)) = half(self.word(at + 1))
            && self.gap(at) == ":"
        {
            let two = self
                .word(at + 1)
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count()
                == 2;
            let seconds = usize::from(self.gap(at + 1) == ":" && half(self.word(at + 2)).is_some());
            let end = at + 2 + seconds;
            let (glued, end) = glued.map_or_else(|| self.half_after(end), |half| (Some(half), end));
            return two
                .then(|| in_half(hour, minute, glued))
                .flatten()
                .map(|time| (time, end));
        }
        if let (Some(half), end) = self.half_after(at + 1) {
            return Some((in_half(hour, 0, Some(half))?, end));
        }
        let clock = matches!(self.term(at + 1), Some(Term::Unit(Unit::Hour)))
            && !self.is_english(at + 1)
            || self.word(at + 1) == "o'clock";
        (clock && expected && self.adjoins(at))
            .then(|| numeric::time(hour, 0))
            .flatten()
            .map(|time| (time, at + 2))
    }

    /// The half of the day that stands at a word: "pm", «вечера»; and the word after it.
    fn half_after(&self, at: usize) -> (Option<bool>, usize) {
        let half = match self.word(at) {
            "am" | "a.m" | "утра" | "ночи" => Some(false),
            "pm" | "p.m" | "вечера" => Some(true),
            _ => None,
        };
        match half.filter(|_| at > 0 && self.adjoins(at - 1)) {
            Some(half) => (Some(half), at + 1),
            None => (None, at),
        }
    }
}

/// A number of at most two figures, with the half of the day if it is glued on: "6", "6pm".
fn half(word: &str) -> Option<(i8, Option<bool>)> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let half = match &word[number.len()..] {
        "" => None,
        "am" => Some(false),
        "pm" => Some(true),
        _ => return None,
    };
    (number.len() <= 2)
        .then(|| number.parse().ok())
        .flatten()
        .map(|number| (number, half))
}

/// A time of the twelve-hour clock, where a half of the day is named.
fn in_half(hour: i8, minute: i8, afternoon: Option<bool>) -> Option<Time> {
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
    };
    numeric::time(hour, minute)
}
