//! The language server: LSP over standard input and output. It decides nothing about letters.
//!
//! Handlers that change something do so under a plain lock before they first wait, so that edits are
//! applied in the order in which they arrive. What is newest is published when there is nothing more to
//! read, so that diagnostics are never stale and a burst of edits costs one check.

mod action;
mod capabilities;
mod command;
mod completion;
mod configuration;
mod connection;
mod convert;
mod diagnostics;
mod dictionaries;
mod document;
mod folding;
mod formatting;
mod frames;
mod hover;
mod late;
mod librarian;
mod links;
mod output;
mod publisher;
mod rules_document;
mod rules_editing;
mod selection;
mod state;
#[cfg(unix)]
mod stdio;
mod symbols;
mod synchronization;
mod templates;
mod workspace;
mod written;

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncRead, AsyncWrite};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionParams, CodeActionResponse, CompletionItem, CompletionParams,
    CompletionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentLink, DocumentLinkParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse,
    ExecuteCommandParams, FoldingRange, FoldingRangeParams, Hover, HoverParams, InitializeParams,
    InitializeResult, InitializedParams, LSPAny, MessageType, SelectionRange, SelectionRangeParams,
    ServerInfo, ShowDocumentParams, TextEdit, Uri, WorkspaceDiagnosticParams,
    WorkspaceDiagnosticReportResult, WorkspaceEdit,
};
use tower_lsp::{Client, LanguageServer, LspService};

use capabilities::{Capabilities, server_capabilities};
use command::Outcome;
use connection::Connection;
use publisher::Publisher;
use state::State;

use crate::config::{Language, Store};
use crate::guard;
use crate::spelling::{Library, Places};
use crate::surroundings::Clock;

/// The server behind the protocol.
struct Backend {
    client: Client,
    state: Arc<Mutex<State>>,
    publisher: Publisher,
    shut_down: Arc<AtomicBool>,
}

/// Serves one client until it says `exit` or closes its side. Gives the process's exit code: 0 after
/// an orderly shutdown, 1 otherwise (LSP 3.17, "Exit Notification").
///
/// `user_rules` is the user's own file of rules; `locale` the language of messages where the client
/// names none, `places` are where dictionaries are, and `clock` tells the present moment.
pub async fn serve<I, O>(
    input: I,
    output: O,
    user_rules: Option<PathBuf>,
    locale: Language,
    places: Places,
    clock: Clock,
) -> u8
where
    I: AsyncRead + Unpin,
    O: AsyncWrite + Unpin,
{
    let shut_down = Arc::new(AtomicBool::new(false));
    let flag = shut_down.clone();
    let (service, socket) = LspService::new(|client| {
        let mut state = State::new(Store::new(user_rules), Library::new(places), clock);
        state.locale = locale;
        let state = Arc::new(Mutex::new(state));
        Backend {
            publisher: Publisher::start(client.clone(), state.clone()),
            client,
            state,
            shut_down: flag,
        }
    });
    let publisher = service.inner().publisher.clone();
    let connection = Connection::new(service, socket, publisher);
    connection.talk(input, output).await;
    u8::from(!shut_down.load(Ordering::Relaxed))
}

/// Serves a client over standard input and output, as [`serve`] does. Gives the process's exit code.
///
/// # Errors
///
/// When the system lacks what it takes to wait for the client.
pub fn serve_stdio(
    user_rules: Option<PathBuf>,
    locale: Language,
    places: Places,
    clock: Clock,
) -> io::Result<u8> {
    let code = stdio::run(|input, output| serve(input, output, user_rules, locale, places, clock))?;
    Ok(code.unwrap_or(1))
}

/// Standard input and output as the runtime has them.
#[cfg(not(unix))]
mod stdio {
    use std::io;

    pub fn run<F: Future>(
        server: impl FnOnce(tokio::io::Stdin, tokio::io::Stdout) -> F,
    ) -> io::Result<Option<F::Output>> {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        let runtime = builder.enable_time().build()?;
        let served = async { server(tokio::io::stdin(), tokio::io::stdout()).await };
        let output = runtime.block_on(served);
        // A thread may still wait for standard input; the client is gone, so nothing will come.
        runtime.shutdown_background();
        Ok(Some(output))
    }
}

