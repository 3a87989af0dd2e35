//! An open document.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::TextDocumentContentChangeEvent;

use super::capabilities::DiagnosticParts;
use super::convert;
use super::late::{Recent, edit};
use super::written::Written;
use crate::config::{Config, Language};
use crate::engine::{Found, Session};
use crate::letter::Format;
use crate::rules::Finding;
use crate::surroundings::{Clock, Folder, Surroundings};
use crate::text::{Edit, PositionEncoding, Positions};

/// An open document.
pub struct Document {
    /// Its version as the client counts.
    pub version: i32,
    /// The letter in it.
    pub session: Session,
    recent: Recent,
    pub(super) path: Option<PathBuf>,
    /// Words that are right in this letter, as long as it is open.
    pub(super) words: Vec<String>,
    /// Languages beside the built-in ones that the last check showed.
    pub(super) languages: Vec<String>,
    /// The number of the last result that the client was given, where it pulls.
    pub(super) reported: Option<u64>,
    /// Tells this opening of the document from others.
    pub(super) opened: u64,
    checked: Option<Checked>,
    written: Written,
}

/// At most this many findings of a letter are sent: nobody reads more, and to send thousands at each
/// keystroke would be felt.
const MOST_SHOWN: usize = 100;

/// The findings that are sent to the client: the worst, in the order of the text.
#[derive(Debug, Default, PartialEq)]
pub struct Shown {
    /// The findings.
    pub findings: Vec<Found>,
    /// How many there are besides.
    pub left_out: usize,
}

impl Shown {
    /// Checks a letter.
    pub fn of(session: &mut Session, surroundings: &dyn Surroundings) -> Self {
        let (findings, total) = session.worst(surroundings, MOST_SHOWN);
        Self {
            left_out: total - findings.len(),
            findings,
        }
    }
}

/// What a check found.
struct Checked {
    /// `None` once the text was changed.
    version: Option<i32>,
    shown: Shown,
    /// Counts the results that differ from the one before.
    number: u64,
    /// Whether nothing changed since.
    holds: bool,
}

impl Document {
    /// A document that was not checked yet.
    pub fn new(version: i32, session: Session, path: Option<PathBuf>, opened: u64) -> Self {
        Self {
            version,
            session,
            recent: Recent::default(),
            path,
            words: Vec::new(),
            languages: Vec::new(),
            reported: None,
            opened,
            checked: None,
            written: Written::default(),
        }
    }

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

    /// Applies the changes of one notification in their order, where their version puts them among the
    /// last ones.
    pub fn change(
        &mut self,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
        encoding: PositionEncoding,
    ) {
        let text = self.session.text();
        let whole = 0..text.len_bytes();
        match self.recent.remember(version, changes, text, encoding) {
            Some(text) => self.session.edit(&Edit::new(whole, text.to_string())),
            None => {
                for event in changes {
                    let edit = edit(self.session.text(), event, encoding);
                    self.session.edit(&edit);
                }
            }
        }
        self.version = self.version.max(version);
        if let Some(checked) = &mut self.checked {
            checked.version = None;
        }
    }

    /// Has the letter checked again when it is asked for next, though its text is the same.
    pub fn recheck(&mut self) {
        if let Some(checked) = &mut self.checked {
            checked.holds = false;
        }
    }

    /// Has the letter checked by other rules from now on.
    pub fn reconfigure(&mut self, config: Arc<Config>, messages: Language) {
        self.session.reconfigure(config, messages);
        self.recheck();
    }

    /// Checks the current version, if it was not checked yet.
    pub fn check(&mut self, clock: Clock) {
        let current = (self.checked.as_ref())
            .is_some_and(|checked| checked.holds && checked.version == Some(self.version));
        if current {
            return;
        }
        let surroundings = self.surroundings(clock);
        let shown = Shown::of(&mut self.session, &surroundings);
        let last = self.checked.take();
        let number = match &last {
            Some(last) if last.version == Some(self.version) && last.shown == shown => last.number,
            Some(last) => last.number + 1,
            None => 0,
        };
        self.checked = Some(Checked {
            version: Some(self.version),
            shown,
            number,
            holds: true,
        });
    }

    /// All findings of the current version.
    pub fn findings(&mut self, clock: Clock) -> Vec<Finding> {
        self.session.check(&self.surroundings(clock))
    }

    /// What of the last check is sent to the client; `None` before the first.
    pub fn shown(&self) -> Option<&Shown> {
        self.checked.as_ref().map(|checked| &checked.shown)
    }

    /// Writes what of the last check is sent to the client, as diagnostics with commas between.
    ///
    /// # Errors
    ///
    /// None that memory does not know.
    pub fn write(
        &mut self,
        out: &mut Vec<u8>,
        encoding: PositionEncoding,
        parts: DiagnosticParts,
    ) -> io::Result<()> {
        let Some(Checked { shown, .. }) = &self.checked else {
            return Ok(());
        };
        let mut positions = Positions::new(encoding, self.session.text());
        let (version, findings) = (self.version, &shown.findings);
        self.written
            .write(out, findings, &mut positions, version, parts)?;
        if let Some(left_out) = convert::left_out(shown.left_out, self.session.messages()) {
            out.extend_from_slice(if findings.is_empty() { b"" } else { b"," });
            serde_json::to_writer(out, &left_out)?;
        }
        Ok(())
    }

    /// The number of the last check's result: as long as it is the same, so are the diagnostics.
    pub fn result(&self) -> Option<u64> {
        self.checked.as_ref().map(|checked| checked.number)
    }
}

/// The format of a document: `.eml` by its name whatever the editor calls it, else by the language
/// id, else by the name.
pub(super) fn format(path: Option<&Path>, language_id: &str) -> Format {
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
