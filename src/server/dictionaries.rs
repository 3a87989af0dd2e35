//! Which words and dictionaries hold for which open document.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::Uri;

use super::state::State;
use crate::spelling::{OwnDictionary, UserDictionaryError, WordList};

impl State {
    /// Gives a document the rules and words that hold for it now.
    pub(super) fn configure(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get(uri) else {
            return;
        };
        let (mut config, messages) = self.rules(document.folder().as_deref());
        let Some(document) = self.documents.get_mut(uri) else {
            return;
        };
        let dictionaries = config.dictionaries(&mut self.library, &document.languages);
        if !document.words.is_empty() || !dictionaries.is_empty() {
            let list = Arc::new(WordList::parse(&document.words.join("\n")));
            let own = Arc::make_mut(&mut config);
            own.own_words = own.own_words.with(list).with_dictionaries(dictionaries);
        }
        document.reconfigure(config, messages);
        self.dirty.insert(uri.clone());
    }

    /// Checks a document, and again if its languages then bring dictionaries to it.
    pub(super) fn check(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get_mut(uri) else {
            return;
        };
        document.check(self.clock);
        let languages = document.session.languages();
        if languages != document.languages {
            document.languages = languages.to_vec();
            self.configure_dictionaries(uri);
        }
        if let Some(document) = self.documents.get_mut(uri) {
            document.check(self.clock);
        }
    }

    /// Configures a document if other dictionaries hold for it than did.
    pub(super) fn configure_dictionaries(&mut self, uri: &Uri) {
        let Some(document) = self.documents.get(uri) else {
            return;
        };
        let config = document.session.config();
        let dictionaries = config.dictionaries(&mut self.library, &document.languages);
        let held = config.own_words.dictionaries();
        let same = held.len() == dictionaries.len()
            && (held.iter().zip(&dictionaries)).all(|(a, b)| Arc::ptr_eq(a, b));
        if !same {
            self.configure(uri);
        }
    }

    /// Whether dictionaries are to be opened.
    pub fn wants_dictionaries(&self) -> bool {
        self.library.has_wanted()
    }

    /// The dictionary that is to be opened next.
    pub fn next_dictionary(&mut self) -> Option<PathBuf> {
        self.library.pop()
    }

    /// The folder that compiled dictionaries are kept in.
    pub fn cache(&self) -> Option<PathBuf> {
        self.library.places().cache.clone()
    }

    /// Takes a dictionary that was opened, and uses it in the letters that it is for.
    pub fn put_dictionary(
        &mut self,
        aff: &Path,
        opened: Result<Arc<OwnDictionary>, UserDictionaryError>,
    ) {
        self.library.put(aff, opened);
        self.generation += 1;
        self.workspace_changed();
        let all: Vec<Uri> = self.documents.keys().cloned().collect();
        for uri in all {
            self.configure_dictionaries(&uri);
        }
    }
}
