//! `absence-incomplete`: who announces an absence says for how long, who stands in, and how to reach
//! them.

use std::sync::LazyLock;

use regex::Regex;

use super::insertion;
use super::overview::Overview;
use super::{Bilingual, Context, Passage, Report, Rule, Severity, dated};
use crate::config::{Deputy, Language};
use crate::text::pattern;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "absence-incomplete",
    severity: Severity::Warning,
    source: "D3",
    title: Bilingual {
        ru: "В сообщении об отсутствии есть срок, заместитель и его контакты",
        en: "An absence is announced with its period, the deputy and the deputy's contact",
    },
    why: Bilingual {
        ru: "Заказчик должен знать, до какого дня Вас не будет и к кому обратиться.",
        en: "The customer has to know until when you are away and whom to turn to.",
    },
    bad: Bilingual {
        ru: "На следующей неделе я уезжаю в командировку.",
        en: "I am going on annual leave next month.",
    },
    good: Bilingual {
        ru: "С 24 по 27 ноября я в командировке. Меня замещает Пётр Орлов, orlov@vektor.example, +7 495 123-45-67.",
        en: "I am on leave from 24 to 27 November. Peter Hall, hall@vector.example, will cover for me.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// The writer will be away.
const ABSENCE: u8 = 0;
/// A date stands in the passage.
const PERIOD: u8 = 1;
/// Somebody stands in.
const DEPUTY: u8 = 2;
/// An address or a telephone number.
const CONTACT: u8 = 3;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let lists = &context.config.absence;
    let (text, words) = (passage.text, &passage.words);
    for hit in lists.words.find_all(text, words) {
        let range = words[hit.words.start].range.start..words[hit.words.end - 1].range.end;
        if !passage.is_speech(&range) {
            report.mark(ABSENCE, range, "");
        }
    }
    if !passage.placeholders(context.config).is_empty() {
        // It says what is missing; what is filled in is judged then.
        for kind in [PERIOD, DEPUTY, CONTACT] {
            report.mark(kind, 0..0, "");
        }
    }
    let whole = 0..text.len();
    if dated::has_day(passage, &whole) {
        report.mark(PERIOD, 0..0, "");
    }
    if lists.deputy.is_in(text, words) {
        report.mark(DEPUTY, 0..0, "");
    }
    if passage
        .masks
        .iter()
        .any(|mask| text[mask.clone()].contains('@'))
        || has_phone(text)
    {
        report.mark(CONTACT, 0..0, "");
    }
}

/// A telephone number has at least this many digits, an extension after «доб.» or "ext." fewer.
const PHONE_DIGITS: usize = 6;

/// Whether a telephone number stands in a text: digits with nothing but the usual marks between them.
fn has_phone(text: &str) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    static WORDS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)доб[. ]|тел\.|телефон|ext\.|extension|phone|tel\."));
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '-' | '(' | ')' | '+' | '\u{a0}' | '–' => {}
            _ => digits = 0,
        }
        if digits >= PHONE_DIGITS {
            return true;
        }
    }
    WORDS.find_iter(text).any(|words| {
        let mut near = text[words.start()..].chars().take(20);
        near.any(|c| c.is_ascii_digit())
    })
}

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let has = |kind| overview.count(RULE.code, kind) > 0;
    let Some(absence) = overview.marks_of(RULE.code, ABSENCE).next() else {
        return;
    };
    let parts = [
        (PERIOD, &PERIOD_PART),
        (DEPUTY, &DEPUTY_PART),
        (CONTACT, &CONTACT_PART),
    ];
    let missing: Vec<&Part> = parts
        .into_iter()
        .filter(|(kind, _)| !has(*kind))
        .map(|(_, part)| part)
        .collect();
    if missing.is_empty() {
        return;
    }
    let names = |language| {
        let names: Vec<&str> = missing.iter().map(|part| part.name.get(language)).collect();
        names.join(", ")
    };
    let language = overview.language();
    let deputy = context.config.company.deputies.first();
    let sentences: Vec<String> = missing
        .iter()
        .filter(|part| part.name != CONTACT_PART.name || has(DEPUTY))
        .map(|part| filled(part.sentence.get(language), deputy, language))
        .collect();
    let edit = insertion::ending(overview, &sentences.join(" "));
    report
        .find(
            absence.leaf.place(absence.mark.range.clone()),
            format_args!(
                "Об отсутствии сообщают полностью. Добавьте: {}.",
                names(Language::Russian)
            ),
            format_args!(
                "Announce an absence in full. Add: {}.",
                names(Language::English)
            ),
        )
        .fix(
            "Добавить недостающее",
            "Add what is missing",
            edit.into_iter().collect(),
        );
}

