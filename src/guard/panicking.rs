//! A rule that panics on purpose, in builds for tests alone.

use std::cell::Cell;

use crate::rules::{Bilingual, Context, Overview, Passage, Report, Rule, Severity};

/// A passage that holds this makes the rule panic after its first finding.
pub const IN_PASSAGE: &str = "паника-в-абзаце";
/// A letter that holds this makes the rule panic when it judges the whole.
pub const IN_LETTER: &str = "паника-в-письме";

thread_local! {
    static PANICS: Cell<usize> = const { Cell::new(0) };
}

/// Counts a piece of work that panicked.
pub fn count(panicked: bool) {
    PANICS.set(PANICS.get() + usize::from(panicked));
}

/// How many pieces of work have panicked on this thread.
pub fn panics() -> usize {
    PANICS.get()
}

const NOTHING: Bilingual = Bilingual { ru: "", en: "" };

/// The catalogue entry.
pub const RULE: Rule = Rule {
    code: "panicking",
    severity: Severity::Hint,
    source: "",
    title: NOTHING,
    why: NOTHING,
    bad: NOTHING,
    good: NOTHING,
    passage: Some(check_passage),
    letter: Some(check_letter),
};

fn check_passage(passage: &Passage, _: &Context, report: &mut Report) {
    if passage.text.contains("паника") {
        report.find(0..1, "абзац", "a passage");
        report.mark(0, 0..1, "");
    }
    assert!(!passage.text.contains(IN_PASSAGE), "{}", passage.text);
}

fn check_letter(overview: &Overview, _: &Context, report: &mut Report) {
    if overview.marks(RULE.code).next().is_some() {
        report.find(0..1, "письмо", "a letter");
    }
    let text = overview.text.to_string();
    assert!(!text.contains(IN_LETTER), "{text}");
}
