//! Reads days of the calendar: «24 ноября 2026 г.», "November 24th", «24.11», «в ноябре».

use super::Day;
use super::finder::{BEFORE_DATE, Reader};
use super::names::Term;
use super::numeric::{self, Figures};

/// Prepositions that a month stands after.
const BEFORE_MONTH: &[&str] = &["за", "in", "of", "during"];

/// What a number in front of figures says that they are no date.
const NUMBERED: &[&str] = &[
    "n",
    "no",
    "п",
    "пп",
    "пункт",
    "пункта",
    "пункту",
    "раздел",
    "версия",
    "версии",
    "версию",
    "рис",
    "ст",
    "version",
    "v",
    "section",
    "clause",
    "release",
    "figure",
];

/// What stands after figures that are an amount.
const AMOUNTS: &[&str] = &[
    "руб",
    "рублей",
    "рубля",
    "тыс",
    "млн",
    "млрд",
    "долл",
    "евро",
    "кг",
    "г",
    "т",
    "м",
    "см",
    "мм",
    "км",
    "л",
    "м2",
    "м3",
    "шт",
    "usd",
    "eur",
    "rub",
    "kg",
    "m",
    "cm",
    "mm",
    "km",
    "million",
    "percent",
    "процента",
    "процентов",
];

impl Reader<'_> {
    /// A day of the calendar that starts at a word, and the word after it. `expected`: the words before
    /// say that a date follows.
    pub fn calendar(&self, at: usize, expected: bool) -> Option<(Day, usize)> {
        if let Some(figures) = self.tokens.get(at)?.figures {
            return match figures {
                Figures::Date(day) if !self.is_numbered(at) => Some((day, self.year_word(at + 1))),
                Figures::Short(day) if expected && !self.is_numbered(at) && !self.is_amount(at) => {
                    Some((day, at + 1))
                }
                _ => None,
            };
        }
        self.month_first(at).or_else(|| {
            let (from, day, next) = self.days(at)?;
            let of = usize::from(self.word(next) == "of" && self.adjoins(next));
            let Some(Term::Month { month, short }) = self.name(next + of) else {
                return None;
            };
            if !self.gap_is(next - 1, &[]) {
                return None;
            }
            let (year, end) = self.year(next + of + 1, short);
            numeric::calendar(day, month, year)?;
            Some((with_year(from, day, Some(month), year), end))
        })
    }

    /// "November 24th, 2026".
    fn month_first(&self, at: usize) -> Option<(Day, usize)> {
        let Some(Term::Month { month, short }) = self.name(at) else {
            return None;
        };
        if !self.is_english(at) || !self.gap_is(at, if short { &["."] } else { &[] }) {
            return None;
        }
        let the = usize::from(self.word(at + 1) == "the" && self.adjoins(at + 1));
        let (from, day, next) = self.days(at + 1 + the)?;
        let (year, end) = self.year(next, false);
        numeric::calendar(day, month, year)?;
        Some((with_year(from, day, Some(month), year), end))
    }

    /// Days of a month: the first of a stretch, the last, and the word after: «24», «24-го», «двадцать
    /// четвёртого», «27–28», «27 и 28».
    fn days(&self, at: usize) -> Option<(Option<i8>, i8, usize)> {
        if let Some((from, to)) = self.word(at).split_once('-')
            && let (Ok(from), Ok(to)) = (from.parse::<i8>(), to.parse::<i8>())
        {
            return (1 <= from && from < to && to <= 31).then_some((Some(from), to, at + 1));
        }
        let (first, next) = self.day_number(at)?;
        let dashed = next > 0 && matches!(self.gap(next - 1), "-" | "–" | "—" | ",");
        let joined =
            matches!(self.word(next), "и" | "по" | "до" | "and" | "to") && self.adjoins(next - 1);
        let second = match (dashed, joined) {
            (true, _) => Some(next),
            (_, true) => Some(next + 1),
            _ => None,
        };
        // A later day each time: a list of numbers without end is not followed to its end.
        let later = |at: &usize| self.day_number(*at).is_none_or(|(day, _)| day > first);
        let second = second.filter(later).and_then(|at| self.days(at));
        match second {
            Some((_, last, end))
                if last > first && matches!(self.name(end), Some(Term::Month { .. })) =>
            {
                Some((Some(first), last, end))
            }
            _ => Some((None, first, next)),
        }
    }

    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let (number, end) = match (self.term(at)?, self.term(at + 1)) {
            (Term::Number(tens @ (20 | 30)), Some(Term::Ordinal(ones @ 1..=9)))
                if self.adjoins(at) && !self.word(at).starts_with(['2', '3']) =>
            {
                (i8::try_from(tens).ok()? + ones, at + 2)
            }
            (Term::Ordinal(number), _) => (number, at + 1),
            (Term::Number(number), _)
                if self.word(at).len() <= 2 && self.word(at).parse::<i8>().is_ok() =>
            {
                (i8::try_from(number).ok()?, at + 1)
            }
            _ => return None,
        };
        (1..=31).contains(&number).then_some((number, end))
    }

    /// The year that stands at a word, perhaps, and the word after it.
    fn year(&self, at: usize, abbreviated: bool) -> (Option<i16>, usize) {
        let marks: &[&str] = if abbreviated {
            &[",", ".", ".,"]
        } else {
            &[","]
        };
        let word = self.word(at).trim_end_matches('г');
        let year = word.parse().ok().filter(|year| (1900..2100).contains(year));
        let russian_comma = at > 0 && !self.is_english(at - 1) && self.gap(at - 1) == ",";
        match year.filter(|_| at > 0 && self.gap_is(at - 1, marks) && !russian_comma) {
            Some(year) => (Some(year), self.year_word(at + 1)),
            None => (None, at),
        }
    }

    /// The word after «г.» or «года», if it stands at a word.
    fn year_word(&self, at: usize) -> usize {
        let year = matches!(self.word(at), "г" | "года" | "году" | "годом");
        at + usize::from(year && at > 0 && self.adjoins(at - 1))
    }

    /// «в ноябре», "in November", «за октябрь 2026 года».
    pub fn month(&self, at: usize) -> Option<(Day, usize)> {
        let (day, end) = self.month_at(at)?;
        let previous = self.previous(at);
        let expected = BEFORE_DATE.contains(&previous) || BEFORE_MONTH.contains(&previous);
        let proper = !self.is_english(at) || self.is_capital(at);
        let short = matches!(self.term(at), Some(Term::Month { short: true, .. }));
        let dated = matches!(day, Day::Month { year: Some(_), .. });
        (dated || expected && proper && !short).then_some((day, end))
    }

    /// The month that stands at a word, perhaps with its year, and the word after it.
    pub fn month_at(&self, at: usize) -> Option<(Day, usize)> {
        let Some(Term::Month { month, short }) = self.name(at) else {
            return None;
        };
        let (year, end) = self.year(at + 1, short);
        Some((Day::Month { month, year }, end))
    }

    /// Whether figures are the number of something: «№ 12.05», «п. 3.10».
    fn is_numbered(&self, at: usize) -> bool {
        let before = self.text[..self.tokens[at].range.start].trim_end();
        before.ends_with(['№', '#', '$', '€', '£', '+', '='])
            || at > 0
                && matches!(self.gap(at - 1), "" | ".")
                && NUMBERED.contains(&self.word(at - 1))
    }

    /// Whether figures are an amount: «12.05 руб.», «12.05 %».
    pub fn is_amount(&self, at: usize) -> bool {
        let after = self.text[self.tokens[at].range.end..].trim_start();
        after.starts_with(['%', '₽', '€', '$', '£', '×', '*', '°'])
            || self.adjoins(at) && AMOUNTS.contains(&self.word(at + 1))
    }
}

fn with_year(from: Option<i8>, day: i8, month: Option<i8>, year: Option<i16>) -> Day {
    Day::Calendar {
        from,
        day,
        month,
        year,
    }
}
