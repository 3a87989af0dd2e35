//! `request-result`: a task comes with its reason, its measurable result and its date.

use std::ops::Range;

use super::{Bilingual, Context, Passage, Report, Rule, Severity, dated};
use crate::config::Language;
use crate::text::Edit;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "request-result",
    severity: Severity::Hint,
    source: "D6",
    title: Bilingual {
        ru: "У задачи есть причина, результат или срок",
        en: "A task has a reason, a result or a date",
    },
    why: Bilingual {
        ru: "Зная причину и измеримый результат, исполнитель предложит верное решение с первого раза.",
        en: "Whoever knows the reason and the measurable result finds the right solution the first time.",
    },
    bad: Bilingual {
        ru: "Подготовьте отчёт.",
        en: "Please prepare the report.",
    },
    good: Bilingual {
        ru: "Подготовьте отчёт по отгрузкам за октябрь до 27 ноября: он нужен для сверки.",
        en: "Please prepare the report on October's shipments by 27 November, so that we can reconcile the accounts.",
    },
    passage: Some(check),
    letter: None,
};

/// What a sentence does with a task.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    /// It asks the reader for one.
    Asked,
    /// It takes one over.
    Accepted,
}

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    let sentences = &passage.sentences;
    for (index, sentence) in sentences.iter().enumerate() {
        let Some((task, range)) = task_in(passage, sentence, context) else {
            continue;
        };
        let around = &sentences[index.saturating_sub(1)..sentences.len().min(index + 2)];
        if around
            .iter()
            .any(|near| is_explained(passage, near, context))
        {
            continue;
        }
        let language = passage.letters.language();
        let (title, text) = match (task, language) {
            (Task::Asked, Language::Russian) => (
                ASK,
                " Это нужно, чтобы [причина]; ожидаемый результат: [результат]; срок: [дата].",
            ),
            (Task::Asked, Language::English) => (
                ASK,
                " We need this in order to [reason]; the expected result is [result], by [date].",
            ),
            (Task::Accepted, Language::Russian) => (
                CLARIFY,
                " Уточните, пожалуйста: для чего это нужно, какой измеримый результат Вы ожидаете и к какому сроку?",
            ),
            (Task::Accepted, Language::English) => (
                CLARIFY,
                " Could you tell us what this is for, which measurable result you expect, and by what date?",
            ),
        };
        let end = sentence.end;
        report
            .find(
                range,
                "Укажите причину, ожидаемый результат или срок.",
                "Give the reason, the expected result or the date.",
            )
            .fix(title.ru, title.en, vec![Edit::insert(end, text)]);
    }
}

const ASK: Bilingual = Bilingual {
    ru: "Добавить причину, результат и срок",
    en: "Add the reason, the result and the date",
};
const CLARIFY: Bilingual = Bilingual {
    ru: "Спросить о причине, результате и сроке",
    en: "Ask for the reason, the result and the date",
};

/// The verb of work stands at most so many words after those that ask.
const BETWEEN: usize = 4;

/// The task in a sentence and the words that ask for it or take it over.
fn task_in(
    passage: &Passage,
    sentence: &Range<usize>,
    context: &Context,
) -> Option<(Task, Range<usize>)> {
    let lists = &context.config.task;
    let words = passage.words_in(sentence);
    let text = passage.text;
    if text[sentence.clone()].ends_with(':') || sentence.start < passage.salutation().end {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let order = lists.orders.match_at(text, words, at);
        let request = || {
            let asked = lists.requests.match_at(text, words, at)?;
            let next = asked.words.end;
            // Adverbs may stand between: «просим ещё раз внимательно проверить».
            let work =
                (next..next + BETWEEN).find_map(|at| lists.work.match_at(text, words, at))?;
            Some(asked.words.start..work.words.end)
        };
        let accepted = || lists.acceptance.match_at(text, words, at);
        let (task, hit) = match order.map(|hit| hit.words).or_else(request) {
            Some(hit) => (Task::Asked, hit),
            None => (Task::Accepted, accepted()?.words),
        };
        let range = words[hit.start].range.start..words[hit.end - 1].range.end;
        (!passage.is_speech(&range)).then_some((task, range))
    })
}

