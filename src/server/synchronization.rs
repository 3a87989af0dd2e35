//! `textDocument/didOpen`, `didChange`, `didSave`, `didClose`: the texts as the client has them.

use std::path::Path;

use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::document::{Document, format};
use super::late::{Recent, edit};
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
            recent: Recent::default(),
            path,
            words: Vec::new(),
            languages: Vec::new(),
        };
        self.documents.insert(uri.clone(), document);
        self.configure_dictionaries(&uri);
        self.dirty.insert(uri);
    }

    /// Applies the changes of one notification in their order, where their version puts them among the
    /// last ones; an unknown document is passed over.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) {
        let Some(document) = self.documents.get_mut(uri) else {
            return;
        };
        let session = &mut document.session;
        let text = session.text();
        let whole = 0..text.len_bytes();
        match document
            .recent
            .remember(version, &changes, text, self.encoding)
        {
            Some(text) => session.edit(&Edit::new(whole, text.to_string())),
            None => {
                for event in &changes {
                    let edit = edit(session.text(), event, self.encoding);
                    session.edit(&edit);
                }
            }
        }
        document.version = document.version.max(version);
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
