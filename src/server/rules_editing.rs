//! Completion and hover in a file of rules.

use ropey::Rope;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionResponse, CompletionTextEdit, Hover,
    HoverContents, MarkupContent, MarkupKind, Position, Range, TextEdit,
};

use super::completion::Preview;
use super::convert;
use crate::config::Language;
use crate::config::keys::{Word, proposals, word_at};
use crate::rules::Rule;
use crate::text::PositionEncoding;

/// What can be written at a position.
pub fn completions(
    text: &Rope,
    position: Position,
    encoding: PositionEncoding,
    messages: Language,
) -> Option<CompletionResponse> {
    let at = convert::byte_range(text, Range::new(position, position), encoding).start;
    let found = proposals(&text.to_string(), at)?;
    let range = convert::lsp_range(text, &found.range, encoding);
    let items = found
        .words
        .into_iter()
        .enumerate()
        .map(|(order, (word, new))| {
            let (kind, detail, data) = match word {
                Word::Key(key) => (CompletionItemKind::PROPERTY, key.about.get(messages), None),
                Word::Code(rule) => {
                    let preview = Preview::Rule(rule.code.to_owned());
                    let data = serde_json::to_value(preview).ok();
                    (CompletionItemKind::PROPERTY, rule.title.get(messages), data)
                }
                Word::Value(_) => (CompletionItemKind::VALUE, "", None),
            };
            CompletionItem {
                label: word.name().to_owned(),
                kind: Some(kind),
                detail: Some(detail.to_owned()).filter(|detail| !detail.is_empty()),
                sort_text: Some(format!("{order:03}")),
                filter_text: Some(new.clone()),
                text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, new))),
                data,
                ..CompletionItem::default()
            }
        });
    Some(CompletionResponse::Array(items.collect()))
}

/// What a key means; what a rule demands, with its examples.
pub fn hover(
    text: &Rope,
    position: Position,
    encoding: PositionEncoding,
    messages: Language,
    markdown: bool,
) -> Option<Hover> {
    let at = convert::byte_range(text, Range::new(position, position), encoding).start;
    let (range, word) = word_at(&text.to_string(), at)?;
    let value = match word {
        Word::Code(rule) => explanation(rule, messages, markdown),
        Word::Key(key) if markdown => format!("`{}`\n\n{}", key.path, key.about.get(messages)),
        Word::Key(key) => format!("{}\n\n{}", key.path, key.about.get(messages)),
        Word::Value(_) => return None,
    };
    let range = convert::lsp_range(text, &range, encoding);
    Some(popup(value, range, markdown))
}

/// A hover over a range.
pub fn popup(value: String, range: Range, markdown: bool) -> Hover {
    let kind = match markdown {
        true => MarkupKind::Markdown,
        false => MarkupKind::PlainText,
    };
    Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(range),
    }
}

/// A rule's text as the client can show it.
pub fn explanation(rule: &Rule, messages: Language, markdown: bool) -> String {
    let mut origin = rule.origin(messages);
    if !origin.is_empty() {
        origin = format!(" · {origin}");
    }
    match markdown {
        true => format!("`{}`{origin}\n\n{}", rule.code, rule.explanation(messages)),
        false => format!(
            "{}{origin}\n\n{}",
            rule.code,
            rule.plain_explanation(messages)
        ),
    }
}
