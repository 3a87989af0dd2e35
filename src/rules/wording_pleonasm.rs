//! `wording-pleonasm`: no superfluous and no wrong words.
//!
//! The wordings stand in `rules.toml` with the right ones, form by form. After Russian prepositions
//! of the dative the case of the noun and of the words that agree with it is mended.

use std::ops::Range;

use super::{Bilingual, Context, Passage, Report, Rule, Severity, wording};
use crate::config::Dative;
use crate::text::Edit;
use crate::text::words::Word;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "wording-pleonasm",
    severity: Severity::Information,
    source: "G3",
    title: Bilingual {
        ru: "Нет лишних и неверно выбранных слов",
        en: "No superfluous or wrong words",
    },
    why: Bilingual {
        ru: "Речевые ошибки читатель замечает раньше, чем суть письма.",
        en: "A reader notices slips in wording before the point of the letter.",
    },
    bad: Bilingual {
        ru: "Согласно приказа отгрузка пройдёт в мае месяце.",
        en: "The reason is because we need your PIN number.",
    },
    good: Bilingual {
        ru: "Согласно приказу отгрузка пройдёт в мае.",
        en: "The reason is that we need your PIN.",
    },
    passage: Some(check),
    letter: None,
};

const MESSAGE: Bilingual = Bilingual {
    ru: "«{}» — речевая ошибка: лишнее или неверное слово.",
    en: "“{}” is a slip in wording: a superfluous or a wrong word.",
};

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    wording::check(
        passage,
        context,
        &context.config.lexicons.pleonasm,
        MESSAGE,
        report,
    );
    check_case(passage, &context.config.dative, report);
}

/// Reports genitives after prepositions of the dative: «согласно Вашего приказа».
fn check_case(passage: &Passage, dative: &Dative, report: &mut Report) {
    for preposition in dative.prepositions.find_all(passage.text, &passage.words) {
        let noun = noun_after(passage, dative, preposition.words.end);
        let Some((at, noun)) = noun else { continue };
        let phrase = preposition.words.start..at + 1;
        let Some(range) = wording::range_of(passage, &phrase) else {
            continue;
        };
        let first = &passage.words[phrase.start];
        if wording::is_anothers(passage, &range, first) {
            continue;
        }
        let text = wording::on_one_line(&passage.text[range.clone()]);
        let word = |word: &Word| passage.text[word.range.clone()].to_owned();
        let mut edits = vec![Edit::new(
            passage.words[at].range.clone(),
            wording::in_case_of(&word(&passage.words[at]), noun),
        )];
        for modifier in &passage.words[preposition.words.end..at] {
            edits.extend(to_dative(modifier).map(|(range, ending)| {
                let upper = passage.text[range.clone()].chars().all(char::is_uppercase);
                let ending = if upper {
                    ending.to_uppercase()
                } else {
                    ending.to_owned()
                };
                Edit::new(range, ending)
            }));
        }
        edits.sort_by_key(|edit| edit.range.start);
        let preposition = word(first).to_lowercase();
        report
            .find(
                range.clone(),
                format_args!("«{text}»: предлог «{preposition}» требует дательного падежа."),
                format_args!("“{text}”: the preposition “{preposition}” takes the dative."),
            )
            .fix(
                format_args!("Поставить дательный падеж: «{noun}»"),
                format_args!("Put it into the dative: “{noun}”"),
                edits,
            );
    }
}

/// Words that agree with a noun and may stand before it.
const MOST_MODIFIERS: usize = 2;

/// The noun in the genitive that a preposition governs, and its dative.
fn noun_after<'a>(passage: &Passage, dative: &'a Dative, start: usize) -> Option<(usize, &'a str)> {
    let mut found = None;
    for at in start..(start + MOST_MODIFIERS + 1).min(passage.words.len()) {
        if !wording::is_gap_blank(passage, at - 1) {
            break;
        }
        if let Some(noun) = dative.nouns.match_at(passage.text, &passage.words, at) {
            found = Some((at, noun.value.as_str()));
        }
        if !is_modifier(&passage.words[at].folded) {
            break;
        }
    }
    found
}

