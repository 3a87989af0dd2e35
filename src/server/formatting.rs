//! `textDocument/formatting` and `textDocument/rangeFormatting`: white space and the numbers of lists.

use tower_lsp::ls_types::{
    DocumentFormattingParams, DocumentRangeFormattingParams, FormattingOptions, Range, TextEdit,
    Uri,
};

use super::convert;
use super::state::State;
use crate::formatting::{Options, edits};
use crate::surroundings::Nowhere;

/// Answers a request for the whole letter.
pub fn whole(state: &mut State, params: &DocumentFormattingParams) -> Option<Vec<TextEdit>> {
    format(state, &params.text_document.uri, &params.options, None)
}

/// Answers a request for a part of it.
pub fn range(state: &mut State, params: &DocumentRangeFormattingParams) -> Option<Vec<TextEdit>> {
    let range = Some(params.range);
    format(state, &params.text_document.uri, &params.options, range)
}

fn format(
    state: &mut State,
    uri: &Uri,
    wanted: &FormattingOptions,
    range: Option<Range>,
) -> Option<Vec<TextEdit>> {
    let encoding = state.encoding;
    let document = state.document(uri)?;
    let config = document.session.config().clone();
    let overview = document.session.judged(&Nowhere);
    let text = overview.text;
    let within = match range {
        Some(range) => convert::byte_range(text, range, encoding),
        None => 0..text.len_bytes(),
    };
    let options = Options {
        trim_lines: wanted.trim_trailing_whitespace.unwrap_or(true),
        trim_end: wanted.trim_final_newlines.unwrap_or(true),
        final_newline: wanted.insert_final_newline.unwrap_or(false),
    };
    let found = edits(&overview, &config.letter, options, &within);
    let edits = found
        .into_iter()
        .map(|edit| TextEdit::new(convert::lsp_range(text, &edit.range, encoding), edit.text));
    Some(edits.collect())
}
