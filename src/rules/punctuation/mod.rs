//! `punctuation`: spaces and marks stand where they belong.
//!
//! Spaces, dashes and doubled marks are judged in [`spacing`], brackets and quotation marks in
//! [`pairs`], and commas in [`frames`]: only where no other reading is possible.

mod frames;
mod pairs;
mod spacing;

use super::{Bilingual, ByMarks, Context, Overview, Passage, Report, Rule, Severity};

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "punctuation",
    severity: Severity::Information,
    source: "G3",
    title: Bilingual {
        ru: "Пробелы и знаки препинания стоят на местах",
        en: "Spaces and punctuation marks stand where they belong",
    },
    why: Bilingual {
        ru: "Неверные знаки мешают читать и показывают, что письмо не перечитали.",
        en: "Wrong marks hinder reading and show that nobody reread the letter.",
    },
    bad: Bilingual {
        ru: "Направляем договор ,который Вы просили..",
        en: "However we sent the contract ,as you asked..",
    },
    good: Bilingual {
        ru: "Направляем договор, который Вы просили.",
        en: "However, we sent the contract, as you asked.",
    },
    passage: Some(check_passage),
    letter: Some(check_letter),
};

/// How its marks are judged.
pub const BY_MARKS: ByMarks = ByMarks {
    rule: &RULE,
    premise: pairs::premise,
    judge: pairs::judge,
};

fn check_passage(passage: &Passage, context: &Context, report: &mut Report) {
    spacing::check(passage, report);
    frames::check(passage, context, report);
    pairs::collect(passage, report);
}

fn check_letter(overview: &Overview, context: &Context, report: &mut Report) {
    pairs::check(overview, report);
    frames::check_close(overview, context, report);
}

/// Whether a character is part of a word: a letter, a digit or a combining mark on one.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')
}
