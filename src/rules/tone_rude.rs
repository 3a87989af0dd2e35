//! `tone-rude`: no blame and no reproach.
//!
//! The phrases stand in `rules.toml`, with a neutral wording where one fits in every place.

use super::{Bilingual, Context, Passage, Report, Rule, Severity, wording};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "tone-rude",
    severity: Severity::Warning,
    source: "G5",
    title: Bilingual {
        ru: "В письме нет упрёков",
        en: "The letter blames nobody",
    },
    why: Bilingual {
        ru: "На упрёк отвечают оправданиями, на просьбу — делом.",
        en: "Blame is answered with excuses, a request with action.",
    },
    bad: Bilingual {
        ru: "Как я уже говорил, Вы обязаны вернуть акт.",
        en: "As I already told you, you failed to return the form.",
    },
    good: Bilingual {
        ru: "Напоминаю: акт нужно вернуть до пятницы.",
        en: "As a reminder, the form is due by Friday.",
    },
    passage: Some(check),
    letter: None,
};

const MESSAGE: Bilingual = Bilingual {
    ru: "«{}» звучит как упрёк. Сформулируйте нейтрально.",
    en: "“{}” reads as blame. Use a neutral wording.",
};

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    wording::check(
        passage,
        context,
        &context.config.lexicons.rude,
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
            "Как я уже говорил, срок прошёл.",
            "Как я уже говорил",
            "\n\nНапоминаю: срок прошёл.",
        );
        ru(
            "Согласно договору Вы обязаны оплатить счёт.",
            "Вы обязаны",
            "просим Вас оплатить счёт.",
        );
        ru(
            "В который раз прошу ответить.",
            "В который раз",
            "Снова прошу ответить.",
        );
        ru(
            "Вы так и не ответили.",
            "Вы так и не",
            "Вы пока не ответили.",
        );
        ru(
            "Потрудитесь ответить.",
            "Потрудитесь",
            "Просим Вас ответить.",
        );
        for (text, words) in [
            ("Вы не поняли, куда вставлять ленту.", "Вы не поняли"),
            ("Вы вообще смотрите, что отгружаете?", "Вы вообще"),
            ("Вы обязаны были предупредить нас.", "Вы обязаны были"),
            ("Срок сорван по Вашей вине.", "по Вашей вине"),
            ("Неужели сложно ответить?", "Неужели"),
            ("Как я уже писал в мае, срок прошёл.", "Как я уже писал"),
            ("Вы должны были предупредить нас.", "Вы должны были"),
            ("Причина — ваша некомпетентность.", "ваша некомпетентность"),
            ("По вашей вине стояла линия.", "По вашей вине"),
            (
                "Клиент ушёл, и по вашей вине мы понесли убытки.",
                "по вашей вине",
            ),
            ("Из-за вашей халатности сорван пуск.", "Из-за вашей"),
            ("Вы нас подвели.", "Вы нас подвели"),
            ("Вы прекрасно знаете, что срок вышел.", "Вы прекрасно"),
            ("Вы постоянно срываете отгрузку.", "Вы постоянно"),
            (
                "Сколько раз можно повторять одно и то же?",
                "Сколько раз можно",
            ),
            ("Почему мы должны ждать?", "Почему мы должны"),
            ("Научитесь читать договор.", "Научитесь"),
            ("Наше терпение лопнуло.", "Наше терпение"),
        ] {
            body(&format!("Добрый день!\n\n{text}\n"))
                .flags(CODE, &[words])
                .unfixable(CODE);
        }
    }

    #[test]
    fn flagged_in_english() {
        en(
            "As I already told you, the sensor is old.",
            "As I already told you",
            "\n\nAs a reminder, the sensor",
        );
        en(
            "You failed to pay.",
            "You failed to",
            "\n\nYou did not pay.",
        );
        en(
            "Obviously it measures warm air.",
            "Obviously",
            "\n\nIt measures warm air.",
        );
        en(
            "Obviously, it measures warm air.",
            "Obviously",
            "\n\nIt measures warm air.",
        );
        en("I demand a refund.", "I demand", "\n\nI request a refund.");
        for (text, words) in [
            ("You clearly did not read it.", "You clearly did not"),
            ("The delay is your fault.", "is your fault"),
            ("Do you even read my letters?", "Do you even"),
            (
                "I have told you repeatedly that it is late.",
                "I have told you",
            ),
            ("You should have checked it.", "You should have"),
            (
                "Because of your carelessness we lost a day.",
                "Because of your",
            ),
            ("Why haven't you replied?", "Why haven't you"),
            ("You keep sending the wrong boxes.", "You keep"),
            ("How hard is it to count boxes?", "How hard is it to"),
            ("We are tired of waiting.", "We are tired of"),
            (
                "If you had read my letter, we would be done.",
                "If you had read",
            ),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n"))
                .flags(CODE, &[words])
                .unfixable(CODE);
        }
    }

    #[test]
    fn clean_in_russian() {
        for text in [
            "Вы должны были получить письмо вчера.",
            "Стороны обязаны соблюдать сроки.",
            "Если Вы не поняли вопрос, позвоните нам.",
            "Мы обязаны Вам успехом.",
            "Он сказал: «Вы обязаны заплатить».",
            "Перечислите документы, которые Вы обязаны хранить.",
            "Задержка возникла не по Вашей вине.",
            "Очевидно, письмо потерялось.",
            "Как мы уже сообщали, склад закрыт.",
            "Сколько можно заказать к пятнице?",
            "Если Вы так и не получили письмо, сообщите нам.",
            "Вы не обязаны отвечать сразу.",
            "Если задержка возникла по Вашей вине, сообщите нам.",
            "Мы вам уже писали об этом.",
            "Возможно, это не по вашей вине.",
            "Если это произошло по вашей вине, сообщите нам.",
            "Неудобства возникли по нашей вине.",
            "Почему возникла задержка?",
            "Вы прекрасно справились с заказом.",
            "Вы всегда можете позвонить нам.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).clean(CODE);
        }
    }

    #[test]
    fn clean_in_english() {
        for text in [
            "If you fail to receive the code, call us.",
            "You should have received our letter.",
            "This is obviously our mistake.",
            "The delay is not your fault.",
            "As I mentioned, the price is fixed.",
            "We told you about the fair in May.",
            "You were supposed to receive it on Monday; we are sorry.",
            "He wrote: “you failed to pay”.",
            "Why don't you call me?",
            "Obviously, we will cover the cost.",
            "For the last time slot, call us.",
            "As I told you on Friday, we agree.",
            "Because of your kind help we are done.",
            "You never have to wait with us.",
            "You always pay on time, thank you.",
            "How long will the repair take?",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).clean(CODE);
        }
    }
}
