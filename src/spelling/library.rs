//! The dictionaries beside the built-in ones: which are wanted, which are open, which are broken.
//!
//! The library opens nothing on its own, so that whoever holds it never waits: it tells what is to be
//! opened ([`Library::pop`]) and is given the outcome ([`Library::put`]).

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{HunspellFiles, OwnDictionary, Places, UserDictionaryError};
use crate::files::{self, Stamp};

/// Dictionaries by their affix files.
#[derive(Debug, Default)]
pub struct Library {
    places: Places,
    entries: BTreeMap<PathBuf, Entry>,
    /// Names in the settings that no dictionary is found for.
    missing: BTreeMap<String, UserDictionaryError>,
    /// Errors that [`Library::open_now`] gave.
    told: Vec<UserDictionaryError>,
    queue: VecDeque<PathBuf>,
}

#[derive(Debug, Default)]
struct Entry {
    /// Of its two files.
    stamps: [Option<Stamp>; 2],
    dictionary: Option<Arc<OwnDictionary>>,
    error: Option<UserDictionaryError>,
}

impl Library {
    /// Nothing is open yet.
    pub fn new(places: Places) -> Self {
        Self {
            places,
            ..Self::default()
        }
    }

    /// Where dictionaries are looked for and kept.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The open ones of the dictionaries that the settings name and of those that the system has for
    /// languages. The others are to be opened; one that is broken is so again once its files changed.
    pub fn get(&mut self, names: &[String], languages: &[String]) -> Vec<Arc<OwnDictionary>> {
        let mut wanted: Vec<PathBuf> = Vec::new();
        for name in names {
            match self.places.named(name) {
                Some(aff) => {
                    self.missing.remove(name);
                    wanted.push(aff);
                }
                None => {
                    let error = UserDictionaryError::missing(name);
                    self.missing.insert(name.clone(), error);
                }
            }
        }
        let spoken = languages.iter();
        wanted.extend(spoken.filter_map(|tag| self.places.for_language(tag)));
        wanted.sort();
        wanted.dedup();
        let open = wanted.into_iter().filter_map(|aff| self.open(aff));
        open.collect()
    }

    fn open(&mut self, aff: PathBuf) -> Option<Arc<OwnDictionary>> {
        let stamps = [&aff, &aff.with_extension("dic")].map(|path| files::stamp(path));
        let new = !self.entries.contains_key(&aff);
        let entry = self.entries.entry(aff.clone()).or_default();
        if new || entry.stamps != stamps {
            entry.stamps = stamps;
            self.queue.push_back(aff);
        }
        entry.dictionary.clone()
    }

    /// Whether dictionaries are to be opened.
    pub fn has_wanted(&self) -> bool {
        !self.queue.is_empty()
    }

    /// The affix file of the dictionary that is to be opened next; each is told once.
    pub fn pop(&mut self) -> Option<PathBuf> {
        self.queue.pop_front()
    }

    /// Takes a dictionary that was opened, or what is wrong with it.
    pub fn put(&mut self, aff: &Path, opened: Result<Arc<OwnDictionary>, UserDictionaryError>) {
        if let Some(entry) = self.entries.get_mut(aff) {
            (entry.dictionary, entry.error) = match opened {
                Ok(dictionary) => (Some(dictionary), None),
                Err(error) => (None, Some(error)),
            };
        }
    }

    /// Opens at once all that is to be opened, and gives what was found to be wrong since it was last
    /// called.
    pub fn open_now(&mut self) -> Vec<UserDictionaryError> {
        while let Some(aff) = self.pop() {
            let cache = self.places.cache.as_deref();
            let opened = HunspellFiles::read(&aff).and_then(|files| files.open(cache));
            self.put(&aff, opened.map(Arc::new));
        }
        let errors = self.errors();
        let new: Vec<_> = errors
            .filter(|error| !self.told.contains(error))
            .cloned()
            .collect();
        self.told.extend(new.iter().cloned());
        new
    }

    /// What is wrong with the dictionaries that were wanted.
    pub fn errors(&self) -> impl Iterator<Item = &UserDictionaryError> {
        let broken = self
            .entries
            .values()
            .filter_map(|entry| entry.error.as_ref());
        self.missing.values().chain(broken)
    }
}
