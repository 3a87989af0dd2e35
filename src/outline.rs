//! The parts of a letter as a list of contents shows them: header fields, salutation, paragraphs,
//! lists, close, signature, quoted history.

use std::ops::Range;

use crate::letter::header::{Header, Style};
use crate::letter::{Content, is_list_item};
use crate::rules::overview::Leaf;
use crate::rules::{Bilingual, Overview};
use crate::text::lines::{lines, trimmed};
use crate::text::{self};

/// What a section is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The header block; its parts are its fields.
    Header,
    /// A header field.
    Field,
    /// A salutation on a line of its own.
    Salutation,
    /// A paragraph.
    Paragraph,
    /// A list; its parts are its items.
    List,
    /// An item of a list.
    Item,
    /// A Markdown heading with what stands under it.
    Heading,
    /// Fenced or indented code.
    Code,
    /// The complimentary close.
    Close,
    /// What follows the close or the line `-- `.
    Signature,
    /// Boilerplate about confidentiality.
    Disclaimer,
    /// Earlier messages; its parts are attribution lines and quotes where there are several.
    History,
    /// A file or another MIME part that is not read as text.
    Attachment,
}

/// A part of a letter. Ranges are bytes of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub kind: Kind,
    /// What a list of contents shows: its first words, or the name of a field. Never empty.
    pub title: String,
    /// More about it: the value of a field.
    pub detail: String,
    /// All of it, without the blank lines after it.
    pub range: Range<usize>,
    /// Its first line.
    pub head: Range<usize>,
    /// What it is made of.
    pub parts: Vec<Section>,
}

/// Titles are at most this many characters long.
const LONGEST_TITLE: usize = 60;

/// The name of the header block, and of history that has no words to show.
const HEADER: Bilingual = Bilingual {
    ru: "Заголовок письма",
    en: "Header",
};
const HISTORY: Bilingual = Bilingual {
    ru: "История переписки",
    en: "Quoted history",
};

/// The sections of a letter in their order; `name` picks the language of what they are called.
pub fn outline(overview: &Overview, name: impl Fn(Bilingual) -> &'static str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut headings: Vec<(usize, Section)> = Vec::new();
    // The header of the MIME part that the next blocks are the body of.
    let mut part: Option<Leaf> = None;
    for leaf in overview.leaves() {
        match leaf.block.content {
            Content::PartHeader(..) => part = Some(leaf),
            Content::Delimiter => part = None,
            _ => {}
        }
        let opaque = matches!(leaf.block.content, Content::Opaque { .. });
        let Some(kind) = kind(&leaf.block.content).filter(|_| !opaque || part.is_some()) else {
            continue;
        };
        let Some(mut section) = section(overview, &leaf, kind) else {
            continue;
        };
        match kind {
            Kind::Header => section.title = name(HEADER).to_owned(),
            Kind::Heading => {
                let level = level(&section.title);
                section.title = shortened(section.title.trim_start_matches(['#', ' ']));
                while headings.last().is_some_and(|(above, _)| *above >= level) {
                    close_heading(&mut headings, &mut sections);
                }
                headings.push((level, section));
                continue;
            }
            Kind::Attachment => name_attachment(overview, &leaf, part, &mut section),
            _ => {}
        }
        let into = match headings.last_mut() {
            // History and signature belong to the letter, not to its last chapter.
            Some((_, heading)) if !matches!(kind, Kind::History | Kind::Signature) => {
                &mut heading.parts
            }
            _ => &mut sections,
        };
        match into.last_mut() {
            Some(last) if last.kind == kind && joins(last, &section) => join(last, section),
            _ => into.push(section),
        }
    }
    while !headings.is_empty() {
        close_heading(&mut headings, &mut sections);
    }
    sections.sort_by_key(|section| section.range.start);
    for section in &mut sections {
        if section.kind == Kind::History && !section.parts.is_empty() {
            section.detail = std::mem::replace(&mut section.title, name(HISTORY).to_owned());
        }
    }
    sections
}

/// What a block is in the outline; `None` where it is not shown.
fn kind(content: &Content) -> Option<Kind> {
    Some(match content {
        Content::Header(_) => Kind::Header,
        Content::Salutation(_) => Kind::Salutation,
        Content::Paragraph(_) => Kind::Paragraph,
        Content::List => Kind::List,
        Content::Heading => Kind::Heading,
        Content::Code => Kind::Code,
        Content::Close => Kind::Close,
        Content::Signature => Kind::Signature,
        Content::Disclaimer => Kind::Disclaimer,
        Content::Quote | Content::Attribution | Content::History { .. } => Kind::History,
        Content::Tag(Some(_)) | Content::Opaque { .. } => Kind::Attachment,
        Content::Gap
        | Content::PartHeader(..)
        | Content::Separator
        | Content::Tag(None)
        | Content::Delimiter
        | Content::Encoded(_) => return None,
    })
}

/// Whether two sections of a kind that follow one another are one.
fn joins(before: &Section, next: &Section) -> bool {
    match next.kind {
        Kind::Signature | Kind::Disclaimer | Kind::History => true,
        // Blank lines divide the body of a MIME part into blocks, each found with the same header.
        Kind::Attachment => before.head == next.head,
        _ => false,
    }
}

