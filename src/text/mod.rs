//! The text of a letter: a rope, edits on it, and positions in it.
//!
//! Offsets inside the program are **bytes** of the UTF-8 text. Only [`position`] knows how editors
//! count, and only [`source`] knows in which charset a file is stored.

pub mod index;
pub mod lines;
pub mod phrases;
pub mod position;
pub mod segments;
pub mod source;
pub mod table;
pub mod words;

use std::borrow::Cow;
use std::ops::Range;

use regex::Regex;
use ropey::Rope;

pub use position::{Position, PositionEncoding, Positions};

/// One replacement: the bytes that go and the text that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range in the text before the edit.
    pub range: Range<usize>,
    /// What stands there afterwards; empty for a deletion.
    pub text: String,
}

impl Edit {
    /// An edit that puts `text` in the place of the bytes in `range`.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    /// An edit that inserts `text` before the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::new(offset..offset, text)
    }

    /// An edit that removes the bytes in `range`.
    pub fn delete(range: Range<usize>) -> Self {
        Self::new(range, "")
    }
}

/// The text in a byte range; borrowed where the rope holds it in one piece.
///
/// A range beyond the end, or one that cuts a character, is shortened to what is there.
pub fn slice(rope: &Rope, range: Range<usize>) -> Cow<'_, str> {
    // Nearly always one piece of the rope holds it, and there is nothing to shorten.
    if let Some((piece, start, ..)) = rope.get_chunk_at_byte(range.start)
        && let Some(text) = piece.get(range.start - start..range.end.saturating_sub(start))
    {
        return Cow::Borrowed(text);
    }
    let end = floor(rope, range.end);
    let start = floor(rope, range.start).min(end);
    Cow::from(rope.byte_slice(start..end))
}

/// Replaces a byte range, shortened to character boundaries inside the text; gives that range.
pub fn replace(rope: &mut Rope, edit: &Edit) -> Range<usize> {
    let start = floor(rope, edit.range.start);
    let end = floor(rope, edit.range.end).max(start);
    let chars = rope.byte_to_char(start)..rope.byte_to_char(end);
    let at = chars.start;
    rope.remove(chars);
    rope.insert(at, &edit.text);
    start..end
}

/// The start of the character that holds byte `offset`, at most the length of the text.
fn floor(rope: &Rope, offset: usize) -> usize {
    let offset = offset.min(rope.len_bytes());
    rope.char_to_byte(rope.byte_to_char(offset))
}

/// Applies edits that do not overlap to a text, as an editor applies a code action.
///
/// Edits are taken in the order of their ranges; one that overlaps an earlier one is left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in ordered {
        if edit.range.start < done || edit.range.end > text.len() {
            continue;
        }
        result.push_str(&text[done..edit.range.start]);
        result.push_str(&edit.text);
        done = edit.range.end;
    }
    result.push_str(&text[done..]);
    result
}

/// Whether a text starts with an ASCII text, in whatever case.
pub(crate) fn starts_with_any_case(text: &str, start: &str) -> bool {
    let same = text.get(..start.len());
    same.is_some_and(|same| same.eq_ignore_ascii_case(start))
}

/// Byte offsets of the ASCII marks in a text that are wanted. Far quicker than to look at characters.
pub(crate) fn marks(text: &str, wanted: impl Fn(u8) -> bool) -> impl Iterator<Item = usize> {
    let bytes = text.bytes().enumerate();
    bytes.filter_map(move |(at, byte)| wanted(byte).then_some(at))
}

/// Compiles a pattern of our own, which is known to be valid. Patterns of users are compiled where
/// they are read, with an error that names their place.
///
/// # Panics
/// When the pattern is invalid, in the first test that meets it.
pub(crate) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}
