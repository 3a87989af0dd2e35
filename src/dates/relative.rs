//! Days named by their distance from today: «через три дня», "by the end of the week".

use super::finder::Reader;
use super::names::Term;
use super::{Day, Unit, Which};

/// What reads days relative to today. Each method takes a word and gives the day that starts there,
/// with the word after it.
pub(super) trait Relative {
    /// Any of them.
    fn relative(&self, at: usize) -> Option<(Day, usize)>;
}

impl Relative for Reader<'_> {
    fn relative(&self, at: usize) -> Option<(Day, usize)> {
        match self.term(at) {
            Some(Term::Days(count)) => Some((offset(count, Unit::Day), at + 1)),
            Some(Term::EndOf(unit)) => Some((period(unit, Which::This), at + 1)),
            Some(Term::End) => end_of(self, at),
            Some(Term::Which(which)) => which_one(self, at, which),
            _ => ahead(self, at)
                .or_else(|| ago(self, at))
                .or_else(|| day_of_month(self, at)),
        }
    }
}

fn offset(count: i64, unit: Unit) -> Day {
    Day::Offset { count, unit }
}

fn period(unit: Unit, which: Which) -> Day {
    Day::Period { unit, which }
}

/// «следующую пятницу», "next week".
fn which_one(reader: &Reader, at: usize, which: Which) -> Option<(Day, usize)> {
    let day = match reader.term(at + 1).filter(|_| reader.adjoins(at))? {
        Term::Weekday { .. } if reader.weekday_and_date(at + 1).is_some() => return None,
        Term::Weekday { weekday, .. } => Day::Weekday { weekday, which },
        Term::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year)) => {
            period(unit, which)
        }
        _ => return None,
    };
    Some((day, at + 2))
}

/// «конца недели», "end of the week", «конца рабочего дня», «конца ноября».
fn end_of(reader: &Reader, at: usize) -> Option<(Day, usize)> {
    let mut next = at + 1;
    let english = reader.word(at) == "end";
    if english && reader.word(next) != "of" || !reader.adjoins(at) {
        return None;
    }
    let mut which = Which::This;
    next += usize::from(english);
    while reader.adjoins(next) {
        match reader.term(next) {
            Some(Term::Which(said)) => which = said,
            Some(Term::Working) => {}
            _ if reader.word(next) == "the" => {}
            _ => break,
        }
        next += 1;
    }
    let day = match reader.term(next)? {
        Term::Month { .. } => return reader.month_at(next),
        Term::Unit(Unit::Hour | Unit::Minute) => return None,
        Term::Unit(unit) => period(unit, which),
        Term::Working => period(Unit::Day, which),
        Term::Days(count) => offset(count, Unit::Day),
        _ => return None,
    };
    Some((day, next + 1))
}

/// Words that days ahead are told with, before their number.
pub(super) const AHEAD: &[&str] = &["через", "спустя", "в", "in", "within"];

/// «через три рабочих дня», «в течение недели», "within the next two weeks", "in an hour".
fn ahead(reader: &Reader, at: usize) -> Option<(Day, usize)> {
    let (mut next, bare) = match reader.word(at) {
        "через" | "спустя" => (at + 1, true),
        "в" if reader.word(at + 1) == "течение" && reader.adjoins(at) => (at + 2, true),
        "in" | "within" => (at + 1, false),
        _ => return None,
    };
    if !reader.adjoins(next - 1) {
        return None;
    }
    let article = reader.word(next) == "the" || reader.word(next).starts_with("ближайш");
    next += usize::from(article && reader.adjoins(next));
    next += usize::from(
        matches!(reader.term(next), Some(Term::Which(Which::Next))) && reader.adjoins(next),
    );
    if let Some((count, unit, end)) = quantity(reader, next) {
        return Some((offset(count, unit), end));
    }
    let (unit, end) = unit(reader, next).filter(|_| bare)?;
    let within_day = reader.word(at) == "в" && matches!(unit, Unit::Day | Unit::WorkingDay);
    let day = if within_day {
        period(Unit::Day, Which::This)
    } else {
        offset(1, unit)
    };
    Some((day, end))
}

/// «три дня назад», «неделю назад», "two days ago", "three weeks from now".
fn ago(reader: &Reader, at: usize) -> Option<(Day, usize)> {
    let (count, unit, end) = quantity(reader, at).or_else(|| {
        let (unit, end) = unit(reader, at)?;
        Some((1, unit, end))
    })?;
    if !reader.adjoins(end - 1) {
        return None;
    }
    match reader.word(end) {
        "назад" | "ago" => Some((offset(-count, unit), end + 1)),
        "from" if matches!(reader.word(end + 1), "now" | "today") => {
            Some((offset(count, unit), end + 2))
        }
        _ => None,
    }
}

/// A number of units, and the word after it: «двадцать пять рабочих дней», "a couple of weeks".
fn quantity(reader: &Reader, at: usize) -> Option<(i64, Unit, usize)> {
    let Some(Term::Number(mut count)) = reader.term(at) else {
        return None;
    };
    let mut next = at + 1;
    if let Some(Term::Number(more @ 1..=9)) = reader.term(next)
        && matches!(count, 20 | 30)
    {
        count += more;
        next += 1;
    } else if matches!((reader.word(at), reader.word(next)), ("a", "couple")) {
        count = 2;
        next += 1;
    }
    next += usize::from(reader.word(at + 1) == "couple" && reader.word(next) == "of");
    next += usize::from(reader.word(at) == "couple" && reader.word(next) == "of");
    if !(at..next).all(|word| reader.adjoins(word)) {
        return None;
    }
    let (unit, end) = unit(reader, next)?;
    Some((count, unit, end))
}

/// A unit of time, perhaps said to be of work, and the word after it.
fn unit(reader: &Reader, at: usize) -> Option<(Unit, usize)> {
    let adjective =
        matches!(reader.term(at), Some(Term::Working | Term::Plain)) && reader.adjoins(at);
    let noun = at + usize::from(adjective);
    let Some(Term::Unit(unit)) = reader.term(noun) else {
        return None;
    };
    let working = matches!(reader.term(at), Some(Term::Working)) && unit == Unit::Day;
    Some((if working { Unit::WorkingDay } else { unit }, noun + 1))
}

/// «25 числа», «до 25-го», "by the 25th": a day whose month goes without saying.
fn day_of_month(reader: &Reader, at: usize) -> Option<(Day, usize)> {
    let (day, figures) = match reader.term(at)? {
        Term::Ordinal(day) => (
            day,
            reader.word(at).starts_with(|c: char| c.is_ascii_digit()),
        ),
        Term::Number(day) => (i8::try_from(day).ok()?, false),
        _ => return None,
    };
    let date = reader.adjoins(at) && matches!(reader.word(at + 1), "числа" | "число" | "числу");
    let article = reader.previous(at) == "the" && at > 1;
    let preposition = if article {
        reader.previous(at - 1)
    } else {
        reader.previous(at)
    };
    let said = matches!(
        preposition,
        "до" | "к" | "с" | "на" | "by" | "on" | "until" | "till" | "before" | "from"
    );
    let closed = reader
        .gap(at)
        .starts_with(['.', ',', ';', ')', '!', '?', '\n'])
        || at + 1 == reader.tokens.len();
    let day = Day::Calendar {
        from: None,
        day: Some(day).filter(|day| (1..=31).contains(day))?,
        month: None,
        year: None,
    };
    (date || figures && said && closed).then_some((day, at + 1 + usize::from(date)))
}