/// Locks the state; a panic elsewhere while it was locked does not end the service.
fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Backend {
    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Does something with the state; a panic costs the client this answer and no more.
    fn attempt<T>(&self, what: &'static str, work: impl FnOnce(&mut State) -> T) -> Result<T> {
        guard::survive(what, || work(&mut self.state())).ok_or_else(Error::internal_error)
    }

    /// Asks the client to apply an edit; a client that can't is told so instead of being asked.
    async fn apply(&self, edit: WorkspaceEdit) {
        let (able, language) = {
            let state = self.state();
            (state.client.apply_edit, state.locale)
        };
        match able {
            // A client that fails to says so itself.
            true => drop(self.client.apply_edit(edit).await),
            false => {
                let problem = match language {
                    Language::Russian => {
                        "Этот редактор не применяет правки, о которых просит сервер."
                    }
                    Language::English => "This editor applies no edits that a server asks for.",
                };
                self.client.show_message(MessageType::ERROR, problem).await;
            }
        }
    }

    /// Asks the client to show a file, or says where it is.
    async fn show(&self, uri: Uri) {
        let shown = match self.state().client.show_document {
            false => None,
            true => Some(ShowDocumentParams {
                uri: uri.clone(),
                external: None,
                take_focus: Some(true),
                selection: None,
            }),
        };
        let shown = match shown {
            Some(params) => self.client.show_document(params).await.unwrap_or(false),
            None => false,
        };
        if !shown {
            let path = convert::file_path(&uri).unwrap_or_default();
            let place = path.display();
            self.client.show_message(MessageType::INFO, place).await;
        }
    }

    /// Lets diagnostics be published after a notification. It has no answer, so that a client can't be
    /// told of a panic; standard error was.
    fn wake_after(&self, _: Result<()>) {
        self.publisher.wake();
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let general = params.capabilities.general.as_ref();
        let encoding =
            convert::negotiate(general.and_then(|general| general.position_encodings.as_deref()));
        let mut state = self.state();
        state.client = Capabilities::of(&params.capabilities);
        state.encoding = encoding;
        if let Some(locale) = &params.locale {
            state.locale = Language::of_locale(locale);
        }
        state.roots = configuration::paths(params.workspace_folders.as_deref().unwrap_or_default());
        if state.roots.is_empty() {
            // Clients before LSP 3.6 name one folder.
            #[allow(deprecated, reason = "older clients have nothing else")]
            let root = params.root_uri.as_ref().and_then(convert::file_path);
            state.roots.extend(root);
        }
        if let Some(options) = &params.initialization_options {
            state.set_settings(options);
        }
        Ok(InitializeResult {
            capabilities: server_capabilities(&state.client, encoding),
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.watch_rules().await;
        self.ask_for_settings().await;
    }

    async fn shutdown(&self) -> Result<()> {
        self.shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let opened = self.attempt("didOpen", |state| {
            state.open(
                document.uri,
                &document.language_id,
                document.version,
                &document.text,
            );
        });
        self.publisher.opened();
        self.wake_after(opened);
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let uri = params.text_document.uri;
        let version = params.text_document.version;
        let changed = self.attempt("didChange", |state| {
            state.change(&uri, version, &params.content_changes)
        });
        // A client that pulls asks by itself.
        if changed != Ok(false) {
            self.publisher.wake();
        }
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        let uri = params.text_document.uri;
        let rechecked = self.attempt("didSave", |state| match state.is_rules_file(&uri) {
            true => state.reload(),
            false => state.recheck(&uri),
        });
        self.wake_after(rechecked);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.state().close(&params.text_document.uri);
        self.publisher.wake();
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if params.settings.is_object() {
            let settings = &params.settings;
            self.wake_after(self.attempt("settings", |state| state.set_settings(settings)));
        } else {
            self.ask_for_settings().await;
        }
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let changed = self.attempt("rules", |state| {
            let mut files = params.changes.iter();
            match files.any(|change| state.is_rules_file(&change.uri)) {
                true => state.reload(),
                false => state.workspace_changed(),
            }
        });
        self.wake_after(changed);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.wake_after(self.attempt("folders", |state| state.change_folders(&params.event)));
        self.ask_for_settings().await;
    }

    async fn diagnostic(
        &self,
        params: DocumentDiagnosticParams,
    ) -> Result<DocumentDiagnosticReportResult> {
        let closed = self.diagnose_closed(&params.text_document.uri).await;
        let report = match closed {
            Some(items) => Ok(diagnostics::report(None, Some(items), None).into()),
            None => self.attempt("diagnostic", |state| state.pull(&params)),
        };
        self.publisher.checked();
        report
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let report = self.diagnose_workspace(params).await;
        // Rules that were looked at for the first time may have mistakes.
        self.publisher.wake();
        Ok(report)
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.attempt("codeAction", |state| Some(action::actions(state, &params)))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.attempt("completion", |state| {
            completion::completions(state, &params)
        })
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        self.attempt("completion", |state| completion::resolve(state, item))
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.attempt("hover", |state| hover::hover(state, &params))
    }

    async fn document_symbol(
        &self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        self.attempt("documentSymbol", |state| symbols::symbols(state, &params))
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.attempt("foldingRange", |state| folding::ranges(state, &params))
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.attempt("documentLink", |state| links::links(state, &params))
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.attempt("formatting", |state| formatting::whole(state, &params))
    }

    async fn range_formatting(
        &self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        self.attempt("rangeFormatting", |state| formatting::range(state, &params))
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        self.attempt("codeAction", |state| action::resolve(state, action))
    }

    async fn selection_range(
        &self,
        params: SelectionRangeParams,
    ) -> Result<Option<Vec<SelectionRange>>> {
        self.attempt("selectionRange", |state| selection::ranges(state, &params))
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        let done = self.attempt("executeCommand", |state| {
            command::execute(state, &params.command, &params.arguments)
        });
        self.publisher.wake();
        match done? {
            Err(problem) => self.client.show_message(MessageType::ERROR, &problem).await,
            Ok(Outcome::Edit(edit)) => self.apply(edit).await,
            Ok(Outcome::Show(uri)) => self.show(uri).await,
            Ok(Outcome::Done) => {}
        }
        Ok(None)
    }
}
