//! `minutes-subject`: a letter that records what was agreed orally says so in its subject.

use std::ops::Range;

use super::overview::{Overview, reply_prefix};
use super::{Bilingual, Context, Passage, Report, Rule, Severity, dated};
use crate::config::{Language, Minutes};
use crate::letter::header::FieldName;
use crate::text::words::{Word, words};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "minutes-subject",
    severity: Severity::Information,
    source: "D4",
    title: Bilingual {
        ru: "Устная договорённость подтверждена письмом «Итоги…»",
        en: "What was agreed orally is confirmed by a letter that says so",
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
    for sentence in &passage.sentences {
        let words = passage.words_in(sentence);
        let asks = passage.text[sentence.clone()].ends_with('?');
        let Some((kind, found)) = record(passage.text, words, lists).filter(|_| !asks) else {
            continue;
        };
        let range = words[found.start].range.start..words[found.end - 1].range.end;
        if !passage.is_speech(&range) && sentence.start >= passage.salutation().end {
            let date = dated::written_in(passage, sentence);
            report.mark(kind, range, date.unwrap_or_default());
        }
    }
}

/// The words with which a sentence records what was said at a meeting or in a talk: those that rest on
/// it («в соответствии с нашим разговором»), or its place where the sentence tells of an agreement («на
/// совещании … решили»).
fn record(text: &str, words: &[Word], lists: &Minutes) -> Option<(u8, Range<usize>)> {
    if lists.except.is_in(text, words) {
        return None;
    }
    let agreed = lists.agreed.find_all(text, words);
    // «Договорились обсудить это на совещании» tells of no agreement at a meeting. What is told behind the
    // place has nothing between.
    let tells = |at: usize| {
        agreed.iter().any(|hit| {
            let between = words.get(hit.words.end..at).unwrap_or_default();
            !between.iter().any(|word| opens_content(&word.folded))
        })
    };
    (0..words.len()).find_map(|at| {
        let reference = lists.references.match_at(text, words, at);
        let place = lists.places.match_at(text, words, at);
        let place = place.filter(|_| tells(at));
        let lead = [reference, place].into_iter().flatten();
        lead.map(|lead| lead.words.end)
            .find_map(|next| named(text, words, at, next, lists))
    })
}

/// The name of a meeting or a talk at word `next`, or after words that may stand between; the words
/// from `at` on have nothing but white space between them.
fn named(
    text: &str,
    words: &[Word],
    at: usize,
    mut next: usize,
    lists: &Minutes,
) -> Option<(u8, Range<usize>)> {
    loop {
        let kinds = [(MEETING, &lists.meetings), (TALK, &lists.talks)];
        let name = kinds.into_iter().find_map(|(kind, names)| {
            let name = names.match_at(text, words, next)?;
            Some((kind, at..name.words.end))
        });
        if let Some((kind, found)) = name {
            let between = &text[words[at].range.start..words[next].range.start];
            let joined = between
                .chars()
                .all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '\'' | '’'));
            return joined.then_some((kind, found));
        }
        next = lists.between.match_at(text, words, next)?.words.end;
    }
}

/// Whether a word opens what was agreed: an infinitive, «что», "to".
fn opens_content(word: &str) -> bool {
    let infinitive = word.ends_with("ть") || word.ends_with("ться");
    infinitive || matches!(word, "что" | "чтобы" | "to" | "that")
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
            "This letter confirms what was agreed orally: let its subject say so, with the date.",
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
        for text in [
            "В соответствии с нашей беседой 19 ноября цена снижена.",
            "Согласно вчерашнему телефонному разговору, макет готовите Вы.",
            "Как обсудили утром по телефону, цена не меняется.",
            "Как условились сегодня на созвоне, макет готовите Вы.",
            "На планёрке 20 ноября решили: макет готовит типография.",
            "В ходе переговоров стороны договорились о скидке.",
            "Во время вчерашней встречи мы согласовали смету.",
            "Подтверждаем договорённости, достигнутые на встрече.",
            "По результатам вчерашних переговоров срок продлён.",
            "В продолжение нашего разговора направляем новые цены.",
            "На совещании было решено перенести пуск.",
            "Мы вчера устно договорились, что монтаж начнёте Вы.",
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).reports(CODE);
        }
        for text in [
            "As agreed in our call on 19 November, the price is lower.",
            "As agreed this morning over the phone, you deliver four tonnes.",
            "At yesterday's meeting we decided that you print the leaflets.",
            "During our conversation last week we settled on four tonnes.",
            "In line with our telephone conversation, the price is lower.",
            "It was decided at the site meeting that the crane comes first.",
            "This is to confirm our phone call of 19 November: the price is lower.",
            "On the call you and I agreed to start with the roof.",
            "Based on our discussion on 20 November, we start with the roof.",
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).reports(CODE);
        }
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
            "Тема: Макет\n\nПредлагаю решить это на совещании в пятницу.\n",
            "Тема: Макет\n\nО чём Вы договорились на встрече?\n",
            "Тема: Макет\n\nНа совещании 23 ноября выступит наш инженер.\n",
            "Тема: Макет\n\nПротокол с тем, что решили на совещании, пришлём завтра.\n",
            "Тема: Макет\n\nМы решили подготовить макет к следующей встрече и показать его на совещании.\n",
            "Subject: Malt\n\nWe agreed to notify you by phone.\n",
            "Тема: Макет\n\nЕсли на встрече договоримся, подпишем договор.\n",
            "Subject: Malt\n\nThe meeting room is booked, and the price is agreed.\n",
            "Subject: Malt\n\nLet us discuss the agreed price at the meeting.\n",
            "Subject: Malt\n\nWhat did you agree at the meeting?\n",
            "Subject: Malt\n\nCould you send the minutes of what was agreed at the meeting?\n",
            "Тема: Макет\n\nОн писал: «Как договорились по телефону».\n",
            "Как договорились по телефону, макет готовите Вы.\n",
            "Subject: Minutes of the call of 20 November\n\nAs discussed on the call, you deliver.\n",
            "Subject: Malt\n\nWe can discuss it on the call.\n",
        ] {
            draft(text).clean(CODE);
        }
    }
}
