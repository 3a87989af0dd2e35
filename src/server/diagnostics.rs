//! Diagnostics: findings as the client is to see them.

use std::path::PathBuf;

use tower_lsp::ls_types::{Diagnostic, DiagnosticSeverity, Position, Range, Uri};

use super::convert;
use super::document::Document;
use super::state::State;
use crate::config::{ConfigError, Language};
use crate::rules::Finding;
use crate::surroundings::Clock;
use crate::text::PositionEncoding;

/// Diagnostics to be sent for one document.
pub struct Publication {
    /// The document.
    pub uri: Uri,
    /// What is to be shown in it.
    pub diagnostics: Vec<Diagnostic>,
    /// The version that they are for; `None` for files that are not open.
    pub version: Option<i32>,
}

impl State {
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
    let narrow = |number: usize| u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
    let start = Position::new(narrow(error.line), narrow(error.column));
    let length = u32::try_from(error.range.len().max(1)).unwrap_or(1);
    Diagnostic {
        range: Range::new(
            start,
            Position::new(start.line, start.character.saturating_add(length)),
        ),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(convert::SOURCE.to_owned()),
        message: error.message.clone(),
        ..Diagnostic::default()
    }
}
