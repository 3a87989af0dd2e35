//! What the server knows: open documents, the rules for each, what the client can do. The methods of
//! [`State`] stand beside what they are for; each is short and never waits.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use tokio::sync::watch;
use tower_lsp::ls_types::Uri;

use super::capabilities::Capabilities;
use super::document::Document;
use super::rules_document::RulesDocument;
use crate::config::{ConfigError, Language, Store};
use crate::spelling::Library;
use crate::surroundings::Clock;
use crate::text::PositionEncoding;

/// All that changes while the server runs.
pub struct State {
    /// How the client counts.
    pub encoding: PositionEncoding,
    /// What the client can do.
    pub client: Capabilities,
    /// Language of messages where the rules do not set one.
    pub locale: Language,
    /// The present moment.
    pub clock: Clock,
    /// Folders of the workspace.
    pub roots: Vec<PathBuf>,
    pub(super) store: Store,
    pub(super) library: Library,
    pub(super) documents: HashMap<Uri, Document>,
    /// Documents whose diagnostics are to be sent anew.
    pub(super) dirty: HashSet<Uri>,
    /// Files of rules with a mistake.
    pub(super) broken: HashMap<PathBuf, ConfigError>,
    /// What of `broken` the client knows.
    pub(super) broken_told: HashMap<PathBuf, ConfigError>,
    /// Complaints that the client knows.
    pub(super) complaints_told: Vec<String>,
    /// Files of rules that had a mistake at some time.
    pub(super) ever_broken: BTreeSet<PathBuf>,
    /// Files of rules that the client has open.
    pub(super) rules_documents: HashMap<Uri, RulesDocument>,
    /// Counts changes of rules, words and dictionaries, from a number that no other run begins with.
    pub(super) generation: u64,
    /// Counts what may change the findings in letters that are not open.
    pub(super) events: watch::Sender<u64>,
    /// Whether the client was asked to tell of letters that change.
    pub(super) watches_letters: bool,
    /// What `events` said when a client was last told that nothing is new in the workspace.
    pub(super) quiet_since: Option<u64>,
    /// Counts openings of documents, from a number that no other run of the server begins with.
    pub(super) openings: u64,
}

impl State {
    /// Nothing is open yet.
    pub fn new(store: Store, library: Library, clock: Clock) -> Self {
        let started = clock().timestamp().as_microsecond();
        let openings = u64::try_from(started).unwrap_or_default();
        Self {
            encoding: PositionEncoding::default(),
            client: Capabilities::default(),
            locale: Language::English,
            clock,
            roots: Vec::new(),
            store,
            library,
            documents: HashMap::new(),
            dirty: HashSet::new(),
            broken: HashMap::new(),
            broken_told: HashMap::new(),
            complaints_told: Vec::new(),
            ever_broken: BTreeSet::new(),
            rules_documents: HashMap::new(),
            generation: openings,
            events: watch::Sender::new(0),
            watches_letters: false,
            quiet_since: None,
            openings,
        }
    }

    /// An open document.
    pub fn document(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.documents.get_mut(uri)
    }

    /// Says that the findings in letters that are not open may be others now.
    pub fn workspace_changed(&mut self) {
        self.events.send_modify(|count| *count += 1);
    }

    /// Whether anything is open.
    pub fn is_idle(&self) -> bool {
        self.documents.is_empty() && self.rules_documents.is_empty()
    }
}
