//! `deadline-vague`: a promise or a request names its date.

use std::ops::Range;

use jiff::civil::Date;

use super::overview::{Overview, Placed};
use super::{Bilingual, ByMarks, Context, Judge, Passage, Report, Rule, Severity};
use super::{dated, premise, tense};
use crate::config::Language;
use crate::text::Edit;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "deadline-vague",
    severity: Severity::Information,
    source: "D7",
    title: Bilingual {
        ru: "У обещания и просьбы есть срок",
        en: "A promise or a request has a date",
    },
    why: Bilingual {
        ru: "«Скоро» каждый понимает по-своему; заказчик не должен ни ждать, ни напоминать.",
        en: "“Soon” means something different to everyone; the customer should not have to wait or send reminders.",
    },
    bad: Bilingual {
        ru: "Ответим в ближайшее время.",
        en: "We will reply soon.",
    },
    good: Bilingual {
        ru: "Ответим до 26 ноября.",
        en: "We will reply by 26 November.",
    },
    passage: Some(collect),
    letter: None,
};

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    for sentence in &passage.sentences {
        if let Some(range) = vague_in(passage, sentence, context) {
            let words = &passage.text[range.clone()];
            report.mark(0, range.clone(), words);
        }
    }
}

/// The vague words of a sentence that promises or asks and names no date.
fn vague_in(passage: &Passage, sentence: &Range<usize>, context: &Context) -> Option<Range<usize>> {
    let lists = &context.config.deadline;
    let (text, words) = (passage.text, passage.words_in(sentence));
    let mut at = 0;
    let mut vague = None;
    while at < words.len() && vague.is_none() {
        let other = lists.except.match_at(text, words, at);
        let hit = lists.vague.match_at(text, words, at);
        match (hit, other) {
            (Some(hit), other)
                if other
                    .as_ref()
                    .is_none_or(|other| other.words.len() <= hit.words.len()) =>
            {
                vague = Some(hit.words);
            }
            (_, Some(other)) => at = other.words.end,
            _ => at += 1,
        }
    }
    let vague = vague?;
    let range = words[vague.start].range.start..words[vague.end - 1].range.end;
    // «Скоро» and «позже» say something of any event, «в ближайшее время» of what somebody will do.
    let sure = lists.sure.match_at(text, words, vague.start).is_some();
    let any = |is: fn(&str) -> bool| words.iter().any(|word| is(&word.folded));
    let by_verb =
        sure && !any(tense::is_past) && (any(tense::is_future) || any(tense::is_imperative));
    let asks = by_verb
        || lists.promises.is_in(text, words)
        || context.config.task.requests.is_in(text, words)
        || context.config.task.orders.is_in(text, words);
    let silent = !asks
        || lists.wishes.is_in(text, words)
        || passage.is_speech(&range)
        || dated::has_date(passage, sentence);
    (!silent).then_some(range)
}

/// How its marks are judged.
pub const BY_MARKS: ByMarks = ByMarks {
    rule: &RULE,
    premise: |overview, _| premise((today(overview), overview.language())),
    judge,
};

fn today(overview: &Overview) -> Option<Date> {
    overview.surroundings.now().map(|now| now.date())
}

fn judge<'a>(overview: &'a Overview, _: &'a Context) -> Judge<'a> {
    let today = today(overview);
    Box::new(move |placed, report| {
        let words = &placed.mark.text;
        let mut found = report.find(
            placed.leaf.place(placed.mark.range.clone()),
            format_args!("«{words}» — это когда? Назовите дату."),
            format_args!("When is “{words}”? Name a date."),
        );
        let dates = today.map(|today| dates(overview, placed, today));
        for date in dates.into_iter().flatten() {
            let edit = placed.leaf.edit(placed.mark.range.clone(), &date);
            found = found.fix(
                format_args!("Заменить на «{date}»"),
                format_args!("Replace by “{date}”"),
                edit.into_iter().collect::<Vec<Edit>>(),
            );
        }
    })
}

