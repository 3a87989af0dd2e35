//! Blocks of many pages, judged in pieces: after an edit only those that it touched are judged again.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::analysis::{Analysis, analyse_passage, move_to};
use super::repeated::key;
use crate::letter::{Block, Format};
use crate::rules::passage::pieces::pieces;
use crate::rules::passage::{Extent, Passage, judged};
use crate::rules::{Context, RULES};

/// A block of more bytes than this is judged in pieces. Paragraphs that somebody writes are shorter, so that
/// rules see them whole.
pub(super) const LONG: usize = 4 * 1024;

/// A piece of a block and what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Tells it from other pieces.
    key: u64,
    /// Where it starts: a byte of the block.
    start: usize,
    /// What was found; ranges are bytes from the start of the block.
    analysis: Arc<Analysis>,
}

/// What was found in pieces of blocks that an edit replaced.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(HashMap<u64, Piece, RandomState>);

impl Known {
    /// Remembers the pieces of a block.
    pub fn keep(&mut self, analysis: &Analysis) {
        let pieces = analysis.pieces.iter();
        self.0
            .extend(pieces.map(|piece| (piece.key, piece.clone())));
        let inner = analysis.inner.iter().flatten();
        inner.for_each(|analysis| self.keep(analysis));
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The piece with a key, so that it starts at `start`.
    fn piece(&self, key: u64, start: usize) -> Option<Piece> {
        let mut piece = self.0.get(&key)?.clone();
        if piece.start != start {
            let from = piece.start;
            let analysis = Analysis::clone(&piece.analysis);
            piece.analysis = Arc::new(moved(analysis, |at| at - from + start));
            piece.start = start;
        }
        Some(piece)
    }
}

/// Whether a block is judged in pieces.
pub(super) fn is_long(text: &str) -> bool {
    text.len() > LONG
}

/// Judges a block in pieces, save for those that are known.
pub(super) fn analyse(
    block: &Block,
    text: &str,
    format: Format,
    context: &Context,
    known: &Known,
) -> Analysis {
    let judged = judged(text);
    let pieces = pieces(judged).into_iter().map(|range| {
        let extent = Extent {
            first: range.start == 0,
            last: range.end == judged.len(),
            cut: judged.len() < text.len(),
        };
        let (start, text) = (range.start, &judged[range]);
        let key = key(text, &block.content, format, extent);
        known.piece(key, start).unwrap_or_else(|| {
            let passage = Passage::part(text, &block.content, format, extent);
            let analysis = analyse_passage(passage, context);
            Piece {
                key,
                start,
                analysis: Arc::new(moved(analysis, |at| at + start)),
            }
        })
    });
    together(pieces.collect())
}

/// What pieces come to.
fn together(pieces: Vec<Piece>) -> Analysis {
    let mut whole = Analysis::default();
    let parts = || pieces.iter().map(|piece| &piece.analysis);
    for part in parts() {
        whole.letters += part.letters;
        whole.sentences += part.sentences;
        whole.words += part.words;
        whole.findings.extend(part.findings.iter().cloned());
        whole.failed.extend(&part.failed);
    }
    for rule in 0..RULES.len() {
        let before = whole.marks.len();
        for part in parts() {
            let mut marked = part.marked.iter();
            if let Some((_, marks)) = marked.find(|(other, _)| *other == rule) {
                whole.marks.extend_from_slice(&part.marks[marks.clone()]);
            }
        }
        if whole.marks.len() > before {
            whole.marked.push((rule, before..whole.marks.len()));
        }
    }
    whole.pieces = pieces;
    whole
}

/// An analysis whose ranges are elsewhere.
fn moved(mut analysis: Analysis, place: impl Fn(usize) -> usize + Copy) -> Analysis {
    for finding in &mut analysis.findings {
        move_to(Arc::make_mut(finding), place);
    }
    for mark in &mut analysis.marks {
        mark.range = place(mark.range.start)..place(mark.range.end);
    }
    analysis
}
