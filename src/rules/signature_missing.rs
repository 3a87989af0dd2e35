//! `signature-missing`: a name stands under the close.

use super::closing_missing::writer_name;
use super::overview::{Overview, Part};
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::close;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "signature-missing",
    severity: Severity::Information,
    source: "",
    title: Bilingual {
        ru: "Под письмом стоит имя",
        en: "A name stands under the letter",
    },
    why: Bilingual {
        ru: "Без имени получатель не знает, кому отвечать.",
        en: "Without a name the reader does not know whom to answer.",
    },
    bad: Bilingual {
        ru: "С уважением,",
        en: "Kind regards,",
    },
    good: Bilingual {
        ru: "С уважением,\nАнна Смирнова",
        en: "Kind regards,\nJohn Brown",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let Some((index, leaf)) = overview.parts(Part::Close).next_back() else {
        return;
    };
    let text = overview.text_of(&leaf);
    let named =
        close::recognise(text.trim(), &context.config.letter.close).is_none_or(|close| close.named);
    let last_signature = overview.parts(Part::Signature).next_back();
    let signed = last_signature.is_some_and(|(signature, _)| signature > index);
    if named || signed || overview.sentences == 0 {
        return;
    }
    let end = text.trim_end().len();
    let found = report.find(
        leaf.place(0..end),
        "Под письмом нет имени.",
        "No name stands under the letter.",
    );
    if let Some(name) = writer_name(overview, context) {
        let edit = leaf.edit(end..end, &format!("{}{name}", overview.newline()));
        let first = name.lines().next().unwrap_or_default();
        found.fix(
            format_args!("Добавить «{first}»"),
            format_args!("Add “{first}”"),
            edit.into_iter().collect(),
        );
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nДоговор готов.\n\nС уважением,\n")
            .flags(CODE, &["С уважением,"])
            .fixed(CODE, "С уважением,\nАнна Смирнова\n");
        body_en("Dear Anna,\n\nIt is ready.\n\nKind regards,\n\n> Is it ready?\n")
            .flags(CODE, &["Kind regards,"]);
    }

    #[test]
    fn clean() {
        body("Добрый день!\n\nДоговор готов.\n\nС уважением,\nАнна\n").clean(CODE);
        body("Добрый день!\n\nДоговор готов.\n\nС уважением, Анна\n").clean(CODE);
        body("Добрый день!\n\nДоговор готов.\n\nС уважением,\n\n-- \nАнна\n").clean(CODE);
        body("Добрый день!\n\nДоговор готов.\n").clean(CODE);
    }
}
