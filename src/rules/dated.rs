//! Dates in sentences, as the rules about duties need them.

use std::ops::Range;

use jiff::civil::Date;

use super::Passage;
use crate::config::Language;
use crate::dates::names::{ENGLISH_MONTHS, RUSSIAN_MONTHS};
use crate::dates::{Day, Mention, Unit, Which};

/// Whether a byte range of a passage names a day or a time to come, however roughly: «до конца
/// недели», "next month".
pub fn has_date(passage: &Passage, range: &Range<usize>) -> bool {
    passage
        .dates_in(range)
        .iter()
        .any(|mention| !is_past(mention))
}

/// Whether it names a day itself, not only the week or the month around it.
pub fn has_day(passage: &Passage, range: &Range<usize>) -> bool {
    passage.dates_in(range).iter().any(|mention| {
        let rough = matches!(
            mention.day,
            None | Some(Day::Month { .. } | Day::Period { .. })
        );
        !rough && !is_past(mention)
    })
}

/// «вчера», "last week".
fn is_past(mention: &Mention) -> bool {
    match mention.day {
        Some(Day::Offset { count, .. }) => count < 0,
        Some(Day::Weekday { which, .. } | Day::Period { which, .. }) => which == Which::Last,
        _ => false,
    }
}

/// The first day of the calendar in a byte range of a passage, as it is written there.
pub fn written_in(passage: &Passage, range: &Range<usize>) -> Option<String> {
    let mention = passage
        .dates_in(range)
        .iter()
        .find(|mention| matches!(mention.day, Some(Day::Calendar { month: Some(_), .. })))?;
    let text = &passage.text[mention.date.clone()];
    // The full stop of «г.» may end the sentence, too, and so is left out of the date.
    let stop = if text.ends_with('г') { "." } else { "" };
    Some(format!("{text}{stop}"))
}

/// The day so many working days after another; Saturdays and Sundays are none.
pub fn working_days_after(day: Date, count: i64) -> Option<Date> {
    let unit = Unit::WorkingDay;
    Day::Offset { count, unit }.resolve(day)
}

/// A day as it is written in a letter, without its year: «26 ноября», "26 November".
pub fn written(date: Date, language: Language) -> String {
    let months = match language {
        Language::Russian => RUSSIAN_MONTHS,
        Language::English => ENGLISH_MONTHS,
    };
    let month = usize::from(date.month().unsigned_abs()) - 1;
    format!("{} {}", date.day(), months[month])
}

#[cfg(test)]
mod tests {
    use super::{has_date, has_day};
    use crate::letter::{Content, Format};
    use crate::rules::Passage;

    /// Whether a sentence names a date to come, and a day.
    fn named(text: &str) -> (bool, bool) {
        let passage = Passage::new(text, &Content::List, Format::Plain);
        let whole = 0..text.len();
        (has_date(&passage, &whole), has_day(&passage, &whole))
    }

    #[test]
    fn days_are_told_from_weeks_and_from_the_past() {
        for text in [
            "Вернусь в пятницу.",
            "Вернусь 27 ноября.",
            "Вернусь завтра.",
            "I will be back next Monday.",
        ] {
            assert_eq!(named(text), (true, true), "{text}");
        }
        for text in [
            "Вернусь в ноябре.",
            "Вернусь на следующей неделе.",
            "Буду в 10:00.",
        ] {
            assert_eq!(named(text), (true, false), "{text}");
        }
        for text in [
            "Уехала вчера.",
            "Уехала в прошлую пятницу.",
            "I left last week.",
            "Скоро вернусь.",
        ] {
            assert_eq!(named(text), (false, false), "{text}");
        }
    }
}
