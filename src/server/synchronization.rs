//! `textDocument/didOpen`, `didChange`, `didSave`, `didClose`: the texts as the client has them.

use std::path::Path;

use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::convert;
use super::document::{Document, format};
use super::rules_document::RulesDocument;
use super::state::State;
use crate::engine::Session;

impl State {
    /// Opens a document.
    pub fn open(&mut self, uri: Uri, language_id: &str, version: i32, text: &str) {
        self.openings += 1;
        let path = convert::file_path(&uri);
        let rules = path.as_ref().filter(|path| self.store.is_rules_file(path));
        if let Some(path) = rules {
            // What its file says is told with what is in the editor from now on.
            self.broken_told.remove(path);
            let rules = RulesDocument::new(path.clone(), version, text, self.openings);
            self.rules_documents.insert(uri.clone(), rules);
        } else if language_id == "toml" {
            // Some other program's file: a client that can't tell gives us all of them.
            return;
        } else {
            let format = format(uri.to_file_path().as_deref(), language_id);
            let folder = path.as_deref().and_then(Path::parent).map(Path::to_owned);
            let (config, messages) = self.rules(folder.as_deref());
            let session = Session::new(text, format, config, messages);
            let document = Document::new(version, session, path, self.openings);
            self.documents.insert(uri.clone(), document);
            self.configure_dictionaries(&uri);
        }
        self.touch(uri);
    }

    /// Applies the changes of one notification in their order, where their version puts them among the
    /// last ones. `false` where there is nothing to be published then: to a client that pulls, or of an
    /// unknown document.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) -> bool {
        if let Some(rules) = self.rules_documents.get_mut(uri) {
            rules.change(version, changes, self.encoding);
        } else if let Some(document) = self.documents.get_mut(uri) {
            document.change(version, changes, self.encoding);
        } else {
            return false;
        }
        self.touch(uri.clone());
        !self.client.pull_diagnostics
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &Uri) {
        self.documents.remove(uri);
        // What its file says may be known from elsewhere and is told again.
        if let Some(path) = convert::file_path(uri)
            && self.rules_documents.remove(uri).is_some()
        {
            self.broken_told.remove(&path);
        }
        let documents = &self.documents;
        let is_open = |folder: &Path| {
            let folders = documents.values().filter_map(Document::folder);
            folders.into_iter().any(|open| open == folder)
        };
        self.store.forget_folders(is_open);
        self.workspace_changed();
        self.touch(uri.clone());
    }

    /// Has the diagnostics of a document sent; a client that pulls asks for them itself.
    fn touch(&mut self, uri: Uri) {
        if !self.client.pull_diagnostics {
            self.dirty.insert(uri);
        }
    }

    /// Checks again what depends on other files than itself: attachments that came or went.
    pub fn recheck(&mut self, uri: &Uri) {
        self.workspace_changed();
        if let Some(document) = self.documents.get_mut(uri) {
            document.recheck();
            self.dirty.insert(uri.clone());
        }
    }
}
