//! An open document.

use std::path::{Path, PathBuf};

use super::late::Recent;
use crate::engine::Session;
use crate::letter::Format;
use crate::rules::Finding;
use crate::surroundings::{Clock, Folder};

/// An open document.
pub struct Document {
    /// Its version as the client counts.
    pub version: i32,
    /// The letter in it.
    pub session: Session,
    /// What the last check found, and the version that was checked.
    pub checked: Option<(i32, Vec<Finding>)>,
    pub(super) recent: Recent,
    pub(super) path: Option<PathBuf>,
    /// Words that are right in this letter, as long as it is open.
    pub(super) words: Vec<String>,
    /// Languages beside the built-in ones that the last check showed.
    pub(super) languages: Vec<String>,
}

impl Document {
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

    /// The findings of the current version; checked now if they were not yet.
    pub fn findings(&mut self, clock: Clock) -> &[Finding] {
        let current = self
            .checked
            .as_ref()
            .is_some_and(|(version, _)| *version == self.version);
        if !current {
            let findings = self.session.check(&self.surroundings(clock));
            self.checked = Some((self.version, findings));
        }
        self.checked.as_ref().map_or(&[], |(_, findings)| findings)
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
