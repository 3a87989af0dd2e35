//! Sends diagnostics: one task, so that an older state can never overtake a newer one.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::ls_types::MessageType;

use super::output::Post;
use super::state::State;
use super::{librarian, lock};
use crate::guard;

/// How often files of rules are looked at besides what the client tells.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The publishing task. It ends with the server.
#[derive(Debug, Clone)]
pub struct Publisher {
    wake: Arc<Notify>,
    wanted: Arc<Notify>,
    opened: Arc<Notify>,
}

impl Publisher {
    /// Starts the task.
    pub fn start(client: Client, post: Post, state: Arc<Mutex<State>>) -> Self {
        let wake = Arc::new(Notify::new());
        let woken = wake.clone();
        let wanted = Arc::new(Notify::new());
        let found = wanted.clone();
        librarian::start(client.clone(), state.clone(), wanted.clone(), wake.clone());
        tokio::spawn(async move {
            let mut told = Vec::new();
            loop {
                woken.notified().await;
                let newest = guard::survive("publishDiagnostics", || {
                    let mut state = lock(&state);
                    let refreshes = state.client.diagnostic_refresh;
                    (state.news(), state.complaints(), refreshes)
                });
                let Some((news, complaints, refreshes)) = newest else {
                    continue;
                };
                // A check shows which dictionaries letters want.
                found.notify_one();
                if news.refresh && refreshes {
                    // A client that never answers keeps nothing waiting.
                    let client = client.clone();
                    tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
                }
                for publication in news.publications {
                    post.send(publication).await;
                }
                for complaint in &complaints {
                    if !told.contains(complaint) {
                        client.show_message(MessageType::WARNING, complaint).await;
                    }
                }
                told = complaints;
            }
        });
        Self {
            wake,
            wanted,
            opened: Arc::default(),
        }
    }

    /// Says that there is something to publish.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Says that a letter was checked without being published; it may want dictionaries.
    pub fn checked(&self) {
        self.wanted.notify_one();
    }

    /// Says that a document was opened.
    pub fn opened(&self) {
        self.opened.notify_one();
    }

    /// Looks at the files of rules from time to time, as long as something is open, and reads them
    /// again when they changed. A look takes some twenty questions to the file system for a folder with
    /// open letters.
    pub fn watch(&self, state: Arc<Mutex<State>>) {
        let (wake, opened) = (self.wake.clone(), self.opened.clone());
        tokio::spawn(async move {
            loop {
                if lock(&state).is_idle() {
                    opened.notified().await;
                }
                tokio::time::sleep(LOOK_EVERY).await;
                guard::survive("rules", || {
                    let mut state = lock(&state);
                    if state.is_stale() {
                        state.reload();
                        wake.notify_one();
                    }
                });
            }
        });
    }
}
