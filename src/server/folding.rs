//! `textDocument/foldingRange`: header block, history, signature, long lists. Whole lines are folded,
//! as every client can.

use std::collections::HashSet;

use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use super::convert;
use super::state::State;
use crate::folds::{Fold, folds};
use crate::outline::{Kind, outline};
use crate::surroundings::Nowhere;

/// Answers a request. Where the client wants fewer ranges than there are, the outer ones are given.
pub fn ranges(state: &mut State, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let (encoding, most) = (state.encoding, state.client.most_folds);
    let document = state.document(&params.text_document.uri)?;
    let language = document.session.messages();
    let overview = document.session.judged(&Nowhere);
    let outline = outline(&overview, |name| name.get(language));
    let found = folds(&overview, &outline);
    let text = document.session.text();
    let lines = |fold: &Fold| {
        let range = convert::lsp_range(text, &fold.range, encoding);
        (range.start.line, range.end.line)
    };
    let mut seen = HashSet::new();
    let mut ranges: Vec<(usize, FoldingRange)> = Vec::new();
    for fold in found {
        let (start, end) = lines(&fold);
        if start < end && seen.insert((start, end)) {
            let range = FoldingRange {
                start_line: start,
                end_line: end,
                kind: kind(fold.kind),
                ..FoldingRange::default()
            };
            ranges.push((fold.depth, range));
        }
    }
    if let Some(most) = most.and_then(|most| usize::try_from(most).ok()) {
        ranges.sort_by_key(|(depth, _)| *depth);
        ranges.truncate(most);
        ranges.sort_by_key(|(_, range)| range.start_line);
    }
    Some(ranges.into_iter().map(|(_, range)| range).collect())
}

/// What is not the writer's own is folded with an editor's command for comments.
fn kind(kind: Kind) -> Option<FoldingRangeKind> {
    match kind {
        Kind::History | Kind::Signature | Kind::Disclaimer => Some(FoldingRangeKind::Comment),
        Kind::Heading | Kind::List | Kind::Code => None,
        _ => Some(FoldingRangeKind::Region),
    }
}
