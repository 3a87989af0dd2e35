//! What the server knows: open documents, the rules for each, what the client can do. The methods of
//! [`State`] stand beside what they are for; each is short and never waits.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

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
    /// Files of rules that had a mistake at some time.
    pub(super) ever_broken: BTreeSet<PathBuf>,
    /// Files of rules that the client has open.
    pub(super) rules_documents: HashMap<Uri, RulesDocument>,
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
            ever_broken: BTreeSet::new(),
            rules_documents: HashMap::new(),
            openings,
        }
    }

    /// An open document.
    pub fn document(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.documents.get_mut(uri)
    }
}
