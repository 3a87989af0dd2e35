//! What rules have to say.

use std::fmt::Display;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Rule, Severity};
use crate::config::Language;
use crate::dates::Day;
use crate::text::Edit;

/// Something to mend in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Code of the rule.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Byte range of the words that it is about.
    pub range: Range<usize>,
    /// What is wrong and what to do, for the writer to read.
    pub message: String,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// More ways to mend it that cost something, to be sought when they are asked for.
    pub later: Option<Later>,
}

/// A way to mend a finding that is not worked out before somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Later {
    /// Corrections of a misspelled word.
    Corrections(String),
    /// The history that the letter was opened with.
    History,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a menu shows it.
    pub title: String,
    /// The edits to make, none overlapping another.
    pub edits: Vec<Edit>,
    /// Whether it is the one to take if there is no reason for another.
    pub preferred: bool,
    /// Whether it may be applied unseen: it changes no meaning and needs no more typing.
    pub safe: bool,
}

/// What a passage shows that only the letter as a whole can judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Code of the rule that made it.
    pub code: &'static str,
    /// What it is, in the rule's own terms.
    pub kind: u8,
    /// Byte range in the passage.
    pub range: Range<usize>,
    /// The words, or what they stand for.
    pub text: String,
    /// The day that the words name, so that nobody has to read it out of them again at each keystroke.
    pub day: Option<Day>,
}

/// A rule reports at most this many findings in one passage, or about the letter as a whole: nobody
/// reads more, and a text made to have millions of them must not stop the editor.
pub const MOST_FINDINGS: usize = 200;

/// Collects what one rule finds.
pub struct Report<'a> {
    code: &'static str,
    severity: Severity,
    language: Language,
    findings: &'a mut Vec<Finding>,
    marks: &'a mut Vec<Mark>,
    reported: usize,
}

impl<'a> Report<'a> {
    /// A report for a rule that is on with a severity; messages are in `language`.
    pub fn new(
        rule: &Rule,
        severity: Severity,
        language: Language,
        findings: &'a mut Vec<Finding>,
        marks: &'a mut Vec<Mark>,
    ) -> Self {
        Self {
            code: rule.code,
            severity,
            language,
            findings,
            marks,
            reported: 0,
        }
    }

    /// Reports a finding; fixes can be added to what is returned.
    pub fn find(&mut self, range: Range<usize>, ru: impl Display, en: impl Display) -> Found<'_> {
        if self.is_full() {
            return Found {
                finding: None,
                language: self.language,
            };
        }
        self.reported += 1;
        let message = pick(self.language, ru, en);
        self.findings.push(Finding {
            code: self.code,
            severity: self.severity,
            range,
            message,
            fixes: Vec::new(),
            later: None,
        });
        Found {
            finding: self.findings.last_mut(),
            language: self.language,
        }
    }

    /// Keeps something for the letter's judgement.
    pub fn mark(&mut self, kind: u8, range: Range<usize>, text: impl Into<String>) {
        self.mark_day(kind, range, text, None);
    }

    /// Keeps words that name a day.
    pub fn mark_day(
        &mut self,
        kind: u8,
        range: Range<usize>,
        text: impl Into<String>,
        day: Option<Day>,
    ) {
        self.marks.push(Mark {
            code: self.code,
            kind,
            range,
            text: text.into(),
            day,
        });
    }

    /// Whether nothing more is taken, so that the rule need not look for more.
    pub fn is_full(&self) -> bool {
        self.reported >= MOST_FINDINGS
    }
}

/// A finding that was just reported.
pub struct Found<'a> {
    finding: Option<&'a mut Finding>,
    language: Language,
}

impl Found<'_> {
    /// Adds a way to mend it; the first one added is preferred.
    pub fn fix(self, ru: impl Display, en: impl Display, edits: Vec<Edit>) -> Self {
        self.add(ru, en, edits, false)
    }

    /// Adds a way to mend it that may be applied unseen.
    pub fn safe_fix(self, ru: impl Display, en: impl Display, edits: Vec<Edit>) -> Self {
        self.add(ru, en, edits, true)
    }

    /// Says that there is a way to mend it that is worked out only when it is asked for.
    pub fn later(self, later: Later) {
        if let Some(finding) = self.finding {
            finding.later = Some(later);
        }
    }

    fn add(mut self, ru: impl Display, en: impl Display, edits: Vec<Edit>, safe: bool) -> Self {
        if let Some(finding) = self.finding.as_mut().filter(|_| !edits.is_empty()) {
            finding.fixes.push(Fix {
                title: pick(self.language, ru, en),
                edits,
                preferred: finding.fixes.is_empty(),
                safe,
            });
        }
        self
    }
}

fn pick(language: Language, ru: impl Display, en: impl Display) -> String {
    match language {
        Language::Russian => ru.to_string(),
        Language::English => en.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::by_code;

    #[test]
    fn nobody_reads_more_than_so_many_findings() {
        let rule = by_code("spelling").expect("a rule");
        let (mut findings, mut marks) = (Vec::new(), Vec::new());
        let mut report = Report::new(
            rule,
            rule.severity,
            Language::English,
            &mut findings,
            &mut marks,
        );
        for at in 0..MOST_FINDINGS {
            assert!(!report.is_full());
            report.find(at..at + 1, "слово", "a word");
        }
        assert!(report.is_full());
        report
            .find(0..1, "слово", "a word")
            .fix("так", "so", vec![Edit::delete(0..1)]);
        assert_eq!(findings.len(), MOST_FINDINGS);
    }
}
