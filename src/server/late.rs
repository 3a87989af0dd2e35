//! Changes that arrive after younger ones. Helix 25.01 sends each change from a task of its own, so
//! that those of fast typing overtake each other. Their versions tell the order in which they belong.

use std::collections::VecDeque;

use ropey::Rope;
use tower_lsp::ls_types::TextDocumentContentChangeEvent;

use super::convert;
use crate::text::{Edit, PositionEncoding, replace};

/// So many changes are remembered; none was seen to be late by more than a dozen.
const REMEMBERED: usize = 64;

/// The changes of one notification.
struct Change {
    /// The version of the text after it.
    version: i32,
    events: Vec<TextDocumentContentChangeEvent>,
    /// The text before it.
    before: Rope,
}

/// The last changes of a document, the youngest at the end.
#[derive(Default)]
pub struct Recent(VecDeque<Change>);

impl Recent {
    /// Remembers a change. Gives the text that comes of all changes where this one is late, and `None`
    /// where it is the youngest and goes on top of `text`.
    pub fn remember(
        &mut self,
        version: i32,
        events: &[TextDocumentContentChangeEvent],
        text: &Rope,
        encoding: PositionEncoding,
    ) -> Option<Rope> {
        let place = self.0.partition_point(|change| change.version < version);
        let overtaken = self.0.get(place).map(|younger| younger.before.clone());
        if overtaken.is_none() && events.iter().any(|event| event.range.is_none()) {
            // A whole new text: nothing before it matters, and copies of it would be large.
            self.0.clear();
            return None;
        }
        let before = overtaken.as_ref().unwrap_or(text).clone();
        let events = events.to_vec();
        self.0.insert(
            place,
            Change {
                version,
                events,
                before,
            },
        );
        let text = overtaken.map(|mut text| {
            for change in self.0.iter_mut().skip(place) {
                change.before = text.clone();
                for event in &change.events {
                    let edit = edit(&text, event, encoding);
                    replace(&mut text, &edit);
                }
            }
            text
        });
        if self.0.len() > REMEMBERED {
            self.0.pop_front();
        }
        text
    }
}

/// What an event does to a text.
pub fn edit(
    text: &Rope,
    event: &TextDocumentContentChangeEvent,
    encoding: PositionEncoding,
) -> Edit {
    let range = match event.range {
        Some(range) => convert::byte_range(text, range, encoding),
        None => 0..text.len_bytes(),
    };
    Edit::new(range, event.text.clone())
}
