//! What the server knows: open documents, the rules for each, what the client can do.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent, Uri};

use super::command::Scope;
use super::convert;
use crate::config::{Config, ConfigError, Language, Store};
use crate::engine::Session;
use crate::letter::Format;
use crate::rules::Finding;
use crate::spelling::{Library, WordList};
use crate::surroundings::{Clock, Folder};
use crate::text::{Edit, PositionEncoding};

/// An open document.
pub struct Document {
    /// Its version as the client counts.
    pub version: i32,
    /// The letter in it.
    pub session: Session,
    /// What the last check found, and the version that was checked.
    pub checked: Option<(i32, Vec<Finding>)>,
    path: Option<PathBuf>,
    /// Words that are right in this letter, as long as it is open.
    pub(super) words: Vec<String>,
    /// Languages beside the built-in ones that the last check showed.
    pub(super) languages: Vec<String>,
}

impl Document {
    pub(super) fn folder(&self) -> Option<PathBuf> {
        self.path
            .as_deref()
            .and_then(Path::parent)
            .map(Path::to_owned)
    }

    /// What is around the letter now.
    pub fn surroundings(&self, clock: Clock) -> Folder {
        Folder::new(self.path.as_deref(), Some(clock()))
    }

    /// The findings of the current version; checked now if they were not yet.
    pub fn findings(&mut self, clock: Clock) -> &[Finding] {
        let current = self
            .checked
            .as_ref()
            .is_some_and(|(version, _)| *version == self.version);
        if !current {
            let findings = self.session.check(&self.surroundings(clock));
            self.checked = Some((self.version, findings));
        }
        self.checked.as_ref().map_or(&[], |(_, findings)| findings)
    }
}

/// Diagnostics to be sent for one document.
pub struct Publication {
    /// The document.
    pub uri: Uri,
    /// What is to be shown in it.
    pub diagnostics: Vec<Diagnostic>,
    /// The version that they are for; `None` for files that are not open.
    pub version: Option<i32>,
}

/// What the client can do, where an answer depends on it.
#[derive(Debug, Clone, Copy, Default)]
pub struct ClientAbilities {
    /// Whether hovers may be Markdown.
    pub markdown_hover: bool,
    /// Whether completions may be snippets.
    pub snippets: bool,
}

/// All that changes while the server runs. Every method is short and never waits.
pub struct State {
    /// How the client counts.
    pub encoding: PositionEncoding,
    /// What the client can do.
    pub client: ClientAbilities,
    /// Language of messages where the rules do not set one.
    pub locale: Language,
    /// The present moment.
    pub clock: Clock,
    /// Folders of the workspace.
    pub roots: Vec<PathBuf>,
    /// Whether the client shows the progress of work in the background.
    pub shows_progress: bool,
    store: Store,
    pub(super) library: Library,
    pub(super) documents: HashMap<Uri, Document>,
    /// Documents whose diagnostics are to be sent anew.
    pub(super) dirty: HashSet<Uri>,
    /// Files of rules whose mistakes were published, so that they can be taken back.
    broken: HashMap<PathBuf, ConfigError>,
    /// Whether `broken` changed since it was published.
    broken_changed: HashSet<PathBuf>,
}

impl State {
    /// Nothing is open yet.
    pub fn new(store: Store, library: Library, clock: Clock) -> Self {
        Self {
            encoding: PositionEncoding::default(),
            client: ClientAbilities::default(),
            locale: Language::English,
            clock,
            roots: Vec::new(),
            shows_progress: false,
            store,
            library,
            documents: HashMap::new(),
            dirty: HashSet::new(),
            broken: HashMap::new(),
            broken_changed: HashSet::new(),
        }
    }

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

