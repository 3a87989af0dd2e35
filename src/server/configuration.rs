//! Settings and files of rules: `workspace/configuration`, `workspace/didChangeConfiguration`,
//! `workspace/didChangeWatchedFiles`, and what changes with them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{
    ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern,
    Registration, Uri,
};

use super::Backend;
use super::command::Scope;
use super::state::State;
use crate::config::{Config, Language, Store};
use crate::spelling::WordList;

impl Backend {
    /// Looks at the files of rules from time to time, and asks the client to tell of them at once.
    /// Not every client that says it watches files does: Helix tells only of what it saved itself.
    pub(super) async fn watch_rules(&self) {
        self.publisher.watch(self.state.clone());
        if !self.state().client.watched_files {
            return;
        }
        let watchers = ["**/rules.toml", "**/.letter-ls/*"].map(|pattern| FileSystemWatcher {
            glob_pattern: GlobPattern::String(pattern.to_owned()),
            kind: None,
        });
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: watchers.to_vec(),
        };
        let registration = Registration {
            id: "rules".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        // A client that refuses is no loss.
        let _ = self.client.register_capability(vec![registration]).await;
    }

    pub(super) async fn ask_for_settings(&self) {
        if !self.state().client.configuration {
            return;
        }
        let item = ConfigurationItem {
            scope_uri: None,
            section: Some("letter-ls".to_owned()),
        };
        if let Ok(values) = self.client.configuration(vec![item]).await
            && let Some(settings) = values.first().filter(|value| !value.is_null())
        {
            self.wake_after(self.attempt("settings", |state| state.set_settings(settings)));
        }
    }
}

impl State {
    /// Adds a word to a list, so that it is right from now on.
    ///
    /// # Errors
    /// A message when the list can't be written, or there is no place for it.
    pub fn add_word(&mut self, word: &str, scope: Scope, uri: &Uri) -> Result<(), String> {
        let path = match scope {
            Scope::Letter => {
                let document = self
                    .documents
                    .get_mut(uri)
                    .ok_or("the letter is not open")?;
                document.words.push(word.to_owned());
                self.reconfigure();
                return Ok(());
            }
            Scope::User => self
                .store
                .user_words()
                .ok_or("there is no folder for settings")?,
            Scope::Project => {
                let (folder, root) = self.project(uri)?;
                Store::project_words(&folder, &root)
            }
        };
        WordList::add(&path, word).map_err(|error| error.to_string())?;
        self.reload();
        Ok(())
    }

    /// The file of rules of the project that a document belongs to; it may not exist yet.
    ///
    /// # Errors
    /// A message when the document is no file.
    pub fn project_rules(&self, uri: &Uri) -> Result<PathBuf, String> {
        let (folder, root) = self.project(uri)?;
        Ok(Store::project_rules(&folder, &root))
    }

    /// The folder of a document and that of the workspace around it.
    fn project(&self, uri: &Uri) -> Result<(PathBuf, PathBuf), String> {
        let path = uri
            .to_file_path()
            .ok_or("the letter is not saved, so it belongs to no project")?;
        let folder = path.parent().unwrap_or(&path).to_owned();
        let around = self.roots.iter().filter(|root| folder.starts_with(root));
        let root = around
            .max_by_key(|root| root.as_os_str().len())
            .unwrap_or(&folder)
            .clone();
        Ok((folder, root))
    }

    /// Takes settings of the editor: the same keys as in `rules.toml`, as JSON.
    pub fn set_settings(&mut self, settings: &serde_json::Value) {
        let own = settings.get("letter-ls").unwrap_or(settings);
        let text = match own {
            serde_json::Value::Object(map) if !map.is_empty() => {
                toml::to_string(&without_nulls(own)).ok()
            }
            _ => None,
        };
        self.store.set_settings(text);
        self.reconfigure();
    }

    /// Reads the files of rules again and checks all documents by them.
    pub fn reload(&mut self) {
        self.store.reload();
        self.reconfigure();
    }

    /// Whether a file of rules changed on disk.
    pub fn is_stale(&self) -> bool {
        self.store.is_stale()
    }

    /// Whether a document is a file of rules.
    pub fn is_rules_file(&self, uri: &Uri) -> bool {
        uri.to_file_path()
            .is_some_and(|path| self.store.is_rules_file(&path))
    }

    fn reconfigure(&mut self) {
        self.broken.clear();
        let all: Vec<Uri> = self.documents.keys().cloned().collect();
        for uri in all {
            self.configure(&uri);
        }
    }

    pub(super) fn rules(&mut self, folder: Option<&Path>) -> (Arc<Config>, Language) {
        let (config, error) = self.store.get(folder);
        if let Some(error) = error {
            self.broken.insert(error.path.clone(), error);
        }
        let messages = config.messages.unwrap_or(self.locale);
        (config, messages)
    }
}

/// JSON without its nulls, which TOML does not have.
fn without_nulls(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(map) => Value::Object(
            map.iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key.clone(), without_nulls(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(
            items
                .iter()
                .filter(|item| !item.is_null())
                .map(without_nulls)
                .collect(),
        ),
        other => other.clone(),
    }
}
