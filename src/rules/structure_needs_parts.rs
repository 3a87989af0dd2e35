//! `structure-needs-parts`: a large letter, or one with several questions, has points or headings.

use std::ops::Range;

use super::division::{counts, into_list, opens_thought};
use super::overview::Overview;
use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::Structure;
use crate::letter::{Content, is_list_item};
use crate::text::words::Word;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "structure-needs-parts",
    severity: Severity::Information,
    source: "D8, G4",
    title: Bilingual {
        ru: "Большое письмо разделено на пункты",
        en: "A large letter is divided into points",
    },
    why: Bilingual {
        ru: "На вопросы в сплошном тексте отвечают не на все; на пункты — по порядку.",
        en: "Of questions in running text some go unanswered; points are answered one by one.",
    },
    bad: Bilingual {
        ru: "Сколько машин в ателье? Есть ли сигнализация? И кто имеет ключи?",
        en: "Is the bus heated? Can it carry 24 children? Where will it park?",
    },
    good: Bilingual {
        ru: "1. Сколько машин в ателье?\n2. Есть ли сигнализация?\n3. Кто имеет ключи?",
        en: "1. Is the bus heated?\n2. Can it carry 24 children?\n3. Where will it park?",
    },
    passage: Some(collect),
    letter: Some(check),
};

/// A question.
const QUESTION: u8 = 0;
/// A problem: a paragraph that tells of one, or a sentence that comes to another.
const PROBLEM: u8 = 1;
/// The letter has points or headings.
const DIVIDED: u8 = 2;
/// Sentences that can be made a list.
const LISTABLE: u8 = 3;

/// A point that is counted: «во-вторых, …».
const COUNTED: u8 = 4;

/// Several points are announced: «у нас две проблемы».
const ANNOUNCED: u8 = 5;
/// One of several points.
const PART: u8 = 6;
/// A paragraph that only asks.
const ASKS: u8 = 7;
/// A paragraph that comes to another question.
const ASKS_MORE: u8 = 8;

/// A letter with so many problems or counted points needs them written as points.
const PROBLEMS: usize = 2;

fn collect(passage: &Passage, context: &Context, report: &mut Report) {
    let limits = &context.config.structure;
    if matches!(passage.content, Content::List | Content::Heading) || is_list_item(passage.text) {
        report.mark(DIVIDED, 0..0, "");
        return;
    }
    if matches!(passage.content, Content::Salutation(_)) {
        return;
    }
    let salutation = passage.salutation().end;
    let mut told = false;
    let mut announced = false;
    let (mut asked, mut all_ask, mut more) = (None, true, false);
    for sentence in &passage.sentences {
        if sentence.start < salutation || passage.is_speech(sentence) {
            continue;
        }
        let words = passage.words_in(sentence);
        let polite = limits.small_talk.match_at(passage.text, words, 0).is_some();
        let asks = passage.text[sentence.clone()].ends_with('?') && !polite;
        if asks || asks_indirectly(passage.text, words, limits) {
            report.mark(QUESTION, sentence.clone(), "");
            asked = asked.or(Some(sentence));
            more |= opens_thought(passage, sentence, limits);
        }
        all_ask &= asks;
        if counts(passage, sentence, limits) {
            report.mark(COUNTED, sentence.clone(), "");
        }
        let tells = limits.problems.is_in(passage.text, words);
        let other = opens_thought(passage, sentence, limits);
        if tells && (other || !told) {
            report.mark(PROBLEM, sentence.clone(), "");
        }
        told |= tells;
        let taken_up = parts(passage.text, words, limits);
        if taken_up > 0 || announced && (tells || asks) {
            for _ in 0..taken_up.max(1) {
                report.mark(PART, sentence.clone(), "");
            }
        } else if announces(passage.text, words, limits) {
            report.mark(ANNOUNCED, sentence.clone(), "");
            announced = true;
        }
    }
    // What follows of a long paragraph may ask nothing, and it is no list.
    if !passage.extent.is_whole() {
        return;
    }
    if let Some(question) = asked.filter(|_| all_ask || more) {
        let kind = if more { ASKS_MORE } else { ASKS };
        report.mark(kind, question.clone(), "");
    }
    if !into_list(passage, limits).is_empty() {
        report.mark(LISTABLE, 0..0, "");
    }
}

/// Whether a sentence says that several points follow: «у нас две проблемы», «проблем несколько».
fn announces(text: &str, words: &[Word], limits: &Structure) -> bool {
    (0..words.len()).any(|at| {
        let Some(number) = limits.several.match_at(text, words, at) else {
            return false;
        };
        let topic = |at: usize| limits.topics.match_at(text, words, at).is_some();
        let next = number.words.end;
        at.checked_sub(1).is_some_and(topic) || (next..next + COUNTED_IN).any(topic)
    })
}

/// How many of several points a sentence takes up: «Первая — …, вторая — …».
fn parts(text: &str, words: &[Word], limits: &Structure) -> usize {
    let takes_up = |at: usize| limits.parts.match_at(text, words, at).is_some();
    let after_mark = |at: usize| {
        let gap = &text[words[at - 1].range.end..words[at].range.start];
        gap.contains([',', ';'])
    };
    match takes_up(0) {
        true => {
            1 + (1..words.len())
                .filter(|at| after_mark(*at) && takes_up(*at))
                .count()
        }
        false => 0,
    }
}

