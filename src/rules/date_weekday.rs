//! `date-weekday`: a date and the weekday beside it agree.
//!
//! A date without a year is judged only where it fits neither this year nor the one before or after.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::overview::Placed;
use super::{Bilingual, ByMarks, Context, Judge, Mark, Overview, Passage, Report, Rule, Severity};
use super::{moment, premise};
use crate::config::Language;
use crate::dates::names::{ENGLISH_WEEKDAYS, RUSSIAN_WEEKDAYS, Term, term};
use crate::dates::weekday::{Replacement, replacement, same_gender};
use crate::dates::{self, Day, Mention};
use crate::text::Edit;
use crate::text::words::{Word, capitalised, words};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "date-weekday",
    severity: Severity::Warning,
    source: "",
    title: Bilingual {
        ru: "День недели соответствует дате",
        en: "The weekday fits the date",
    },
    why: Bilingual {
        ru: "Если день недели и число расходятся, получатель не знает, когда его ждут.",
        en: "If the weekday and the date disagree, the reader does not know which of them is meant.",
    },
    bad: Bilingual {
        ru: "Встреча — в пятницу, 24 ноября 2026 года.",
        en: "The meeting is on Friday, 24 November 2026.",
    },
    good: Bilingual {
        ru: "Встреча — во вторник, 24 ноября 2026 года.",
        en: "The meeting is on Tuesday, 24 November 2026.",
    },
    passage: Some(collect),
    letter: None,
};

/// Marks each date that has a weekday beside it, with the word before the weekday. The kind is the number
/// of the weekday, from Monday.
fn collect(passage: &Passage, _: &Context, report: &mut Report) {
    for mention in passage.dates() {
        let Some((named, weekday)) = &mention.beside else {
            continue;
        };
        if passage.is_speech(&mention.range) {
            continue;
        }
        let start = word_before(passage.text, &passage.words, weekday)
            .map_or(weekday.start, |word| word.range.start);
        let range = start.min(mention.date.start)..mention.date.end;
        let kind = named.to_monday_zero_offset().unsigned_abs();
        report.mark_day(kind, range.clone(), &passage.text[range], mention.day);
    }
}

/// The preposition or adjective in front of a weekday.
fn word_before<'a>(text: &str, words: &'a [Word], weekday: &Range<usize>) -> Option<&'a Word> {
    let at = words.partition_point(|word| word.range.start < weekday.start);
    let word = words.get(at.checked_sub(1)?)?;
    let adjoins = text[word.range.end..weekday.start].trim().is_empty();
    let adjective = matches!(term(word), Some(Term::Which(_)));
    let preposition =
        word.folded.chars().count() <= 2 || word.folded == "после" || word.folded == "перед";
    (adjoins && (adjective || preposition) && !word.folded.starts_with(char::is_numeric))
        .then_some(word)
}

/// How its marks are judged.
pub const BY_MARKS: ByMarks = ByMarks {
    rule: &RULE,
    premise: |overview, _| premise((moment::day(overview), overview.language())),
    judge,
};

fn judge<'a>(overview: &'a Overview, _: &'a Context) -> Judge<'a> {
    let today = moment::day(overview);
    Box::new(move |placed, report| {
        let text = placed.mark.text.as_str();
        let Some(date) = disagreeing(placed.mark, today) else {
            return;
        };
        let words = words(text);
        if let Some(mention) = dates::find(text, &words, &[]).into_iter().next()
            && let Some(error) = Disagreement::of(text, &words, mention, date, today)
        {
            error.report(placed, overview.language(), report);
        }
    })
}

/// The date of a mark that does not fall on the weekday beside it.
fn disagreeing(mark: &Mark, today: Option<Date>) -> Option<Date> {
    let Some(Day::Calendar {
        day,
        month: Some(month),
        year,
        ..
    }) = mark.day
    else {
        return None;
    };
    let date = match year {
        Some(_) => mark.day?.resolve(Date::ZERO)?,
        None => mark.day?.resolve(today?)?,
    };
    let mut around = match (year, today) {
        (None, Some(today)) => today.year() - 1..=today.year() + 1,
        _ => date.year()..=date.year(),
    };
    let number = |date: Date| date.weekday().to_monday_zero_offset().unsigned_abs();
    let fits = |year| Date::new(year, month, day).is_ok_and(|date| number(date) == mark.kind);
    (!around.any(fits)).then_some(date)
}

/// A date with a weekday that it does not fall on.
struct Disagreement<'a> {
    text: &'a str,
    words: &'a [Word],
    mention: Mention,
    date: Date,
    weekday: Weekday,
    weekday_range: Range<usize>,
    today: Option<Date>,
}

impl<'a> Disagreement<'a> {
    fn of(
        text: &'a str,
        words: &'a [Word],
        mention: Mention,
        date: Date,
        today: Option<Date>,
    ) -> Option<Self> {
        let (weekday, weekday_range) = mention.beside.clone()?;
        Some(Self {
            text,
            words,
            mention,
            date,
            weekday,
            weekday_range,
            today,
        })
    }

