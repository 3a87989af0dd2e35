//! `greeting-punctuation`: a salutation ends with a comma or an exclamation mark, and in Russian a
//! comma stands between the greeting and the name.

use super::overview::Overview;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::letter::salutation::Salutation;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "greeting-punctuation",
    severity: Severity::Hint,
    source: "G3",
    title: Bilingual {
        ru: "Обращение выделяется знаками препинания",
        en: "A salutation is set off by marks",
    },
    why: Bilingual {
        ru: "Обращение на письме обособляется; первая строка письма видна прежде всех.",
        en: "The first line of a letter is read before all others; its mark is part of it.",
    },
    bad: Bilingual {
        ru: "Добрый день Иван",
        en: "Dear Ms Smith",
    },
    good: Bilingual {
        ru: "Добрый день, Иван!",
        en: "Dear Ms Smith,",
    },
    passage: None,
    letter: Some(check),
};

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    let Some((_, leaf, salutation)) = overview.salutation() else {
        return;
    };
    let text = overview.text_of(&leaf);
    let russian = text[salutation.range.clone()].starts_with(|c: char| !c.is_ascii());
    if needs_comma(&text, salutation, russian) {
        let (greeting, name) = (&salutation.greeting, &salutation.addressee);
        let greeted = greeting.start < name.start;
        let at = greeting.end.min(name.end);
        let (ru, en) = match greeted {
            true => (
                "Перед обращением по имени нужна запятая.",
                "A comma is missing before the name.",
            ),
            false => (
                "После обращения по имени нужна запятая.",
                "A comma is missing after the name.",
            ),
        };
        report
            .find(
                leaf.place(greeting.start.min(name.start)..greeting.end.max(name.end)),
                ru,
                en,
            )
            .safe_fix(
                "Поставить запятую",
                "Insert a comma",
                leaf.edit(at..at, ",").into_iter().collect(),
            );
    }
    // Brackets and quotes may close after it, and the mark stand behind them: «Добрый день, [ИМЯ]!»
    let rest = text[salutation.range.end..].lines().next();
    let ends = rest.is_none_or(|rest| rest.trim().is_empty());
    if salutation.mark.is_none() && salutation.alone && ends {
        let at = salutation.range.end;
        let mark = if russian { "!" } else { "," };
        report
            .find(
                leaf.place(salutation.range.clone()),
                format_args!("После обращения нет знака: поставьте «{mark}»."),
                format_args!("The salutation ends without a mark: put “{mark}”."),
            )
            .safe_fix(
                format_args!("Поставить «{mark}»"),
                format_args!("Insert “{mark}”"),
                leaf.edit(at..at, mark).into_iter().collect(),
            );
    }
}

fn needs_comma(text: &str, salutation: &Salutation, russian: bool) -> bool {
    let (greeted, named) = (&salutation.greeting, &salutation.addressee);
    let between = text
        .get(greeted.end..named.start)
        .or_else(|| text.get(named.end..greeted.start))
        .unwrap_or_default();
    // English usage has given the comma up after “Hi” and “Hello”, not after “Good morning”.
    let greeting = text[greeted.clone()].to_lowercase();
    let name_first = named.start < greeted.start;
    (russian || name_first || greeting.starts_with("good "))
        && !salutation.adjective
        && !salutation.addressee.is_empty()
        && between.trim().is_empty()
        && !between.is_empty()
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день Иван!\n\nДоговор готов.\n")
            .flags(CODE, &["Добрый день Иван"])
            .says(CODE, "before the name")
            .fixed(CODE, "Добрый день, Иван!\n");
        body("Добрый день\n\nДоговор готов.\n")
            .flags(CODE, &["Добрый день"])
            .fixed(CODE, "Добрый день!\n");
        body("Уважаемый Иван Петрович\n\nДоговор готов.\n")
            .fixed(CODE, "Уважаемый Иван Петрович!\n");
        body("Иван добрый день!\n\nДоговор готов.\n")
            .flags(CODE, &["Иван добрый день"])
            .says(CODE, "after the name")
            .fixed(CODE, "Иван, добрый день!\n");
        body("Анна Сергеевна здравствуйте!\n\nДоговор готов.\n")
            .fixed(CODE, "Анна Сергеевна, здравствуйте!\n");
        body("Коллеги доброе утро!\n\nДоговор готов.\n").fixed(CODE, "Коллеги, доброе утро!\n");
        body_en("Anna good morning!\n\nThe contract is ready.\n")
            .fixed(CODE, "Anna, good morning!\n");
        body_en("Anna hello!\n\nThe contract is ready.\n").fixed(CODE, "Anna, hello!\n");
        body_en("Good evening Anna,\n\nThe contract is ready.\n")
            .flags(CODE, &["Good evening Anna"])
            .fixed(CODE, "Good evening, Anna,\n");
        body_en("Dear Ms Smith\n\nThe contract is ready.\n")
            .flags(CODE, &["Dear Ms Smith"])
            .fixed(CODE, "Dear Ms Smith,\n");
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день, Иван!\n\nДоговор готов.\n",
            "Добрый день.\n\nДоговор готов.\n",
            "Уважаемый Иван Петрович!\n\nДоговор готов.\n",
            "Здравствуйте, уважаемый Иван Петрович!\n\nДоговор готов.\n",
            "Добрый день, [ИМЯ]!\n\nДоговор готов.\n",
            "Добрый день, коллеги (отдел продаж)!\n\nДоговор готов.\n",
            "Коллеги, добрый день!\n\nДоговор готов.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Hello Anna,\n\nThe contract is ready.\n").clean(CODE);
        body_en("Dear Anna:\n\nThe contract is ready.\n").clean(CODE);
        body_en("Dear Anna -\n\nThe contract is ready.\n").clean(CODE);
    }
}
