//! `workspace/diagnostic`: all letters in the folders of the workspace.
//!
//! One thread walks and checks, letter by letter, so that the other processors are left to the letter
//! that is being written. It sends groups of reports and stops when nobody takes them any more, which
//! is how a request ends that the client cancels. What is read of a letter is forgotten with it.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::UNIX_EPOCH;

use ignore::WalkBuilder;
use tokio::sync::mpsc;
use tower_lsp::ls_types::notification::Notification;
use tower_lsp::ls_types::{
    Diagnostic, FullDocumentDiagnosticReport, ProgressToken, UnchangedDocumentDiagnosticReport,
    Uri, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportPartialResult, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::diagnostics::letter_diagnostics;
use super::document::Shown;
use super::state::State;
use super::{Backend, convert, lock};
use crate::cli::input;
use crate::config::{Config, Language};
use crate::engine::Session;
use crate::files;
use crate::guard;
use crate::letter::Format;
use crate::surroundings::Folder;
use crate::text::source::Source;

/// Reports are sent in groups of this many.
const GROUP: usize = 64;

/// A client that takes no partial results gets at most this many diagnostics and reports, since all of
/// them stand in one answer.
const MOST_AT_ONCE: usize = 20_000;

/// The names of letters, for clients that watch files.
const LETTERS: [&str; 2] = ["**/*.{eml,mail,letter,md}", "**/{cur,new}/*"];

/// Version that diagnostics of files that are not open are for; no client counts so.
const NOT_OPEN: i32 = -1;

/// `$/progress` with a part of the answer (LSP 3.17, "Partial Result Progress").
struct PartialResult;

/// The parameters of [`PartialResult`].
#[derive(serde::Serialize, serde::Deserialize)]
struct PartialResultParams {
    token: ProgressToken,
    value: WorkspaceDiagnosticReportPartialResult,
}

impl Notification for PartialResult {
    type Params = PartialResultParams;
    const METHOD: &'static str = "$/progress";
}

type Report = WorkspaceDocumentDiagnosticReport;

impl Backend {
    /// Answers `workspace/diagnostic`.
    ///
    /// A client that asks again and again is told once that nothing is new; after that its
    /// request waits until something is, if the client tells of files that change.
    pub(super) async fn diagnose_workspace(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> WorkspaceDiagnosticReportResult {
        let previous = params.previous_result_ids.into_iter();
        let known = previous.map(|previous| (previous.uri, previous.value));
        let known = Arc::new(known.collect());
        let mut events = self.state().events.subscribe();
        if !std::mem::replace(&mut self.state().watches_letters, true) {
            self.ask_to_watch("letters", &LETTERS).await;
        }
        // The sender of events lives as long as the state.
        let mut seen = *events.borrow_and_update();
        while self.is_quiet_since(seen) && events.changed().await.is_ok() {
            seen = *events.borrow_and_update();
        }
        let token = params.partial_result_params.partial_result_token;
        let progress = match params.work_done_progress_params.work_done_token {
            Some(token) => Some(self.client.progress(token, self.title()).begin().await),
            None => None,
        };
        let mut answer = Answer::default();
        let mut groups = self.walk(known);
        while let Some(group) = groups.recv().await {
            answer.seen += group.len();
            answer.news |= group.iter().any(|report| matches!(report, Report::Full(_)));
            if let Some(progress) = &progress {
                progress.report(answer.seen.to_string()).await;
            }
            match &token {
                Some(token) => self.send_part(token.clone(), group).await,
                None if answer.take(group) => {}
                None => break,
            }
        }
        self.state().quiet_since = (!answer.news).then_some(seen);
        if let Some(progress) = progress {
            progress.finish().await;
        }
        let items = answer.items;
        WorkspaceDiagnosticReport { items }.into()
    }

    /// Whether the client was told that nothing is new, will tell itself if something is, and nothing
    /// was since.
    fn is_quiet_since(&self, event: u64) -> bool {
        let state = self.state();
        state.client.watched_files && state.quiet_since == Some(event)
    }

    async fn send_part(&self, token: ProgressToken, items: Vec<Report>) {
        let value = WorkspaceDiagnosticReportPartialResult { items };
        let params = PartialResultParams { token, value };
        self.client.send_notification::<PartialResult>(params).await;
    }

    fn title(&self) -> String {
        let title = match self.state().locale {
            Language::Russian => "Проверка писем",
            Language::English => "Checking letters",
        };
        title.to_owned()
    }

    /// Reports about all letters, in groups.
    fn walk(&self, known: Arc<HashMap<Uri, String>>) -> mpsc::Receiver<Vec<Report>> {
        let (sender, receiver) = mpsc::channel(1);
        let state = self.state.clone();
        tokio::task::spawn_blocking(move || {
            let mut walk = Walk {
                state: &state,
                known: &known,
                told: HashSet::new(),
                group: Vec::new(),
                sender,
            };
            walk.run()
        });
        receiver
    }

    /// The diagnostics of a letter that is not open; nothing where there is none.
    pub(super) async fn diagnose_closed(&self, uri: &Uri) -> Option<Vec<Diagnostic>> {
        let path = convert::file_path(uri)?;
        if !is_letter(&path) || self.state().documents.contains_key(uri) {
            return None;
        }
        let state = self.state.clone();
        let checked = tokio::task::spawn_blocking(move || check(&state, &path)).await;
        checked.ok().flatten()
    }
}

/// What is gathered for an answer.
#[derive(Default)]
struct Answer {
    items: Vec<Report>,
    size: usize,
    seen: usize,
    news: bool,
}

impl Answer {
    /// Keeps a group; `false` where the answer is full then.
    fn take(&mut self, group: Vec<Report>) -> bool {
        let size = |report: &Report| match report {
            Report::Full(report) => report.full_document_diagnostic_report.items.len(),
            Report::Unchanged(_) => 0,
        };
        self.size += group.iter().map(size).sum::<usize>();
        self.items.extend(group);
        self.size + self.items.len() < MOST_AT_ONCE
    }
}

/// A walk through the workspace.
struct Walk<'a> {
    state: &'a Mutex<State>,
    /// The results that the client knows.
    known: &'a HashMap<Uri, String>,
    /// What was reported.
    told: HashSet<Uri>,
    group: Vec<Report>,
    sender: mpsc::Sender<Vec<Report>>,
}

impl Walk<'_> {
    /// Walks until the end or until nobody listens; `None` in the latter case.
    fn run(&mut self) -> Option<()> {
        let (open, roots) = {
            let state = lock(self.state);
            let letters = state.documents.keys().chain(state.rules_documents.keys());
            (letters.cloned().collect::<Vec<Uri>>(), state.roots.clone())
        };
        for uri in open {
            self.open_document(uri)?;
        }
        for root in roots {
            // Hidden files and those that the project's version control leaves out are no letters.
            let mut walk = WalkBuilder::new(root);
            walk.require_git(false).sort_by_file_name(Ord::cmp);
            let files = walk.build().flatten();
            let letters = files.filter(|entry| {
                entry.file_type().is_some_and(|kind| kind.is_file()) && is_letter(entry.path())
            });
            for letter in letters {
                self.closed_letter(letter.path())?;
            }
        }
        self.files_of_rules()?;
        let gone = self.known.keys().filter(|uri| !self.told.contains(uri));
        let gone: Vec<Uri> = gone.cloned().collect();
        for uri in gone {
            self.tell(full(uri, None, None, Vec::new()))?;
        }
        self.send()
    }

    fn open_document(&mut self, uri: Uri) -> Option<()> {
        let known = self.known.get(&uri).map(String::as_str);
        let (version, pulled) = {
            let mut state = lock(self.state);
            let version = state.documents.get(&uri).map(|document| document.version);
            let pulled = guard::survive("diagnostic", || state.pull_open(&uri, known)).flatten();
            (version.map(i64::from), pulled)
        };
        self.told.insert(uri.clone());
        let Some((id, news)) = pulled else {
            return Some(());
        };
        self.tell(match news {
            Some(items) => full(uri, version, Some(id), items),
            None => unchanged(uri, version, id),
        })
    }

    fn closed_letter(&mut self, path: &Path) -> Option<()> {
        let Some(uri) = Uri::from_file_path(path) else {
            return Some(());
        };
        if !self.told.insert(uri.clone()) {
            return Some(());
        }
        let id = self.result_id(path);
        let same = id.is_some() && self.known.get(&uri) == id.as_ref();
        let report = match (id, same) {
            (Some(id), true) => unchanged(uri, None, id),
            (id, _) => full(uri, None, id, check(self.state, path).unwrap_or_default()),
        };
        self.tell(report)
    }

    /// Files of rules that have, or had, a mistake, for a client that is told so in no other way.
    fn files_of_rules(&mut self) -> Option<()> {
        let files: Vec<PathBuf> = {
            let state = lock(self.state);
            if state.is_pushed_mistakes() {
                return Some(());
            }
            (state.broken.keys())
                .chain(&state.ever_broken)
                .cloned()
                .collect()
        };
        for path in files {
            let Some(uri) = Uri::from_file_path(&path) else {
                continue;
            };
            if !self.told.insert(uri.clone()) {
                continue;
            }
            let items = lock(self.state).mistakes_in(&path);
            let mut hasher = DefaultHasher::new();
            let said = items
                .first()
                .map(|mistake| (&mistake.message, &mistake.range));
            said.map(|(message, range)| (message, range.start.line, range.start.character))
                .hash(&mut hasher);
            let id = format!("rules.{:x}", hasher.finish());
            self.tell(match self.known.get(&uri) == Some(&id) {
                true => unchanged(uri, None, id),
                false => full(uri, None, Some(id), items),
            })?;
        }
        Some(())
    }

    /// Names the result for a file as it is now, by the rules as they are and the present day.
    fn result_id(&self, path: &Path) -> Option<String> {
        let data = std::fs::metadata(path).ok()?;
        let modified = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let (generation, day) = {
            let state = lock(self.state);
            (state.generation, (state.clock)().date())
        };
        let (time, length) = (modified.as_nanos(), data.len());
        Some(format!("{generation:x}.{day}.{time:x}.{length:x}"))
    }

    fn tell(&mut self, report: Report) -> Option<()> {
        self.group.push(report);
        match self.group.len() < GROUP {
            true => (!self.sender.is_closed()).then_some(()),
            false => self.send(),
        }
    }

    fn send(&mut self) -> Option<()> {
        let group = std::mem::take(&mut self.group);
        match group.is_empty() {
            true => Some(()),
            false => self.sender.blocking_send(group).ok(),
        }
    }
}

