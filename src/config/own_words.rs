//! Words that are right beside the dictionaries: the user's, the project's and the letter's own.

use std::sync::Arc;

use crate::spelling::{Known, WordList};

/// Lists of words, each shared by all letters that it holds for.
#[derive(Debug, Clone, Default)]
pub struct OwnWords {
    lists: Vec<Arc<WordList>>,
}

impl OwnWords {
    /// The words of several lists.
    pub fn new(lists: Vec<Arc<WordList>>) -> Self {
        Self { lists }
    }

    /// These and one more list.
    pub fn with(&self, list: Arc<WordList>) -> Self {
        let mut lists = self.lists.clone();
        lists.push(list);
        Self { lists }
    }

    /// The words themselves, without their forms.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().flat_map(|list| list.words())
    }
}

impl Known for OwnWords {
    fn knows(&self, word: &str) -> bool {
        self.lists.iter().any(|list| list.knows(word))
    }
}