/// A number and what it counts stand at most so many words apart: «два важных вопроса».
const COUNTED_IN: usize = 3;

/// Whether a sentence asks without a question mark: «Просим сообщить, когда прибудет груз».
fn asks_indirectly(text: &str, words: &[Word], limits: &Structure) -> bool {
    (0..words.len()).any(|at| {
        let Some(asked) = limits.asking.match_at(text, words, at) else {
            return false;
        };
        let rest = words.get(asked.words.end..).unwrap_or_default();
        let near = &rest[..rest.len().min(ASKED)];
        limits.interrogatives.is_in(text, near)
    })
}

/// An interrogative stands at most so many words after the verb that asks.
const ASKED: usize = 5;

fn check(overview: &Overview, context: &Context, report: &mut Report) {
    let limits = &context.config.structure;
    let count = |kind| overview.count(RULE.code, kind);
    let large = overview.words > limits.letter_words;
    let announced = count(ANNOUNCED) > 0 && count(PART) >= PROBLEMS;
    let asking = overview.marked(RULE.code, QUESTION);
    let apart = count(ASKS) + count(ASKS_MORE) >= PROBLEMS
        || count(ASKS_MORE) > 0 && asking.take(PROBLEMS).count() >= PROBLEMS;
    if count(DIVIDED) > 0
        || !(large
            || announced
            || apart
            || count(QUESTION) >= limits.questions
            || count(PROBLEM) >= PROBLEMS
            || count(COUNTED) >= PROBLEMS)
    {
        return;
    }
    let first = |kind| overview.marks_of(RULE.code, kind).next();
    let many = |kind, enough: usize| first(kind).filter(|_| !large && count(kind) >= enough);
    let question = many(QUESTION, 1)
        .or_else(|| many(COUNTED, PROBLEMS))
        .or_else(|| many(ANNOUNCED, 1).filter(|_| announced));
    let question = question.map(|placed| placed.leaf.place(placed.mark.range.clone()));
    let Some(place) = question.or_else(|| first_line(overview)) else {
        return;
    };
    let list = first(LISTABLE).and_then(|placed| {
        let text = overview.text_of(&placed.leaf);
        let passage = Passage::new(&text, &placed.leaf.block.content, overview.format);
        let edits = into_list(&passage, limits).into_iter();
        edits
            .map(|edit| placed.leaf.edit(edit.range.clone(), &edit.text))
            .collect::<Option<Vec<_>>>()
    });
    report
        .find(
            place,
            "Разделите письмо на пункты или дайте частям заголовки.",
            "Divide the letter into points, or give its parts headings.",
        )
        .fix(
            "Сделать нумерованный список",
            "Make a numbered list",
            list.unwrap_or_default(),
        );
}

