//! What is a date in a letter, and what is not.

use jiff::civil::Date;

use super::{Mention, find};
use crate::letter::{Content, Format};
use crate::rules::Passage;

const MONDAY: Date = Date::constant(2026, 11, 23);

fn mentions(text: &str) -> Vec<Mention> {
    let passage = Passage::new(text, &Content::List, Format::Plain);
    find(text, &passage.words, &passage.masks)
}

/// Each mention as its words, the day that is meant, the weekday beside it and the time.
fn said(text: &str) -> Vec<String> {
    let describe = |mention: Mention| {
        let mut said = text[mention.range.clone()].to_owned();
        if let Some(day) = mention.day {
            let date = day.resolve(MONDAY).map(|date| date.to_string());
            said += &format!(" = {}", date.unwrap_or_else(|| "?".to_owned()));
        }
        if let Some((_, range)) = mention.beside {
            said += &format!(" ({})", &text[range]);
        }
        if let Some(time) = mention.time {
            said += &format!(" {}", time.strftime("%H:%M"));
        }
        said
    };
    mentions(text).into_iter().map(describe).collect()
}

/// Keeps what is not read as expected.
fn check(wrong: &mut Vec<String>, text: &str, expected: &str) {
    let found = said(text).join("; ");
    if found != expected {
        wrong.push(format!("{text}: {found:?}, not {expected:?}"));
    }
}

