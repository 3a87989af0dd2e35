//! `word-repeated`: no word is written twice in a row by mistake.

use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::text::Edit;

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "word-repeated",
    severity: Severity::Warning,
    source: "G3",
    title: Bilingual {
        ru: "Слова не повторяются подряд",
        en: "No word stands twice in a row",
    },
    why: Bilingual {
        ru: "Повтор слова остаётся от правки и показывает, что письмо не перечитали.",
        en: "A doubled word is left from editing and shows that nobody reread the letter.",
    },
    bad: Bilingual {
        ru: "Договор направлен на на согласование.",
        en: "Please sign the the contract.",
    },
    good: Bilingual {
        ru: "Договор направлен на согласование.",
        en: "Please sign the contract.",
    },
    passage: Some(check),
    letter: None,
};

/// Words that are doubled on purpose.
const DOUBLED: &[&str] = &[
    "had",
    "that",
    "bye",
    "very",
    "so",
    "no",
    "yes",
    "ha",
    "blah",
    "knock",
    "tut",
    "now",
    "ну",
    "да",
    "нет",
    "чуть",
    "еле",
    "очень",
    "вот",
    "так",
    "тук",
    "ха",
    "тоже",
    "долго",
    "давно",
    "много",
    "всё",
    "все",
];

fn check(passage: &Passage, _: &Context, report: &mut Report) {
    for pair in passage.words.windows(2) {
        let [first, second] = pair else { continue };
        if first.folded != second.folded {
            continue;
        }
        let between = &passage.text[first.range.end..second.range.start];
        let repeated = first.folded.chars().all(char::is_alphabetic)
            && !between.is_empty()
            && between.trim().is_empty()
            && !between.contains("\n\n");
        let names = !NO_NAMES.contains(&first.folded.as_str())
            && is_capital(passage, &first.range.start)
            && is_capital(passage, &second.range.start);
        if !repeated
            || DOUBLED.contains(&first.folded.as_str())
            || names
            || passage.is_speech(&second.range)
        {
            continue;
        }
        let word = &passage.text[second.range.clone()];
        report
            .find(
                first.range.start..second.range.end,
                format_args!("Слово «{word}» повторяется."),
                format_args!("The word “{word}” is repeated."),
            )
            .fix(
                "Убрать повтор",
                "Delete the repetition",
                vec![Edit::delete(first.range.end..second.range.end)],
            );
    }
}

/// Words with a capital that are no names.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "i", "вы", "вас", "вам", "вами", "ваш", "ваша", "ваше", "ваши", "вашу", "вашей", "вашего", "вашему", "вашем", "вашим",
    "ваших",
];

/// Whether the word at a place is written with a capital: a double name such as «Ян Ян».
fn is_capital(passage: &Passage, at: &usize) -> bool {
    passage.text[*at..].starts_with(char::is_uppercase)
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nДоговор на на согласовании.\n")
            .flags(CODE, &["на на"])
            .fixed(CODE, "Договор на согласовании.");
        body("Добрый день!\n\nВ в договоре ошибка.\n").flags(CODE, &["В в"]);
        body_en("Dear Anna,\n\nPlease sign the\nthe contract.\n").flags(CODE, &["the\nthe"]);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nОсталось чуть-чуть, совсем чуть чуть.\n",
            "Добрый день!\n\nМы видим, что, что бы ни случилось, срок прежний.\n",
            "Добрый день!\n\nПозиции 5 5 и 7 7.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nHe had had the contract; we know that that is so.\n").clean(CODE);
        body_en("Dear Anna,\n\nYo Yo Ma came.\n").clean(CODE);
    }
}
