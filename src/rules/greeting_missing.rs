//! `greeting-missing`: a letter opens with a greeting.
//!
//! The salutation may stand after a letterhead, an addressee's block or a date line, and in a
//! bottom-posted reply after the quote. A body without any text yet is not nagged.

use super::overview::{Leaf, Overview};
use super::spelling::is_in_another_language;
use super::{Bilingual, Context, Report, Rule, Severity};
use crate::config::Language;
use crate::letter::Content;
use crate::text::words::words;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "greeting-missing",
    severity: Severity::Warning,
    source: "G1",
    title: Bilingual {
        ru: "Письмо начинается с обращения",
        en: "A letter opens with a greeting",
    },
    why: Bilingual {
        ru: "Обращение показывает, кому адресовано письмо, и задаёт его тон.",
        en: "A greeting shows whom the letter is for and sets its tone.",
    },
    bad: Bilingual {
        ru: "Направляю договор на согласование.",
        en: "Please review the contract.",
    },
    good: Bilingual {
        ru: "Уважаемый Иван Петрович!\n\nНаправляю договор на согласование.",
        en: "Dear Ms Smith,\n\nPlease review the contract.",
    },
    passage: None,
    letter: Some(check),
};

/// How many blocks a letterhead may have.
const LETTERHEAD_BLOCKS: usize = 4;

fn check(overview: &Overview, _: &Context, report: &mut Report) {
    if is_in_another_language(overview) {
        return;
    }
    let Some((_, first)) = overview
        .prose()
        .find(|(_, leaf)| leaf.block.content != Content::Heading)
    else {
        return;
    };
    let opening = overview
        .prose()
        .take(LETTERHEAD_BLOCKS + 1)
        .take_while(|(_, leaf)| {
            leaf.block.content.salutation().is_some() || is_letterhead(overview, leaf)
        });
    if opening
        .into_iter()
        .any(|(_, leaf)| leaf.block.content.salutation().is_some())
    {
        return;
    }
    let text = overview.text_of(&first);
    let Some(word) = words(&text).into_iter().next() else {
        return;
    };
    let mut found = report.find(
        first.place(word.range),
        "Письмо начинается без обращения.",
        "The letter opens without a greeting.",
    );
    let newline = overview.newline();
    for greeting in greetings(overview) {
        let edit = first.edit(0..0, &format!("{greeting}{newline}{newline}"));
        found = found.fix(
            format_args!("Вставить «{greeting}»"),
            format_args!("Insert “{greeting}”"),
            edit.into_iter().collect(),
        );
    }
}

/// Whether a block reads like a letterhead, an addressee or a date: short lines, no sentence.
fn is_letterhead(overview: &Overview, leaf: &Leaf) -> bool {
    let text = overview.text_of(leaf);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.all(|line| {
        let sentence = line.ends_with(['.', '!', '?', ':', ';'])
            && !line.ends_with("г.")
            && words(line).len() > 2;
        !sentence && words(line).len() <= 9
    })
}

/// Greetings for the letter's recipients in its language, the best first.
pub fn greetings(overview: &Overview) -> Vec<String> {
    let people = overview.recipients();
    let several = overview.recipient_count() > 1;
    let mut greetings = match (overview.language(), several, people.first()) {
        (Language::Russian, true, _) => vec!["Уважаемые коллеги!".to_owned()],
        (Language::English, true, _) => vec!["Dear all,".to_owned()],
        (Language::Russian, false, Some(person)) => {
            person.russian_salutation().into_iter().collect()
        }
        (Language::English, false, Some(person)) => person.english_salutations(),
        (_, false, None) => Vec::new(),
    };
    greetings.push(match overview.language() {
        Language::Russian => "Здравствуйте!".to_owned(),
        Language::English => "Hello,".to_owned(),
    });
    greetings
}

#[cfg(test)]
mod cases {
    use crate::letter::Format;
    use crate::rules::cases::{body, body_en, draft};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Направляю договор на согласование.\n")
            .flags(CODE, &["Направляю"])
            .fixed(CODE, "\n\nУважаемый Иван Петрович!\n\nНаправляю");
        body_en("Please review the contract.\n")
            .flags(CODE, &["Please"])
            .fixed(CODE, "\n\nDear Ms Smith,\n\nPlease");
        draft("To: a@b.example, c@d.example\nSubject: Акт 5\n\nАкт готов.\n")
            .flags(CODE, &["Акт"])
            .fixed(CODE, "Уважаемые коллеги!");
        body("Акт сверки готов.\n\nУважаемый Иван Петрович!\n\nПодпишите его.\n")
            .flags(CODE, &["Акт"]);
        body("Направляем подписанный акт сверки за третий квартал и просим вернуть один экземпляр\n\nУважаемый Иван Петрович!\n\nПодпишите его.\n")
            .flags(CODE, &["Направляем"]);
        draft("Акт готов, подпишите его, пожалуйста.\n")
            .flags(CODE, &["Акт"])
            .fixed(CODE, "Здравствуйте!");
    }

    #[test]
    fn clean() {
        draft("Subject: Акт 5\n\nasd, добрый день!\n\nАкт готов.\n").clean(CODE);
        draft("Subject: Акт 5\n\n人権の無視及\n").clean(CODE);
        for text in [
            "Уважаемый Иван Петрович!\n\nДоговор готов.\n",
            "Добрый день, Иван!\nДоговор готов.\n",
            "Добрый день! Договор готов.\n",
            "Коллеги, добрый день!\n\nДоговор готов.\n",
            "Иван Петрович, здравствуйте!\n\nДоговор готов.\n",
            "Ваше Превосходительство!\n\nДоговор готов.\n",
            "Уважаемые господа!\n\nДоговор готов.\n",
            "Уважаемый [имя отчество]!\n\nДоговор готов.\n",
            "Иван Петрович!\n\nДоговор готов.\n",
            "Анна Сергеевна и Пётр,\n\nДоговор готов.\n",
            "Иван Петрович, Анна, добрый день!\n\nДоговор готов.\n",
            "ООО «Вектор»\nг. Москва\n\n12 ноября 2026 г.\n\nУважаемый Иван Петрович!\n\nДоговор готов.\n",
            "ООО «Вектор»\n\nг. Пермь\n\nИсх. 12\n\nДиректору завода.\n\nУважаемый Иван Петрович!\n\nДоговор готов.\n",
            "> Готов ли договор?\n\nДобрый день!\n\nДа, готов.\n",
            "",
            "\n\n",
        ] {
            body(text).clean(CODE);
        }
        for text in [
            "Dear Ms Smith,\n\nThe contract is ready.\n",
            "Good morning, Anna,\n\nThe contract is ready.\n",
            "To whom it may concern:\n\nThe contract is ready.\n",
            "Hi Anna,\nThe contract is ready.\n",
            "Dear Sir or Madam,\n\nThe contract is ready.\n",
            "Dear [name],\n\nThe contract is ready.\n",
            "Dear {{first_name}},\n\nThe contract is ready.\n",
            "Anna,\n\nThe contract is ready.\n",
            "Hello,\n\nThe contract is ready.\n",
            "Your Excellency,\n\nThe contract is ready.\n",
        ] {
            body_en(text).clean(CODE);
        }
        draft("# Заметки\n\nЭто не письмо.\n")
            .format(Format::Markdown)
            .clean(CODE);
    }
}
