//! `subject-missing`: the subject is obligatory.
//!
//! A letter without any header block says nothing about its subject and is not flagged.

use super::overview::{Overview, reply_prefix};
use super::subject_proposal::proposals;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "subject-missing",
    severity: Severity::Error,
    source: "G2",
    title: Bilingual {
        ru: "Тема письма обязательна",
        en: "The subject is obligatory",
    },
    why: Bilingual {
        ru: "Письмо без темы не найти, не отсортировать, а фильтры принимают его за спам.",
        en: "A letter without a subject can't be found or sorted, and filters take it for spam.",
    },
    bad: Bilingual {
        ru: "Тема:",
        en: "Subject: Re:",
    },
    good: Bilingual {
        ru: "Тема: Договор № 12: замечания к разделу 3",
        en: "Subject: Contract 12: comments on section 3",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let Some((header, leaf)) = overview.header() else {
        return;
    };
    let field = header.field(FieldName::Subject);
    let filled =
        field.is_some_and(|field| reply_prefix(&field.value) < field.value.trim_end().len());
    if filled {
        return;
    }
    let name_line = header
        .fields
        .first()
        .map_or(0..0, |first| first.range.clone());
    let range = field.map_or(name_line, |field| field.range.clone());
    let mut found = report.find(
        overview.trimmed(&leaf, range),
        "У письма нет темы.",
        "The letter has no subject.",
    );
    let mut values = proposals(overview);
    values.push(String::new());
    let prefix = field.map_or("", |field| field.value[..reply_prefix(&field.value)].trim());
    for value in values {
        let subject = format!("{prefix} {value}");
        let edits = overview.set_field(FieldName::Subject, subject.trim());
        found = match (value.is_empty(), field) {
            (true, Some(_)) => found,
            (true, None) => found.fix(
                "Вставить пустую тему",
                "Insert an empty subject",
                edits.into_iter().collect(),
            ),
            (false, _) => found.fix(
                format_args!("Вставить тему «{value}»"),
                format_args!("Insert the subject “{value}”"),
                edits.into_iter().collect(),
            ),
        };
    }
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::draft;

    const CODE: &str = super::RULE.code;
    const BODY: &str =
        "\nУважаемый Иван Петрович!\n\nНаправляю проект договора № 12-А.\n\nС уважением,\nАнна\n";

    #[test]
    fn flagged() {
        draft(&format!("From: a@b.example\nTo: c@d.example\n{BODY}"))
            .flags(CODE, &["From: a@b.example"])
            .fixed(CODE, "To: c@d.example\nSubject: Договор № 12-А\n\n");
        draft(&format!("Кому: c@d.example\nТема:\n{BODY}"))
            .flags(CODE, &["Тема:"])
            .fixed(CODE, "\nТема: Договор № 12-А\n\n");
        draft(&format!("To: c@d.example\nSubject: Re: Fwd:\n{BODY}"))
            .flags(CODE, &["Subject: Re: Fwd:"])
            .fixed(CODE, "\nSubject: Re: Fwd: Договор № 12-А\n\n");
        draft(
            "---\nto: a@b.example\n---\n\nDear Anna,\n\nThe yearly report is ready: see below.\n",
        )
        .format(Format::Markdown)
        .flags(CODE, &["to: a@b.example"])
        .fixed(
            CODE,
            "to: a@b.example\nsubject: The yearly report is ready\n---\n",
        );
        draft("+++\nto = \"a@b.example\"\nsubject = \"\"\n+++\n\nDear Anna,\n\nInvoice 2026-7 is paid.\n")
            .format(Format::Markdown)
            .flags(CODE, &["subject = \"\""])
            .fixed(CODE, "subject = \"Invoice 2026-7\"\n");
        draft("To: c@d.example\n\nДобрый день!\n\nАкт № 7 готов.\n")
            .format(Format::Message)
            .fixed(CODE, "Subject: =?utf-8?B?0JDQutGCIOKEliA3?=\n");
        draft("  To: c@d.example\n\n").flags(CODE, &["To: c@d.example"]);
        draft("To: c@d.example\n\n").flags(CODE, &["To: c@d.example"]);
    }

    #[test]
    fn keys_of_front_matter_within_another_are_not_the_letters() {
        let letter = |lines: &str| {
            draft(&format!(
                "---\nto: a@b.example\n{lines}---\n\nDear Anna,\n\nThe report is ready.\n"
            ))
            .format(Format::Markdown)
        };
        letter("meta:\n  subject: Offer\n").reports(CODE);
        letter("meta:\n  author: Anna\nsubject: Offer 5\n").clean(CODE);
    }

    #[test]
    fn clean() {
        draft(&format!("To: c@d.example\nSubject: Re: Договор\n{BODY}")).clean(CODE);
        draft(&format!(
            "To: c@d.example\nSubject: =?utf-8?B?0JTQvtCz0L7QstC+0YA=?=\n{BODY}"
        ))
        .clean(CODE);
        draft(BODY).clean(CODE);
        draft("Просто текст: без заголовков.\n")
            .format(Format::Plain)
            .clean(CODE);
    }
}