/// The first line of the text after the salutation.
fn first_line(overview: &Overview) -> Option<Range<usize>> {
    let mut prose = overview.prose();
    let (_, leaf) =
        prose.find(|(_, leaf)| !matches!(leaf.block.content, Content::Salutation(_)))?;
    let text = overview.text_of(&leaf);
    let salutation = leaf.block.content.salutation();
    let from = salutation.map_or(0, |salutation| salutation.range.end);
    let start = text.len() - text[from..].trim_start().len();
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    Some(leaf.place(start..start + line.len()))
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::{Case, body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nГотовлю договор. Сколько машин в ателье? Есть ли сигнализация? И кто имеет ключи?\n\nС уважением,\nАнна\n")
            .flags(CODE, &["Сколько машин в ателье?"])
            .fixed(CODE, "Готовлю договор.\n\n1. Сколько машин в ателье?\n2. Есть ли сигнализация?\n3. И кто имеет ключи?\n\nС уважением");
        body_en("Dear Anna,\n\nFirst, the pump does not work. Second, the invoice has an error. Third, is the guard there? When? Who?\n\nKind regards,\nJohn\n")
            .flags(CODE, &["Third, is the guard there?"])
            .fixed(CODE, "\n\n1. The pump does not work.\n2. The invoice has an error.\n3. Is the guard there?\n\nWhen? Who?");
        // The longest row of questions becomes the list.
        body("Добрый день!\n\nКто имеет ключ? Где он? Дом закрыт. Когда начнём? Кто откроет? Сколько ждать?\n\nС уважением,\nАнна\n")
            .fixed(CODE, "Где он? Дом закрыт.\n\n1. Когда начнём?\n2. Кто откроет?\n3. Сколько ждать?");
        body("Добрый день!\n\nНасос не работает второй день, и цех стоит.\n\nКроме того, в счёте ошибка: сумма удвоена.\n\nС уважением,\nАнна\n")
            .flags(CODE, &["Насос не работает второй день, и цех стоит."]);
        for (text, words) in [
            (
                "Во-первых, протекает крыша. Во-вторых, не горит свет в коридоре.",
                "Во-первых, протекает крыша.",
            ),
            (
                "Первое: нужен пропуск. Второе: нужна стоянка. Третье: нужен ключ.",
                "Первое: нужен пропуск.",
            ),
            (
                "Просим сообщить, когда прибудет груз. Уточните, сколько в нём мест. Также прошу пояснить, кто оплачивает хранение.",
                "Просим сообщить, когда прибудет груз.",
            ),
            (
                "Насос не включается. Кроме того, в счёте ошибка: сумма удвоена.",
                "Насос не включается. Кроме того, в счёте ошибка: сумма удвоена.",
            ),
        ] {
            body(&format!("Добрый день!\n\n{text}\n\nС уважением,\nАнна\n")).flags(CODE, &[words]);
        }
        for (text, words) in [
            (
                "First, the roof leaks. Second, the lights are out.",
                "First, the roof leaks.",
            ),
            (
                "Please let us know when the goods arrive. Could you also confirm how many boxes there are? Tell us who pays for the storage.",
                "Please let us know when the goods arrive.",
            ),
            (
                "The pump does not work. In addition, the invoice has an error.",
                "The pump does not work. In addition, the invoice has an error.",
            ),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n\nKind regards,\nJohn\n"))
                .flags(CODE, &[words]);
        }
        let long = "Договор поставки насосов подписан обеими сторонами.\n\n".repeat(10);
        body(&format!("Добрый день!\n\n{long}С уважением,\nАнна\n"))
            .rules("[structure]\nletter-words = 50")
            .flags(
                CODE,
                &["Договор поставки насосов подписан обеими сторонами."],
            );
    }

    fn letter(text: &str) -> Case {
        body(&format!("Добрый день!\n\n{text}\n\nС уважением,\nАнна\n"))
    }

    #[test]
    fn several_questions_or_points_are_several_in_whatever_paragraphs() {
        for (text, words) in [
            (
                "Сколько машин в ателье?\n\nКто имеет ключи?",
                "Сколько машин в ателье?",
            ),
            (
                "Акт получен. Когда будет счёт?\n\nКроме того, кто подпишет договор? Ждём ответа.",
                "Когда будет счёт?",
            ),
            (
                "Два очень важных вопроса. Первый — цена. Второй — срок.",
                "Два очень важных вопроса.",
            ),
            (
                "У нас две просьбы. Первая — скидка, вторая — отсрочка.",
                "У нас две просьбы.",
            ),
            (
                "У нас две проблемы. Насос не включается. Счёт не совпадает с договором.",
                "У нас две проблемы.",
            ),
            (
                "У нас два вопроса. Когда прибудет груз? Кто его примет?",
                "Когда прибудет груз?",
            ),
        ] {
            letter(text).flags(CODE, &[words]);
        }
        for text in [
            "Акт получен. Когда будет счёт?\n\nДоговор готов. Кто его подпишет?",
            "Акт получен. Кроме того, когда будет счёт?",
            "Первый насос цел. Второй тоже.",
            "У нас две новости. Акт готов. Счёт оплачен.",
            "Два вопроса. Первый решили, спасибо, сегодня.",
            "Получили два ящика гвоздей, акт и ключ от склада без лишних вопросов. Первый ящик цел. Второй тоже.",
            "Он спросил: «Это всё? Кто придёт? Где встретимся? Когда начнём? Жду ответа».",
        ] {
            letter(text).clean(CODE);
        }
        letter("# Вопросы\n\nКто придёт? Где встретимся? Когда начнём?")
            .format(Format::Markdown)
            .clean(CODE);
    }

    #[test]
    fn a_large_letter_is_told_of_at_its_beginning() {
        let long = "Договор поставки насосов подписан обеими сторонами.\n\n".repeat(10);
        let rules = |words: usize| format!("[structure]\nletter-words = {words}");
        letter(long.trim_end()).rules(&rules(60)).clean(CODE);
        letter(&format!("{long}Кто придёт?"))
            .rules(&rules(60))
            .flags(
                CODE,
                &["Договор поставки насосов подписан обеими сторонами."],
            );
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nГотов ли договор? Когда его подпишут?\n",
            "Добрый день!\n\nСообщите:\n\n1. Сколько машин?\n2. Есть ли сигнализация?\n3. Кто имеет ключи?\n",
            "Добрый день!\n\nНасос не работает. Ошибка 5 на экране, проблема в блоке питания.\n",
            "Добрый день!\n\nДоговор готов.\n\n> Кто? Где? Когда?\n",
            "Добрый день! Как дела на складе? Всё ли готово?\n",
            "Добрый день!\n\nОн спросил: «Кто? Где? Когда?»\n",
            "Добрый день!\n\nВо-первых, благодарим за ответ. Договор подписан.\n",
            "Добрый день!\n\nНасос не включается. Также просим прислать счёт.\n",
            "Добрый день!\n\nСообщите, когда прибудет груз. Если появятся вопросы, уточните их у Анны.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\n- Who?\n- Where?\n- When?\n\nIs it all?\n").clean(CODE);
        body_en("Dear Anna,\n\nIs the bus heated? Can it carry us?\n").clean(CODE);
    }
}
