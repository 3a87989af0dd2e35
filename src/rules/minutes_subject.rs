//! `minutes-subject`: a letter that records what was agreed aloud says so in its subject.

use super::overview::{Overview, reply_prefix};
use super::{Bilingual, Context, Passage, Report, Rule, Severity, dated};
use crate::config::Language;
use crate::letter::header::FieldName;
use crate::text::words::words;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "minutes-subject",
    severity: Severity::Information,
    source: "D4",
    title: Bilingual {
        ru: "Устная договорённость подтверждена письмом «Итоги…»",
        en: "What was agreed aloud is confirmed by a letter that says so",
    },
    why: Bilingual {
        ru: "По теме «Итоги совещания от…» договорённость находят через год.",
        en: "By a subject such as “Minutes of the meeting of …” an agreement is found a year later.",
    },
    bad: Bilingual {
        ru: "Тема: Макет зала\n\nКак договорились по телефону, макет готовите Вы.",
        en: "Subject: Malt deliveries\n\nAs discussed on the call, you deliver four tonnes a month.",
    },
    good: Bilingual {
        ru: "Тема: Итоги разговора от 23.11.2026: макет зала\n\nКак договорились по телефону, макет готовите Вы.",
        en: "Subject: Summary of the call of 23 November 2026: malt deliveries\n\nAs discussed on the call, you deliver four tonnes a month.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A meeting is referred to.
const MEETING: u8 = 0;
/// A talk is.
const TALK: u8 = 1;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let lists = &context.config.minutes;
    for (kind, phrases) in [(MEETING, &lists.meeting), (TALK, &lists.talk)] {
        for hit in phrases.find_all(passage.text, &passage.words) {
            let words = &passage.words[hit.words];
            let (Some(first), Some(last)) = (words.first(), words.last()) else {
                continue;
            };
            let range = first.range.start..last.range.end;
            if !passage.is_speech(&range) {
                let sentence = passage
                    .sentences
                    .iter()
                    .find(|sentence| sentence.contains(&range.start));
                let date = sentence.and_then(|sentence| dated::written_in(passage, sentence));
                report.mark(kind, range, date.unwrap_or_default());
            }
        }
    }
}

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let (Some(first), Some((subject, _))) = (overview.marks(RULE.code).next(), overview.subject())
    else {
        return;
    };
    let value = subject.value.trim();
    let says = context.config.minutes.subject.is_in(value, &words(value));
    if says || reply_prefix(value) > 0 {
        return;
    }
    let date = match first.mark.text.as_str() {
        "" => None,
        date => Some(date),
    };
    let topic = match value {
        "" => String::new(),
        topic => format!(": {topic}"),
    };
    let proposal = match (overview.language(), first.mark.kind) {
        (Language::Russian, MEETING) => {
            format!("Итоги совещания от {}{topic}", date.unwrap_or("[дата]"))
        }
        (Language::Russian, _) => format!("Итоги разговора от {}{topic}", date.unwrap_or("[дата]")),
        (Language::English, MEETING) => format!(
            "Minutes of the meeting of {}{topic}",
            date.unwrap_or("[date]")
        ),
        (Language::English, _) => {
            format!("Summary of the call of {}{topic}", date.unwrap_or("[date]"))
        }
    };
    report
        .find(
            first.leaf.place(first.mark.range.clone()),
            "Письмо подтверждает устную договорённость: назовите его «Итоги … от <дата>».",
            "This letter confirms what was agreed aloud: let its subject say so, with the date.",
        )
        .fix(
            format_args!("Тема «{proposal}»"),
            format_args!("Subject “{proposal}”"),
            overview
                .set_field(FieldName::Subject, &proposal)
                .into_iter()
                .collect(),
        );
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nКак договорились по телефону, макет готовите Вы.\n")
            .flags(CODE, &["Как договорились по телефону"]);
        body("Добрый день!\n\nПо итогам встречи 20 ноября 2026 г. цена снижена.\n")
            .flags(CODE, &["По итогам встречи"])
            .fixed(
                CODE,
                "Subject: Итоги совещания от 20 ноября 2026 г.: Договор № 12\n",
            );
        body_en("Dear Anna,\n\nAs discussed on the call, you deliver four tonnes.\n")
            .flags(CODE, &["As discussed on the call"]);
        body_en(
            "Dear Anna,\n\nAs agreed at the meeting on 20 November 2026, the price is lower.\n",
        )
        .flags(CODE, &["As agreed at the meeting"])
        .fixed(
            CODE,
            "Subject: Minutes of the meeting of 20 November 2026: Contract 12\n",
        );
    }

    #[test]
    fn clean() {
        for text in [
            "Тема: Итоги разговора от 20.11.2026\n\nКак договорились по телефону, макет готовите Вы.\n",
            "Тема: Протокол совещания от 20.11.2026\n\nПо итогам встречи цена снижена.\n",
            "Тема: Re: Макет\n\nКак договорились по телефону, макет готовите Вы.\n> Кто готовит?\n",
            "Тема: Макет\n\nДавайте договоримся по телефону.\n",
            "Тема: Макет\n\nОн писал: «Как договорились по телефону».\n",
            "Как договорились по телефону, макет готовите Вы.\n",
            "Subject: Minutes of the call of 20 November\n\nAs discussed on the call, you deliver.\n",
            "Subject: Malt\n\nWe can discuss it on the call.\n",
        ] {
            draft(text).clean(CODE);
        }
    }
}
