//! `textDocument/completion` and `completionItem/resolve`: what can be written at the cursor.

use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionOptions, CompletionParams,
    CompletionResponse, CompletionTextEdit, CompletionTriggerKind, Documentation, InsertTextFormat,
    Range, TextEdit, Uri,
};

use super::state::State;
use super::{convert, rules_editing, templates};
use crate::completion::{Kind, Proposal, proposals};
use crate::config::Language;
use crate::rules::{Context, Overview, Rule, by_code};

/// What is looked up when a menu shows an item.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Preview {
    /// A template by its name.
    Template(String, Language),
    /// A rule by its code.
    Rule(String),
    /// A file: the letter, and the path from it.
    File(Uri, String),
}

/// What the server offers. The marks that open a menu unasked stand where files are named and where
/// header fields are; in running text nothing is answered to them.
pub fn options() -> CompletionOptions {
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some([":", "/"].map(str::to_owned).to_vec()),
        ..CompletionOptions::default()
    }
}

/// Answers a request.
pub fn completions(state: &mut State, params: &CompletionParams) -> Option<CompletionResponse> {
    let place = &params.text_document_position;
    let uri = &place.text_document.uri;
    let (encoding, clock, snippets) = (state.encoding, state.clock, state.client.snippets);
    let trigger = params.context.as_ref().map(|context| context.trigger_kind);
    let asked = trigger != Some(CompletionTriggerKind::TRIGGER_CHARACTER);
    if let Some(rules) = state.rules_documents.get(uri) {
        let (text, messages) = (rules.rules()?, state.locale);
        return rules_editing::completions(text, place.position, encoding, messages);
    }
    let document = state.document(uri)?;
    let mut items = match asked {
        true => templates::items(document, encoding, clock, snippets),
        false => Vec::new(),
    };
    let folder = document.surroundings(clock);
    let config = document.session.config().clone();
    let context = Context {
        config: &config,
        messages: document.session.messages(),
    };
    let overview = document.session.judged(&folder);
    if overview.is_foreign() {
        return None;
    }
    let cursor = Range::new(place.position, place.position);
    let at = convert::byte_range(overview.text, cursor, encoding).start;
    let found = proposals(&overview, &context, &folder, at, asked);
    if in_header(&overview, &found, at) {
        items.clear();
    }
    // What is typed on narrows or widens what a letter needs: phrases and words are sought anew.
    let is_incomplete = found
        .iter()
        .any(|proposal| matches!(proposal.kind, Kind::Phrase | Kind::Word));
    items.extend(found.into_iter().enumerate().map(|(order, proposal)| {
        let range = convert::lsp_range(overview.text, &proposal.range, encoding);
        let typed = crate::text::slice(overview.text, proposal.range.clone()).into_owned();
        item(proposal, order, range, typed, uri, snippets)
    }));
    (!items.is_empty()).then_some(CompletionResponse::List(CompletionList {
        is_incomplete,
        items,
    }))
}

/// Whether the cursor stands in the header block, or in a line that goes on with it.
fn in_header(overview: &Overview, found: &[Proposal], at: usize) -> bool {
    let header = overview.header();
    header.is_some_and(|(header, leaf)| {
        at < leaf.place(0..header.end).end || found.iter().any(|found| found.kind <= Kind::File)
    })
}

fn item(
    proposal: Proposal,
    order: usize,
    range: Range,
    typed: String,
    uri: &Uri,
    snippets: bool,
) -> CompletionItem {
    let data = (proposal.kind == Kind::File)
        .then(|| Preview::File(uri.clone(), proposal.label.clone()))
        .and_then(|preview| serde_json::to_value(preview).ok());
    let (text, format) = match proposal.snippet.filter(|_| snippets) {
        Some(snippet) => (snippet, Some(InsertTextFormat::SNIPPET)),
        None => (proposal.text, None),
    };
    // A phrase is also found by what it is for, which clients that filter do not know.
    let by_purpose = proposal.kind == Kind::Phrase && !typed.is_empty();
    CompletionItem {
        label: proposal.label,
        kind: Some(item_kind(proposal.kind)),
        detail: Some(proposal.detail.to_owned()).filter(|detail| !detail.is_empty()),
        sort_text: Some(format!("{}{order:03}", proposal.kind as u8)),
        filter_text: by_purpose.then_some(typed),
        insert_text_format: format,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
        data,
        ..CompletionItem::default()
    }
}

/// Kinds that every client knows (LSP 3.17, `CompletionItemKind`: Text to Reference).
fn item_kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Field => CompletionItemKind::FIELD,
        Kind::File => CompletionItemKind::FILE,
        Kind::Greeting | Kind::Close | Kind::Phrase => CompletionItemKind::SNIPPET,
        Kind::Word => CompletionItemKind::TEXT,
    }
}

/// Adds to an item what a menu shows beside it: a template's letter, a file's size.
pub fn resolve(state: &mut State, mut item: CompletionItem) -> CompletionItem {
    let clock = state.clock;
    let preview = item.data.clone().map(serde_json::from_value);
    match preview {
        Some(Ok(Preview::Template(name, language))) => {
            item.documentation =
                templates::letter(&name, language, clock).map(Documentation::String);
        }
        Some(Ok(Preview::Rule(code))) => {
            let text = |rule: &Rule| rule.plain_explanation(state.locale);
            item.documentation = by_code(&code).map(text).map(Documentation::String);
        }
        Some(Ok(Preview::File(uri, path))) => {
            let file = state.document(&uri);
            let file = file.and_then(|document| document.surroundings(clock).find(&path));
            let size = file
                .and_then(|file| file.metadata().ok())
                .map(|file| file.len());
            item.detail = size.map(|bytes| match bytes {
                0..1024 => format!("{bytes} B"),
                _ => format!("{} KB", bytes / 1024),
            });
        }
        _ => {}
    }
    item
}
