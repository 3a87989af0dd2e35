//! `tone-informal`: words fit for an official letter.
//!
//! The words stand in `rules.toml` with the official ones, form by form. Names and what stands in
//! quotation marks are left alone.

use super::{Bilingual, Context, Passage, Report, Rule, Severity, wording};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "tone-informal",
    severity: Severity::Warning,
    source: "D1, G5",
    title: Bilingual {
        ru: "Слова официальны",
        en: "Words are official",
    },
    why: Bilingual {
        ru: "Разговорные слова и жаргон в деловом письме выглядят небрежностью к читателю.",
        en: "Slang and colloquial words in a business letter look careless of the reader.",
    },
    bad: Bilingual {
        ru: "Скиньте инфу по косякам.",
        en: "We gonna fix this stuff ASAP.",
    },
    good: Bilingual {
        ru: "Направьте информацию по ошибкам.",
        en: "We are going to correct these items by Friday.",
    },
    passage: Some(check),
    letter: None,
};

const MESSAGE: Bilingual = Bilingual {
    ru: "«{}» — не для официального письма.",
    en: "“{}” does not belong in an official letter.",
};

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    wording::check(
        passage,
        context,
        &context.config.lexicons.informal,
        MESSAGE,
        report,
    );
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nЖду инфу по заказу.\n")
            .flags(CODE, &["инфу"])
            .fixed(CODE, "Жду информацию по заказу.");
        body("Добрый день!\n\nИнфа у Вас.\n").fixed(CODE, "\n\nИнформация у Вас.");
        body("Добрый день!\n\nРазобрались с косяком.\n").fixed(CODE, "Разобрались с ошибкой.");
        body("Добрый день!\n\nРазобрались с этим косяком.\n").fixed(CODE, "с этим недочётом.");
        body("Добрый день!\n\nДождались апдейта.\n").fixed(CODE, "Дождались обновления.");
        body("Добрый день!\n\nХватило им апдейта на неделю.\n")
            .fixed(CODE, "Хватило им обновления на");
        body_en("Dear Anna,\n\nWe need the stuff ASAP.\n").flags(CODE, &["stuff", "ASAP"]);
        body_en("Dear Anna,\n\nWe don’t agree.\n")
            .rules("register = \"formal\"")
            .flags(CODE, &["don’t"])
            .fixed(CODE, "We do not agree.");
    }

    #[test]
    fn an_english_word_is_not_put_into_a_russian_sentence() {
        body("Добрый день!\n\nПросим ответить ASAP.\n")
            .flags(CODE, &["ASAP"])
            .unfixable(CODE);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nОн написал: «жду инфу».\n",
            "Добрый день!\n\nГотово.\n\n> Жду инфу.\n",
            "Добрый день!\n\nГотово.\n\n-- \nИнфа-Центр, инфа\n",
            "Добрый день!\n\nДверной косяк заменён.\n",
            "Добрый день!\n\nОтвечает фирма Инфа.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nWe don't agree with `gonna`.\n").clean(CODE);
    }
}