/// Endings of adjectives in the genitive and in the dative.
const ENDINGS: &[(&str, &str)] = &[
    ("ого", "ому"),
    ("его", "ему"),
    ("ых", "ым"),
    ("их", "им"),
    ("ех", "ем"),
    ("ой", "ой"),
    ("ей", "ей"),
];

/// Possessives that do not change.
const FIXED: &[&str] = &["его", "ее", "их"];

fn is_modifier(word: &str) -> bool {
    FIXED.contains(&word) || ENDINGS.iter().any(|(ending, _)| word.ends_with(ending))
}

/// The ending that makes a dative of a genitive, and the bytes of the one to replace.
fn to_dative(word: &Word) -> Option<(Range<usize>, &'static str)> {
    if FIXED.contains(&word.folded.as_str()) {
        return None;
    }
    let (genitive, ending) = ENDINGS
        .iter()
        .find(|(genitive, _)| word.folded.ends_with(genitive))?;
    let range = word.range.end - genitive.len()..word.range.end;
    (genitive != ending).then_some((range, *ending))
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, mended, mended_en};

    const CODE: &str = super::RULE.code;

    #[track_caller]
    fn ru(text: &str, words: &str, fixed: &str) {
        mended(CODE, text, words, fixed);
    }

    #[track_caller]
    fn en(text: &str, words: &str, fixed: &str) {
        mended_en(CODE, text, words, fixed);
    }

    #[test]
    fn more_ways_to_say_things_twice() {
        for (text, words) in [
            ("За этот период времени цены выросли.", "период времени"),
            ("Просим заранее предупредить нас.", "заранее предупредить"),
            ("Цена дешевле прошлогодней.", "Цена дешевле"),
            ("Срок более ниже прежнего.", "более ниже"),
            ("Это наиболее уникальное решение.", "наиболее уникальное"),
            ("Интересы обоих сторон учтены.", "обоих сторон"),
            ("В отличии от прошлого года, склад открыт.", "В отличии от"),
            (
                "Ответим вне срока, в независимости от погоды.",
                "в независимости от",
            ),
            (
                "Уверены, что повысим уровень: улучшим уровень обслуживания.",
                "улучшим уровень",
            ),
            ("Отправим сразу по прибытию на склад.", "по прибытию"),
            (
                "В соответствие с договором срок прошёл.",
                "В соответствие с",
            ),
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).flags(CODE, &[words]);
        }
        for (text, words) in [
            ("The general consensus is clear.", "general consensus"),
            ("Each and every box is marked.", "Each and every"),
            ("It is absolutely essential.", "absolutely essential"),
            ("We gathered together in Leeds.", "gathered together"),
            ("We look forward to work with you.", "look forward to work"),
            (
                "The reason why is because it rained.",
                "reason why is because",
            ),
            (
                "The cover is more sturdier: more stronger.",
                "more stronger",
            ),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).flags(CODE, &[words]);
        }
        for text in [
            "Просим привести документы в соответствие с договором.",
            "Просим предупредить нас заранее.",
            "Это период отпусков, время года холодное.",
            "График работы по выполнению заказа готов.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
        }
        for text in [
            "There is a demand for the product.",
            "An answer to your letter follows.",
            "Prices increased up to a limit.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).clean(CODE);
        }
    }

    #[test]
    fn flagged_in_russian() {
        ru("Отгрузим в мае месяце.", "мае месяце", "Отгрузим в мае.");
        ru(
            "Перед сентябрём месяцем.",
            "сентябрём месяцем",
            "Перед сентябрём.",
        );
        ru(
            "О свободных вакансиях сообщим.",
            "свободных вакансиях",
            "О вакансиях сообщим.",
        );
        ru(
            "Это самое лучшее решение.",
            "самое лучшее",
            "Это лучшее решение.",
        );
        ru(
            "Ответим в течении трёх рабочих дней.",
            "в течении",
            "в течение трёх рабочих дней.",
        );
        ru(
            "Ответим в течении 10 (десяти) дней.",
            "в течении",
            "в течение 10 (десяти) дней.",
        );
        ru(
            "По окончанию работ подпишем акт.",
            "По окончанию",
            "По окончании работ",
        );
        ru(
            "Сразу по прибытию груза.",
            "по прибытию",
            "Сразу по прибытии груза.",
        );
        ru(
            "Просим оплатить за услуги.",
            "оплатить за",
            "Просим оплатить услуги.",
        );
        ru(
            "Наденьте, то есть оденьте каску.",
            "оденьте",
            "то есть наденьте каску.",
        );
        ru(
            "Цех работает по дорогой цене.",
            "дорогой цене",
            "по высокой цене.",
        );
        ru(
            "Указываем о том, что срок прошёл.",
            "Указываем о том",
            "Указываем на то, что срок",
        );
        ru(
            "IT-технологиям мы уделяем время.",
            "IT-технологиям",
            "информационным технологиям",
        );
        ru(
            "Предоставляем Вашему вниманию каталог.",
            "Предоставляем",
            "Представляем Вашему",
        );
    }

    #[test]
    fn flagged_cases() {
        ru(
            "Согласно приказа № 5.",
            "Согласно приказа",
            "Согласно приказу № 5.",
        );
        ru(
            "Согласно Вашего письма.",
            "Согласно Вашего письма",
            "Согласно Вашему письму.",
        );
        ru(
            "Работаем согласно его указаний.",
            "согласно его указаний",
            "согласно его указаниям.",
        );
        ru(
            "Согласно Пункта 5.2 договора.",
            "Согласно Пункта",
            "Согласно Пункту 5.2 договора.",
        );
        ru(
            "Благодаря ваших общих усилий.",
            "Благодаря ваших общих усилий",
            "вашим общим усилиям.",
        );
        ru(
            "Согласно данных условий.",
            "Согласно данных условий",
            "Согласно данным условиям.",
        );
        ru(
            "Согласно подписанной сметы.",
            "Согласно подписанной сметы",
            "Согласно подписанной смете.",
        );
    }

    #[test]
    fn flagged_in_english() {
        en(
            "The reason is because it rains.",
            "reason is because",
            "reason is that it",
        );
        en("Please enter your PIN number.", "PIN number", "your PIN.");
        en(
            "We discussed about the price.",
            "discussed about",
            "discussed the price.",
        );
        en("You could of called.", "could of", "could have called.");
        en(
            "I look forward to hear from you.",
            "look forward to hear",
            "to hearing from you.",
        );
        en(
            "Advance planning helps.",
            "Advance planning",
            "\n\nPlanning helps.",
        );
        en(
            "We operate in close proximity to you.",
            "in close proximity to",
            "operate close to you.",
        );
        en(
            "Please explain me the bill.",
            "explain",
            "Please explain to me the bill.",
        );
        body_en("Dear Anna,\n\nThese informations help.\n")
            .flags(CODE, &["informations"])
            .unfixable(CODE);
    }

    #[test]
    fn clean_in_russian() {
        for text in [
            "Лодка идёт в течении реки.",
            "Согласно приказу и графику.",
            "Благодаря коллегам и помощи директора.",
            "План мероприятий по завершению работ готов.",
            "Инструкция по получению пропуска.",
            "Он написал: «в мае месяце».",
            "Имейте в виду отсутствие Ивана.",
            "Заранее благодарим Вас.",
            "Месяц май будет тёплым.",
            "Наши коллеги по работе над проектом.",
            "Пользователь имеет роль администратора.",
            "В течение дня ответим.",
            "Оплатить за нас обещал банк.",
            "Такое решение согласно, договора нет.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
        }
    }

    #[test]
    fn clean_in_english() {
        for text in [
            "You could of course call us.",
            "The reason is because of rain.",
            "We discussed about 20 options.",
            "Please revert at your earliest convenience.",
            "The gift is free.",
            "He wrote: “a free gift”.",
            "The results at the end are good.",
            "We look forward to hearing from you.",
            "Her planning was made in advance.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).clean(CODE);
        }
    }
}
