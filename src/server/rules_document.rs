//! A file of rules or words that is open in the editor. It is no letter: what is wrong with it as a
//! file of rules is shown while it is written; the rules in force change when it is saved.

use std::path::PathBuf;

use ropey::Rope;
use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent};

use super::diagnostics;
use super::late::edit;
use crate::config::{Language, Layer, load};
use crate::text::{self, PositionEncoding};

/// An open file of rules or words.
pub struct RulesDocument {
    /// Its version as the client counts.
    pub version: i32,
    path: PathBuf,
    text: Rope,
    opened: u64,
    changes: u64,
}

impl RulesDocument {
    /// A document as it was opened.
    pub fn new(path: PathBuf, version: i32, text: &str, opened: u64) -> Self {
        Self {
            version,
            path,
            text: Rope::from_str(text),
            opened,
            changes: 0,
        }
    }

    /// Applies the changes of one notification in their order.
    pub fn change(
        &mut self,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
        encoding: PositionEncoding,
    ) {
        for event in changes {
            let edit = edit(&self.text, event, encoding);
            text::replace(&mut self.text, &edit);
        }
        self.version = version;
        self.changes += 1;
    }

    /// The text of a file of rules; `None` for a list of words.
    pub fn rules(&self) -> Option<&Rope> {
        let toml = self.path.extension().is_some_and(|name| name == "toml");
        toml.then_some(&self.text)
    }

    /// What is wrong with it; a list of words can't be wrong.
    pub fn diagnostics(&self, encoding: PositionEncoding, messages: Language) -> Vec<Diagnostic> {
        let Some(text) = self.rules() else {
            return Vec::new();
        };
        let layer = Layer {
            path: self.path.clone(),
            text: text.to_string(),
        };
        let mistake = load(&[layer]).err();
        mistake
            .map(|error| diagnostics::mistake(&error, Some(&self.text), encoding, messages))
            .into_iter()
            .collect()
    }

    /// Names the diagnostics of the text as it is now.
    pub fn result_id(&self) -> String {
        diagnostics::result_id(self.opened, self.changes)
    }
}