    fn report(&self, placed: &Placed, language: Language, report: &mut Report) {
        let at = placed.mark.range.start;
        let found = report.find(
            placed.leaf.place(placed.mark.range.clone()),
            format_args!(
                "{} — {}, а не {}. Исправьте день недели или число.",
                dates::written(self.date, Language::Russian),
                russian(self.date.weekday()),
                russian(self.weekday),
            ),
            format_args!(
                "{} is a {}, not a {}. Correct the weekday or the date.",
                dates::written(self.date, Language::English),
                english(self.date.weekday()),
                english(self.weekday),
            ),
        );
        let fixes = [self.other_weekday(language), self.other_date()];
        fixes.into_iter().flatten().fold(found, |found, edits| {
            let fixed = flat(&crate::text::apply(self.text, &edits));
            let place = |edit: &Edit| {
                let range = edit.range.start + at..edit.range.end + at;
                placed.leaf.edit(range, &edit.text)
            };
            let edits: Option<Vec<Edit>> = edits.iter().map(place).collect();
            found.fix(
                format_args!("Исправить на «{fixed}»"),
                format_args!("Change to “{fixed}”"),
                edits.unwrap_or_default(),
            )
        });
    }

    /// Edits that write the weekday that the date falls on.
    fn other_weekday(&self, language: Language) -> Option<Vec<Edit>> {
        let to = self.date.weekday();
        let before = word_before(self.text, self.words, &self.weekday_range);
        let adjective = before.is_some_and(|word| matches!(term(word), Some(Term::Which(_))));
        if adjective && language == Language::Russian && !same_gender(self.weekday, to) {
            return None;
        }
        let preposition = before.filter(|_| !adjective);
        let written = preposition.map_or("", |word| &self.text[word.range.clone()]);
        let Replacement {
            preposition: new,
            weekday,
        } = replacement(written, &self.text[self.weekday_range.clone()], to)?;
        let mut edits = vec![Edit::new(self.weekday_range.clone(), weekday)];
        if let Some(word) = preposition.filter(|_| new != written) {
            edits.insert(0, Edit::new(word.range.clone(), new));
        }
        Some(edits)
    }

    /// Edits that write the nearest date that falls on the weekday; not one in the past, where the
    /// written date is not.
    fn other_date(&self) -> Option<Vec<Edit>> {
        let before = self.date.nth_weekday(-1, self.weekday).ok()?;
        let after = self.date.nth_weekday(1, self.weekday).ok()?;
        let near = self.date.checked_sub(3.days()).ok()? <= before;
        let past = self
            .today
            .is_some_and(|today| before < today && today <= self.date);
        let to = if near && !past { before } else { after };
        let range = self.mention.date.clone();
        let text = dates::rewritten(&self.text[range.clone()], self.date, to)?;
        Some(vec![Edit::new(range, text)])
    }
}

/// A text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn russian(weekday: Weekday) -> &'static str {
    RUSSIAN_WEEKDAYS[row(weekday)][0]
}

fn english(weekday: Weekday) -> String {
    capitalised(ENGLISH_WEEKDAYS[row(weekday)])
}

