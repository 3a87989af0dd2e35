//! Diagnostics: findings as the client is to see them, pushed or pulled.
//!
//! A client gets them one way only. One that pulls (`textDocument/diagnostic`) asks after each edit by
//! itself; of all other changes (rules, words, dictionaries, files that are saved) it is told by
//! `workspace/diagnostic/refresh`. A client that pulls and can't be told so would go on showing what
//! is no longer true; if it also takes `textDocument/publishDiagnostics`, it is pushed to.
//!
//! Nobody pulls for a file of rules that is not open. Its mistakes come with the report of a letter, to a
//! client that takes them so; to others they are pushed.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

use ropey::Rope;
use tower_lsp::jsonrpc::Id;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::ls_types::{
    Diagnostic, DiagnosticSeverity, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportKind, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    Position, PublishDiagnosticsParams, Range, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};

use super::capabilities::DiagnosticParts;
use super::convert;
use super::document::{Document, Shown};
use super::output::Outbox;
use super::state::State;
use crate::config::{ConfigError, Language};
use crate::engine::Session;
use crate::text::{PositionEncoding, Positions};

impl State {
    /// Tells the client what is new: one that is pushed to, the diagnostics of every document that
    /// changed; of one that pulls, whether what it was given is no longer true.
    pub fn news(&mut self, outbox: &mut Outbox) -> bool {
        let dirty: Vec<Uri> = self.dirty.drain().collect();
        dirty.iter().for_each(|uri| self.check(uri));
        self.dirty.clear();
        let mistakes = self.mistakes_changed();
        if self.client.pull_diagnostics {
            let outdated = |uri: &Uri| {
                let document = self.documents.get(uri);
                document.is_some_and(|document| {
                    document.reported.is_some() && document.reported != document.result()
                })
            };
            self.push_mistakes(&mistakes, outbox);
            return !mistakes.is_empty() || dirty.iter().any(outdated);
        }
        for uri in &dirty {
            self.publish(uri, outbox);
        }
        for (uri, mistakes) in mistakes.iter().filter_map(|path| self.mistakes_of(path)) {
            post_file(uri, mistakes, outbox);
        }
        false
    }

    /// Whether the client is pushed the mistakes in files of rules that are not open, though it may pull
    /// all else. It must not be told them in a report, too: it would keep both.
    pub(super) fn is_pushed_mistakes(&self) -> bool {
        self.client.push_diagnostics && !self.client.related_documents
    }

    /// Pushes to a client that pulls: mistakes in closed files of rules, and nothing any more in those
    /// that are open.
    fn push_mistakes(&self, changed: &[PathBuf], outbox: &mut Outbox) {
        if !self.is_pushed_mistakes() {
            return;
        }
        let open = |path: &Path| Some((Uri::from_file_path(path)?, Vec::new()));
        let changed = changed.iter();
        for (uri, mistakes) in
            changed.filter_map(|path| self.mistakes_of(path).or_else(|| open(path)))
        {
            post_file(uri, mistakes, outbox);
        }
    }

    fn publish(&mut self, uri: &Uri, outbox: &mut Outbox) {
        if self.publish_letter(uri, outbox) {
            return;
        }
        let rules = self.rules_documents.get(uri);
        outbox.notify(
            PublishDiagnostics::METHOD,
            &PublishDiagnosticsParams {
                uri: uri.clone(),
                diagnostics: rules.map_or_else(Vec::new, |rules| {
                    rules.diagnostics(self.encoding, self.locale)
                }),
                version: rules.map(|rules| rules.version),
            },
        );
    }