#[test]
fn dates_of_the_calendar() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("до 24 ноября.", "24 ноября = 2026-11-24"),
        ("24 ноября 2027 г. мы", "24 ноября 2027 г = 2027-11-24"),
        ("24 ноября 2027 года", "24 ноября 2027 года = 2027-11-24"),
        ("24 ноября 2027г.", "24 ноября 2027г = 2027-11-24"),
        ("24.11.2026", "24.11.2026 = 2026-11-24"),
        ("24.11.26", "24.11.26 = 2026-11-24"),
        ("до 24.11 включительно", "24.11 = 2026-11-24"),
        ("от 24/11/2026", "24/11/2026 = 2026-11-24"),
        ("on 11/24/2026", "11/24/2026 = 2026-11-24"),
        ("on 04/05/2026", "04/05/2026 = ?"),
        ("2026-11-24", "2026-11-24 = 2026-11-24"),
        ("24-го ноября", "24-го ноября = 2026-11-24"),
        ("24 нояб. 2026", "24 нояб. 2026 = 2026-11-24"),
        (
            "двадцать четвёртого ноября",
            "двадцать четвёртого ноября = 2026-11-24",
        ),
        ("первое декабря", "первое декабря = 2026-12-01"),
        (
            "тридцать первого января",
            "тридцать первого января = 2027-01-31",
        ),
        ("24 November", "24 November = 2026-11-24"),
        ("November 24th, 2026", "November 24th, 2026 = 2026-11-24"),
        ("Nov. 24 works", "Nov. 24 = 2026-11-24"),
        ("the 24th of November", "24th of November = 2026-11-24"),
        (
            "twenty-fourth of November",
            "twenty-fourth of November = 2026-11-24",
        ),
        ("May 5 is", "May 5 = 2027-05-05"),
        ("5 may", ""),
        ("31 ноября", ""),
        ("27–28 ноября", "27–28 ноября = 2026-11-28"),
        ("с 27 по 29 ноября", "27 по 29 ноября = 2026-11-29"),
        ("24, 25 и 26 ноября", "24, 25 и 26 ноября = 2026-11-26"),
        ("November 24-25, 2027", "November 24-25, 2027 = 2027-11-25"),
        ("до 25-го.", "25-го = 2026-11-25"),
        ("25 числа", "25 числа = 2026-11-25"),
        ("by the 25th.", "25th = 2026-11-25"),
        ("в ноябре", "ноябре = 2026-11-30"),
        ("за октябрь 2026 года", "октябрь 2026 года = 2026-10-31"),
        ("in March", "March = 2027-03-31"),
        ("до 10.10", "10.10 = ?"),
        (
            "с 7 декабря по 18 января 2024 г",
            "7 декабря = 2023-12-07; 18 января 2024 г = 2024-01-18",
        ),
        (
            "7 декабря, 18 января 2024",
            "7 декабря = 2023-12-07; 18 января 2024 = 2024-01-18",
        ),
    ] {
        check(&mut wrong, text, expected);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn weekdays_beside_dates() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        (
            "в пятницу, 24 ноября",
            "пятницу, 24 ноября = 2026-11-24 (пятницу)",
        ),
        ("пт., 24.11", "пт., 24.11 = 2026-11-24 (пт)"),
        (
            "24 ноября (пятница)",
            "24 ноября (пятница) = 2026-11-24 (пятница)",
        ),
        ("24 ноября (пт.)", "24 ноября (пт.) = 2026-11-24 (пт)"),
        (
            "24 ноября, в пятницу, в 10:00.",
            "24 ноября, в пятницу, в 10:00 = 2026-11-24 (пятницу) 10:00",
        ),
        (
            "24 ноября (пятница, 10:00)",
            "24 ноября (пятница, 10:00 = 2026-11-24 (пятница) 10:00",
        ),
        (
            "24 ноября, в пятницу начнём",
            "24 ноября = 2026-11-24; пятницу = 2026-11-27",
        ),
        (
            "Friday, 24 November",
            "Friday, 24 November = 2026-11-24 (Friday)",
        ),
        (
            "Friday the 24th of November",
            "Friday the 24th of November = 2026-11-24 (Friday)",
        ),
        ("Fri, Nov 24", "Fri, Nov 24 = 2026-11-24 (Fri)"),
        (
            "November 24 (Friday)",
            "November 24 (Friday) = 2026-11-24 (Friday)",
        ),
        (
            "is November 24th, 2026 (Friday).",
            "November 24th, 2026 (Friday) = 2026-11-24 (Friday)",
        ),
        (
            "в пятницу и субботу, 27 и 28 ноября",
            "пятницу = 2026-11-27; 27 и 28 ноября = 2026-11-28",
        ),
        (
            "в пятницу. 24 ноября",
            "пятницу = 2026-11-27; 24 ноября = 2026-11-24",
        ),
    ] {
        check(&mut wrong, text, expected);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn days_relative_to_today_and_times() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("сегодня", "сегодня = 2026-11-23"),
        ("завтра до 18:00", "завтра до 18:00 = 2026-11-24 18:00"),
        ("послезавтра", "послезавтра = 2026-11-25"),
        ("вчера", "вчера = 2026-11-22"),
        ("через три дня", "через три дня = 2026-11-26"),
        ("через неделю", "через неделю = 2026-11-30"),
        (
            "через двадцать пять дней",
            "через двадцать пять дней = 2026-12-18",
        ),
        (
            "в течение 3 рабочих дней",
            "в течение 3 рабочих дней = 2026-11-26",
        ),
        ("в течение дня", "в течение дня = 2026-11-23"),
        ("три дня назад", "три дня назад = 2026-11-20"),
        ("в пятницу", "пятницу = 2026-11-27"),
        ("до следующей среды", "следующей среды = 2026-12-02"),
        ("до конца недели", "конца недели = 2026-11-27"),
        ("до конца рабочего дня", "конца рабочего дня = 2026-11-23"),
        ("до конца ноября", "конца ноября = 2026-11-30"),
        ("на следующей неделе", "следующей неделе = 2026-12-04"),
        ("tomorrow", "tomorrow = 2026-11-24"),
        ("by Friday", "Friday = 2026-11-27"),
        ("next Monday", "next Monday = 2026-11-30"),
        (
            "in three working days",
            "in three working days = 2026-11-26",
        ),
        (
            "within the next two weeks",
            "within the next two weeks = 2026-12-07",
        ),
        ("in a couple of days", "in a couple of days = 2026-11-25"),
        ("two days ago", "two days ago = 2026-11-21"),
        ("by the end of the week", "end of the week = 2026-11-27"),
        ("by EOD", "EOD = 2026-11-23"),
        ("до 18:00", "18:00 18:00"),
        ("до 18.30", "18.30 18:30"),
        ("к 18 часам", "18 часам 18:00"),
        ("в 6 вечера", "6 вечера 18:00"),
        ("by 6 pm on Friday", "6 pm on Friday = 2026-11-27 18:00"),
        ("before 5 p.m. today", "5 p.m. today = 2026-11-23 17:00"),
        ("at 10:30am", "10:30am 10:30"),
        (
            "24 ноября 2026 г. в 14:05:29",
            "24 ноября 2026 г. в 14:05:29 = 2026-11-24 14:05",
        ),
    ] {
        check(&mut wrong, text, expected);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_no_date() {
    for text in [
        "цена 24.11 руб.",
        "до 24.11 руб.",
        "на 24.11 %",
        "версия 2.10.1",
        "до версии 2.10",
        "8 (495) 124-11-26, доб. 24",
        "договор № 12.05",
        "от № 24.11.2026",
        "адрес 10.11.12.13",
        "1/2 стакана, 24/11",
        "счёт 24/11/2026-5",
        "Акт_24.11.2026.pdf",
        "см. Акт-24.11.2026.docx",
        "https://example.com/2026/11/24",
        "`24.11.2026`",
        "п. 3.10 договора",
        "в среднем 24",
        "We may march on",
        "30 дней",
        "соотношение 3:2",
        "в 20 раз",
        "the second page",
        "пятый пункт",
        "окружающая среда",
        "sat on the sun",
        "a second time",
        "2026 год",
    ] {
        let found = said(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

/// Whatever stands in a text: mentions lie in it, in order, with their parts inside.
#[test]
fn odd_texts_are_read() {
    let pieces = [
        "24",
        "31",
        "ноября",
        "Nov",
        "May",
        "2026",
        "24.11",
        "24/11/2026",
        "18:00",
        "6pm",
        "пятницу",
        "Friday",
        ",",
        ".",
        "–",
        "(",
        ")",
        "\n",
        "\n\n",
        "по",
        "и",
        "через",
        "in",
        "the",
        "конца",
        "end of",
        "следующей",
        "two",
        "рабочих",
        "days",
        "24-го",
        "24-25",
        "99999999999",
        "😀",
        "г.",
        "двадцать",
        "первого",
    ];
    proptest::proptest!(|(picked in proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40))| {
        let text = picked.join(" ");
        let mut end = 0;
        for mention in mentions(&text) {
            let range = &mention.range;
            assert!(end <= range.start && range.start < range.end, "{text}: {mention:?}");
            assert!(range.start <= mention.date.start && mention.date.end <= range.end, "{text}: {mention:?}");
            assert!(text.get(range.clone()).is_some(), "{text}: {mention:?}");
            if let Some((_, weekday)) = &mention.beside {
                assert!(mention.date.start <= weekday.start && weekday.end <= mention.date.end, "{text}: {mention:?}");
            }
            mention.day.and_then(|day| day.resolve(MONDAY));
            end = range.end;
        }
    });
    let long = "1, ".repeat(20_000) + &"24, 25, ".repeat(5_000);
    assert!(mentions(&long).is_empty());
}
