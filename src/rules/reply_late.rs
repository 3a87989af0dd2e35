//! `reply-late`: a letter is answered soon, or the answer apologises for the delay.
//!
//! A message that was sent is judged by its own date, a draft by the present moment.

use jiff::SignedDuration;

use super::received::received;
use super::{Bilingual, Context, Overview, Passage, Report, Rule, Severity, moment};
use crate::config::Language;
use crate::dates;
use crate::letter::header::FieldName;
use crate::text::Edit;
use crate::text::words::fold;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "reply-late",
    severity: Severity::Information,
    source: "D2",
    title: Bilingual {
        ru: "На письмо отвечают быстро или извиняются за задержку",
        en: "A letter is answered soon, or the reply apologises for the delay",
    },
    why: Bilingual {
        ru: "По правилам компании на письмо отвечают в течение получаса; заказчик, который ждал дольше, ждёт и извинений.",
        en: "By the company's rules a letter is answered within half an hour; whoever had to wait is owed an apology.",
    },
    bad: Bilingual {
        ru: "Добрый день!\n\nДоговор готов.\n\n20.11.2026 09:10, Иван Петров пишет:\n> Готов ли договор?",
        en: "Dear Anna,\n\nThe contract is ready.\n\nOn 20 November 2026 10:04, Anna Smith wrote:\n> Is the contract ready?",
    },
    good: Bilingual {
        ru: "Добрый день!\n\nПриношу извинения за задержку с ответом. Договор готов.",
        en: "Dear Anna,\n\nI apologise for the delay in replying. The contract is ready.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A quoted letter that is older was not waiting for this reply.
const OLDEST: SignedDuration = SignedDuration::from_hours(24 * 365);

/// Marks an apology for the delay.
fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let reply = &context.config.reply;
    let apology = passage.sentences.iter().find(|sentence| {
        let words = passage.words_in(sentence);
        reply.apologies.is_in(passage.text, words) && reply.delays.is_in(passage.text, words)
    });
    if let Some(sentence) = apology {
        report.mark(0, sentence.clone(), "");
    }
}

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let begun = overview.sentences > 0;
    if !begun || overview.marks(RULE.code).next().is_some() || is_forwarded(overview) {
        return;
    }
    let Some(received) = received(overview) else {
        return;
    };
    let Some(now) = moment::moment(overview) else {
        return;
    };
    let zone = received
        .zone
        .clone()
        .unwrap_or_else(|| now.time_zone().clone());
    let Ok(then) = received.moment.to_zoned_datetime(zone) else {
        return;
    };
    let minutes = context.config.reply.within_minutes;
    let waited = now.duration_since(&then);
    if waited <= SignedDuration::from_mins(minutes.into()) || waited > OLDEST {
        return;
    }
    let date = received.moment.date();
    let time = received.moment.time().strftime("%H:%M");
    let (ru, en) = match received.zone {
        Some(_) => ("", ""),
        None => (
            " (если это время вашего часового пояса)",
            " (if that is the time of your zone)",
        ),
    };
    let sentence = match overview.language() {
        Language::Russian => "Приношу извинения за задержку с ответом.",
        Language::English => "I apologise for the delay in replying.",
    };
    report
        .find(
            received.leaf.place(received.range.clone()),
            format_args!(
                "Письмо получено {} в {time}{ru}: с тех пор прошло больше {minutes} {}. Извинитесь за задержку.",
                dates::written(date, Language::Russian),
                minutes_in_russian(minutes),
            ),
            format_args!(
                "The letter came on {} at {time}{en}, more than {minutes} minutes before this reply. Apologise for the delay.",
                dates::written(date, Language::English),
            ),
        )
        .fix(
            format_args!("Добавить «{sentence}»"),
            format_args!("Add “{sentence}”"),
            apologise(overview, sentence).into_iter().collect(),
        );
}

/// Whether the subject says that the letter is handed on, not answered.
fn is_forwarded(overview: &Overview) -> bool {
    let prefixes = ["fw:", "fwd:", "пересл:", "пер:"];
    overview.header().is_some_and(|(header, _)| {
        header.field(FieldName::Subject).is_some_and(|field| {
            let subject = fold(&field.value);
            prefixes.iter().any(|prefix| subject.starts_with(prefix))
        })
    })
}