    fn publish_letter(&mut self, uri: &Uri, outbox: &mut Outbox) -> bool {
        let (encoding, parts) = (self.encoding, self.client.diagnostic);
        let Some(document) = self.documents.get_mut(uri) else {
            return false;
        };
        outbox.make(|out| {
            write!(
                out,
                r#"{{"jsonrpc":"2.0","method":"{}","params":{{"version":{},"uri":"#,
                PublishDiagnostics::METHOD,
                document.version
            )?;
            serde_json::to_writer(&mut *out, uri)?;
            out.extend_from_slice(br#","diagnostics":["#);
            document.write(out, encoding, parts)?;
            out.extend_from_slice(b"]}}");
            Ok(())
        });
        true
    }

    /// Files of rules whose mistakes are not those that the client knows.
    fn mistakes_changed(&mut self) -> Vec<PathBuf> {
        let known: BTreeSet<&PathBuf> = self.broken.keys().chain(self.broken_told.keys()).collect();
        let differs = |path: &&&PathBuf| self.broken.get(**path) != self.broken_told.get(**path);
        let changed = known.iter().filter(differs).map(|path| (*path).clone());
        let changed = changed.collect();
        self.broken_told = self.broken.clone();
        self.ever_broken.extend(self.broken.keys().cloned());
        changed
    }

    /// The mistakes in a file of rules that is not open; `None` for settings, which are no file.
    fn mistakes_of(&self, path: &Path) -> Option<(Uri, Vec<Diagnostic>)> {
        let uri = Uri::from_file_path(path)?;
        let closed = !self.rules_documents.contains_key(&uri);
        closed.then(|| (uri, self.mistakes_in(path)))
    }

    pub(super) fn mistakes_in(&self, path: &Path) -> Vec<Diagnostic> {
        let Some(error) = self.broken.get(path) else {
            return Vec::new();
        };
        let text = std::fs::read_to_string(path).ok();
        let rope = text.as_deref().map(Rope::from_str);
        vec![mistake(error, rope.as_ref(), self.encoding, self.locale)]
    }

    /// Answers `textDocument/diagnostic` for an open letter in which something is new, with text that is
    /// written at once; `false` for everything else, see [`Self::pull`].
    pub fn report(
        &mut self,
        id: &Id,
        params: &DocumentDiagnosticParams,
        outbox: &mut Outbox,
    ) -> bool {
        let uri = &params.text_document.uri;
        let Some(result) = self.result(uri) else {
            return false;
        };
        if params.previous_result_id.as_ref() == Some(&result) {
            return false;
        }
        self.told(uri);
        let (encoding, parts) = (self.encoding, self.client.diagnostic);
        let related = self.related();
        let Some(document) = self.documents.get_mut(uri) else {
            return false;
        };
        outbox.make(|out| {
            write!(
                out,
                r#"{{"jsonrpc":"2.0","result":{{"kind":"full","resultId":"{result}","items":["#
            )?;
            document.write(out, encoding, parts)?;
            out.push(b']');
            if let Some(related) = related {
                out.extend_from_slice(br#","relatedDocuments":"#);
                serde_json::to_writer(&mut *out, &related)?;
            }
            out.extend_from_slice(br#"},"id":"#);
            serde_json::to_writer(&mut *out, id)?;
            out.push(b'}');
            Ok(())
        });
        true
    }

    /// Checks an open letter, and names the result.
    fn result(&mut self, uri: &Uri) -> Option<String> {
        self.check(uri);
        let document = self.documents.get(uri)?;
        Some(result_id(document.opened, document.result()?))
    }

    /// Notes that a client that pulls is given the newest result for an open letter.
    fn told(&mut self, uri: &Uri) {
        if let Some(document) = self.documents.get_mut(uri) {
            document.reported = document.result();
        }
        // The check may have marked it for clients that are pushed to.
        if self.client.pull_diagnostics {
            self.dirty.remove(uri);
        }
    }

    /// Answers `textDocument/diagnostic`.
    pub fn pull(&mut self, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReportResult {
        let uri = &params.text_document.uri;
        let known = params.previous_result_id.as_deref();
        let (id, items) = match self.pull_open(uri, known) {
            Some((id, items)) => {
                self.told(uri);
                (Some(id), items)
            }
            None => {
                let path = convert::file_path(uri);
                (None, path.map(|path| self.mistakes_in(&path)))
            }
        };
        report(id, items, self.related()).into()
    }

    /// The result for an open document: its id, and its diagnostics where it is not the known one. It
    /// may be part of a report on the workspace; of a letter that a client asks for itself it drops that.
    pub(super) fn pull_open(
        &mut self,
        uri: &Uri,
        known: Option<&str>,
    ) -> Option<(String, Option<Vec<Diagnostic>>)> {
        if let Some(id) = self.result(uri) {
            let document = self.documents.get(uri)?;
            let news = (known != Some(&id)).then(|| self.diagnostics(document));
            return Some((id, news));
        }
        let rules = self.rules_documents.get(uri)?;
        let id = rules.result_id();
        let news = (known != Some(&id)).then(|| rules.diagnostics(self.encoding, self.locale));
        Some((id, news))
    }

    /// The mistakes in files of rules, for clients that take them with the report of a letter. A file
    /// that was mended is named, too, so that the mistake vanishes.
    fn related(&self) -> Option<HashMap<Uri, DocumentDiagnosticReportKind>> {
        if !self.client.related_documents {
            return None;
        }
        let files = (self.ever_broken.iter()).filter_map(|path| self.mistakes_of(path));
        let related: HashMap<Uri, DocumentDiagnosticReportKind> = files
            .map(|(uri, items)| {
                let report = FullDocumentDiagnosticReport {
                    result_id: None,
                    items,
                };
                (uri, report.into())
            })
            .collect();
        (!related.is_empty()).then_some(related)
    }

    /// Complaints that were not made the last time; see [`Self::complaints`].
    pub fn new_complaints(&mut self) -> Vec<String> {
        let complaints = self.complaints();
        let told = std::mem::replace(&mut self.complaints_told, complaints);
        let new = self.complaints_told.iter();
        new.filter(|complaint| !told.contains(complaint))
            .cloned()
            .collect()
    }

    /// Mistakes that no file of rules can show: those in the editor's settings and in dictionaries,
    /// and all of them to a client that has no way to be shown another file than it asks for.
    fn complaints(&self) -> Vec<String> {
        let client = &self.client;
        let shown = client.push_diagnostics || client.related_documents || !client.pull_diagnostics;
        let unplaced = self
            .broken
            .values()
            .filter(|error| !shown || !error.path.is_absolute());
        let dictionaries = self.library.errors().map(|error| {
            let told = error.told(self.locale);
            match self.locale {
                Language::Russian => format!("Словарь не используется. {told}"),
                Language::English => format!("A dictionary is not used. {told}"),
            }
        });
        unplaced
            .map(|error| error.complaint(self.locale))
            .chain(dictionaries)
            .collect()
    }
}

/// A full report where there are items, else one that nothing changed.
pub fn report(
    id: Option<String>,
    items: Option<Vec<Diagnostic>>,
    related_documents: Option<HashMap<Uri, DocumentDiagnosticReportKind>>,
) -> DocumentDiagnosticReport {
    match (id, items) {
        (Some(result_id), None) => RelatedUnchangedDocumentDiagnosticReport {
            related_documents,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }
        .into(),
        (result_id, items) => RelatedFullDocumentDiagnosticReport {
            related_documents,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id,
                items: items.unwrap_or_default(),
            },
        }
        .into(),
    }
}

/// Names a result: of one opening of a document, the result with a number.
pub fn result_id(opened: u64, number: u64) -> String {
    format!("{opened:x}.{number:x}")
}

impl State {
    /// What the last check of a document showed, as diagnostics.
    fn diagnostics(&self, document: &Document) -> Vec<Diagnostic> {
        let shown = document.shown();
        shown.map_or_else(Vec::new, |shown| {
            let (encoding, parts) = (self.encoding, self.client.diagnostic);
            letter_diagnostics(&document.session, shown, document.version, encoding, parts)
        })
    }
}

/// Findings in a version of a letter as diagnostics.
pub fn letter_diagnostics(
    session: &Session,
    shown: &Shown,
    version: i32,
    encoding: PositionEncoding,
    parts: DiagnosticParts,
) -> Vec<Diagnostic> {
    let mut positions = Positions::new(encoding, session.text());
    let left_out = convert::left_out(shown.left_out, session.messages());
    let findings = shown.findings.iter();
    findings
        .map(|found| convert::diagnostic(&mut positions, &found.in_text(), version, parts))
        .chain(left_out)
        .collect()
}

/// Tells of the mistakes in a file that is not open.
fn post_file(uri: Uri, diagnostics: Vec<Diagnostic>, outbox: &mut Outbox) {
    let params = PublishDiagnosticsParams::new(uri, diagnostics, None);
    outbox.notify(PublishDiagnostics::METHOD, &params);
}

/// A mistake in a file of rules; its place is right where the text of the file is known.
pub fn mistake(
    error: &ConfigError,
    text: Option<&Rope>,
    encoding: PositionEncoding,
    messages: Language,
) -> Diagnostic {
    let narrow = |number: usize| u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
    let range = match text.filter(|text| error.range.end <= text.len_bytes()) {
        Some(text) => convert::lsp_range(text, &error.range, encoding),
        None => {
            let start = Position::new(narrow(error.line), narrow(error.column));
            Range::new(start, start)
        }
    };
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(convert::SOURCE.to_owned()),
        message: error.message.get(messages).to_owned(),
        ..Diagnostic::default()
    }
}

#[cfg(test)]
mod tests;
