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
        let mut end_of_block = 0;
        for block in blocks {
            end_of_block += block.len;
            let own = !matches!(
                block.content,
                Content::Delimiter | Content::Opaque { .. } | Content::PartHeader(..)
            );
            if own {
                at = end_of_block;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;
    use crate::letter::{Format, Letter};
    use crate::text::apply;

    /// What restoring the history of one text makes of another.
    fn restored(opened: &str, written: &str, format: Format) -> String {
        let config = load(&[]).expect("valid rules");
        let parsed = |text: &str| {
            let rope = Rope::from_str(text);
            let letter = Letter::parse(&rope, format, &config.letter);
            (rope, letter)
        };
        let (rope, letter) = parsed(opened);
        let kept = KeptHistory::of(&rope, letter.blocks()).expect("a history");
        let (rope, letter) = parsed(written);
        apply(written, &[kept.restore(&rope, letter.blocks())])
    }

    #[test]
    fn the_history_comes_back_below_what_the_writer_wrote() {
        let history = "Иван пишет:\n> Готов ли акт?\n";
        let opened = format!("Добрый день!\n\n{history}");
        let draft = |written: &str| restored(&opened, written, Format::Draft);
        assert_eq!(
            draft("Акт готов.\n\n\n"),
            format!("Акт готов.\n\n{history}")
        );
        assert_eq!(draft(""), history);
        let message = |body: &str| {
            format!("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n{body}\n--b--\n")
        };
        assert_eq!(
            restored(&message(&opened), &message("Акт готов.\n"), Format::Message),
            message(&format!("Акт готов.\n\n{history}"))
        );
    }

    #[test]
    fn a_letter_that_quotes_nobody_has_no_history() {
        let config = load(&[]).expect("valid rules");
        let rope = Rope::from_str("Добрый день!\n\nАкт готов.\n");
        let letter = Letter::parse(&rope, Format::Draft, &config.letter);
        assert_eq!(KeptHistory::of(&rope, letter.blocks()), None);
    }
}