/// A sentence with what is known of the deputy in place of its placeholders.
fn filled(sentence: &str, deputy: Option<&Deputy>, language: Language) -> String {
    let Some(deputy) = deputy else {
        return sentence.to_owned();
    };
    let facts = [
        (["[имя]", "[Name]"], deputy.named(language)),
        (["[телефон]", "[phone]"], deputy.phone.clone()),
        (["[адрес]", "[address]"], deputy.mailbox.clone()),
    ];
    let known = facts
        .into_iter()
        .filter_map(|(gaps, fact)| Some((gaps, fact?)));
    known.fold(sentence.to_owned(), |sentence, (gaps, fact)| {
        gaps.iter()
            .fold(sentence, |sentence, gap| sentence.replace(gap, &fact))
    })
}

/// One part of an announcement.
struct Part {
    name: Bilingual,
    sentence: Bilingual,
}

const PERIOD_PART: Part = Part {
    name: Bilingual {
        ru: "срок отсутствия",
        en: "the period",
    },
    sentence: Bilingual {
        ru: "Меня не будет с [дата] по [дата].",
        en: "I shall be away from [date] to [date].",
    },
};
const DEPUTY_PART: Part = Part {
    name: Bilingual {
        ru: "имя заместителя",
        en: "the deputy's name",
    },
    sentence: Bilingual {
        ru: "На это время меня замещает [имя], [телефон], [адрес].",
        en: "[Name], [phone], [address], will cover for me.",
    },
};
const CONTACT_PART: Part = Part {
    name: Bilingual {
        ru: "контакты заместителя",
        en: "the deputy's contact",
    },
    sentence: Bilingual {
        ru: "Контакты заместителя: [телефон], [адрес].",
        en: "My deputy's contact: [phone], [address].",
    },
};

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nНа следующей неделе я уезжаю в командировку.\n")
            .flags(CODE, &["уезжаю в командировку"]);
        body("Добрый день!\n\nС 24 по 27 ноября буду в отпуске.\n")
            .flags(CODE, &["буду в отпуске"]);
        body("Добрый день!\n\nС 24 по 27 ноября меня не будет, меня замещает Пётр Орлов.\n")
            .flags(CODE, &["меня не будет"]);
        for text in [
            "С понедельника ухожу в отпуск по уходу за ребёнком.",
            "Завтра меня не будет в офисе.",
            "Беру отгул в пятницу.",
            "С 1 декабря у меня отпуск.",
            "Вылетаю в командировку 30 ноября.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).reports(CODE);
        }
        for text in [
            "I begin my paternity leave on 30 November.",
            "My summer leave starts on 7 December.",
            "I am taking a few days off next week.",
            "I will be off sick until Monday.",
            "I won't be in the office on Friday.",
            "I will be unavailable next week.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).reports(CODE);
        }
        body_en("Dear Anna,\n\nI am going on annual leave next month.\n")
            .flags(CODE, &["going on annual leave"]);
        body_en("Dear Anna,\n\nI shall be out of the office from 24 to 27 November.\n")
            .flags(CODE, &["be out of the office"]);
    }

    #[test]
    fn the_deputy_is_taken_from_the_facts() {
        let facts = "[[company.deputies]]\nname = \"Пётр Орлов\"\nphone = \"+7 495 123-45-67\"\nmailbox = \"orlov@firm.example\"\n";
        body("Добрый день!\n\nС 24 по 27 ноября буду в отпуске.\n\nС уважением,\nАнна\n")
            .rules(facts)
            .fixed(
                CODE,
                "меня замещает Пётр Орлов, +7 495 123-45-67, orlov@firm.example.\n\nС уважением",
            );
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nС 24 по 27 ноября я буду в отпуске. Меня замещает Пётр Орлов, orlov@firm.example.\n",
            "Добрый день!\n\nС 24 по 27 ноября буду в командировке. По всем вопросам обращайтесь к Петру Орлову, доб. 112.\n",
            "Добрый день!\n\nСегодня меня не будет в офисе. Меня замещает Пётр Орлов, доб. 112.\n",
            "Добрый день!\n\nС 24 по 27 ноября буду в отпуске. Меня замещает Пётр Орлов, +7 495 123-45-67.\n",
            "Добрый день!\n\nИван в отпуске, отвечаю я.\n",
            "Добрый день!\n\nС [дата] по [дата] буду в отпуске, меня замещает [имя], [телефон].\n",
            "Добрый день!\n\nПрошу предоставить отпуск.\n",
            "Добрый день!\n\nОн сказал: «Буду в отпуске».\n",
            "Добрый день!\n\nГотово.\n\n> Буду в отпуске.\n",
            "Добрый день!\n\nКомандировочные расходы оплачены.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nI am on leave from 24 to 27 November. Please contact Peter Hall, hall@firm.example.\n")
            .clean(CODE);
        body_en("Dear Anna,\n\nAnnual leave is paid in December.\n").clean(CODE);
    }
}
