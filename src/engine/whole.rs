//! The letter as a whole: what the letter rules find, and the findings of all blocks together.

use std::sync::Arc;

use super::Session;
use super::analysis::ask;
use super::found::{Found, Seen, order};
use super::ledger::SEVERITIES;
use super::places::Place;
use super::verdicts::Verdicts;
use crate::rules::{Finding, Overview, RULES, Report};

/// What the letter rules found.
pub(super) struct Whole<'v> {
    pub findings: Vec<Arc<Finding>>,
    /// What they found by marks.
    pub verdicts: &'v Verdicts,
    /// Codes of the rules that panicked.
    pub failed: Vec<&'static str>,
}

impl Session {
    /// What the letter rules find. A rule that panicked, here or in a passage, is left out.
    pub(super) fn judge_whole<'v>(
        &self,
        overview: &Overview,
        verdicts: &'v mut Verdicts,
    ) -> Whole<'v> {
        let context = self.context();
        let analyses = self
            .ledger
            .failed()
            .filter_map(|block| self.analyses[block].as_ref());
        let mut failed: Vec<&str> = analyses
            .flat_map(|analysis| analysis.failed.iter().copied())
            .collect();
        let mut findings = Vec::new();
        for rule in RULES {
            if let Some(judge) = rule.letter.filter(|_| !failed.contains(&rule.code)) {
                let judge = |report: &mut Report| judge(overview, &context, report);
                if !ask(rule, &context, &mut findings, &mut Vec::new(), judge) {
                    failed.push(rule.code);
                }
            }
        }
        verdicts.judge(overview, &self.ledger, &context, &mut failed);
        Whole {
            findings: findings.into_iter().map(Arc::new).collect(),
            failed,
            verdicts,
        }
    }

    /// The worst findings, at most `most`, in the order of the text.
    pub(super) fn found(&self, whole: &Whole, most: usize) -> Vec<Found> {
        let mut found: Vec<Seen> = Vec::new();
        for severity in SEVERITIES {
            let better = found.len();
            let fits = |finding: &&Arc<Finding>| {
                finding.severity == severity && !whole.failed.contains(&finding.code)
            };
            for block in self.ledger.found(severity) {
                if found.len() >= most {
                    break;
                }
                let analysis = self.analyses[block].iter();
                let findings = analysis.flat_map(|analysis| &analysis.findings);
                let start = self.ledger.place(block);
                found.extend(findings.filter(fits).map(|finding| (finding, start)));
            }
            for verdict in whole.verdicts.found(severity, &self.context()) {
                let placed = verdict.filter_map(|(leaf, finding)| {
                    let block = self.ledger.position(leaf)?.block;
                    Some((Some(finding).filter(fits)?, self.ledger.place(block)))
                });
                found.extend(placed.take(most));
            }
            let findings = whole.findings.iter().filter(fits);
            found.extend(findings.map(|finding| (finding, Place::default())));
            found[better..].sort_by_key(order);
            found.truncate(most);
        }
        found.sort_by_key(order);
        let found = found.into_iter().map(|(finding, start)| Found {
            finding: finding.clone(),
            start: start.byte,
            line: start.line,
        });
        found.collect()
    }
}
