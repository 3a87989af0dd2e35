//! `spelling-mixed-script`: a word is written in one script.

use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::spelling::mixed_script;
use crate::text::Edit;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "spelling-mixed-script",
    severity: Severity::Warning,
    source: "",
    title: Bilingual {
        ru: "Слово написано одним алфавитом",
        en: "A word is written in one script",
    },
    why: Bilingual {
        ru: "Слово с похожей чужой буквой не находят ни поиск, ни фильтр, а выглядит оно как подделка.",
        en: "No search finds a word with a look-alike letter, and it looks like a forgery.",
    },
    bad: Bilingual {
        ru: "cчёт (первая буква латинская)",
        en: "соntract (the first letters are Cyrillic)",
    },
    good: Bilingual {
        ru: "счёт",
        en: "contract",
    },
    passage: Some(check),
    letter: None,
};

fn check(passage: &Passage, _: &Context, report: &mut Report) {
    for word in &passage.words {
        let raw = &passage.text[word.range.clone()];
        let Some(right) = mixed(raw) else { continue };
        report
            .find(
                word.range.clone(),
                format_args!("В слове «{raw}» смешаны русские и латинские буквы."),
                format_args!("“{raw}” mixes Cyrillic and Latin letters."),
            )
            .safe_fix(
                format_args!("Заменить на «{right}»"),
                format_args!("Replace by “{right}”"),
                vec![Edit::new(word.range.clone(), right.as_str())],
            );
    }
}

/// The word in one script, if it mixes two.
fn mixed(word: &str) -> Option<String> {
    let cyrillic = word.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let latin = word.contains(|c: char| c.is_ascii_alphabetic());
    if cyrillic && latin {
        mixed_script(word)
    } else {
        None
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nОплатите cчёт.\n")
            .flags(CODE, &["cчёт"])
            .fixed(CODE, "Оплатите счёт.");
        body_en("Dear Anna,\n\nThe соntract is ready.\n")
            .flags(CODE, &["соntract"])
            .fixed(CODE, "The contract is");
    }

    #[test]
    fn clean() {
        body("Добрый день!\n\nIT-отдел обновил 1С и CRM-систему, web-сайт и SQL-запрос.\n")
            .clean(CODE);
        body_en("Dear Anna,\n\nThe word «счёт» is Russian.\n").clean(CODE);
    }
}
