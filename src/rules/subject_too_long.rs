//! `subject-too-long`: a subject fits one line.

use super::overview::Overview;
use super::{Bilingual, Context, Report, Rule, Severity};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "subject-too-long",
    severity: Severity::Hint,
    source: "",
    title: Bilingual {
        ru: "Тема помещается в строку",
        en: "The subject fits one line",
    },
    why: Bilingual {
        ru: "Длинную тему почтовые программы обрезают (RFC 5322, 2.1.1: строка до 78 знаков).",
        en: "Mail programs cut long subjects (RFC 5322, 2.1.1: lines of 78 characters).",
    },
    bad: Bilingual {
        ru: "Тема: Направляю договор поставки насосов и прошу согласовать его до конца недели, а также…",
        en: "Subject: I am sending you the contract for the delivery of pumps and would like you to…",
    },
    good: Bilingual {
        ru: "Тема: Договор поставки насосов: согласование до 27 ноября",
        en: "Subject: Contract for pumps: please review by 27 November",
    },
    passage: None,
    letter: Some(check),
};

/// Characters of a line (RFC 5322, 2.1.1).
const LONGEST: usize = 78;

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let Some((field, range)) = overview.subject() else {
        return;
    };
    let length = field.value.chars().count();
    if length > LONGEST {
        report.find(
            range,
            format_args!(
                "Тема не поместится в строку: знаков в ней {length}, сократите до {LONGEST}."
            ),
            format_args!(
                "A subject of {length} characters does not fit a line: shorten it to {LONGEST}."
            ),
        );
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::draft;

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        let long = "а".repeat(79);
        draft(&format!("To: a@b.example\nSubject: {long}\n\nТекст.\n")).flags(CODE, &[&long]);
    }

    #[test]
    fn clean() {
        let long = "я".repeat(78);
        draft(&format!("To: a@b.example\nSubject: {long}\n\nТекст.\n")).clean(CODE);
        draft("Текст.\n").clean(CODE);
    }
}
