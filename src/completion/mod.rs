//! What can be written where the cursor stands: names of header fields, files to attach, greetings,
//! closes, set phrases, words.

mod body;
mod files;
mod header;
mod phrases;

use std::ops::Range;

use crate::rules::{Context, Overview};
use crate::surroundings::Folder;
use crate::text;

pub use phrases::{Intent, phrases};

/// What a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The name of a header field.
    Field,
    /// A file to attach, or a folder with a slash at its end.
    File,
    /// A salutation.
    Greeting,
    /// A complimentary close with what stands under it.
    Close,
    /// A set phrase.
    Phrase,
    /// A word of the dictionary.
    Word,
}

/// Something that can be written at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is.
    pub kind: Kind,
    /// What a menu shows.
    pub label: String,
    /// A word about it for the menu; may be empty.
    pub detail: &'static str,
    /// What is written, where the client knows no snippets. Gaps to fill in stand in brackets.
    pub text: String,
    /// The same as a snippet (LSP 3.17, "Snippet Syntax"), where it has places to fill in.
    pub snippet: Option<String>,
    /// Bytes of the letter that it takes the place of: what was typed of it.
    pub range: Range<usize>,
}

impl Proposal {
    fn new(kind: Kind, label: impl Into<String>, range: Range<usize>) -> Self {
        let label = label.into();
        Self {
            kind,
            text: label.clone(),
            label,
            detail: "",
            snippet: None,
            range,
        }
    }
}

/// The line that the cursor stands in, up to it and after it.
struct Line {
    /// Byte of the letter at which it starts.
    start: usize,
    /// The cursor: a byte of the letter.
    at: usize,
    /// What stands before the cursor.
    before: String,
    /// What stands after it, without the line break.
    after: String,
}

impl Line {
    fn of(overview: &Overview, at: usize) -> Self {
        let rope = overview.text;
        let at = at.min(rope.len_bytes());
        let start = rope.line_to_byte(rope.byte_to_line(at));
        let line = text::slice(rope, start..rope.len_bytes().min(start + LONGEST_LINE));
        let line = text::lines::lines(&line).next().unwrap_or_default();
        let (before, after) = line.split_at_checked(at - start).unwrap_or((line, ""));
        Self {
            start,
            at,
            before: before.to_owned(),
            after: after.trim_end_matches(['\r', '\n']).to_owned(),
        }
    }

    fn is_blank(&self) -> bool {
        self.before.trim().is_empty() && self.after.trim().is_empty()
    }
}

/// Only so much of a line is looked at, in bytes.
const LONGEST_LINE: usize = 4096;

/// What can be written at a byte of the letter, the best first. `asked` tells whether the writer asked
/// for it or goes on typing, rather than having typed a mark that only file names and headers need.
pub fn proposals(
    overview: &Overview,
    context: &Context,
    folder: &Folder,
    at: usize,
    asked: bool,
) -> Vec<Proposal> {
    let line = Line::of(overview, at);
    if let Some(found) = header::proposals(overview, context, folder, &line) {
        return found;
    }
    match asked {
        true => body::proposals(overview, context, &line),
        false => Vec::new(),
    }
}
