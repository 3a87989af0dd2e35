//! Words that are right beside the built-in dictionaries: the user's, the project's and the letter's
//! own lists, and dictionaries that were opened for them.

use std::sync::Arc;

use crate::spelling::{Known, OwnDictionary, WordList};

/// Lists of words and dictionaries, each shared by all letters that it holds for.
#[derive(Debug, Clone, Default)]
pub struct OwnWords {
    lists: Vec<Arc<WordList>>,
    dictionaries: Vec<Arc<OwnDictionary>>,
}

impl OwnWords {
    /// The words of several lists.
    pub fn new(lists: Vec<Arc<WordList>>) -> Self {
        Self {
            lists,
            dictionaries: Vec::new(),
        }
    }

    /// These and one more list.
    pub fn with(&self, list: Arc<WordList>) -> Self {
        let mut own = self.clone();
        own.lists.push(list);
        own
    }

    /// These lists, and dictionaries.
    pub fn with_dictionaries(&self, dictionaries: Vec<Arc<OwnDictionary>>) -> Self {
        Self {
            lists: self.lists.clone(),
            dictionaries,
        }
    }

    /// The words of the lists themselves, without their forms.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().flat_map(|list| list.words())
    }

    /// The dictionaries.
    pub fn dictionaries(&self) -> &[Arc<OwnDictionary>] {
        &self.dictionaries
    }

    /// The words of the lists alone.
    pub fn lists(&self) -> impl Known + use<'_> {
        |word: &str| self.lists.iter().any(|list| list.knows(word))
    }
}

impl Known for OwnWords {
    fn knows(&self, word: &str) -> bool {
        self.lists().knows(word) || self.dictionaries.iter().any(|other| other.knows(word))
    }
}
