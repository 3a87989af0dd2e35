//! What rules find by the marks of passages and by what the letter as a whole shows, kept as long as both
//! are the same.

use std::sync::Arc;

use super::Ledger;
use super::analysis::{self, Analysis};
use super::sparse::Sparse;
use crate::guard;
use crate::letter::Update;
use crate::rules::report::MOST_FINDINGS;
use crate::rules::{self, BY_MARKS, ByMarks, Context, Finding, Overview, Report, Severity};

/// What the rules of [`BY_MARKS`] found, in their order.
#[derive(Debug, Clone, Default)]
pub struct Verdicts(Vec<Verdict>);

/// What one rule found.
#[derive(Debug, Clone)]
struct Verdict {
    by: &'static ByMarks,
    /// Index of the rule.
    rule: usize,
    /// What is kept was found by this; `None` where there is nothing to be found.
    premise: Option<u64>,
    /// Leaves with marks that are still to be judged.
    unjudged: Sparse<()>,
    /// What was found in leaves; ranges are bytes from the start of the block.
    found: Sparse<Vec<Arc<Finding>>>,
}

impl Verdicts {
    /// Nothing is judged yet of so many leaves.
    pub fn new(leaves: usize) -> Self {
        let verdict = |by: &'static ByMarks| Verdict {
            by,
            rule: rules::index_of(by.rule.code),
            premise: None,
            unjudged: Sparse::of(leaves),
            found: Sparse::of(leaves),
        };
        Self(BY_MARKS.iter().map(verdict).collect())
    }

    /// Goes on with leaves, of which some came in the place of others.
    pub fn replace(&mut self, Update { old, new }: &Update) {
        for verdict in &mut self.0 {
            verdict.unjudged.replace(old, new.len(), |()| {});
            verdict.found.replace(old, new.len(), drop);
        }
    }

    /// Takes the marks in a block, of which the first leaf is given.
    pub fn judged(&mut self, first: usize, analysis: &Analysis) {
        self.marked(first, analysis);
        for (inner, analysis) in analysis.inner.iter().enumerate() {
            if let Some(analysis) = analysis {
                self.marked(first + inner, analysis);
            }
        }
    }

    fn marked(&mut self, leaf: usize, analysis: &Analysis) {
        for (rule, _) in &analysis.marked {
            let verdict = self.0.iter_mut().find(|verdict| verdict.rule == *rule);
            if let Some(verdict) = verdict {
                verdict.unjudged.entry(leaf, ());
            }
        }
    }

    /// Judges what is not judged yet, or has to be judged anew. Adds the codes of the rules that panic to
    /// those that did before, which judge nothing.
    pub fn judge(
        &mut self,
        overview: &Overview,
        ledger: &Ledger,
        context: &Context,
        failed: &mut Vec<&'static str>,
    ) {
        for verdict in &mut self.0 {
            let code = verdict.by.rule.code;
            if !failed.contains(&code)
                && guard::survive(code, || verdict.judge(overview, ledger, context)).is_none()
            {
                failed.push(code);
            }
        }
    }

    /// How many findings there are.
    pub fn count(&self) -> usize {
        self.0.iter().map(|verdict| verdict.found().count()).sum()
    }

    /// The findings of rules that have a severity, rule by rule, with the leaves that they stand in.
    pub fn found(
        &self,
        severity: Severity,
        context: &Context,
    ) -> impl Iterator<Item = impl Iterator<Item = (usize, &Arc<Finding>)>> {
        let severe =
            move |verdict: &&Verdict| context.config.severity(verdict.by.rule) == Some(severity);
        self.0.iter().filter(severe).map(Verdict::found)
    }
}

impl Verdict {
    fn found(&self) -> impl Iterator<Item = (usize, &Arc<Finding>)> {
        let found = self.found.iter();
        let found =
            found.flat_map(|(leaf, found)| found.iter().map(move |finding| (leaf, finding)));
        found.take(MOST_FINDINGS)
    }

    fn judge(&mut self, overview: &Overview, ledger: &Ledger, context: &Context) {
        let by = self.by;
        let severity = context.config.severity(by.rule);
        let severity = severity.filter(|_| ledger.marked(self.rule).next().is_some());
        let premise = severity.and_then(|_| (by.premise)(overview, context));
        if premise != self.premise {
            self.unjudged.clear();
            for leaf in ledger.marked(self.rule) {
                self.unjudged.entry(leaf, ());
            }
            self.premise = premise;
        }
        let (Some(severity), Some(_)) = (severity, premise) else {
            return self.found.clear();
        };
        let mut judge = None;
        let (mut before, mut counted) = (0, 0);
        let mut done = usize::MAX;
        for (leaf, ()) in self.unjudged.iter() {
            let found = self.found.range(counted..leaf).take(MOST_FINDINGS);
            before += found.map(|(_, found)| found.len()).sum::<usize>();
            counted = leaf;
            if before >= MOST_FINDINGS {
                done = leaf;
                break;
            }
            let judge = judge.get_or_insert_with(|| (by.judge)(overview, context));
            let (mut fresh, mut marks) = (Vec::new(), Vec::new());
            let language = context.messages;
            let mut report = Report::new(by.rule, severity, language, &mut fresh, &mut marks);
            for placed in overview.marks_in(leaf, self.rule) {
                judge(&placed, &mut report);
            }
            let block = ledger.position(leaf).map_or(0, |position| position.block);
            let start = ledger.start(block);
            for finding in &mut fresh {
                analysis::move_to(finding, |at| at - start);
            }
            let kept = self.found.range(leaf..leaf + 1).next();
            let kept = kept.map_or(&[][..], |(_, found)| found);
            if !kept.iter().map(Arc::as_ref).eq(&fresh) {
                self.found.replace(&(leaf..leaf + 1), 1, drop);
                if !fresh.is_empty() {
                    *self.found.entry(leaf, Vec::new()) = fresh.into_iter().map(Arc::new).collect();
                }
            }
        }
        self.unjudged.forget_before(done);
    }
}
