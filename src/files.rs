//! The file system around a letter: which files exist beside it. Only names and kinds are looked at,
//! never what is in a file.

use std::path::{Path, PathBuf};

use crate::rules::Files;

/// At most this many names beside a letter are looked at.
const MOST_SIBLINGS: usize = 500;

/// The folder of a letter, and the folder that the program was started in.
#[derive(Debug, Clone)]
pub struct Folder {
    folder: PathBuf,
    started_in: Option<PathBuf>,
}

impl Folder {
    /// The files around a letter in `folder`. Mail programs start their editor in the folder that
    /// relative paths of attachments are meant from, so that is asked, too.
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            started_in: std::env::current_dir().ok(),
        }
    }
}

impl Files for Folder {
    fn exists(&self, path: &str) -> Option<bool> {
        let expanded = match (path.strip_prefix("~/"), etcetera::home_dir()) {
            (Some(rest), Ok(home)) => home.join(rest),
            _ => PathBuf::from(path),
        };
        let places = [Some(&self.folder), self.started_in.as_ref()];
        let mut candidates = places
            .into_iter()
            .flatten()
            .map(|folder| folder.join(&expanded));
        Some(candidates.any(|candidate| candidate.is_file()))
    }

    fn siblings(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        entries
            .flatten()
            .take(MOST_SIBLINGS)
            .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect()
    }
}