fn join(section: &mut Section, next: Section) {
    if section.kind == Kind::History {
        if section.parts.is_empty() {
            section.parts.push(section.clone());
        }
        section.parts.push(next.clone());
    }
    if section.kind == Kind::Signature && is_delimiter(&section.title) {
        section.title = next.title;
    }
    section.range.end = next.range.end.max(section.range.end);
}

fn is_delimiter(title: &str) -> bool {
    title.trim_end() == "--"
}

fn section(overview: &Overview, leaf: &Leaf, kind: Kind) -> Option<Section> {
    let text = overview.text_of(leaf);
    let whole = trimmed(&text, 0..text.len());
    if whole.is_empty() {
        return None;
    }
    let first = first_line(&text, whole.clone());
    let title = &text[first.clone()];
    let parts = match &leaf.block.content {
        Content::Header(header) => fields(leaf, header, &text),
        Content::List => items(leaf, &text, &whole),
        _ => Vec::new(),
    };
    Some(Section {
        kind,
        title: match kind {
            Kind::Heading => title.to_owned(),
            _ => shortened(title),
        },
        detail: String::new(),
        range: leaf.place(whole),
        head: leaf.place(first),
        parts,
    })
}

/// The first line of a trimmed range, without the white space at its end.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or_default();
    range.start..range.start + line.trim_end().len()
}

fn shortened(title: &str) -> String {
    let mut short: String = title.chars().take(LONGEST_TITLE).collect();
    if short.len() < title.len() {
        short.truncate(short.trim_end().len());
        short.push('…');
    }
    short
}

fn fields(leaf: &Leaf, header: &Header, text: &str) -> Vec<Section> {
    let fields = header.fields.iter().map(|field| {
        let range = trimmed(text, field.range.clone());
        let head = first_line(text, range.clone());
        let separator = match header.style {
            Style::Toml => '=',
            _ => ':',
        };
        let before = &text[range.start..field.value_range.start.max(range.start)];
        let name = before.split_once(separator).map(|(name, _)| name.trim());
        let name = name.filter(|name| !name.is_empty() && !name.starts_with('-'));
        let known = header.style.key(field.name);
        let title = name.unwrap_or(if known.is_empty() { "-" } else { known });
        Section {
            kind: Kind::Field,
            title: shortened(title),
            detail: shortened(&field.value),
            range: leaf.place(range),
            head: leaf.place(head),
            parts: Vec::new(),
        }
    });
    fields.collect()
}

fn items(leaf: &Leaf, text: &str, whole: &Range<usize>) -> Vec<Section> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in lines(&text[..whole.end]) {
        let range = at..at + line.len();
        at = range.end;
        match items.last_mut() {
            Some(last) if !is_list_item(line) => last.end = range.end,
            _ => items.push(range),
        }
    }
    let sections = items.into_iter().map(|range| {
        let range = trimmed(text, range);
        let head = first_line(text, range.clone());
        Section {
            kind: Kind::Item,
            title: shortened(&text[head.clone()]),
            detail: String::new(),
            range: leaf.place(range),
            head: leaf.place(head),
            parts: Vec::new(),
        }
    });
    sections.collect()
}

/// The level of a Markdown heading.
fn level(title: &str) -> usize {
    title.bytes().take_while(|byte| *byte == b'#').count()
}

/// Puts the innermost open heading into the one above it, or among the sections.
fn close_heading(headings: &mut Vec<(usize, Section)>, sections: &mut Vec<Section>) {
    if let Some((_, mut section)) = headings.pop() {
        if let Some(last) = section.parts.last() {
            section.range.end = last.range.end;
        }
        match headings.last_mut() {
            Some((_, above)) => above.parts.push(section),
            None => sections.push(section),
        }
    }
}

/// Gives an attached file its name, and a MIME part the lines of its header.
fn name_attachment(overview: &Overview, leaf: &Leaf, part: Option<Leaf>, section: &mut Section) {
    let (header, attachment) = match (&leaf.block.content, part.map(|leaf| &leaf.block.content)) {
        (Content::Tag(attachment), _) => (None, attachment.as_ref()),
        (_, Some(Content::PartHeader(header, attachment))) => (Some(header), attachment.as_ref()),
        _ => (None, None),
    };
    let kind = header.and_then(|header| {
        let field = header.field(crate::letter::header::FieldName::ContentType)?;
        Some(field.value.split(';').next().unwrap_or_default().trim())
    });
    let name = attachment.map(|attachment| attachment.name.as_str());
    let mut titles = [name, kind].into_iter().flatten();
    if let Some(title) = titles.find(|title| !title.is_empty()) {
        section.title = shortened(title);
    }
    if let Some(part) = part {
        let header = overview.trimmed(&part, 0..part.block.len);
        let line = text::slice(overview.text, header.clone());
        section.head = header.start..header.start + first_line(&line, 0..line.len()).end;
        section.range.start = header.start;
    }
}
