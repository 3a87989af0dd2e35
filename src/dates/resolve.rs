//! Which day a mention means.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::{Day, Unit, Which};

/// The longest that a date has to wait for a year that has it: 29 February, past a century.
const YEARS: i16 = 8;

impl Day {
    /// The day that is meant by what is written on `today`.
    ///
    /// A date without a year is the nearest one, before or after. Of a stretch of days (a range, a
    /// week, a month) it is the last day; a week ends with its Friday. `None` for what is no day of
    /// the calendar («31 ноября»), is unclear, or lies only hours away.
    pub fn resolve(self, today: Date) -> Option<Date> {
        match self {
            Self::Calendar {
                day,
                month: Some(month),
                year,
                ..
            } => match year {
                Some(year) => Date::new(year, month, day).ok(),
                None => nearest(dates(day, month, today), today),
            },
            Self::Calendar {
                day, month: None, ..
            } => {
                let months = (-1..=1).filter_map(|n: i32| {
                    let month = today.first_of_month().checked_add(n.months()).ok()?;
                    Date::new(month.year(), month.month(), day).ok()
                });
                nearest(months, today)
            }
            Self::Month { month, year } => match year {
                Some(year) => Date::new(year, month, 1).ok(),
                None => nearest(dates(1, month, today), today),
            }
            .map(Date::last_of_month),
            Self::Weekday { weekday, which } => match which {
                Which::This if today.weekday() == weekday => Some(today),
                Which::This => today.nth_weekday(1, weekday).ok(),
                Which::Next => end_of_week(today, 1, weekday),
                Which::Last => today.nth_weekday(-1, weekday).ok(),
            },
            Self::Offset { count, unit } => offset(today, count, unit),
            Self::Period { unit, which } => period(today, unit, which),
            Self::Unclear => None,
        }
    }
}

/// The day and month in the years around a day, where they exist. Only 29 February is ever more than a
/// year away.
pub fn dates(day: i8, month: i8, today: Date) -> impl Iterator<Item = Date> {
    let years = if (day, month) == (29, 2) { YEARS } else { 1 };
    (-years..=years).filter_map(move |n| Date::new(today.year() + n, month, day).ok())
}

/// The date that lies the fewest days from a day.
pub fn nearest(dates: impl Iterator<Item = Date>, today: Date) -> Option<Date> {
    dates.min_by_key(|date| date.duration_since(today).abs())
}

/// A weekday of the week that comes so many weeks after that of a day.
fn end_of_week(today: Date, weeks: i64, weekday: Weekday) -> Option<Date> {
    let to = i64::from(weekday.to_monday_zero_offset());
    let from = i64::from(today.weekday().to_monday_zero_offset());
    today.checked_add((to - from + 7 * weeks).days()).ok()
}

fn offset(today: Date, count: i64, unit: Unit) -> Option<Date> {
    let span = match unit {
        Unit::Minute | Unit::Hour => return None,
        Unit::WorkingDay => return working_days(today, count),
        Unit::Day => Span::new().try_days(count),
        Unit::Week => Span::new().try_weeks(count),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter => Span::new().try_months(count.checked_mul(3)?),
        Unit::Year => Span::new().try_years(count),
    };
    today.checked_add(span.ok()?).ok()
}

/// More days of work than anybody promises.
const MOST_WORKING_DAYS: usize = 366;

fn working_days(today: Date, count: i64) -> Option<Date> {
    let step = if count < 0 { -1 } else { 1 };
    let index = usize::try_from(count.unsigned_abs()).ok()?;
    today
        .series(step.days())
        .skip(1)
        .filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
        .nth(
            index
                .checked_sub(1)
                .filter(|_| index <= MOST_WORKING_DAYS)?,
        )
}

fn period(today: Date, unit: Unit, which: Which) -> Option<Date> {
    let step = match which {
        Which::This => 0,
        Which::Next => 1,
        Which::Last => -1,
    };
    match unit {
        Unit::Minute | Unit::Hour => None,
        Unit::Day | Unit::WorkingDay => offset(today, step, Unit::Day),
        Unit::Week => end_of_week(today, step, Weekday::Friday),
        Unit::Month => Some(offset(today.first_of_month(), step, unit)?.last_of_month()),
        Unit::Quarter => {
            let last = today
                .first_of_month()
                .checked_add((2 - (today.month() - 1) % 3).months());
            Some(offset(last.ok()?, step, unit)?.last_of_month())
        }
        Unit::Year => Some(offset(today.first_of_year(), step, unit)?.last_of_year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const MONDAY: Date = Date::constant(2026, 11, 23);

    #[test]
    fn days_are_resolved() {
        let calendar = |day, month, year| Day::Calendar {
            from: None,
            day,
            month,
            year,
        };
        let offset = |count, unit| Day::Offset { count, unit };
        let period = |unit, which| Day::Period { unit, which };
        let weekday = |weekday, which| Day::Weekday { weekday, which };
        let month = |month, year| Day::Month { month, year };
        for (day, expected) in [
            (calendar(24, Some(11), None), Some(date(2026, 11, 24))),
            (calendar(10, Some(1), None), Some(date(2027, 1, 10))),
            (calendar(1, Some(6), None), Some(date(2026, 6, 1))),
            (calendar(1, Some(5), Some(2020)), Some(date(2020, 5, 1))),
            (calendar(29, Some(2), None), Some(date(2028, 2, 29))),
            (calendar(31, Some(11), None), None),
            (calendar(2, None, None), Some(date(2026, 12, 2))),
            (month(11, None), Some(date(2026, 11, 30))),
            (month(2, Some(2028)), Some(date(2028, 2, 29))),
            (
                weekday(Weekday::Friday, Which::This),
                Some(date(2026, 11, 27)),
            ),
            (weekday(Weekday::Monday, Which::This), Some(MONDAY)),
            (
                weekday(Weekday::Friday, Which::Next),
                Some(date(2026, 12, 4)),
            ),
            (
                weekday(Weekday::Friday, Which::Last),
                Some(date(2026, 11, 20)),
            ),
            (offset(-1, Unit::Day), Some(date(2026, 11, 22))),
            (offset(5, Unit::WorkingDay), Some(date(2026, 11, 30))),
            (offset(-1, Unit::WorkingDay), Some(date(2026, 11, 20))),
            (offset(1, Unit::Month), Some(date(2026, 12, 23))),
            (offset(2, Unit::Hour), None),
            (offset(i64::MAX, Unit::Quarter), None),
            (offset(i64::MIN, Unit::WorkingDay), None),
            (period(Unit::Week, Which::This), Some(date(2026, 11, 27))),
            (period(Unit::Quarter, Which::This), Some(date(2026, 12, 31))),
            (period(Unit::Quarter, Which::Last), Some(date(2026, 9, 30))),
            (period(Unit::Month, Which::Next), Some(date(2026, 12, 31))),
            (period(Unit::Year, Which::This), Some(date(2026, 12, 31))),
            (Day::Unclear, None),
        ] {
            assert_eq!(day.resolve(MONDAY), expected, "{day:?}");
        }
    }
}
