//! The history that a letter was opened with, kept so that it can be restored when it is deleted.

use ropey::Rope;

use super::{Block, Content};
use crate::text::lines::newline_of;
use crate::text::{self, Edit};

/// The quoted messages of a letter as it was opened, with their attribution lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptHistory {
    text: String,
}

impl KeptHistory {
    /// The history in a letter; `None` where there is no quoted message, or only in an encoded body,
    /// which can't be edited in place.
    pub fn of(rope: &Rope, blocks: &[Block]) -> Option<Self> {
        let mut kept = String::new();
        let mut start = 0;
        for block in blocks {
            if block.content.is_history() {
                kept.push_str(&text::slice(rope, start..start + block.len));
            }
            start += block.len;
        }
        let quotes = blocks.iter().any(|block| is_message(&block.content));
        quotes.then_some(Self { text: kept })
    }

    /// The edit that puts the history back below what the writer wrote.
    pub fn restore(&self, rope: &Rope, blocks: &[Block]) -> Edit {
        let mut at = 0;
        let mut start = 0;
        for block in blocks {
            let start_of_block = start;
            start += block.len;
            let own = !matches!(
                block.content,
                Content::Delimiter | Content::Opaque { .. } | Content::PartHeader(..)
            );
            if own {
                at = start_of_block + block.len;
            }
        }
        let before = text::slice(rope, 0..at);
        let newline = newline_of(&before);
        let end = before.trim_end().len();
        let gap = if end == 0 {
            String::new()
        } else {
            newline.repeat(2)
        };
        let tail = if at < rope.len_bytes() { newline } else { "" };
        Edit::new(
            end..at,
            format!("{gap}{}{newline}{tail}", self.text.trim_end()),
        )
    }
}

/// Whether a block holds the words of an earlier message, not only a line above them.
pub fn is_message(content: &Content) -> bool {
    matches!(content, Content::Quote | Content::History { .. })
}
