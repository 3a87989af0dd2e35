//! Templates of letters as completions and by command, where there is no letter yet.

use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, InsertTextFormat, TextEdit,
};

use super::completion::Preview;
use super::convert;
use super::document::Document;
use crate::config::{Config, Language};
use crate::letter::Content;
use crate::surroundings::Clock;
use crate::templates::{self, Part};
use crate::text::{self, PositionEncoding};

/// A document with nothing but a word of at most this many bytes is as good as empty: the word is what
/// is being typed.
const LONGEST_WORD: usize = 60;

/// The templates that can be inserted, those in the language of messages first.
pub fn items(
    document: &Document,
    encoding: PositionEncoding,
    clock: Clock,
    snippets: bool,
) -> Vec<CompletionItem> {
    let Some((part, range)) = place(document) else {
        return Vec::new();
    };
    let messages = document.session.messages();
    let config = document.session.config().clone();
    let range = convert::lsp_range(document.session.text(), &range, encoding);
    let now = clock();
    let other = match messages {
        Language::Russian => Language::English,
        Language::English => Language::Russian,
    };
    let mut items = Vec::new();
    for (order, language) in [messages, other].into_iter().enumerate() {
        for (index, template) in templates::all().iter().enumerate() {
            let snippet = template.snippet(language, &config, Some(&now), part);
            let (text, format) = match snippets {
                true => (snippet, InsertTextFormat::SNIPPET),
                false => {
                    let letter = template.render(language, &config, Some(&now));
                    (body(letter, part), InsertTextFormat::PLAIN_TEXT)
                }
            };
            let label = match order {
                0 => template.name.to_owned(),
                _ => format!("{} ({})", template.name, tag(language)),
            };
            items.push(CompletionItem {
                label,
                kind: Some(CompletionItemKind::SNIPPET),
                detail: Some(template.about.get(messages).to_owned()),
                sort_text: Some(format!("{order}{index:02}")),
                filter_text: Some(template.name.to_owned()),
                insert_text_format: Some(format),
                text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
                data: serde_json::to_value(Preview::Template(template.name.to_owned(), language))
                    .ok(),
                ..CompletionItem::default()
            });
        }
    }
    items
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Russian => "ru",
        Language::English => "en",
    }
}

fn body(letter: String, part: Part) -> String {
    match (part, letter.split_once("\n\n")) {
        (Part::Body, Some((_, body))) => body.to_owned(),
        _ => letter,
    }
}

/// What of a template is wanted, and the bytes that it takes the place of: the whole of an empty
/// document, or the empty body below a header block. `None` where there is a letter already.
fn place(document: &Document) -> Option<(Part, std::ops::Range<usize>)> {
    let text = document.session.text();
    let blocks = document.session.letter().blocks();
    let header = match blocks.first().map(|block| &block.content) {
        Some(Content::Header(_)) => blocks[0].len,
        _ => 0,
    };
    if text.len_bytes() - header > LONGEST_WORD {
        return None;
    }
    let rest = text::slice(text, header..text.len_bytes());
    let word = rest.trim();
    let start = header + (rest.len() - rest.trim_start().len());
    let blank = word.is_empty() || !word.contains(|c: char| !c.is_alphanumeric() && c != '-');
    let part = if header > 0 { Part::Body } else { Part::Letter };
    blank.then_some((part, start..start + word.len()))
}

/// The edit that begins a letter in an empty document.
///
/// # Errors
/// A message: there is no such template, or the document is not empty.
pub fn begin(
    document: &Document,
    name: &str,
    language: Language,
    now: &jiff::ZonedDateTime,
) -> Result<text::Edit, String> {
    let template = templates::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = templates::all()
            .iter()
            .map(|template| template.name)
            .collect();
        format!(
            "there is no template {name}; there are: {}",
            names.join(", ")
        )
    })?;
    let (part, range) = place(document).ok_or("the document is not empty")?;
    let letter = template.render(language, document.session.config(), Some(now));
    Ok(text::Edit::new(range, body(letter, part)))
}

/// A template's letter with its gaps open; `None` for an unknown name.
pub fn letter(name: &str, language: Language, clock: Clock) -> Option<String> {
    let template = templates::by_name(name)?;
    Some(template.render(language, &Config::default(), Some(&clock())))
}