/// Whether a sentence gives a reason, a result or a date: a problem is a reason, a share a result.
fn is_explained(passage: &Passage, sentence: &Range<usize>, context: &Context) -> bool {
    let lists = &context.config.task;
    let words = passage.words_in(sentence);
    lists.reasons.is_in(passage.text, words)
        || lists.results.is_in(passage.text, words)
        || context.config.structure.problems.is_in(passage.text, words)
        || passage.text[sentence.clone()].contains('%')
        || dated::has_date(passage, sentence)
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nПодготовьте, пожалуйста, отчёт.\n").flags(CODE, &["Подготовьте"]);
        body("Добрый день!\n\nДобрались хорошо.\n\nПросим Вас доработать макет.\n")
            .flags(CODE, &["Просим Вас доработать"]);
        for (text, words) in [
            ("Просим пересмотреть калькуляцию.", "Просим пересмотреть"),
            (
                "Прошу ещё раз внимательно проверить договор.",
                "Прошу ещё раз внимательно проверить",
            ),
            ("Перенесите, пожалуйста, стенд в другой зал.", "Перенесите"),
            ("Нужно заменить вывеску.", "Нужно заменить"),
            (
                "Не могли бы Вы оценить ремонт кровли?",
                "Не могли бы Вы оценить",
            ),
            (
                "Вам поручается обновить каталог.",
                "Вам поручается обновить",
            ),
        ] {
            body(&format!("Добрый день!\n\n{text}\n")).flags(CODE, &[words]);
        }
        for (text, words) in [
            ("Please check the boiler.", "Please check"),
            (
                "We need you to rewrite the leaflet.",
                "We need you to rewrite",
            ),
            (
                "Could you please re-examine the estimate?",
                "Could you please re-examine",
            ),
            (
                "I would like you to translate the leaflet.",
                "I would like you to translate",
            ),
            ("Kindly replace the sign.", "Kindly replace"),
        ] {
            body_en(&format!("Dear Anna,\n\n{text}\n")).flags(CODE, &[words]);
        }
        body("Добрый день!\n\nЗаявку приняли в работу.\n").flags(CODE, &["приняли в работу"]);
        body_en("Dear Anna,\n\nPlease prepare the report.\n").flags(CODE, &["Please prepare"]);
        body_en("Dear Anna,\n\nCould you set up the server?\n").flags(CODE, &["Could you set up"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nПодготовьте отчёт до 27 ноября.\n",
            "Добрый день!\n\nПросим подготовить:\n\n- акт\n- счёт\n",
            "Добрый день!\n\nПодготовьте отчёт, чтобы мы закрыли квартал.\n",
            "Добрый день!\n\nПодготовьте отчёт. Он нужен для сверки.\n",
            "Добрый день!\n\nПодтвердите, пожалуйста, получение.\n",
            "Добрый день!\n\nПросим ответить на письмо.\n",
            "Добрый день!\n\nМы подготовили отчёт.\n",
            "Добрый день!\n\nОн сказал: «Подготовьте отчёт».\n",
            "Добрый день!\n\nГотово.\n\n> Подготовьте отчёт.\n",
            "Добрый день!\n\nПодготовьте отчёт завтра.\n",
            "Добрый день!\n\nПросим снизить цену на 5 %.\n",
            "Добрый день!\n\nНасос не работает. Просим заменить его.\n",
            "Добрый день!\n\nПросим пересмотреть калькуляцию в связи с ростом цен.\n",
            "Добрый день!\n\nПросим проверить оплату и сообщить номер платежа.\n",
            "Добрый день!\n\nПросим рассмотреть наше предложение.\n",
        ] {
            body(text).clean(CODE);
        }
        for text in [
            "Dear Anna,\n\nPlease prepare the report by Friday.\n",
            "Dear Anna,\n\nPlease prepare the report so that we can close the year.\n",
            "Dear Anna,\n\nPlease let us know.\n",
            "Dear Anna,\n\nPlease check the boiler: it leaks.\n",
            "Dear Anna,\n\nPlease revise the estimate to include the roof.\n",
            "Dear Anna,\n\nPlease see the report.\n",
            "Dear Anna,\n\nPlease check the invoice and tell us the amount.\n",
            "Dear Anna,\n\nPlease find the report attached.\n",
        ] {
            body_en(text).clean(CODE);
        }
    }
}
