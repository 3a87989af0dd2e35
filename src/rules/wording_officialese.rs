//! `wording-officialese`: plain words.
//!
//! The wordings stand in `rules.toml` with the plain ones, form by form. A verb in the place of «произвести
//! оплату» governs another case, so that it is put in only where no object follows.

use super::{Bilingual, Context, Passage, Report, Rule, Severity, wording};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "wording-officialese",
    severity: Severity::Hint,
    source: "D10",
    title: Bilingual {
        ru: "Письмо написано простыми словами",
        en: "The letter is in plain words",
    },
    why: Bilingual {
        ru: "Канцелярские обороты удлиняют письмо и скрывают его суть.",
        en: "Officialese makes a letter longer and hides what it is about.",
    },
    bad: Bilingual {
        ru: "В целях осуществления поставки просим произвести оплату.",
        en: "Please be advised that we need the form in order to proceed.",
    },
    good: Bilingual {
        ru: "Для поставки просим оплатить счёт.",
        en: "We need the form to proceed.",
    },
    passage: Some(check),
    letter: None,
};

const MESSAGE: Bilingual = Bilingual {
    ru: "«{}» — канцелярский оборот. Напишите проще.",
    en: "“{}” is officialese. Use plain words.",
};

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    wording::check(
        passage,
        context,
        &context.config.lexicons.officialese,
        MESSAGE,
        report,
    );
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
    fn flagged_in_russian() {
        ru(
            "В целях осуществления поставки.",
            "В целях осуществления",
            "\n\nДля поставки.",
        );
        ru(
            "Просим произвести оплату.",
            "произвести оплату",
            "Просим оплатить.",
        );
        ru(
            "Произведите оплату до пятницы.",
            "Произведите оплату",
            "Оплатите до пятницы.",
        );
        ru(
            "Просим произвести оплату счёта № 5.",
            "произвести оплату счёта",
            "оплатить счёт № 5.",
        );
        ru(
            "Мы осуществляем доставку по Москве.",
            "осуществляем доставку",
            "Мы доставляем по Москве.",
        );
        ru(
            "Осуществите звонок клиенту.",
            "Осуществите звонок",
            "Позвоните клиенту.",
        );
        ru(
            "Доводим до Вашего сведения, что цены прежние.",
            "Доводим до Вашего сведения",
            "Сообщаем, что",
        );
        ru(
            "Просим направить в адрес нашей компании акт.",
            "в адрес нашей компании",
            "направить нам акт.",
        );
        ru(
            "По вышеуказанному адресу.",
            "вышеуказанному",
            "По указанному адресу.",
        );
        ru(
            "Ввиду того, что склад закрыт, ждём.",
            "Ввиду того",
            "Из-за того, что склад закрыт",
        );
        ru(
            "Вернуть товар не представляется возможным.",
            "не представляется возможным",
            "товар невозможно.",
        );
        ru(
            "Просим ПРОИЗВЕСТИ ОПЛАТУ.",
            "ПРОИЗВЕСТИ ОПЛАТУ",
            "Просим ОПЛАТИТЬ.",
        );
        ru(
            "По причине задержки рейса.",
            "По причине",
            "Из-за задержки рейса.",
        );
    }

    #[test]
    fn nominal_and_passive_frames() {
        for (text, words) in [
            (
                "Нами было принято решение о переносе пуска.",
                "Нами было принято решение",
            ),
            (
                "Речь идёт об осуществлении перевозки груза.",
                "об осуществлении",
            ),
            ("Осуществление доставки начнём завтра.", "Осуществление"),
            ("Поставка осуществляется по графику.", "осуществляется"),
            ("Вами была допущена ошибка.", "Вами была"),
            ("Нами были выявлены недостатки.", "Нами были"),
            ("Просим принять меры по устранению течи.", "принять меры по"),
            ("Имеет место задержка рейса.", "Имеет место"),
            (
                "Считаем целесообразным продлить срок.",
                "Считаем целесообразным",
            ),
            ("Обращаемся с целью согласования чертежа.", "с целью"),
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).flags(CODE, &[words]);
        }
        for (text, words) in [
            ("We are in receipt of your letter.", "We are in receipt of"),
            (
                "I am writing to inform you that we moved.",
                "I am writing to inform you that",
            ),
            (
                "It has come to our attention that the lid leaks.",
                "It has come to our attention that",
            ),
            (
                "The committee is in agreement with the plan.",
                "is in agreement with",
            ),
            ("We will work on an ongoing basis.", "on an ongoing basis"),
            (
                "You are kindly requested to sign.",
                "You are kindly requested to",
            ),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).flags(CODE, &[words]);
        }
    }

    #[test]
    fn an_object_keeps_its_case() {
        for text in [
            "Просим произвести оплату согласованных услуг.",
            "Просим произвести оплату и подпись.",
            "Просим произвести оплату, указанную в счёте.",
            "Осуществляем контроль за исполнением.",
            "Просим произвести оплату товара, поставленного в мае.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).unfixable(CODE);
        }
    }

    #[test]
    fn flagged_in_english() {
        en(
            "We need it in order to proceed.",
            "in order to",
            "We need it to proceed.",
        );
        en(
            "Please be advised that the office is closed.",
            "Please be advised that",
            "\n\nThe office is",
        );
        en(
            "Due to the fact that it rains, we wait.",
            "Due to the fact that",
            "Because it rains",
        );
        en(
            "We utilized the old form.",
            "utilized",
            "We used the old form.",
        );
        en(
            "In the event that you agree, sign.",
            "In the event that",
            "If you agree, sign.",
        );
        en(
            "We are not in a position to pay.",
            "are not in a position to",
            "We cannot pay.",
        );
        en(
            "Attached please find the bill.",
            "Attached please find",
            "Please find attached the bill.",
        );
        en(
            "At this point in time we wait.",
            "At this point in time",
            "Now we wait.",
        );
        body_en("Dear Anna,\n\nWe need it in order\nto proceed.\n").says(CODE, "“in order to” is");
        body_en("Dear Anna,\n\nThe aforementioned bill is paid.\n").unfixable(CODE);
    }

    #[test]
    fn clean_in_russian() {
        for text in [
            "В настоящее время склад закрыт.",
            "В целях компании указан рост.",
            "Производители осуществляют всё сами.",
            "Оплата произведена 5 мая.",
            "По причине, указанной в письме, ждём.",
            "Просим оплатить счёт.",
            "Он написал: «в целях осуществления».",
            "На сегодняшний день всё готово.",
            "Прошу провести проверку.",
            "Мы решили перенести пуск.",
            "Оплата поступила в полном объёме.",
            "Решение приняли вчера.",
            "С целью нашей встречи Вы знакомы.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
        }
    }

    #[test]
    fn clean_in_english() {
        for text in [
            "Everything is in order to begin.",
            "Prior to the meeting we met.",
            "With regard to your letter, we agree.",
            "Please note that the office is closed.",
            "The order is in the system.",
            "At this time we have no plans.",
            "Payment in lieu of notice is due.",
            "Please do not hesitate to call.",
            "The majority of members voted.",
            "We received a number of replies.",
            "It is able to lift two tonnes.",
            "He wrote: “in order to proceed”.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).clean(CODE);
        }
    }
}
