//! `textDocument/documentSymbol`: the outline of a letter.

use ropey::Rope;
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation,
    SymbolKind, Uri,
};

use super::convert;
use super::state::State;
use crate::outline::{Kind, Section, outline};
use crate::surroundings::Nowhere;
use crate::text::PositionEncoding;

/// Answers a request: a tree for clients that show one, else a list.
pub fn symbols(state: &mut State, params: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let uri = &params.text_document.uri;
    let (encoding, tree) = (state.encoding, state.client.symbol_tree);
    let document = state.document(uri)?;
    let language = document.session.messages();
    let sections = outline(&document.session.judged(&Nowhere), |name| {
        name.get(language)
    });
    let text = document.session.text();
    if tree {
        let symbol = |section: &Section| symbol(section, text, encoding);
        return Some(sections.iter().map(symbol).collect::<Vec<_>>().into());
    }
    let mut list = Vec::new();
    add_flat(&sections, None, uri, text, encoding, &mut list);
    Some(list.into())
}

#[allow(
    deprecated,
    reason = "LSP's type has a deprecated field that must be named"
)]
fn symbol(section: &Section, text: &Rope, encoding: PositionEncoding) -> DocumentSymbol {
    let parts = section.parts.iter();
    DocumentSymbol {
        name: section.title.clone(),
        detail: Some(section.detail.clone()).filter(|detail| !detail.is_empty()),
        kind: symbol_kind(section.kind),
        tags: None,
        deprecated: None,
        range: convert::lsp_range(text, &section.range, encoding),
        selection_range: convert::lsp_range(text, &section.head, encoding),
        children: Some(parts.map(|part| symbol(part, text, encoding)).collect()),
    }
}

#[allow(
    deprecated,
    reason = "LSP's type has a deprecated field that must be named"
)]
fn add_flat(
    sections: &[Section],
    container: Option<&str>,
    uri: &Uri,
    text: &Rope,
    encoding: PositionEncoding,
    list: &mut Vec<SymbolInformation>,
) {
    for section in sections {
        let name = match section.detail.as_str() {
            "" => section.title.clone(),
            detail => format!("{}: {detail}", section.title),
        };
        list.push(SymbolInformation {
            name,
            kind: symbol_kind(section.kind),
            tags: None,
            deprecated: None,
            location: Location::new(
                uri.clone(),
                convert::lsp_range(text, &section.range, encoding),
            ),
            container_name: container.map(str::to_owned),
        });
        let inside = Some(section.title.as_str());
        add_flat(&section.parts, inside, uri, text, encoding, list);
    }
}

/// The nearest kind among those that every client knows (LSP 3.17, `SymbolKind`: File to Array).
fn symbol_kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Header => SymbolKind::NAMESPACE,
        Kind::Field => SymbolKind::FIELD,
        Kind::Salutation | Kind::Close => SymbolKind::CONSTANT,
        Kind::Paragraph | Kind::Item | Kind::Code | Kind::Disclaimer => SymbolKind::STRING,
        Kind::List => SymbolKind::ARRAY,
        Kind::Heading => SymbolKind::MODULE,
        Kind::Signature => SymbolKind::PROPERTY,
        Kind::History => SymbolKind::PACKAGE,
        Kind::Attachment => SymbolKind::FILE,
    }
}