    /// Applies the changes of one notification in their order; `false` for an unknown document.
    pub fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) -> bool {
        let Some(document) = self.documents.get_mut(uri) else {
            return false;
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
        true
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &Uri) {
        self.documents.remove(uri);
        self.dirty.insert(uri.clone());
    }

    /// An open document.
    pub fn document(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.documents.get_mut(uri)
    }

    /// Checks again what depends on other files than itself: attachments that came or went.
    pub fn recheck(&mut self, uri: &Uri) {
        if let Some(document) = self.documents.get_mut(uri) {
            document.checked = None;
            self.dirty.insert(uri.clone());
        }
    }

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
        let repaired = std::mem::take(&mut self.broken);
        self.broken_changed.extend(repaired.into_keys());
        let all: Vec<Uri> = self.documents.keys().cloned().collect();
        for uri in all {
            self.configure(&uri);
        }
    }

    pub(super) fn rules(&mut self, folder: Option<&Path>) -> (Arc<Config>, Language) {
        let (config, error) = self.store.get(folder);
        if let Some(error) = error {
            self.broken_changed.insert(error.path.clone());
            self.broken.insert(error.path.clone(), error);
        }
        let messages = config.messages.unwrap_or(self.locale);
        (config, messages)
    }

    /// What is to be published now: the newest diagnostics of every document that changed.
    pub fn publications(&mut self) -> Vec<Publication> {
        let (encoding, clock) = (self.encoding, self.clock);
        let dirty: Vec<Uri> = self.dirty.drain().collect();
        dirty.iter().for_each(|uri| self.check(uri));
        self.dirty.clear();
        let mut publications: Vec<Publication> = dirty
            .into_iter()
            .map(|uri| match self.documents.get_mut(&uri) {
                Some(document) => publication(uri, document, encoding, clock),
                None => Publication {
                    uri,
                    diagnostics: Vec::new(),
                    version: None,
                },
            })
            .collect();
        let changed: Vec<PathBuf> = self.broken_changed.drain().collect();
        for path in changed {
            if let Some(uri) = Uri::from_file_path(&path) {
                let diagnostics = self
                    .broken
                    .get(&path)
                    .map(config_diagnostic)
                    .into_iter()
                    .collect();
                publications.push(Publication {
                    uri,
                    diagnostics,
                    version: None,
                });
            }
        }
        publications
    }

    /// Mistakes that no file of rules can show: those in the editor's settings and in dictionaries.
    pub fn complaints(&self) -> Vec<String> {
        let unplaced = self
            .broken
            .values()
            .filter(|error| !error.path.is_absolute());
        let dictionaries = self.library.errors().map(|error| match self.locale {
            Language::Russian => format!("Словарь не используется. {error}"),
            Language::English => format!("A dictionary is not used. {error}"),
        });
        unplaced
            .map(ToString::to_string)
            .chain(dictionaries)
            .collect()
    }
}

fn publication(
    uri: Uri,
    document: &mut Document,
    encoding: PositionEncoding,
    clock: Clock,
) -> Publication {
    let version = document.version;
    document.findings(clock);
    let findings = document
        .checked
        .as_ref()
        .map_or(&[][..], |(_, findings)| findings);
    let messages = document.session.messages();
    let text = document.session.text();
    Publication {
        uri,
        diagnostics: shown(findings)
            .into_iter()
            .map(|finding| convert::diagnostic(text, finding, version, encoding))
            .chain(convert::left_out(findings.len(), MOST_SHOWN, messages))
            .collect(),
        version: Some(version),
    }
}

/// At most this many findings of a letter are sent: nobody reads more, and to send thousands at each
/// keystroke would be felt. The worst are sent, and their number.
const MOST_SHOWN: usize = 200;

/// The findings to be shown, in the order of the text.
fn shown(findings: &[Finding]) -> Vec<&Finding> {
    let mut shown: Vec<&Finding> = findings.iter().collect();
    if findings.len() > MOST_SHOWN {
        shown.sort_by_key(|finding| finding.severity);
        shown.truncate(MOST_SHOWN);
        shown.sort_by_key(|finding| finding.range.start);
    }
    shown
}

fn config_diagnostic(error: &ConfigError) -> Diagnostic {
    use tower_lsp::ls_types::{DiagnosticSeverity, Position, Range};
    let narrow = |number: usize| u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
    let start = Position::new(narrow(error.line), narrow(error.column));
    let length = u32::try_from(error.range.len().max(1)).unwrap_or(1);
    Diagnostic {
        range: Range::new(start, Position::new(start.line, start.character + length)),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(convert::SOURCE.to_owned()),
        message: error.message.clone(),
        ..Diagnostic::default()
    }
}

/// The format of a document: `.eml` by its name whatever the editor calls it, else by the language
/// id, else by the name.
fn format(path: Option<&Path>, language_id: &str) -> Format {
    let name = path
        .and_then(Path::file_name)
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let by_name = Format::of_file_name(name);
    match (by_name, Format::of_language_id(language_id)) {
        (Format::Message, _) => Format::Message,
        (named, None | Some(Format::Plain)) => named,
        (_, Some(format)) => format,
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
