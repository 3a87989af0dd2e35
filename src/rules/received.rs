//! When the letter that is answered was received, by what the mail program wrote above it.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::DateTime;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;
use regex::Regex;

use super::overview::{Leaf, Overview, Part};
use crate::dates;
use crate::letter::Content;
use crate::letter::header::{FieldName, split_field};
use crate::text::lines::lines;
use crate::text::pattern;
use crate::text::words::{fold, words};

/// When a quoted letter was received.
pub struct Received<'a> {
    /// Date and time on the clock.
    pub moment: DateTime,
    /// The zone of that clock, if it is named.
    pub zone: Option<TimeZone>,
    /// The block that says so.
    pub leaf: Leaf<'a>,
    /// Byte range in the block of the date and the time.
    pub range: Range<usize>,
}

/// A copied message is dated among its first lines.
const HEADER_LINES: usize = 12;

/// When the first quoted message was received. `None` without a quoted message, where it was forwarded,
/// where its date has no year or can be read in two ways, without a time, in a zone that is unknown.
pub fn received<'a>(overview: &Overview<'a>) -> Option<Received<'a>> {
    let (first, _) = overview.parts(Part::History).next()?;
    let mut left = HEADER_LINES;
    for leaf in (first..).map_while(|index| overview.leaf(index)) {
        let text = overview.text_of(&leaf);
        match leaf.block.content {
            Content::Attribution => return read(&text, 0..text.len(), leaf),
            Content::History { forwarded: false } => {}
            _ => return None,
        }
        let mut start = 0;
        for line in lines(&text) {
            left = left.checked_sub(1)?;
            if is_date_field(line) {
                return read(&text, start..start + line.len(), leaf);
            }
            start += line.len();
        }
    }
    None
}

/// Whether a line of a copied header is its date: «Отправлено: …», `Sent:`, `Date:`.
fn is_date_field(line: &str) -> bool {
    let line = line.trim().trim_start_matches('*');
    split_field(line).is_some_and(|(name, _)| {
        let name = fold(name.trim_end_matches('*'));
        FieldName::of(&name) == FieldName::Date || matches!(name.as_str(), "sent" | "отправлено")
    })
}

fn read<'a>(text: &str, within: Range<usize>, leaf: Leaf<'a>) -> Option<Received<'a>> {
    let line = text.get(within.clone())?;
    let mention = dates::find(line, &words(line), &[])
        .into_iter()
        .find(|mention| mention.day.is_some())?;
    let day = match mention.day? {
        day @ dates::Day::Calendar {
            from: None,
            year: Some(_),
            ..
        } => day.resolve(jiff::civil::Date::ZERO)?,
        _ => return None,
    };
    Some(Received {
        moment: day.to_datetime(mention.time?),
        zone: zone(&line[mention.range.end..])?,
        leaf,
        range: within.start + mention.range.start..within.start + mention.range.end,
    })
}

/// The time zone that follows a time: "+0300", "GMT+03:00", "UTC"; inner `None` where none is named,
/// outer where it is not known.
fn zone(after: &str) -> Option<Option<TimeZone>> {
    static ZONE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"^\s*\(?(?:(?:(?:GMT|UTC)\s*)?([+-]\d{2}:?\d{2})(?-u:\b)|(GMT|UTC)(?-u:\b)|(MSK|МСК)|(?-u:[A-Z]{3,4}\b))",
        )
    });
    let Some(named) = ZONE.captures(after) else {
        return Some(None);
    };
    if let Some(offset) = named.get(1) {
        return DateTimeParser::new()
            .parse_time_zone(offset.as_str())
            .ok()
            .map(Some);
    }
    let zone = match (named.get(2), named.get(3)) {
        (Some(_), _) => TimeZone::UTC,
        (_, Some(_)) => TimeZone::fixed(jiff::tz::offset(3)),
        _ => return None,
    };
    Some(Some(zone))
}

#[cfg(test)]
mod tests {
    use jiff::tz::{TimeZone, offset};

    use super::zone;

    #[test]
    fn zones_are_read() {
        let moscow = TimeZone::fixed(offset(3));
        for after in [" +0300", " (GMT+03:00)", " MSK", " МСК:"] {
            assert_eq!(zone(after), Some(Some(moscow.clone())), "{after}");
        }
        assert_eq!(zone(" GMT"), Some(Some(TimeZone::UTC)));
        assert_eq!(zone(", Иван пишет:"), Some(None));
        assert_eq!(zone(" PST"), None);
    }
}