fn row(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default()
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        for (text, words, fixed) in [
            (
                "Ждём вас в пятницу, 24 ноября 2026 г. в 10:00.",
                "в пятницу, 24 ноября 2026 г",
                "Ждём вас во вторник, 24 ноября 2026 г. в 10:00.",
            ),
            (
                "Ждём вас в пятницу, 24 ноября.",
                "в пятницу, 24 ноября",
                "вас во вторник, 24 ноября.",
            ),
            (
                "Оплатим до понедельника, 25.11.2026.",
                "до понедельника, 25.11.2026",
                "до среды, 25.11.2026",
            ),
            (
                "Работаем с понедельника, 25 ноября 2026.",
                "с понедельника, 25 ноября 2026",
                "со среды, 25 ноября",
            ),
            (
                "Встреча 24 ноября (пт.) в 10:00.",
                "24 ноября (пт.)",
                "24 ноября (вт.) в 10:00.",
            ),
            (
                "Встреча 24 ноября 2026 года, в пятницу, в 10:00.",
                "24 ноября 2026 года, в пятницу",
                "2026 года, во вторник, в",
            ),
            (
                "Перенесём на эту среду, 27 ноября 2026 года.",
                "эту среду, 27 ноября 2026 года",
                "эту пятницу, 27 ноября",
            ),
            (
                "Перенесём на эту пятницу, 24 ноября 2026 года.",
                "эту пятницу, 24 ноября 2026 года",
                "эту пятницу, 27 ноября",
            ),
            // The nearer day of the two, unless it is past.
            (
                "Перенесём на эту среду, 26 ноября 2026 года.",
                "эту среду, 26 ноября 2026 года",
                "эту среду, 25 ноября",
            ),
            (
                "Перенесём на эту пятницу, 1 декабря 2026 года.",
                "эту пятницу, 1 декабря 2026 года",
                "эту пятницу, 4 декабря",
            ),
            (
                "Пятница, 24/11/2026 — последний день.",
                "Пятница, 24/11/2026",
                "Вторник, 24/11/2026 — последний",
            ),
            (
                "В пятницу, 3 декабря\n2026 года, плит не было.",
                "В пятницу, 3 декабря\n2026 года",
                "В четверг, 3 декабря\n2026 года",
            ),
        ] {
            body(&format!("Добрый день!\n\n{text}\n\nС уважением,\nАнна\n"))
                .flags(CODE, &[words])
                .fixed(CODE, fixed);
        }
        body("Добрый день!\n\nОтветим после пятницы, 24 ноября 2026 года.\n")
            .flags(CODE, &["после пятницы, 24 ноября 2026 года"])
            .fixed(CODE, "после вторника, 24 ноября");
        // Today is no past day, and a date in the past was meant to be one.
        for (text, fixed) in [
            (
                "Перенесём на этот понедельник, 24 ноября 2026 года.",
                "этот понедельник, 23 ноября",
            ),
            (
                "Собирались в эту среду, 20 ноября 2026 года.",
                "эту среду, 18 ноября",
            ),
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).offers(CODE, fixed);
        }
        body("Добрый день!\n\nПлит не было в пятницу,\n3 декабря 2026 года.\n")
            .in_russian()
            .says(CODE, "3 декабря 2026 года — четверг, а не пятница.")
            .titles(
                CODE,
                &[
                    "Исправить на «в четверг, 3 декабря 2026 года»",
                    "Исправить на «в пятницу, 4 декабря 2026 года»",
                ],
            );
        for (text, words, fixed) in [
            (
                "Let us meet on Friday, 24 November 2026.",
                "on Friday, 24 November 2026",
                "meet on Tuesday, 24 November 2026.",
            ),
            (
                "Please reply by Fri, Nov 24.",
                "by Fri, Nov 24",
                "by Tue, Nov 24.",
            ),
            (
                "We meet on Friday the 24th of November.",
                "on Friday the 24th of November",
                "on Tuesday the 24th",
            ),
            (
                "The date is November 24th, 2026 (Friday).",
                "November 24th, 2026 (Friday)",
                "2026 (Tuesday).",
            ),
            (
                "See you Monday, 24 November 2026.",
                "Monday, 24 November 2026",
                "See you Tuesday, 24 November 2026.",
            ),
            (
                "Monday, 2026-11-27 suits us.",
                "Monday, 2026-11-27",
                "Friday, 2026-11-27 suits",
            ),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n\nKind regards,\nJohn\n"))
                .flags(CODE, &[words])
                .fixed(CODE, fixed);
        }
        body("Добрый день!\n\nЖдём вас в пятницу, 24 ноября 2026 г.\n")
            .says(CODE, "24 November 2026 is a Tuesday, not a Friday");
        draft("To: a@b.example\nSubject: Акт 5\nDate: Mon, 20 Nov 2023 10:00:00 +0300\n\nДобрый день!\n\nЖдём вас в среду, 24 ноября.\n")
            .flags(CODE, &["в среду, 24 ноября"])
            .fixed(CODE, "в пятницу, 24 ноября");
    }

    #[test]
    fn clean() {
        for text in [
            "Ждём вас во вторник, 24 ноября.",
            "Ждём вас во вторник, 24 ноября 2026 г., в 10:00.",
            "Год назад, в понедельник, 24 ноября, мы подписали акт.",
            "Ждём вас в среду, 24 ноября.",
            "Пишу о встрече в пятницу, 9 мая.",
            "Часы работы: пн–пт 10.00-18.00, сб 10.10–16.00.",
            "Сдадим работу 24 ноября, в пятницу начнём новую.",
            "Работаем в четверг и пятницу, 26 и 27 ноября 2026 года.",
            "Работаем в четверг и пятницу, 27 ноября 2026 года.",
            "Ждём вас в пятницу. 24 ноября придёт акт.",
            "Он сказал: «Ждите в пятницу, 24 ноября 2026 года».",
            "Товары: пт 24.11 руб.",
            "> Ждём вас в пятницу, 24 ноября 2026 года.",
            "Ждём вас в пятницу, 31 ноября.",
            "Ждём вас в пятницу, пришлите 24 ноября 2026 года отчёт.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
        }
        for text in [
            "Let us meet on Tuesday, 24 November 2026.",
            "Let us meet on Tuesday, November 24.",
            "The court sat 24 November 2026.",
            "Friday, 04/05/2026 may suit us.",
            "We are closed on 24 November, Friday, Saturday and Sunday.",
            "Monday to Friday, 24–28 November 2026.",
            "Friday 24 people came.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).clean(CODE);
        }
    }
}
