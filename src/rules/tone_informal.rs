//! `tone-informal`: words fit for an official letter.
//!
//! The words stand in `rules.toml` with the official ones, form by form. Names and what stands in
//! quotation marks are left alone.

use super::{Bilingual, Context, Passage, Report, Rule, Severity};
use crate::config::lexicon::Form;
use crate::config::{Language, Register};
use crate::text::Edit;
use crate::text::words::{Match, capitalised};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "tone-informal",
    severity: Severity::Warning,
    source: "D1, G5",
    title: Bilingual {
        ru: "Слова официальны",
        en: "Words are official",
    },
    why: Bilingual {
        ru: "Разговорные слова и жаргон в деловом письме выглядят небрежностью к читателю.",
        en: "Slang and colloquial words in a business letter look careless of the reader.",
    },
    bad: Bilingual {
        ru: "Скиньте инфу по косякам.",
        en: "We gonna fix this stuff ASAP.",
    },
    good: Bilingual {
        ru: "Направьте информацию по ошибкам.",
        en: "We are going to correct these items by Friday.",
    },
    passage: Some(check),
    letter: None,
};

fn check(passage: &Passage, context: &Context, report: &mut Report) {
    let formal = context.config.register == Register::Formal;
    let salutation = passage.salutation();
    for hit in context.config.lexicon.find(passage.text, &passage.words) {
        let words = &passage.words[hit.words.clone()];
        let (Some(first), Some(last)) = (words.first(), words.last()) else {
            continue;
        };
        let range = first.range.start..last.range.end;
        let silent = (hit.value.formal_only && !formal)
            || range.start < salutation.end
            || passage.is_speech(&range)
            || passage.is_name(first);
        if silent {
            continue;
        }
        let text = &passage.text[range.clone()];
        let mut found = report.find(
            range.clone(),
            format_args!("«{text}» — не для официального письма."),
            format_args!("“{text}” does not belong in an official letter."),
        );
        for official in replacements(passage, &hit) {
            let official = in_case_of(text, official);
            found = found.fix(
                format_args!("Заменить на «{official}»"),
                format_args!("Replace by “{official}”"),
                vec![Edit::new(range.clone(), official.as_str())],
            );
        }
    }
}

/// The official forms that are right here: those in the passage's language, and one of another gender only where no word before it can
/// agree with the informal one.
fn replacements<'a>(passage: &Passage, hit: &Match<'a, Form>) -> impl Iterator<Item = &'a str> {
    let before = hit
        .words
        .start
        .checked_sub(1)
        .and_then(|at| passage.words.get(at));
    let agrees = before.is_some_and(|word| {
        let first = &passage.words[hit.words.start];
        passage.text[word.range.end..first.range.start]
            .trim()
            .is_empty()
            && can_agree(&word.folded)
    });
    let language = passage.letters.language();
    let fits = move |text: &str| text.is_ascii() == (language == Language::English);
    let forms = hit
        .value
        .official
        .iter()
        .filter(move |form| fits(&form.text));
    forms
        .filter(move |form| !(form.changes_gender && agrees))
        .map(|form| form.text.as_str())
}

/// Endings of Russian adjectives, participles and pronouns in the singular.
const AGREEING: &[&str] = &[
    "ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ую", "юю",
    "ое", "ее", "этот", "этим", "один", "твой", "свой", "мой", "наш", "ваш", "весь", "сам", "тот",
    "тем", "всей", "этой", "этою", "моей", "ей", "моя", "эта", "эту", "одна", "одну", "это",
];

fn can_agree(word: &str) -> bool {
    word.chars().count() > 2 && AGREEING.iter().any(|ending| word.ends_with(ending))
}

/// Writes `official` with the capitals of `informal`.
fn in_case_of(informal: &str, official: &str) -> String {
    let letters = || informal.chars().filter(|c| c.is_alphabetic());
    let capital = informal.chars().next().is_some_and(char::is_uppercase);
    let all_capitals = letters().count() > 1 && letters().all(char::is_uppercase);
    let keeps_capitals = all_capitals && !informal.is_ascii();
    match (keeps_capitals, capital && !all_capitals) {
        (true, _) => official.to_uppercase(),
        (_, true) => capitalised(official),
        _ => official.to_owned(),
    }
}

#[cfg(test)]
mod cases {
    use crate::rules::cases::{body, body_en};

    const CODE: &str = super::RULE.code;

    #[test]
    fn flagged() {
        body("Добрый день!\n\nЖду инфу по заказу.\n")
            .flags(CODE, &["инфу"])
            .fixed(CODE, "Жду информацию по заказу.");
        body("Добрый день!\n\nИнфа у Вас.\n").fixed(CODE, "\n\nИнформация у Вас.");
        body("Добрый день!\n\nРазобрались с косяком.\n").fixed(CODE, "Разобрались с ошибкой.");
        body("Добрый день!\n\nРазобрались с этим косяком.\n").fixed(CODE, "с этим недочётом.");
        body_en("Dear Anna,\n\nWe need the stuff ASAP.\n").flags(CODE, &["stuff", "ASAP"]);
        body_en("Dear Anna,\n\nWe don’t agree.\n")
            .rules("register = \"formal\"")
            .flags(CODE, &["don’t"])
            .fixed(CODE, "We do not agree.");
    }

    #[test]
    fn an_english_word_is_not_put_into_a_russian_sentence() {
        body("Добрый день!\n\nПросим ответить ASAP.\n")
            .flags(CODE, &["ASAP"])
            .unfixable(CODE);
    }

    #[test]
    fn clean() {
        for text in [
            "Добрый день!\n\nОн написал: «жду инфу».\n",
            "Добрый день!\n\nГотово.\n\n> Жду инфу.\n",
            "Добрый день!\n\nГотово.\n\n-- \nИнфа-Центр, инфа\n",
            "Добрый день!\n\nДверной косяк заменён.\n",
            "Добрый день!\n\nОтвечает фирма Инфа.\n",
        ] {
            body(text).clean(CODE);
        }
        body_en("Dear Anna,\n\nWe don't agree with `gonna`.\n").clean(CODE);
    }
}
