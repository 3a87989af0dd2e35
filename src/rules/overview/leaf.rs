//! Blocks in their places.

use std::ops::Range;

use crate::engine::Analysis;
use crate::letter::Block;
use crate::letter::block::Body;
use crate::letter::encoded::Place;
use crate::text::Edit;

/// One block in its place: a block of the letter, or of a decoded body in it.
#[derive(Clone, Copy)]
pub struct Leaf<'a> {
    /// The block.
    pub block: &'a Block,
    /// What rules found in it; `None` where it is no prose.
    pub analysis: Option<&'a Analysis>,
    /// Where it starts: a byte of the letter, or of the decoded body.
    pub(super) start: usize,
    /// The decoded body that it lies in, and where that starts in the letter.
    pub(super) body: Option<(&'a Body, usize)>,
}

impl Leaf<'_> {
    /// The byte range in the letter of a byte range in the block. What stands in an encoded body and
    /// can't be placed is given the body's first character.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let range = self.start + range.start..self.start + range.end;
        match self.body {
            None => range,
            Some((body, at)) => match body.decoded.place(range) {
                Place::At(range) | Place::Unknown(range) => at + range.start..at + range.end,
            },
        }
    }

    /// Whether the block stands in the letter as it is, not encoded.
    pub fn is_plain(&self) -> bool {
        self.body.is_none()
    }

    /// An edit of the letter that replaces a byte range of the block; `None` where the block stands in
    /// a body that can't be edited in place.
    pub fn edit(&self, range: Range<usize>, text: &str) -> Option<Edit> {
        match self.body {
            None => Some(Edit::new(self.place(range), text)),
            Some((body, _)) => Some(Edit::new(self.place(range), body.decoded.rewrite(text)?)),
        }
    }
}
