//! `subject-shouting`: the subject is written in an even voice: no capitals for emphasis, no rows of
//! exclamation marks, no emoji.

use super::overview::Overview;
use super::tone_emoji::pictures;
use super::tone_shouting::is_shouted;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::header::FieldName;
use crate::text::words::{Word, capitalised};
use crate::text::{Edit, apply};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "subject-shouting",
    severity: Severity::Warning,
    source: "D1",
    title: Bilingual {
        ru: "Тема не кричит",
        en: "The subject does not shout",
    },
    why: Bilingual {
        ru: "Прописные буквы и восклицания в теме читаются как крик, а фильтры принимают их за спам.",
        en: "Capitals and exclamations in a subject read as shouting, and to filters as spam.",
    },
    bad: Bilingual {
        ru: "Тема: СРОЧНО!!! ОПЛАТИТЕ СЧЁТ",
        en: "Subject: URGENT!!! PAY THE INVOICE",
    },
    good: Bilingual {
        ru: "Тема: Счёт № 15: оплата до 27 ноября",
        en: "Subject: Invoice 15: payment due 27 November",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let Some((field, range)) = overview.subject() else {
        return;
    };
    let calm = calm(&field.value, overview.subject_words(), context);
    if calm == field.value {
        return;
    }
    let edits = overview.set_field(FieldName::Subject, &calm);
    report
        .find(
            range,
            "Тема кричит: уберите прописные буквы, повторы «!» и картинки.",
            "The subject shouts: drop capitals, repeated “!” and emoji.",
        )
        .fix(
            format_args!("Заменить на «{calm}»"),
            format_args!("Replace by “{calm}”"),
            edits.into_iter().collect(),
        );
}

/// The subject in an even voice.
fn calm(subject: &str, words: &[Word], context: &Context) -> String {
    let mut edits: Vec<Edit> = pictures(subject).into_iter().map(Edit::delete).collect();
    let mut shouted: Vec<_> = words
        .iter()
        .filter(|word| is_shouted(&subject[word.range.clone()], &word.folded, context.config))
        .collect();
    let emphasis = |word: &Word| {
        let alone = std::slice::from_ref(word);
        context.config.subject.emphasis.is_in(subject, alone)
    };
    let several = shouted.len() >= 2 || shouted.len() == words.len();
    shouted.retain(|word| several || emphasis(word));
    for word in shouted {
        let raw = &subject[word.range.clone()];
        let first = words.first().is_some_and(|first| first.range == word.range);
        let lower = match first {
            true => capitalised(&raw.to_lowercase()),
            false => raw.to_lowercase(),
        };
        edits.push(Edit::new(word.range.clone(), lower));
    }
    let mut start = None;
    let marks = subject.char_indices().chain([(subject.len(), ' ')]);
    for (at, c) in marks {
        match (matches!(c, '!' | '?'), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) if at - from > 1 => {
                let run = &subject[from..at];
                edits.push(Edit::new(
                    from..at,
                    if run.contains('?') { "?" } else { "" },
                ));
                start = None;
            }
            (false, _) => start = None,
            _ => {}
        }
    }
    let calm = apply(subject, &edits);
    if calm == subject {
        calm
    } else {
        calm.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{Case, draft};

    const CODE: &str = super::RULE.code;

    fn subject(subject: &str) -> Case {
        draft(&format!(
            "To: c@d.example\nSubject: {subject}\n\nДобрый день!\n\nСчёт № 7 готов.\n"
        ))
    }

    #[test]
    fn flagged() {
        subject("ОПЛАТИТЕ СЧЁТ СЕГОДНЯ")
            .flags(CODE, &["ОПЛАТИТЕ СЧЁТ СЕГОДНЯ"])
            .fixed(CODE, "Subject: Оплатите счёт сегодня\n");
        subject("СРОЧНО: счёт № 7")
            .flags(CODE, &["СРОЧНО: счёт № 7"])
            .fixed(CODE, "Subject: Срочно: счёт № 7\n");
        subject("Счёт № 7!!!")
            .flags(CODE, &["Счёт № 7!!!"])
            .fixed(CODE, "Subject: Счёт № 7\n");
        subject("Счёт № 7 готов 🎉")
            .flags(CODE, &["Счёт № 7 готов 🎉"])
            .fixed(CODE, "Subject: Счёт № 7 готов\n");
        subject("ДОГОВОР").fixed(CODE, "Subject: Договор\n");
        subject("ОПЛАТИТЕ СЧЁТ завтра").fixed(CODE, "Subject: Оплатите счёт завтра\n");
        subject("URGENT invoice 7").flags(CODE, &["URGENT invoice 7"]);
        subject("Готов ли счёт № 7???").fixed(CODE, "Subject: Готов ли счёт № 7?\n");
    }

    #[test]
    fn clean() {
        for calm in [
            "Счёт № 7 от ООО «ВЕКТОР»",
            "НДС и УПД за III квартал",
            "Договор АБ-12/XII",
            "RE: API SLA",
            "Готов ли счёт № 7?",
            "ГОСТ Р 7.0.97-2016",
            "Поздравляем с праздником!",
        ] {
            subject(calm).clean(CODE);
        }
    }
}