/// The genitive after «больше».
fn minutes_in_russian(minutes: u16) -> &'static str {
    if minutes % 10 == 1 && minutes % 100 != 11 {
        "минуты"
    } else {
        "минут"
    }
}

/// The edit that puts a sentence after the salutation, or first where there is none. `None` where the
/// salutation's own sentence goes on.
fn apologise(overview: &Overview, sentence: &str) -> Option<Edit> {
    let newline = overview.newline();
    let Some((_, leaf, salutation)) = overview.salutation() else {
        let (_, first) = overview.prose().next()?;
        return first.edit(0..0, &format!("{sentence}{newline}{newline}"));
    };
    let text = overview.text_of(&leaf);
    let end = salutation.range.end;
    let rest = text.get(end..)?;
    let body = rest.trim_start();
    if body.is_empty() {
        let blank = if rest.matches('\n').count() > 1 {
            newline
        } else {
            ""
        };
        return leaf.edit(end..end, &format!("{newline}{blank}{sentence}"));
    }
    let at = end + rest.len() - body.len();
    let opens = body.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    opens
        .then(|| leaf.edit(at..at, &format!("{sentence} ")))
        .flatten()
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::{Case, body, body_en, draft};

    const CODE: &str = super::RULE.code;

    fn reply(attribution: &str) -> Case {
        body(&format!(
            "Добрый день!\n\nДоговор готов.\n\nС уважением,\nАнна\n\n{attribution}\n> Готов ли договор?\n"
        ))
    }

    fn reply_en(attribution: &str) -> Case {
        body_en(&format!(
            "Dear Anna,\n\nThe contract is ready.\n\nKind regards,\nJohn\n\n{attribution}\n> Is it?\n"
        ))
    }

    #[test]
    fn flagged() {
        for (attribution, words) in [
            ("20.11.2026 09:10, Иван Сидоров пишет:", "20.11.2026 09:10"),
            ("23.11.2025 12:00, Иван Сидоров пишет:", "23.11.2025 12:00"),
            (
                "Вы писали 23 ноября 2026 г., 11:05:29:",
                "23 ноября 2026 г., 11:05:29",
            ),
            (
                "пн, 23 нояб. 2026 г. в 11:05, Иван Сидоров <ivan@client.example>:",
                "пн, 23 нояб. 2026 г. в 11:05",
            ),
            (
                "Понедельник, 23 ноября 2026, 12:05 +05:00 от Иван Сидоров <ivan@client.example>:",
                "Понедельник, 23 ноября 2026, 12:05",
            ),
            (
                "2026-11-23 08:10 UTC Иван <ivan@client.example>:",
                "2026-11-23 08:10",
            ),
            (
                "2026-11-23 08:05 GMT+00:00 Иван <ivan@client.example>:",
                "2026-11-23 08:05",
            ),
        ] {
            reply(attribution).flags(CODE, &[words]).fixed(
                CODE,
                "Добрый день!\n\nПриношу извинения за задержку с ответом.\n\nДоговор готов.",
            );
        }
        for (attribution, words) in [
            (
                "On 20 November 2026 10:04, Anna Smith wrote:",
                "20 November 2026 10:04",
            ),
            (
                "On Mon, Nov 23, 2026 at 11:05 AM Anna Smith <anna@client.example> wrote:",
                "Mon, Nov 23, 2026 at 11:05 AM",
            ),
            (
                "On Mon, 2026-11-23 at 08:02 +0000, Anna Smith wrote:",
                "Mon, 2026-11-23 at 08:02",
            ),
            (
                "-----Original Message-----\nFrom: Anna Smith\nSent: Monday, November 23, 2026 9:05 AM\nTo: John\nSubject: Contract\n\nIs it?",
                "Monday, November 23, 2026 9:05 AM",
            ),
        ] {
            reply_en(attribution).flags(CODE, &[words]).fixed(
                CODE,
                "Dear Anna,\n\nI apologise for the delay in replying.\n\nThe contract is ready.",
            );
        }
        body("Добрый день!\nДоговор готов.\n\nС уважением,\nАнна\n\nОт: Иван Сидоров\nОтправлено: 23 ноября 2026 г. 9:05\nКому: Анна\nТема: Договор\n\nГотов?\n")
            .flags(CODE, &["23 ноября 2026 г. 9:05"])
            .fixed(CODE, "Добрый день!\nПриношу извинения за задержку с ответом.\nДоговор готов.");
        body("Добрый день! Договор готов.\n\nС уважением,\nАнна\n\n20.11.2026 09:10, Иван пишет:\n> Готов?\n")
            .fixed(CODE, "Добрый день! Приношу извинения за задержку с ответом. Договор готов.");
        body("Добрый день!  Договор готов.\n\nС уважением,\nАнна\n\n20.11.2026 09:10, Иван пишет:\n> Готов?\n").fixed(
            CODE,
            "Добрый день!  Приношу извинения за задержку с ответом. Договор готов.",
        );
        reply("23.11.2026 11:50, Иван Сидоров пишет:")
            .rules("[reply]\nwithin-minutes = 5")
            .flags(CODE, &["23.11.2026 11:50"]);
        draft("To: a@b.example\nSubject: Re: Act 5\nDate: Mon, 1 Jun 2020 10:00:00 +0300\n\nDear Anna,\n\nThe act is ready.\n\nOn 1 June 2020 8:00 AM, Anna wrote:\n> Is it?\n")
            .format(Format::Message)
            .flags(CODE, &["1 June 2020 8:00 AM"]);
    }

    #[test]
    fn clean() {
        for attribution in [
            "23.11.2026 11:40, Иван Сидоров пишет:",
            "20.11.2026, Иван Сидоров пишет:",
            "23.11.2026 13:00, Иван Сидоров пишет:",
            "Иван Сидоров <ivan@client.example> пишет:",
            "12.05.2014 12:51, Иван Сидоров пишет:",
            "пн, 23 нояб. 2026 г. в 13:45 +05:00, Иван <ivan@client.example>:",
            "-------- Пересылаемое сообщение --------\nОт: Иван\nДата: 20.11.2026 09:10\nКому: Анна\n\nТекст.",
        ] {
            reply(attribution).clean(CODE);
        }
        for attribution in [
            "On 23 November 2026 11:45, Anna Smith wrote:",
            "On 04/05/2026 10:00, Anna Smith wrote:",
            "On 20 November 2026 10:04 PST, Anna Smith wrote:",
            "On 20 November 2026, Anna Smith wrote:",
            "Anna Smith <anna@client.example> wrote:",
        ] {
            reply_en(attribution).clean(CODE);
        }
        for text in [
            "Извините за беспокойство: договор готов.",
            "Задержка рейса нас не коснулась.",
        ] {
            body(&format!(
                "Добрый день!\n\n{text}\n\n20.11.2026 09:10, Иван пишет:\n> Готов?\n"
            ))
            .reports(CODE);
        }
        for apology in [
            "Извините, пожалуйста, за задержку с ответом.",
            "Прошу прощения за долгое молчание.",
            "Спасибо за ожидание.",
            "Приносим извинения за поздний ответ.",
        ] {
            body(&format!("Добрый день!\n\n{apology} Договор готов.\n\n20.11.2026 09:10, Иван пишет:\n> Готов?\n")).clean(CODE);
        }
        for apology in [
            "Sorry for the delay.",
            "Apologies for the late reply.",
            "Thank you for your patience.",
        ] {
            body_en(&format!("Dear Anna,\n\n{apology} It is ready.\n\nOn 20 November 2026 10:04, Anna wrote:\n> Is it?\n")).clean(CODE);
        }
        body("Добрый день!\n\n20.11.2026 09:10, Иван пишет:\n> Готов?\n").clean(CODE);
        draft("To: a@b.example\nSubject: Fwd: Акт 5\n\nДобрый день!\n\nПересылаю.\n\n20.11.2026 09:10, Иван пишет:\n> Готов?\n").clean(CODE);
        draft("To: a@b.example\nSubject: Re: Act 5\nDate: Mon, 1 Jun 2020 08:20:00 +0300\n\nDear Anna,\n\nThe act is ready.\n\nOn 1 June 2020 8:00 AM, Anna wrote:\n> Is it?\n").clean(CODE);
    }

    #[test]
    fn minutes_take_the_genitive() {
        for (minutes, word) in [
            (1, "минуты"),
            (21, "минуты"),
            (11, "минут"),
            (15, "минут"),
            (111, "минут"),
        ] {
            assert_eq!(super::minutes_in_russian(minutes), word, "{minutes}");
        }
    }
}
