//! `complaint-thanks`: a complaint is a gift; its answer thanks, apologises or says what will be done.

use std::ops::Range;

use super::insertion;
use super::overview::{Overview, Part};
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::Language;
use crate::letter::Content;
use crate::letter::history::is_quoted;
use crate::text::words::words;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "complaint-thanks",
    severity: Severity::Information,
    source: "D12",
    title: Bilingual {
        ru: "За жалобу благодарят, за ошибку извиняются",
        en: "A complaint is met with thanks, an apology or a remedy",
    },
    why: Bilingual {
        ru: "Жалоба — подарок: она показывает, что исправить, и даёт случай удержать заказчика.",
        en: "A complaint is a gift: it shows what to improve and gives a chance to keep the customer.",
    },
    bad: Bilingual {
        ru: "> Мы недовольны качеством поставки.\n\nПоставка выполнена по договору.",
        en: "> We are disappointed with the delivery.\n\nThe delivery was made as agreed.",
    },
    good: Bilingual {
        ru: "> Мы недовольны качеством поставки.\n\nБлагодарим, что сообщили. Приносим извинения; заменим партию до 27 ноября.",
        en: "> We are disappointed with the delivery.\n\nThank you for telling us. We apologise and will replace the batch by 27 November.",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// The passage thanks, apologises or says what will be done.
const ANSWERED: u8 = 0;
/// The quoted message complains.
const COMPLAINT: u8 = 1;

/// So many bytes of a quoted message are read.
const QUOTE_BYTES: usize = 4096;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let lists = &context.config.complaint;
    let (text, words) = (passage.text, &passage.words);
    let answers = [&lists.thanks, &lists.apology, &lists.action];
    // «Не заменим» and "we will not" are no answers.
    let denied = |hit: &Range<usize>| {
        let word = |at: Option<usize>| {
            at.and_then(|at| words.get(at))
                .map(|word| word.folded.as_str())
        };
        matches!(
            word(hit.start.checked_sub(1)),
            Some("не" | "not" | "never" | "cannot" | "no")
        ) || matches!(word(Some(hit.end)), Some("not" | "never"))
    };
    let answered = answers
        .iter()
        .flat_map(|phrases| phrases.find_all(text, words))
        .any(|hit| !denied(&hit.words) && !passage.is_speech(&words[hit.words.start].range));
    if answered {
        report.mark(ANSWERED, 0..0, "");
    }
}

/// Marks a quoted message that complains. Only what its author wrote is read, not what it quotes.
pub fn read_quote(text: &str, context: &Context, report: &mut Report) {
    let start = &text[..text.floor_char_boundary(QUOTE_BYTES)];
    let own: String = start
        .lines()
        .filter_map(|line| {
            let line = line.trim_start();
            let bare = line.strip_prefix('>').unwrap_or(line).trim_start();
            (!is_quoted(bare)).then(|| format!("{bare}\n"))
        })
        .collect();
    if complains(&own, context) {
        report.mark(COMPLAINT, 0..0, "");
    }
}

/// Whether a text complains.
fn complains(text: &str, context: &Context) -> bool {
    let lists = &context.config.complaint;
    let words = words(text);
    let mut at = 0;
    while at < words.len() {
        if let Some(other) = lists.except.match_at(text, &words, at) {
            at = other.words.end;
        } else if lists.words.match_at(text, &words, at).is_some() {
            return true;
        } else {
            at += 1;
        }
    }
    false
}

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    if overview.count(RULE.code, ANSWERED) > 0 || overview.sentences == 0 {
        return;
    }
    // The message that is answered is the first one below or above the writer's words.
    let forwarded = |content: &Content| matches!(content, Content::History { forwarded: true });
    let mut messages = overview.parts(Part::Message);
    let first = messages.find(|(_, leaf)| !forwarded(&leaf.block.content));
    let complains = first.is_some_and(|(first, _)| {
        let mut complaints = overview.marks_of(RULE.code, COMPLAINT);
        complaints.any(|placed| placed.index == first)
    });
    let Some((_, leaf)) = overview
        .prose()
        .find(|(_, leaf)| complains && !matches!(leaf.block.content, Content::Salutation(_)))
    else {
        return;
    };
    let text = overview.text_of(&leaf);
    let start = leaf
        .block
        .content
        .salutation()
        .map_or(0, |found| found.range.end);
    let rest = &text[start..];
    let from = start + rest.len() - rest.trim_start().len();
    let end = from
        + text[from..]
            .find(['\n', '\r'])
            .unwrap_or(text[from..].trim_end().len());
    let mut found = report.find(
        leaf.place(from..end),
        "Ответ на жалобу не благодарит, не извиняется и не говорит, что будет сделано.",
        "This answer to a complaint neither thanks nor apologises nor says what will be done.",
    );
    let own = overview.language();
    for (title, sentence, at_end) in sentences(own) {
        let edit = match at_end {
            true => insertion::ending(overview, sentence),
            false => insertion::opening(overview, sentence),
        };
        found = found.fix(title.ru, title.en, edit.into_iter().collect());
    }
}

