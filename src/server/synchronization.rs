//! `textDocument/didOpen`, `didChange`, `didSave`, `didClose`: the texts as the client has them.

use std::path::Path;

use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::convert;
use super::document::{Document, format};
use super::state::State;
use crate::engine::Session;
use crate::text::Edit;

impl State {
    /// Opens a document.
    pub fn open(&mut self, uri: Uri, language_id: &str, version: i32, text: &str) {
        let path = uri.to_file_path().map(std::borrow::Cow::into_owned);
        let format = format(path.as_deref(), language_id);
        let folder = path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let (config, messages) = self.rules(folder.as_deref());
        let document = Document {
            version,
            session: Session::new(text, format, config, messages),
            checked: None,
            path,
            words: Vec::new(),
            languages: Vec::new(),
        };
        self.documents.insert(uri.clone(), document);
        self.configure_dictionaries(&uri);
        self.dirty.insert(uri);
    }

    /// Applies the changes of one notification in their order; an unknown document is passed over.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let Some(document) = self.documents.get_mut(uri) else {
            return;
        };
        for change in changes {
            let text = document.session.text();
            let range = match change.range {
                Some(range) => convert::byte_range(text, range, self.encoding),
                None => 0..text.len_bytes(),
            };
            document.session.edit(&Edit::new(range, change.text));
        }
        document.version = version;
        document.checked = None;
        self.dirty.insert(uri.clone());
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &Uri) {
        self.documents.remove(uri);
        self.dirty.insert(uri.clone());
    }

    /// Checks again what depends on other files than itself: attachments that came or went.
    pub fn recheck(&mut self, uri: &Uri) {
        if let Some(document) = self.documents.get_mut(uri) {
            document.checked = None;
            self.dirty.insert(uri.clone());
        }
    }
}
