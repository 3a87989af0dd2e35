//! Publishes: takes what is newest each time, so that an older state can never follow a newer one.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::Notify;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::notification::{Notification, ShowMessage};
use tower_lsp::ls_types::request::{DocumentDiagnosticRequest, Request as _};
use tower_lsp::ls_types::{DocumentDiagnosticParams, MessageType, ShowMessageParams};

use super::output::Outbox;
use super::state::State;
use super::{librarian, lock};
use crate::guard;

/// How often files of rules are looked at besides what the client tells.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Knows when there is something to publish, and what.
#[derive(Clone)]
pub struct Publisher {
    client: Client,
    state: Arc<Mutex<State>>,
    wake: Arc<Notify>,
    wanted: Arc<Notify>,
    opened: Arc<Notify>,
}

impl Publisher {
    /// Nothing is to be published yet. Starts the task that opens dictionaries; it ends with the server.
    pub fn start(client: Client, state: Arc<Mutex<State>>) -> Self {
        let (wake, wanted) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        librarian::start(client.clone(), state.clone(), wanted.clone(), wake.clone());
        Self {
            client,
            state,
            wake,
            wanted,
            opened: Arc::default(),
        }
    }

    /// Waits until there is something to publish.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Tells the client what is new.
    pub fn publish(&self, outbox: &mut Outbox) {
        let refresh = guard::survive("publishDiagnostics", || {
            let mut state = lock(&self.state);
            let refresh = state.news(outbox) && state.client.diagnostic_refresh;
            for message in state.new_complaints() {
                let typ = MessageType::WARNING;
                outbox.notify(ShowMessage::METHOD, &ShowMessageParams { typ, message });
            }
            // A check shows which dictionaries letters want.
            if state.wants_dictionaries() {
                self.wanted.notify_one();
            }
            refresh
        });
        if refresh == Some(true) {
            // A client that never answers keeps nothing waiting.
            let client = self.client.clone();
            tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
        }
    }

    /// Answers a client that asks for what is new in an open letter; `false` for everything else.
    pub fn report(&self, request: &Request, outbox: &mut Outbox) -> bool {
        if request.method() != DocumentDiagnosticRequest::METHOD {
            return false;
        }
        let params = request.params().map(DocumentDiagnosticParams::deserialize);
        let (Some(id), Some(Ok(params))) = (request.id(), params) else {
            return false;
        };
        let work = || lock(&self.state).report(id, &params, outbox);
        let reported = guard::survive("diagnostic", work) == Some(true);
        if reported {
            self.checked();
        }
        reported
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
    pub fn watch(&self) {
        let state = self.state.clone();
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
