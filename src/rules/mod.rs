//! The rules: pure functions from a letter to findings. No LSP, no I/O, no clock.
//!
//! A rule judges one passage at a time, or the letter as a whole, or both: what a passage shows is
//! kept as a *mark*, and the letter is judged by its marks. Each rule is one file with its catalogue
//! entry, its code, and its table of letters that it must and must not flag.

pub mod overview;
pub mod passage;
pub mod report;

mod absence_incomplete;
mod attachment_mismatch;
mod attachment_missing;
mod attachment_not_found;
mod attachment_unmentioned;
pub mod closing_missing;
mod complaint_thanks;
mod conflict_escalate;
mod date_past;
mod date_weekday;
pub(crate) mod dated;
mod deadline_vague;
pub mod division;
mod explanation;
mod from_not_corporate;
mod greeting_informal;
pub mod greeting_missing;
mod greeting_name_mismatch;
mod greeting_punctuation;
mod history_deleted;
mod insertion;
mod jargon_unexplained;
mod letter_malformed;
mod minutes_subject;
mod moment;
mod placeholder_left;
mod promise;
mod punctuation;
mod received;
mod recipient_missing;
mod reply_late;
mod request_result;
mod signature_missing;
pub mod spelling;
mod spelling_mixed_script;
mod structure_long_paragraph;
mod structure_needs_parts;
mod subject_missing;
pub mod subject_proposal;
mod subject_shouting;
mod subject_too_long;
mod subject_vague;
mod tense;
mod tone_emoji;
mod tone_informal;
mod tone_rude;
mod tone_shouting;
mod word_repeated;
mod wording;
mod wording_officialese;
mod wording_pleonasm;
pub mod you_capital;

#[cfg(test)]
pub(crate) mod cases;

pub use overview::Overview;
pub use passage::Passage;
pub use report::{Finding, Fix, Later, Mark, Report};

use std::hash::{BuildHasher, Hash};

use foldhash::fast::FixedState;

use overview::Placed;

use crate::config::{Config, Language};

/// How bad a finding is, in the terms of LSP's `DiagnosticSeverity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The letter must not be sent like this.
    Error,
    /// The letter breaks a rule.
    Warning,
    /// Worth a look.
    Information,
    /// A suggestion.
    Hint,
}

impl Severity {
    /// The word for it in JSON output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
            Self::Hint => "hint",
        }
    }
}

/// A text in both languages of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bilingual {
    /// Russian.
    pub ru: &'static str,
    /// English.
    pub en: &'static str,
}

impl Bilingual {
    /// The text in one language.
    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Russian => self.ru,
            Language::English => self.en,
        }
    }
}

/// What a rule looks at besides the letter.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The rules in force.
    pub config: &'a Config,
    /// Language of messages and titles.
    pub messages: Language,
}

/// One rule of the catalogue.
pub struct Rule {
    /// Its code, fixed for ever.
    pub code: &'static str,
    /// The severity that it has unless `rules.toml` says otherwise.
    pub severity: Severity,
    /// The rule of the company's document that it stems from («G1», «D7»); empty where users of such
    /// a tool expect it beyond the document.
    pub source: &'static str,
    /// What it demands, in a few words.
    pub title: Bilingual,
    /// Why.
    pub why: Bilingual,
    /// A bad example.
    pub bad: Bilingual,
    /// The same done well.
    pub good: Bilingual,
    /// Judges one passage.
    pub passage: Option<fn(&Passage, &Context, &mut Report)>,
    /// Judges the letter as a whole.
    pub letter: Option<fn(&Overview, &Context, &mut Report)>,
}

impl std::fmt::Debug for ByMarks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ByMarks").field(&self.rule.code).finish()
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Rule").field(&self.code).finish()
    }
}

/// All rules, in the order of the catalogue.
pub const RULES: &[&Rule] = &[
    &greeting_missing::RULE,
    &greeting_informal::RULE,
    &greeting_name_mismatch::RULE,
    &greeting_punctuation::RULE,
    &subject_missing::RULE,
    &subject_vague::RULE,
    &subject_shouting::RULE,
    &subject_too_long::RULE,
    &recipient_missing::RULE,
    &closing_missing::RULE,
    &signature_missing::RULE,
    &structure_long_paragraph::RULE,
    &structure_needs_parts::RULE,
    &attachment_unmentioned::RULE,
    &attachment_missing::RULE,
    &attachment_mismatch::RULE,
    &attachment_not_found::RULE,
    &tone_informal::RULE,
    &tone_rude::RULE,
    &tone_shouting::RULE,
    &tone_emoji::RULE,
    &you_capital::RULE,
    &jargon_unexplained::RULE,
    &conflict_escalate::RULE,
    &complaint_thanks::RULE,
    &deadline_vague::RULE,
    &request_result::RULE,
    &absence_incomplete::RULE,
    &minutes_subject::RULE,
    &wording_pleonasm::RULE,
    &wording_officialese::RULE,
    &reply_late::RULE,
    &date_weekday::RULE,
    &date_past::RULE,
    &from_not_corporate::RULE,
    &placeholder_left::RULE,
    &spelling::RULE,
    &spelling_mixed_script::RULE,
    &punctuation::RULE,
    &word_repeated::RULE,
    &history_deleted::RULE,
    &letter_malformed::RULE,
    #[cfg(test)]
    &crate::guard::panicking::RULE,
];

/// Reads a block of an earlier message for a rule's marks.
pub type ReadQuote = fn(&str, &Context, &mut Report);

/// What rules learn from the earlier messages that a letter quotes. Nothing is found there: they were
/// written by others.
pub const QUOTE_READERS: &[(&Rule, ReadQuote)] = &[
    (&complaint_thanks::RULE, complaint_thanks::read_quote),
    (&jargon_unexplained::RULE, jargon_unexplained::read_quote),
];

/// How a rule judges passage by passage what it marked, by what the letter as a whole shows. What it finds in
/// a passage is kept as long as both are the same.
pub struct ByMarks {
    /// The rule.
    pub rule: &'static Rule,
    /// A hash of all that tells how a mark is judged besides its passage and the rules in force; `None`
    /// where nothing is to be found.
    pub premise: fn(&Overview, &Context) -> Option<u64>,
    /// Makes ready to judge marks.
    pub judge: for<'a> fn(&'a Overview, &'a Context) -> Judge<'a>,
}

/// Judges a mark. What it finds, and its fixes, stand in the block that the mark is in.
pub type Judge<'a> = Box<dyn Fn(&Placed, &mut Report) + 'a>;

/// The rules that judge marks one by one.
pub const BY_MARKS: &[ByMarks] = &[
    deadline_vague::BY_MARKS,
    date_weekday::BY_MARKS,
    date_past::BY_MARKS,
    spelling::BY_MARKS,
    punctuation::BY_MARKS,
];

/// A premise, from all that it is made of.
fn premise(of: impl Hash) -> Option<u64> {
    Some(FixedState::default().hash_one(of))
}

/// The index of a rule among [`RULES`]; of none where no rule has the code.
pub fn index_of(code: &str) -> usize {
    let found = RULES.iter().position(|rule| rule.code == code);
    found.unwrap_or(RULES.len())
}

/// The rule with a code.
pub fn by_code(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::{BY_MARKS, by_code};

    #[test]
    fn rules_are_known_by_their_codes() {
        assert_eq!(
            format!("{:?}", by_code("spelling")),
            "Some(Rule(\"spelling\"))"
        );
        assert_eq!(
            format!("{:?}", BY_MARKS.last()),
            "Some(ByMarks(\"punctuation\"))"
        );
    }
}
