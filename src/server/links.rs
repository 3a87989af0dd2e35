//! `textDocument/documentLink`: web pages, mailboxes and attached files.

use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams, Uri};

use super::convert;
use super::state::State;
use crate::links::{Target, links as find};
use crate::surroundings::Nowhere;

/// Answers a request.
pub fn links(state: &mut State, params: &DocumentLinkParams) -> Option<Vec<DocumentLink>> {
    let (encoding, clock) = (state.encoding, state.clock);
    let document = state.document(&params.text_document.uri)?;
    let folder = document.surroundings(clock);
    let found = find(&document.session.judged(&Nowhere), |path| folder.find(path));
    let text = document.session.text();
    let links = found.into_iter().filter_map(|link| {
        let target = match link.target {
            Target::Uri(uri) => uri.parse().ok()?,
            Target::File(path) => Uri::from_file_path(path)?,
        };
        Some(DocumentLink {
            range: convert::lsp_range(text, &link.range, encoding),
            target: Some(target),
            tooltip: None,
            data: None,
        })
    });
    Some(links.collect())
}
