//! What is around a letter: which files exist beside it, and the present moment. Only names and kinds
//! of files are looked at, never what is in them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::ZonedDateTime;

/// What is around a letter: files, the present moment. Rules do no I/O and know no clock: whoever runs
/// them answers.
pub trait Surroundings {
    /// Whether a path named in the letter exists; `None` where that can't be told.
    fn exists(&self, path: &str) -> Option<bool>;
    /// Names of the files beside the letter.
    fn siblings(&self) -> Vec<String>;
    /// The present moment; `None` where it is not known.
    fn now(&self) -> Option<ZonedDateTime>;
}

/// Nothing is known.
pub struct Nowhere;

impl Surroundings for Nowhere {
    fn exists(&self, _: &str) -> Option<bool> {
        None
    }

    fn siblings(&self) -> Vec<String> {
        Vec::new()
    }

    fn now(&self) -> Option<ZonedDateTime> {
        None
    }
}

/// Tells the present moment.
pub type Clock = fn() -> ZonedDateTime;

/// At most this many names beside a letter are looked at.
const MOST_SIBLINGS: usize = 500;

/// The path of a letter, and the present moment. The folder that the program was started in is asked
/// for when a file is sought.
#[derive(Debug, Clone)]
pub struct Folder {
    letter: Option<PathBuf>,
    now: Option<ZonedDateTime>,
}

impl Folder {
    /// What is around the letter at a path. Mail programs start their editor in the folder that
    /// relative paths of attachments are meant from, so that is asked, too. Without a path, as for a
    /// letter that is not saved yet, nothing is known about files.
    pub fn new(letter: Option<&Path>, now: Option<ZonedDateTime>) -> Self {
        Self {
            letter: letter.map(Path::to_owned),
            now,
        }
    }

    /// The regular file that a path named in the letter means, if there is one.
    pub fn find(&self, path: &str) -> Option<PathBuf> {
        let folder = self.letter.as_deref().and_then(Path::parent)?;
        if is_remote(path) {
            return None;
        }
        let expanded = match (path.strip_prefix("~/"), etcetera::home_dir()) {
            (Some(rest), Ok(home)) => home.join(rest),
            _ => PathBuf::from(path),
        };
        let started_in = std::env::current_dir().ok();
        let places = [Some(folder), started_in.as_deref()];
        let mut candidates = places
            .into_iter()
            .flatten()
            .map(|folder| folder.join(&expanded));
        candidates.find(|candidate| candidate.is_file())
    }
}

/// A file or folder near a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

impl Folder {
    /// What lies in a folder given by its path from the letter's, without what is hidden and without
    /// the letter. Nothing is told of folders elsewhere.
    pub fn list(&self, path: &str) -> Vec<Entry> {
        let inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let Some(folder) = self
            .letter
            .as_deref()
            .and_then(Path::parent)
            .filter(|_| inside)
        else {
            return Vec::new();
        };
        let folder = folder.join(path);
        let own = self.letter.as_deref();
        let own = own.filter(|own| own.parent() == Some(&folder));
        let own = own.and_then(Path::file_name);
        let mut entries = entries(&folder);
        entries.retain(|entry| own.is_none_or(|own| own != entry.name.as_str()));
        entries
    }
}

/// Files and folders in a folder, without what is hidden.
fn entries(folder: &Path) -> Vec<Entry> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let entries = entries.flatten().take(MOST_SIBLINGS);
    let seen = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let kind = match entry.file_type().ok()? {
            // A link is what it leads to.
            kind if kind.is_symlink() => entry.path().metadata().ok()?.file_type(),
            kind => kind,
        };
        let shown = !name.starts_with('.') && (kind.is_file() || kind.is_dir());
        shown.then(|| Entry {
            name,
            is_folder: kind.is_dir(),
        })
    });
    seen.collect()
}

/// So many folders are remembered; then they are forgotten.
const MOST_FOLDERS: usize = 64;

/// Files that lie in folders, each of which is listed once, for all letters in it.
#[derive(Debug, Default)]
pub struct Listings(Mutex<HashMap<PathBuf, Arc<[String]>>>);

impl Listings {
    fn files(&self, folder: &Path) -> Arc<[String]> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = known.get(folder) {
            return files.clone();
        }
        let files = entries(folder).into_iter();
        let files = files.filter(|entry| !entry.is_folder);
        let files: Arc<[String]> = files.map(|entry| entry.name).collect();
        if known.len() == MOST_FOLDERS {
            known.clear();
        }
        known.insert(folder.to_owned(), files.clone());
        files
    }
}

/// What is around one of many letters.
pub struct OneOfMany<'l> {
    /// What is around it alone.
    pub folder: Folder,
    /// The files beside it and the others.
    pub listings: &'l Listings,
}

impl Surroundings for OneOfMany<'_> {
    fn exists(&self, path: &str) -> Option<bool> {
        self.folder.exists(path)
    }

    fn siblings(&self) -> Vec<String> {
        let letter = self.folder.letter.as_deref();
        let place = letter.and_then(|letter| Some((letter.parent()?, letter.file_name()?)));
        let Some((folder, own)) = place else {
            return Vec::new();
        };
        let files = self.listings.files(folder);
        let others = files.iter().filter(|name| own != name.as_str());
        others.cloned().collect()
    }

    fn now(&self) -> Option<ZonedDateTime> {
        self.folder.now()
    }
}

/// Whether a path names another machine, as `\\server\share` does on Windows: to look there would
/// tell that machine who reads the letter.
fn is_remote(path: &str) -> bool {
    path.starts_with("\\\\") || path.starts_with("//")
}

impl Surroundings for Folder {
    fn exists(&self, path: &str) -> Option<bool> {
        self.letter.as_ref()?.parent()?;
        if is_remote(path) {
            return None;
        }
        Some(self.find(path).is_some())
    }

    fn siblings(&self) -> Vec<String> {
        let entries = self.list("").into_iter();
        entries
            .filter(|entry| !entry.is_folder)
            .map(|entry| entry.name)
            .collect()
    }

    fn now(&self) -> Option<ZonedDateTime> {
        self.now.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_beside_letters_are_listed_once() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.mail", "b.mail", "акт.pdf", ".hidden"] {
            std::fs::write(folder.path().join(name), "").expect("written");
        }
        std::fs::create_dir(folder.path().join("sub")).expect("made");
        let listings = Listings::default();
        let beside = |name: &str| {
            let folder = Folder::new(Some(&folder.path().join(name)), None);
            let mut alone = folder.siblings();
            let listings = &listings;
            let mut one_of_many = OneOfMany { folder, listings }.siblings();
            alone.sort();
            one_of_many.sort();
            (alone, one_of_many)
        };
        let (alone, one_of_many) = beside("a.mail");
        assert_eq!(alone, ["b.mail", "акт.pdf"]);
        assert_eq!(one_of_many, alone);
        std::fs::write(folder.path().join("late.pdf"), "").expect("written");
        let (alone, one_of_many) = beside("b.mail");
        assert_eq!(alone, ["a.mail", "late.pdf", "акт.pdf"]);
        assert_eq!(one_of_many, ["a.mail", "акт.pdf"]);
        let nowhere = Folder::new(None, None);
        let listings = &listings;
        let nowhere = OneOfMany {
            folder: nowhere,
            listings,
        };
        assert!(nowhere.siblings().is_empty());
    }
}
