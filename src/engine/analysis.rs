//! What rules find in one block.

use std::ops::Range;
use std::sync::Arc;

use super::pieces::{self, Known, Piece};
use super::repeated::{self, Repeated};
use crate::guard;
use crate::letter::block::Body;
use crate::letter::encoded::Place;
use crate::letter::{Block, Content, Format};
use crate::rules::passage::{Extent, Letters};
use crate::rules::{self, Context, Finding, Mark, Passage, QUOTE_READERS, RULES, Report, Rule};
use crate::text::Edit;

/// What rules found in one block. Ranges are bytes from its start.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Findings in the block.
    pub findings: Vec<Arc<Finding>>,
    /// What the letter rules have to know of it.
    pub marks: Vec<Mark>,
    /// Which of the marks are whose: indices of rules, each once, and of their marks.
    pub marked: Vec<(usize, Range<usize>)>,
    /// Letters by script.
    pub letters: Letters,
    /// Sentences, the salutation not counted.
    pub sentences: usize,
    /// Words, the salutation's not counted.
    pub words: usize,
    /// For an encoded body: the analyses of its blocks.
    pub inner: Vec<Option<Analysis>>,
    /// Of a long block: the pieces that it was judged in.
    pub pieces: Vec<Piece>,
    /// Codes of the rules that panicked here: what they say of the letter is not to be trusted.
    pub failed: Vec<&'static str>,
}

impl Analysis {
    /// Lets the rule with an index judge; of one that panics nothing stays but that it did.
    fn ask(&mut self, index: usize, context: &Context, judge: impl FnOnce(&mut Report)) {
        let rule = RULES[index];
        let (mut findings, marks) = (Vec::new(), &mut self.marks);
        let before = marks.len();
        if !ask(rule, context, &mut findings, marks, judge) {
            self.failed.push(rule.code);
        }
        self.findings.extend(findings.into_iter().map(Arc::new));
        if marks.len() > before {
            self.marked.push((index, before..marks.len()));
        }
    }
}

/// Lets a rule that is on judge; `false` where it panics, and then nothing stays of what it said.
pub(super) fn ask(
    rule: &Rule,
    context: &Context,
    findings: &mut Vec<Finding>,
    marks: &mut Vec<Mark>,
    judge: impl FnOnce(&mut Report),
) -> bool {
    let Some(severity) = context.config.severity(rule) else {
        return true;
    };
    let before = (findings.len(), marks.len());
    let judged = guard::survive(rule.code, || {
        judge(&mut Report::new(
            rule,
            severity,
            context.messages,
            findings,
            marks,
        ));
    });
    if judged.is_none() {
        findings.truncate(before.0);
        marks.truncate(before.1);
    }
    judged.is_some()
}

/// Whether rules look at a block.
pub(super) fn is_judged(content: &Content) -> bool {
    let quotes = matches!(content, Content::Quote | Content::History { .. });
    content.is_prose() || quotes || matches!(content, Content::Encoded(_))
}

/// What may be known of a block before it is judged.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    /// Its pieces.
    pub known: &'a Known,
    /// Passages of other letters.
    pub repeated: Option<&'a Repeated>,
}

/// Has the rules judge a block, whose text is given.
pub(super) fn analyse(
    block: &Block,
    text: &str,
    format: Format,
    context: &Context,
    before: Before,
) -> Analysis {
    let content = &block.content;
    if let Content::Encoded(body) = content {
        return analyse_body(body, context, before);
    }
    if content.is_history() {
        return read_history(text, context);
    }
    if pieces::is_long(text) {
        return pieces::analyse(block, text, format, context, before.known);
    }
    let judge = || analyse_passage(Passage::new(text, content, format), context);
    match before.repeated {
        Some(repeated) => {
            let key = repeated::key(text, content, format, Extent::WHOLE);
            repeated.or_judge(key, judge)
        }
        None => judge(),
    }
}

/// Has the rules judge a passage.
pub(super) fn analyse_passage(mut passage: Passage, context: &Context) -> Analysis {
    context.config.index.tell(&mut passage.words);
    let salutation = passage.salutation();
    let mut analysis = Analysis {
        letters: passage.letters,
        words: passage
            .words_in(&(salutation.end..passage.text.len()))
            .len(),
        sentences: passage
            .sentences
            .iter()
            .filter(|range| range.end > salutation.end)
            .count(),
        ..Analysis::default()
    };
    for (index, rule) in RULES.iter().enumerate() {
        if let Some(judge) = rule.passage {
            analysis.ask(index, context, |report| judge(&passage, context, report));
        }
    }
    // Most blocks have one finding or mark or none, and a list has room for four at first.
    analysis.findings.shrink_to_fit();
    analysis.marks.shrink_to_fit();
    analysis.marked.shrink_to_fit();
    analysis
}

/// What a quoted message shows; nothing is found in it.
fn read_history(text: &str, context: &Context) -> Analysis {
    let mut analysis = Analysis::default();
    for (rule, read) in QUOTE_READERS {
        let index = rules::index_of(rule.code);
        analysis.ask(index, context, |report| read(text, context, report));
    }
    analysis
}

/// Judges the blocks of a decoded body and puts their findings where their text stands.
fn analyse_body(body: &Body, context: &Context, before: Before) -> Analysis {
    let mut whole = Analysis::default();
    let mut start = 0;
    for block in &body.blocks {
        let text = body
            .decoded
            .text
            .get(start..start + block.len)
            .unwrap_or_default();
        let analysis =
            is_judged(&block.content).then(|| analyse(block, text, Format::Plain, context, before));
        for finding in analysis.iter().flat_map(|analysis| &analysis.findings) {
            let finding = encoded(shifted(finding, start), body);
            whole.findings.push(Arc::new(finding));
        }
        let failed = analysis.iter().flat_map(|analysis| &analysis.failed);
        whole.failed.extend(failed);
        whole.inner.push(analysis);
        start += block.len;
    }
    whole
}

fn encoded(mut finding: Finding, body: &Body) -> Finding {
    match body.decoded.place(finding.range.clone()) {
        Place::At(range) => finding.range = range,
        Place::Unknown(first) => {
            finding.range = first;
            finding.fixes.clear();
        }
    }
    finding.fixes.retain_mut(|fix| {
        fix.edits.iter_mut().all(|edit| {
            match (
                body.decoded.place(edit.range.clone()),
                body.decoded.rewrite(&edit.text),
            ) {
                (Place::At(range), Some(text)) => {
                    *edit = Edit::new(range, text);
                    true
                }
                _ => false,
            }
        })
    });
    finding
}

/// A finding whose place is so many bytes further on.
pub(super) fn shifted(finding: &Finding, by: usize) -> Finding {
    let mut finding = finding.clone();
    move_to(&mut finding, |at| at + by);
    finding
}

/// Gives a finding, and its fixes, another place.
pub(super) fn move_to(finding: &mut Finding, place: impl Fn(usize) -> usize) {
    let edits = finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
    let ranges = edits.map(|edit| &mut edit.range);
    for range in std::iter::once(&mut finding.range).chain(ranges) {
        *range = place(range.start)..place(range.end);
    }
}
