//! When a letter is written.

use jiff::ZonedDateTime;
use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;

use super::Overview;
use crate::dates;
use crate::letter::header::FieldName;
use crate::text::words::words;

/// The moment at which a letter is written: what its Date field says (RFC 5322, 3.6.1), else the present.
pub fn moment(overview: &Overview) -> Option<ZonedDateTime> {
    match date_field(overview) {
        Some(value) => DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_zoned_datetime(value)
            .ok(),
        None => overview.surroundings.now(),
    }
}

/// The day on which a letter is written: what its Date field says in any form, else today.
pub fn day(overview: &Overview) -> Option<Date> {
    if let Some(moment) = moment(overview) {
        return Some(moment.date());
    }
    let value = date_field(overview)?;
    let mentions = dates::find(value, &words(value), &[]);
    match mentions.first()?.day? {
        day @ dates::Day::Calendar { year: Some(_), .. } => day.resolve(Date::ZERO),
        _ => None,
    }
}

fn date_field<'a>(overview: &Overview<'a>) -> Option<&'a str> {
    let (header, _) = overview.header()?;
    let value = header.field(FieldName::Date)?.value.as_str();
    Some(value).filter(|value| !value.is_empty())
}
