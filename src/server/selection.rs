//! `textDocument/selectionRange`: word, sentence, paragraph, text, letter.

use tower_lsp::ls_types::{Range, SelectionRange, SelectionRangeParams};

use super::convert;
use super::state::State;
use crate::selection::around;
use crate::surroundings::Nowhere;

/// Answers a request: for each position the stretches around it.
pub fn ranges(state: &mut State, params: &SelectionRangeParams) -> Option<Vec<SelectionRange>> {
    let encoding = state.encoding;
    let document = state.document(&params.text_document.uri)?;
    let overview = document.session.judged(&Nowhere);
    let ranges = params.positions.iter().map(|position| {
        let range = Range::new(*position, *position);
        let at = convert::byte_range(overview.text, range, encoding).start;
        let wider = around(&overview, at).into_iter().rev();
        let chain = wider.fold(None, |parent: Option<Box<SelectionRange>>, range| {
            Some(Box::new(SelectionRange {
                range: convert::lsp_range(overview.text, &range, encoding),
                parent,
            }))
        });
        chain.map_or(
            SelectionRange {
                range,
                parent: None,
            },
            |chain| *chain,
        )
    });
    Some(ranges.collect())
}
