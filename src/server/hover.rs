//! `textDocument/hover`: the rules behind the findings at a position.

use tower_lsp::ls_types::{Hover, HoverParams, Range};

use super::state::State;
use super::{convert, rules_editing};
use crate::rules::by_code;

/// Answers a request: for each rule with a finding at the position why it is there, with a bad and a
/// good example. The finding about the fewest words comes first.
pub fn hover(state: &mut State, params: &HoverParams) -> Option<Hover> {
    let place = &params.text_document_position_params;
    let (encoding, clock, markdown) = (state.encoding, state.clock, state.client.markdown_hover);
    let uri = &place.text_document.uri;
    if let Some(rules) = state.rules_documents.get(uri) {
        let (text, messages) = (rules.rules()?, state.locale);
        return rules_editing::hover(text, place.position, encoding, messages, markdown);
    }
    let document = state.document(uri)?;
    let language = document.session.messages();
    let mut findings = document.findings(clock);
    findings.sort_by_key(|finding| finding.range.len());
    let text = document.session.text();
    let at = convert::byte_range(text, Range::new(place.position, place.position), encoding).start;
    let mut parts: Vec<String> = Vec::new();
    let mut range: Option<Range> = None;
    let mut told: Vec<&str> = Vec::new();
    for finding in &findings {
        let inside = finding.range.contains(&at) || finding.range.end == at;
        if !inside || told.contains(&finding.code) {
            continue;
        }
        told.push(finding.code);
        let Some(rule) = by_code(finding.code) else {
            continue;
        };
        parts.push(rules_editing::explanation(rule, language, markdown));
        range.get_or_insert(convert::lsp_range(text, &finding.range, encoding));
    }
    let value = parts.join("\n");
    range.map(|range| rules_editing::popup(value, range, markdown))
}
