//! The model of a letter: a sequence of blocks, found incrementally.
//!
//! An edit re-parses from the first block that it can have influenced until the old and the new
//! blocks agree again; the blocks after that move without being touched.

pub mod address;
pub mod attachment;
pub mod block;
pub mod close;
pub mod encoded;
mod envelope;
pub mod front_matter;
pub mod grammar;
pub mod header;
pub mod history;
mod kept;
mod language;
mod lines;
pub mod mime;
mod names;
mod parser;
pub mod person;
pub mod salutation;
mod scanner;

use std::ops::Range;

use ropey::Rope;

pub use block::{Block, Content};
pub use grammar::Grammar;
pub use kept::{KeptHistory, is_message};
pub use lines::is_list_item;

use block::State;
use parser::Parser;

/// The kind of document that a letter is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A mail program's draft: perhaps a header block, then the body.
    Draft,
    /// An RFC 5322 message: a header block and a MIME body.
    Message,
    /// Markdown, perhaps with front matter.
    Markdown,
    /// Plain text; a header block is recognised where there is one.
    #[default]
    Plain,
}

impl Format {
    /// The format of a file by its name: the extension, then names that mail programs give drafts.
    pub fn of_file_name(name: &str) -> Self {
        let name = name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or(name)
            .to_lowercase();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension {
            "eml" => Self::Message,
            "md" | "markdown" => Self::Markdown,
            "mail" | "letter" => Self::Draft,
            _ if DRAFT_NAMES.iter().any(|prefix| name.starts_with(prefix)) => Self::Draft,
            _ => Self::Plain,
        }
    }

    /// The format that an editor's language id stands for, if it is one of ours.
    pub fn of_language_id(id: &str) -> Option<Self> {
        match id {
            "mail" | "letter" | "mutt" | "neomutt" => Some(Self::Draft),
            "eml" | "email" | "message" | "rfc822" => Some(Self::Message),
            "markdown" | "letter-markdown" => Some(Self::Markdown),
            "plaintext" | "text" | "txt" => Some(Self::Plain),
            _ => None,
        }
    }
}

/// How mail programs name the temporary files of drafts.
const DRAFT_NAMES: &[&str] = &[
    "mutt-",
    "neomutt-",
    "aerc-",
    "himalaya-",
    "alot.",
    "sup.",
    "claws-mail-",
];

/// What an edit did: the bytes that went and how many came in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Byte range in the text before the edit.
    pub removed: Range<usize>,
    /// Bytes that stand there now.
    pub inserted: usize,
}

/// Which blocks an update replaced by others; all others are as they were, though some may stand
/// elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Index range of the blocks that went.
    pub old: Range<usize>,
    /// Index range of the blocks that came.
    pub new: Range<usize>,
}

/// A letter as a sequence of blocks that cover its text.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The kind of document.
    pub format: Format,
    blocks: Vec<Block>,
    beyond: usize,
}

/// How far the parser looked before does not count.
impl PartialEq for Letter {
    fn eq(&self, other: &Self) -> bool {
        self.format == other.format && self.blocks == other.blocks
    }
}

impl Letter {
    /// Parses a whole text.
    pub fn parse(rope: &Rope, format: Format, grammar: &Grammar) -> Self {
        let mut parser = Parser::new(rope, 0, State::default(), format, grammar);
        let mut blocks: Vec<Block> = std::iter::from_fn(|| parser.next_block()).collect();
        // Most letters are edited in few places; a long one would keep as much room again.
        blocks.shrink_to_fit();
        let mut letter = Self::unread(format);
        letter.look_beyond(&blocks);
        letter.blocks = blocks;
        letter
    }

    /// A letter of which nothing is known: the next update reads all of it.
    pub fn unread(format: Format) -> Self {
        Self {
            format,
            blocks: Vec::new(),
            beyond: 0,
        }
    }

    /// At most so many bytes behind the end of a block have, or ever had, an influence on it.
    pub fn beyond(&self) -> usize {
        self.beyond
    }

    fn look_beyond(&mut self, blocks: &[Block]) {
        let most = blocks.iter().map(|block| block.reach - block.len).max();
        self.beyond = self.beyond.max(most.unwrap_or_default());
    }

    /// The blocks in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How many bytes the blocks cover: the whole text.
    pub fn covered(&self) -> usize {
        self.blocks.iter().map(|block| block.len).sum()
    }

    /// Parses again what an edit can have changed. `rope` is the text after it; on the blocks before
    /// `from`, whose start is given, too, it had no influence.
    pub fn update(
        &mut self,
        rope: &Rope,
        change: &Change,
        from: (usize, usize),
        grammar: &Grammar,
    ) -> Update {
        let (first, start) = self.first_influenced(change.removed.start, from);
        let state = self
            .blocks
            .get(first)
            .map_or_else(State::default, |block| block.entered.clone());
        let mut parser = Parser::new(rope, start, state, self.format, grammar);
        let mut fresh = Vec::new();
        // The old block that starts at or after the parser's place, and where it starts now.
        let mut old = first;
        let mut old_start = start;
        loop {
            let offset = parser.offset();
            while old < self.blocks.len() && moved(old_start, change) < Some(offset) {
                old_start += self.blocks[old].len;
                old += 1;
            }
            let agrees = moved(old_start, change) == Some(offset)
                && self
                    .blocks
                    .get(old)
                    .is_some_and(|block| block.entered == parser.state);
            if agrees {
                break;
            }
            match parser.next_block() {
                Some(block) => fresh.push(block),
                None => {
                    old = self.blocks.len();
                    break;
                }
            }
        }
        let kept = self.untouched(first..old, start, &fresh, change.removed.start);
        let update = Update {
            old: first + kept..old,
            new: first + kept..first + fresh.len(),
        };
        self.look_beyond(&fresh);
        self.blocks.splice(first..old, fresh);
        update
    }

    /// How many of the fresh blocks are the old ones again: equal, and wholly before the edit.
    fn untouched(&self, old: Range<usize>, start: usize, fresh: &[Block], edited: usize) -> usize {
        let mut end = start;
        let same = |(old, new): &(&Block, &Block)| {
            end += new.len;
            end <= edited && old.len == new.len && old.content == new.content
        };
        self.blocks[old].iter().zip(fresh).take_while(same).count()
    }

    /// Index and offset of the first block, from one on, on which a change at `offset` can have an
    /// influence.
    fn first_influenced(
        &self,
        offset: usize,
        (first, mut start): (usize, usize),
    ) -> (usize, usize) {
        for (index, block) in self.blocks.iter().enumerate().skip(first) {
            if start + block.reach >= offset {
                return (index, start);
            }
            start += block.len;
        }
        (self.blocks.len(), start)
    }
}

/// Where a byte offset of the old text stands in the new one; `None` before the end of the edit.
fn moved(offset: usize, change: &Change) -> Option<usize> {
    (offset >= change.removed.end).then(|| offset - change.removed.len() + change.inserted)
}

#[cfg(test)]
mod tests;
