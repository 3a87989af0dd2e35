//! `recipient-missing`: a letter with a header block says whom it is for.

use super::overview::Overview;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "recipient-missing",
    severity: Severity::Warning,
    source: "",
    title: Bilingual {
        ru: "У письма есть получатель",
        en: "The letter has a recipient",
    },
    why: Bilingual {
        ru: "Письмо без получателя не уйдёт или уйдёт не туда.",
        en: "A letter without a recipient won't leave, or goes astray.",
    },
    bad: Bilingual {
        ru: "Кому:",
        en: "To:",
    },
    good: Bilingual {
        ru: "Кому: Иван Петров <ivan@client.example>",
        en: "To: Anna Smith <anna@client.example>",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    use FieldName::{Bcc, Cc, To};
    let Some((header, leaf)) = overview.header() else {
        return;
    };
    let filled = |name| header.all(name).any(|field| !field.value.trim().is_empty());
    if [To, Cc, Bcc].into_iter().any(filled) {
        return;
    }
    let field = header.field(To);
    let line = field
        .or(header.fields.first())
        .map_or(0..0, |field| field.range.clone());
    let found = report.find(
        overview.trimmed(&leaf, line),
        "У письма нет получателя.",
        "The letter has no recipient.",
    );
    if field.is_none() {
        let edits = overview.set_field(To, "");
        found.fix(
            "Вставить поле получателя",
            "Insert a recipient field",
            edits.into_iter().collect(),
        );
    }
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::draft;

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        draft("From: a@b.example\nSubject: Акт\n\nТекст.\n").flags(CODE, &["From: a@b.example"]);
        draft("Subject: Акт\nTo:\n\nТекст.\n")
            .flags(CODE, &["To:"])
            .unfixable(CODE);
        draft("---\nsubject: Акт 5\n---\n\nТекст.\n")
            .format(Format::Markdown)
            .flags(CODE, &["subject: Акт 5"]);
    }

    #[test]
    fn clean() {
        draft("Bcc: a@b.example\nSubject: Акт\n\nТекст.\n").clean(CODE);
        draft("Кому: бухгалтерия\nТема: Акт\n\nТекст.\n").clean(CODE);
        draft("To: undisclosed-recipients:;\nSubject: Акт\n\nТекст.\n").clean(CODE);
        draft("Текст без заголовков.\n").clean(CODE);
    }
}
