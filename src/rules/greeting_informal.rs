//! `greeting-informal`: the greeting is official.

use super::overview::Overview;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::config::{Config, Register};
use crate::letter::salutation::{Manner, Salutation};
use crate::text::words::words;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "greeting-informal",
    severity: Severity::Warning,
    source: "D1",
    title: Bilingual {
        ru: "Обращение официальное",
        en: "The greeting is official",
    },
    why: Bilingual {
        ru: "Общение с заказчиком по работе ведётся только в официальном тоне.",
        en: "Work with a customer is discussed in an official tone only.",
    },
    bad: Bilingual {
        ru: "Привет, Иван!",
        en: "Hey guys,",
    },
    good: Bilingual {
        ru: "Здравствуйте, Иван!",
        en: "Dear all,",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let Some((_, leaf, salutation)) = overview.salutation() else {
        return;
    };
    let informal = match salutation.manner {
        Manner::Informal => true,
        Manner::Casual => context.config.register == Register::Formal,
        Manner::Official => false,
    };
    if !informal {
        return;
    }
    let text = overview.text_of(&leaf);
    let greeting = &text[salutation.greeting.clone()];
    let found = report.find(
        leaf.place(salutation.greeting.clone()),
        format_args!("«{greeting}» — слишком неофициально для делового письма."),
        format_args!("“{greeting}” is too informal for a business letter."),
    );
    if let Some(official) = official(&text, salutation, context.config) {
        let edit = leaf.edit(salutation.range.clone(), &official);
        found.safe_fix(
            format_args!("Заменить на «{official}»"),
            format_args!("Replace by “{official}”"),
            edit.into_iter().collect(),
        );
    }
}

/// The official salutation in the place of an informal one, with the same addressee.
///
/// The words for a greeting in `rules.toml` may hold a bar: before it stands what goes with a name,
/// after it what stands alone ("Dear|Hello").
fn official(text: &str, salutation: &Salutation, config: &Config) -> Option<String> {
    let greeting = &text[salutation.greeting.clone()];
    let words = words(greeting);
    let found = config
        .letter
        .salutation
        .informal
        .match_at(greeting, &words, 0);
    let value = found.map_or("Dear|Hello", |found| found.value.as_str());
    let addressee = &text[salutation.addressee.clone()];
    let (with_name, alone) = value.split_once('|').unwrap_or((value, value));
    let russian = with_name.starts_with(|c: char| !c.is_ascii());
    let mark = match salutation.mark {
        Some(mark @ ('!' | ',')) => mark,
        _ if russian => '!',
        _ => ',',
    };
    Some(match (addressee.is_empty(), russian) {
        (true, _) => format!("{alone}{mark}"),
        (false, true) => format!("{with_name}, {addressee}{mark}"),
        (false, false) => format!("{with_name} {addressee}{mark}"),
    })
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Привет, Иван!\n\nДоговор готов.\n")
            .flags(CODE, &["Привет"])
            .fixed(CODE, "\n\nЗдравствуйте, Иван!\n\n");
        body("Доброго времени суток!\n\nДоговор готов.\n")
            .flags(CODE, &["Доброго времени суток"])
            .fixed(CODE, "\n\nЗдравствуйте!\n\n");
        body("Хай\n\nДоговор готов.\n")
            .flags(CODE, &["Хай"])
            .fixed(CODE, "\n\nЗдравствуйте!\n\n");
        body("Всем привет!\n\nДоговор готов.\n").flags(CODE, &["Всем привет"]);
        body_en("Hi guys,\n\nThe contract is ready.\n")
            .flags(CODE, &["Hi guys"])
            .fixed(CODE, "\n\nDear all,\n\n");
        body_en("Hey Anna!\n\nThe contract is ready.\n")
            .flags(CODE, &["Hey"])
            .fixed(CODE, "\n\nDear Anna!\n\n");
        body_en("Hey Anna\n\nThe contract is ready.\n").fixed(CODE, "\n\nDear Anna,\n\n");
        body_en("Hey, can you look at it?\n").flags(CODE, &["Hey"]);
        body_en("Hi Anna,\n\nThe contract is ready.\n")
            .rules("register = \"formal\"")
            .flags(CODE, &["Hi"])
            .fixed(CODE, "\n\nDear Anna,\n\n");
    }

    #[test]
    fn clean() {
        body("Здравствуйте, Иван!\n\nПривет от коллег передан.\n").clean(CODE);
        body("Добрый день!\n\n> Привет!\n").clean(CODE);
        body_en("Hi Anna,\n\nThe contract is ready.\n").clean(CODE);
        body_en("Dear Ms Hey,\n\nThe contract is ready.\n").clean(CODE);
    }
}