/// What can be added, in the letter's language: the title of the fix, the sentence, and whether it
/// goes to the end.
fn sentences(language: Language) -> [(Bilingual, &'static str, bool); 3] {
    let thanks = Bilingual {
        ru: "Поблагодарить за обращение",
        en: "Thank the customer for the message",
    };
    let apology = Bilingual {
        ru: "Принести извинения",
        en: "Apologise",
    };
    let action = Bilingual {
        ru: "Сказать, что будет сделано",
        en: "Say what will be done",
    };
    match language {
        Language::Russian => [
            (
                thanks,
                "Благодарим Вас за то, что сообщили нам об этом.",
                false,
            ),
            (
                apology,
                "Приносим извинения за доставленные неудобства.",
                false,
            ),
            (
                action,
                "Мы [действие] до [дата] и сообщим Вам о результате.",
                true,
            ),
        ],
        Language::English => [
            (
                thanks,
                "Thank you for bringing this to our attention.",
                false,
            ),
            (apology, "We apologise for the inconvenience.", false),
            (
                action,
                "We will [action] by [date] and let you know the result.",
                true,
            ),
        ],
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nПоставка выполнена по договору.\n\nС уважением,\nАнна\n\n> Мы недовольны качеством поставки.\n")
            .flags(CODE, &["Поставка выполнена по договору."])
            .fixed(CODE, "Добрый день!\n\nБлагодарим Вас за то, что сообщили нам об этом.\n\nПоставка");
        body("Добрый день!\n\nСрок указан в договоре.\n\n20.11.2026 14:05, Иван пишет:\n> Жалоба: мы так и не получили груз.\n>> Всё хорошо.\n")
            .flags(CODE, &["Срок указан в договоре."]);
        for complaint in [
            "Товар пришёл с царапинами, мы крайне огорчены.",
            "Третий раз получаем не тот размер.",
            "Обслуживание оставляет желать лучшего.",
            "Ваш курьер нагрубил нашей сотруднице.",
            "Требуем вернуть оплату.",
        ] {
            body(&format!(
                "Добрый день!\n\nСрок указан в договоре.\n\n> {complaint}\n"
            ))
            .reports(CODE);
        }
        for complaint in [
            "The chairs arrived scratched and two are broken.",
            "Your driver was rude to our staff.",
            "This is the third time the order is wrong.",
            "We are let down by the service.",
            "We expected better from you.",
        ] {
            body_en(&format!(
                "Dear Anna,\n\nThe terms are in the contract.\n\n> {complaint}\n"
            ))
            .reports(CODE);
        }
        for answer in [
            "К сожалению, срок прошёл.",
            "Деньги мы не вернём.",
            "Вы сами виноваты в поломке.",
        ] {
            body(&format!(
                "Добрый день!\n\n{answer}\n\n> Мы недовольны качеством поставки.\n"
            ))
            .flags(CODE, &[answer]);
        }
        for answer in [
            "We will not replace the batch.",
            "We regret to say that the term is over.",
        ] {
            body_en(&format!(
                "Dear Anna,\n\n{answer}\n\n> This is unacceptable.\n"
            ))
            .flags(CODE, &[answer]);
        }
        body_en("Dear Anna,\n\nThe delivery was made as agreed.\n\nKind regards,\nJohn\n\nOn Mon, Nov 23, 2026, Anna wrote:\n> This is unacceptable.\n")
            .flags(CODE, &["The delivery was made as agreed."])
            .fixed(CODE, "Thank you for bringing this to our attention.");
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nБлагодарим за обращение. Поставка выполнена по договору.\n\n> Мы недовольны качеством поставки.\n",
            "Добрый день!\n\nПриносим извинения за задержку.\n\n> Мы недовольны качеством поставки.\n",
            "Добрый день!\n\nЗаменим партию до пятницы.\n\n> Мы недовольны качеством поставки.\n",
            "Добрый день!\n\nПоставка выполнена по договору.\n\n> Благодарим за поставку.\n",
            "Добрый день!\n\nПоставка выполнена по договору.\n\n> Груз получен.\n>> Мы недовольны качеством поставки.\n",
            "Добрый день!\n\nМы недовольны качеством поставки.\n",
            "Добрый день!\n\nПересылаю.\n\n-------- Пересылаемое сообщение --------\nОт: a@b.example\nТема: Жалоба\n\nМы недовольны.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nWe will replace the batch by Friday.\n\n> We are disappointed with the delivery.\n").clean(CODE);
        body_en("Dear Anna,\n\nI am sorry to hear this.\n\n> We want to complain.\n").clean(CODE);
        draft("Subject: Re: Жалоба\n\n> Мы недовольны.\n").clean(CODE);
    }
}
