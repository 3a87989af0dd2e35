//! `subject-vague`: the subject tells what the letter is about.

use super::overview::{Overview, reply_prefix};
use super::subject_proposal::proposals;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "subject-vague",
    severity: Severity::Warning,
    source: "G2",
    title: Bilingual {
        ru: "Тема говорит, о чём письмо",
        en: "The subject tells what the letter is about",
    },
    why: Bilingual {
        ru: "По теме получатель решает, когда открыть письмо, и находит его через год.",
        en: "By the subject the reader decides when to open a letter and finds it a year later.",
    },
    bad: Bilingual {
        ru: "Тема: Вопрос",
        en: "Subject: Question",
    },
    good: Bilingual {
        ru: "Тема: Срок поставки по договору № 12",
        en: "Subject: Delivery date under contract 12",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let Some((field, range)) = overview.subject() else {
        return;
    };
    if reply_prefix(&field.value) > 0 {
        return;
    }
    let words = overview.subject_words();
    let vague = context
        .config
        .subject
        .vague
        .match_at(&field.value, words, 0);
    let says_nothing = vague.is_some_and(|found| found.words.end == words.len());
    if !says_nothing {
        return;
    }
    let subject = field.value.trim();
    let mut found = report.find(
        range,
        format_args!("Тема «{subject}» ничего не говорит о письме."),
        format_args!("The subject “{subject}” says nothing about the letter."),
    );
    for value in proposals(overview) {
        found = found.fix(
            format_args!("Заменить тему на «{value}»"),
            format_args!("Replace the subject by “{value}”"),
            overview
                .set_field(FieldName::Subject, &value)
                .into_iter()
                .collect(),
        );
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::draft;

    const CODE: &str = super::RULE.code;

    fn subject(subject: &str) -> crate::rules::cases::Case {
        draft(&format!(
            "To: c@d.example\nSubject: {subject}\n\nДобрый день!\n\nСрок поставки по заказу № 77 переносится.\n"
        ))
    }

    #[test]
    fn flagged() {
        subject("Вопрос")
            .flags(CODE, &["Вопрос"])
            .fixed(CODE, "Subject: Заказ № 77\n");
        for vague in [
            "Срочно",
            "Срочно!!!",
            "Документы",
            "Hello",
            "Question",
            "important",
            "(без темы)",
            "Привет",
        ] {
            subject(vague).flags(CODE, &[vague]);
        }
    }

    #[test]
    fn clean() {
        for clear in [
            "Вопрос по договору № 12",
            "Re: Вопрос",
            "Kubernetes",
            "Сидоров",
            "12345",
            "Invoice 7",
            "Документы по сделке 5",
        ] {
            subject(clear).clean(CODE);
        }
    }
}