/// What can stand in the place of vague words: today, tomorrow or in three working days. Nothing where
/// English would want it elsewhere in the sentence.
fn dates(overview: &Overview, placed: &Placed, today: Date) -> Vec<String> {
    let text = overview.text_of(&placed.leaf);
    let after = text[placed.mark.range.end..].trim_start();
    let ends = after.is_empty() || after.starts_with(|c: char| !c.is_alphanumeric());
    let language = overview.language();
    let capital = placed.mark.text.starts_with(char::is_uppercase);
    if capital || (language == Language::English && !ends) {
        return Vec::new();
    }
    let later = [1, 3]
        .into_iter()
        .filter_map(|days| dated::working_days_after(today, days));
    let written = later.map(|date| match language {
        Language::Russian => format!("до {}", dated::written(date, language)),
        Language::English => format!("by {}", dated::written(date, language)),
    });
    let tonight = match language {
        Language::Russian => "сегодня до 18:00",
        Language::English => "by 6 p.m. today",
    };
    std::iter::once(tonight.to_owned()).chain(written).collect()
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nОтветим в ближайшее время.\n")
            .flags(CODE, &["в ближайшее время"])
            .fixed(CODE, "Ответим сегодня до 18:00.")
            .offers(CODE, "Ответим до 24 ноября.");
        body("Добрый день!\n\nНакладную отправим на днях.\n").flags(CODE, &["на днях"]);
        body("Добрый день!\n\nПросим подписать акт как можно скорее.\n")
            .flags(CODE, &["как можно скорее"]);
        for (text, words) in [
            ("Мастер приедет на днях и заменит насос.", "на днях"),
            (
                "Заключение эксперта дадим в кратчайшие сроки.",
                "в кратчайшие сроки",
            ),
            (
                "Недостающие коробки привезём в скором времени.",
                "в скором времени",
            ),
            ("Смету вышлет Пётр в ближайшие дни.", "в ближайшие дни"),
            (
                "Позвоните мне при первой возможности.",
                "при первой возможности",
            ),
            (
                "В ближайшее время с Вами свяжется юрист.",
                "В ближайшее время",
            ),
            (
                "Акт сверки подготовят в течение нескольких дней.",
                "в течение нескольких дней",
            ),
            (
                "Вы получите ответ в самое ближайшее время.",
                "в самое ближайшее время",
            ),
            ("Счёт будет у Вас через пару дней.", "через пару дней"),
            (
                "Просим ответить в максимально короткие сроки.",
                "в максимально короткие сроки",
            ),
            (
                "Вопрос решат, как только появится возможность.",
                "как только появится возможность",
            ),
            ("Мы скоро отгрузим остаток.", "скоро"),
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).flags(CODE, &[words]);
        }
        for (text, words) in [
            (
                "Please confirm the quantity at the earliest opportunity.",
                "at the earliest opportunity",
            ),
            (
                "The engineer will come over the next few days.",
                "over the next few days",
            ),
            (
                "Let us know when you get a chance.",
                "when you get a chance",
            ),
            ("The goods are expected to arrive shortly.", "shortly"),
            (
                "We need the signed form as quickly as possible.",
                "as quickly as possible",
            ),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).flags(CODE, &[words]);
        }
        body_en("Dear Anna,\n\nWe will send you the arrival time soon.\n")
            .flags(CODE, &["soon"])
            .fixed(CODE, "the arrival time by 6 p.m. today.");
        body_en("Dear Anna,\n\nWe will soon send you the report.\n")
            .flags(CODE, &["soon"])
            .unfixable(CODE);
        body("Добрый день!\n\nВ ближайшее время с Вами свяжется юрист.\n").unfixable(CODE);
        body("Добрый день!\n\nМы скоро отгрузим остаток.\n")
            .fixed(CODE, "Мы сегодня до 18:00 отгрузим")
            .edited("остаток", "товар");
        body_en("Dear Anna,\n\nPlease sign the contract as soon as possible.\n")
            .flags(CODE, &["as soon as possible"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nОтветим в ближайшее время, до 26 ноября.\n",
            "Добрый день!\n\nНадеемся на скорый ответ.\n",
            "Добрый день!\n\nСкоро зима, и дороги закроют.\n",
            "Добрый день!\n\nРано или поздно отчёт понадобится.\n",
            "Добрый день!\n\nОн обещал: «Ответим на днях».\n",
            "Добрый день!\n\nГотово.\n\n> Ответим на днях.\n",
            "Добрый день!\n\nНа днях мы получили Ваш акт.\n",
            "Добрый день!\n\nНа днях к нам приезжал Ваш инженер и заменил насос.\n",
            "Добрый день!\n\nОтгрузку в кратчайшие сроки обеспечил новый склад.\n",
            "Добрый день!\n\nДоставка в кратчайшие сроки — наше преимущество.\n",
            "Добрый день!\n\nМастер приедет на днях, не позднее 27 ноября.\n",
            "Добрый день!\n\nОплату отправим в течение трёх дней.\n",
            "Добрый день!\n\nОплатим не позднее срока, указанного в договоре.\n",
        ] {
            body(text).clean(CODE);
        }
        for text in [
            "Dear Anna,\n\nWe will send it as soon as the carrier confirms.\n",
            "Dear Anna,\n\nI hope we will meet soon.\n",
            "Dear Anna,\n\nWe will send the minutes soon after the meeting.\n",
            "Dear Anna,\n\nI look forward to hearing from you soon.\n",
            "Dear Anna,\n\nWe will reply soon, by Friday at the latest.\n",
        ] {
            body_en(text).clean(CODE);
        }
    }
}
