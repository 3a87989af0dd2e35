//! What the server knows: open documents, the rules for each, what the client can do. The methods of
//! [`State`] stand beside what they are for; each is short and never waits.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use tower_lsp::ls_types::Uri;

use super::capabilities::Capabilities;
use super::document::Document;
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
    /// Files of rules whose mistakes were published, so that they can be taken back.
    pub(super) broken: HashMap<PathBuf, ConfigError>,
    /// Whether `broken` changed since it was published.
    pub(super) broken_changed: HashSet<PathBuf>,
}

impl State {
    /// Nothing is open yet.
    pub fn new(store: Store, library: Library, clock: Clock) -> Self {
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
            broken_changed: HashSet::new(),
        }
    }

    /// An open document.
    pub fn document(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.documents.get_mut(uri)
    }
}
