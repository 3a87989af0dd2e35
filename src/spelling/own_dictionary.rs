//! A Hunspell dictionary beside the built-in ones, as letters use it.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::dictionary::Dictionary;
use super::forms;
use super::judge::Known;

/// A user's or the system's Hunspell dictionary. Whether a word is right is said by Hunspell's own
/// rules, compounds and all; corrections come from the compiled forms once they are there, which is
/// quicker and ranks them as those of the built-in dictionaries.
pub struct OwnDictionary {
    speller: spellbook::Dictionary,
    /// The letters of its words. Some dictionaries turn those of other scripts into digits, which
    /// makes any foreign word right (`ICONV a 0` in the Ukrainian one).
    letters: HashSet<char>,
    forms: OnceLock<Dictionary>,
}

/// Longer words (in letters) take Hunspell's rules seconds to correct.
const LONGEST_CORRECTED: usize = 20;

impl std::fmt::Debug for OwnDictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnDictionary")
            .field("forms", &self.forms.get())
            .finish_non_exhaustive()
    }
}

impl OwnDictionary {
    /// A dictionary without compiled forms, of the words in `dic` with the affixes in `aff`.
    pub(super) fn new(speller: spellbook::Dictionary, aff: &str, dic: &str) -> Self {
        let stems = forms::entries(dic).map(|(stem, _)| stem);
        // `SFX flag stripped added condition`
        let is_affix = |line: &&str| line.starts_with("SFX") || line.starts_with("PFX");
        let affixes = aff.lines().filter(is_affix);
        let added = affixes.filter_map(|line| line.split_whitespace().nth(3)?.split('/').next());
        let letters = stems.chain(added).flat_map(str::chars);
        Self {
            speller,
            letters: letters
                .filter(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .collect(),
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
        if word.chars().count() > LONGEST_CORRECTED {
            return found;
        }
        self.speller.suggest(word, &mut found);
        found
    }
}

impl Known for OwnDictionary {
    fn knows(&self, word: &str) -> bool {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let own = letters.all(|c| c.to_lowercase().all(|c| self.letters.contains(&c)));
        own && self.speller.check(word)
    }
}