fn full(uri: Uri, version: Option<i64>, id: Option<String>, items: Vec<Diagnostic>) -> Report {
    WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: id,
            items,
        },
    }
    .into()
}

fn unchanged(uri: Uri, version: Option<i64>, result_id: String) -> Report {
    WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    }
    .into()
}

/// Whether a file in the workspace is a letter by its name and place. Plain text may be anything.
fn is_letter(path: &Path) -> bool {
    input::format_of(path) != Format::Plain
}

/// The diagnostics of a letter on disk; `None` where it can't be read.
fn check(state: &Mutex<State>, path: &Path) -> Option<Vec<Diagnostic>> {
    let bytes = files::read(path, input::LARGEST).ok()?;
    let source = Source::decode(&bytes);
    let (config, messages, encoding, parts, clock) = {
        let mut state = lock(state);
        let (config, messages) = state.rules_once(path.parent());
        let config = with_dictionaries(&mut state, config, &[]);
        let parts = state.client.diagnostic;
        (config, messages, state.encoding, parts, state.clock)
    };
    guard::survive("diagnostic", || {
        let surroundings = Folder::new(Some(path), Some(clock()));
        let mut session = Session::new(&source.text, input::format_of(path), config, messages);
        let mut shown = Shown::of(&mut session, &surroundings);
        let languages = session.languages().to_vec();
        if !languages.is_empty() {
            let config = session.config().clone();
            let config = with_dictionaries(&mut lock(state), config, &languages);
            if !Arc::ptr_eq(&config, session.config()) {
                session.reconfigure(config, messages);
                shown = Shown::of(&mut session, &surroundings);
            }
        }
        letter_diagnostics(&session, &shown, NOT_OPEN, encoding, parts)
    })
}

/// Rules with the dictionaries that are open; the library is told to open the others.
fn with_dictionaries(
    state: &mut State,
    mut config: Arc<Config>,
    languages: &[String],
) -> Arc<Config> {
    let dictionaries = config.dictionaries(&mut state.library, languages);
    if dictionaries.len() > config.own_words.dictionaries().len() {
        let own = &mut Arc::make_mut(&mut config).own_words;
        *own = own.with_dictionaries(dictionaries);
    }
    config
}
