//! A Hunspell dictionary beside the built-in ones, as letters use it.

use std::sync::OnceLock;

use super::dictionary::Dictionary;
use super::judge::Known;

/// A user's or the system's Hunspell dictionary. Whether a word is right is said by Hunspell's own
/// rules, compounds and all; corrections come from the compiled forms once they are there, which is
/// quicker and ranks them as those of the built-in dictionaries.
pub struct OwnDictionary {
    speller: spellbook::Dictionary,
    forms: OnceLock<Dictionary>,
}

impl std::fmt::Debug for OwnDictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnDictionary")
            .field("forms", &self.forms.get())
            .finish_non_exhaustive()
    }
}

impl OwnDictionary {
    /// A dictionary without compiled forms.
    pub(super) fn new(speller: spellbook::Dictionary) -> Self {
        Self {
            speller,
            forms: OnceLock::new(),
        }
    }

    /// Takes the compiled forms; those that are there already stay.
    pub fn set_forms(&self, forms: Dictionary) {
        let _ = self.forms.set(forms);
    }

    /// The compiled forms.
    pub fn forms(&self) -> Option<&Dictionary> {
        self.forms.get()
    }

    /// Corrections by Hunspell's own rules, which may take a tenth of a second.
    pub(super) fn suggest(&self, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.speller.suggest(word, &mut found);
        found
    }
}

impl Known for OwnDictionary {
    fn knows(&self, word: &str) -> bool {
        self.speller.check(word)
    }
}
