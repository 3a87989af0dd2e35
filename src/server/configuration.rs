//! Settings and files of rules: `workspace/configuration`, `workspace/didChangeConfiguration`,
//! `workspace/didChangeWatchedFiles`, and what changes with them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use tower_lsp::ls_types::{
    ConfigurationItem, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern,
    Registration, Uri, WorkspaceFolder, WorkspaceFoldersChangeEvent,
};

use super::Backend;
use super::command::Scope;
use super::convert;
use super::state::State;
use crate::config::{Config, ConfigError, Language, Store};
use crate::files::{self, Audience};
use crate::spelling::WordList;
use crate::templates;

impl Backend {
    /// Looks at the files of rules from time to time, and asks the client to tell of them at once.
    /// Not every client that says it watches files does: Helix tells only of what it saved itself.
    pub(super) async fn watch_rules(&self) {
        self.publisher.watch();
        self.ask_to_watch("rules", &["**/rules.toml", "**/.letter-ls/*"])
            .await;
    }

    /// Asks the client to tell of files that change, if it can; one that refuses is no loss.
    pub(super) async fn ask_to_watch(&self, id: &str, patterns: &[&str]) {
        if !self.state().client.watched_files {
            return;
        }
        let watcher = |pattern: &&str| FileSystemWatcher {
            glob_pattern: GlobPattern::String((*pattern).to_owned()),
            kind: None,
        };
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: patterns.iter().map(watcher).collect(),
        };
        let registration = Registration {
            id: id.to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        let _ = self.client.register_capability(vec![registration]).await;
    }

    /// Asks the client for its settings: those that hold everywhere, and those of each folder of the
    /// workspace where there are several.
    pub(super) async fn ask_for_settings(&self) {
        let roots = {
            let state = self.state();
            if !state.client.configuration {
                return;
            }
            match state.roots.len() {
                0 | 1 => Vec::new(),
                _ => state.roots.clone(),
            }
        };
        let item = |scope_uri| ConfigurationItem {
            scope_uri,
            section: Some("letter-ls".to_owned()),
        };
        let folders = roots.iter().map(Uri::from_file_path).map(item);
        let items = std::iter::once(item(None)).chain(folders).collect();
        let Ok(values) = self.client.configuration(items).await else {
            return;
        };
        let mut values = values.into_iter();
        let everywhere = values.next().filter(|value| !value.is_null());
        let folders: Vec<(PathBuf, Value)> = (roots.into_iter().zip(values))
            .filter(|(_, value)| !value.is_null() && Some(value) != everywhere.as_ref())
            .collect();
        self.wake_after(self.attempt("settings", |state| {
            state.set_folder_settings(&folders);
            match &everywhere {
                Some(settings) => state.set_settings(settings),
                None => state.reconfigure(),
            }
        }));
    }
}

impl State {
    /// Adds a word to a list, so that it is right from now on.
    ///
    /// # Errors
    /// A message when the list can't be written, or there is no place for it.
    pub fn add_word(&mut self, word: &str, scope: Scope, uri: &Uri) -> Result<(), String> {
        let (path, audience) = match scope {
            Scope::Letter => {
                let document = self
                    .documents
                    .get_mut(uri)
                    .ok_or("the letter is not open")?;
                document.words.push(word.to_owned());
                self.reconfigure();
                return Ok(());
            }
            Scope::User => {
                let words = self.store.user_words();
                let words = words.ok_or("there is no folder for settings")?;
                (words, Audience::User)
            }
            Scope::Project => {
                let (folder, root) = self.project(uri)?;
                (Store::project_words(&folder, &root), Audience::Project)
            }
        };
        let added = WordList::add(&path, word, audience);
        added.map_err(|error| error.complaint(self.locale))?;
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

    /// The file of rules that holds for a document, else that of its project, made where it is missing.
    ///
    /// # Errors
    /// A message when there is no place for it, or it can't be written.
    pub fn rules_to_open(&self, uri: &Uri) -> Result<PathBuf, String> {
        let project = self.project_rules(uri);
        let user = self.store.sources(None).user_rules;
        let user = user.filter(|path| path.is_file() || project.is_err());
        let path = match (project, user) {
            (Ok(path), _) if path.is_file() => path,
            (_, Some(path)) => path,
            (project, None) => project?,
        };
        if !path.is_file() {
            let text = templates::RULES_FILE.get(self.locale);
            files::make_folder_of(&path, Audience::Project)
                .and_then(|()| files::replace(&path, text.as_bytes(), Audience::Project))
                .map_err(|error| files::complaint(&path, &error, self.locale))?;
        }
        Ok(path)
    }

    /// The folder of a document and that of the workspace around it.
    fn project(&self, uri: &Uri) -> Result<(PathBuf, PathBuf), String> {
        let path = convert::file_path(uri)
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
    pub fn set_settings(&mut self, settings: &Value) {
        self.store.set_settings(rules_text(settings));
        self.reconfigure();
    }

    fn set_folder_settings(&mut self, settings: &[(PathBuf, Value)]) {
        let texts = settings.iter().map(|(folder, settings)| {
            let text = rules_text(settings).unwrap_or_default();
            (folder.clone(), text)
        });
        self.store.set_folder_settings(texts.collect());
    }

    /// Takes folders into the workspace and out of it.
    pub fn change_folders(&mut self, change: &WorkspaceFoldersChangeEvent) {
        let gone = paths(&change.removed);
        self.roots.retain(|root| !gone.contains(root));
        for root in paths(&change.added) {
            if !self.roots.contains(&root) {
                self.roots.push(root);
            }
        }
        self.workspace_changed();
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
        convert::file_path(uri).is_some_and(|path| self.store.is_rules_file(&path))
    }

    fn reconfigure(&mut self) {
        self.broken.clear();
        self.generation += 1;
        self.workspace_changed();
        let all: Vec<Uri> = self.documents.keys().cloned().collect();
        for uri in all {
            self.configure(&uri);
        }
    }

    /// The rules for an open letter in a folder.
    pub(super) fn rules(&mut self, folder: Option<&Path>) -> (Arc<Config>, Language) {
        let found = self.store.get(folder);
        self.noted(found)
    }

    /// The rules for a letter in a folder that is looked at in passing.
    pub(super) fn rules_once(&mut self, folder: Option<&Path>) -> (Arc<Config>, Language) {
        let found = self.store.get_once(folder);
        self.noted(found)
    }

    fn noted(
        &mut self,
        (config, error): (Arc<Config>, Option<ConfigError>),
    ) -> (Arc<Config>, Language) {
        if let Some(error) = error {
            self.broken.insert(error.path.clone(), error);
        }
        let messages = config.messages.unwrap_or(self.locale);
        (config, messages)
    }
}

/// The paths of workspace folders.
pub fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    let paths = folders
        .iter()
        .filter_map(|folder| convert::file_path(&folder.uri));
    paths.collect()
}

/// Settings as the text of a file of rules; `None` where nothing is set.
fn rules_text(settings: &Value) -> Option<String> {
    let own = settings.get("letter-ls").unwrap_or(settings);
    match own {
        Value::Object(map) if !map.is_empty() => toml::to_string(&without_nulls(own)).ok(),
        _ => None,
    }
}

/// JSON without its nulls, which TOML does not have.
fn without_nulls(value: &Value) -> Value {
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
