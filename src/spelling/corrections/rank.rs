//! The candidates for one word, each with its cost.

use std::collections::HashMap;
use std::sync::LazyLock;

use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::super::case::title;
use super::cost::Slips;
use super::{Case, Dictionary, LONGEST, Language, split};

/// Automata that find words within a distance of 1 and 2, a transposition counting as one.
static WITHIN: [LazyLock<LevenshteinAutomatonBuilder>; 2] = [
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true)),
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true)),
];

/// What a word costs for not being known to be common, from rare to very common.
const RARITY: [u32; 4] = [36, 18, 8, 0];
/// What a proper name costs where a word in small letters stands.
const NAME: u32 = 45;
/// What a possessive costs where no apostrophe was typed: a plural is meant far more often.
const POSSESSIVE: u32 = 29;
/// At most so many words are tried that one run of letters written otherwise makes.
const MOST_REWRITTEN: usize = 6;
/// Candidates dearer than this are no help.
const DEAREST: u32 = 420;

/// Candidates by what they read with «е» for «ё», so that of two such spellings the nearer wins.
pub struct Ranking {
    case: Case,
    lower: String,
    slips: Slips,
    language: Language,
    found: HashMap<String, (u32, String)>,
}

impl Ranking {
    pub fn new(word: &str, language: Language) -> Self {
        let lower = word.to_lowercase();
        let slips = Slips::new(&lower, language);
        Self {
            case: Case::of(word),
            lower,
            slips,
            language,
            found: HashMap::new(),
        }
    }

    /// Proposes all that `dictionary` offers.
    pub fn propose_all(&mut self, dictionary: &Dictionary) {
        let length = self.lower.chars().count();
        if !(1..=LONGEST).contains(&length) {
            return;
        }
        for right in dictionary.replacements(&self.lower.clone()) {
            self.insert(right, 0);
        }
        let within = &WITHIN[usize::from(length > 3)];
        self.search(dictionary, within, &self.lower.clone());
        if self.case != Case::Lower {
            self.search(dictionary, within, &title(&self.lower));
        }
        // A slip of several letters is farther away than the automaton sees.
        for rewritten in self.slips.rewritten().into_iter().take(MOST_REWRITTEN) {
            self.search(dictionary, &WITHIN[0], &rewritten);
        }
        for (words, cost) in split::splits(&self.lower, dictionary, self.language) {
            self.insert(words, cost);
        }
    }

    /// Proposes the words of `dictionary` that are near to `word`.
    fn search(
        &mut self,
        dictionary: &Dictionary,
        within: &LevenshteinAutomatonBuilder,
        word: &str,
    ) {
        dictionary.search(within.build_dfa(word), |near, entry| {
            if entry.proposable() {
                let rarity = RARITY[usize::from(entry.commonness())];
                let possessive = match near.ends_with("'s") && !self.lower.contains('\'') {
                    true => POSSESSIVE,
                    false => 0,
                };
                self.propose(near, rarity + possessive + u32::from(entry.folded()));
            }
        });
    }

    /// Proposes a word, `penalty` being what it costs beside the slips.
    pub fn propose(&mut self, word: &str, penalty: u32) {
        let lower = word.to_lowercase();
        if lower == self.lower && self.case != Case::Lower {
            return;
        }
        let name = if self.case == Case::Lower && lower != word {
            NAME
        } else {
            0
        };
        let cost = self.slips.cost(&lower) + penalty + name;
        if cost <= DEAREST {
            self.insert(word.to_owned(), cost);
        }
    }

    /// Adds a word at a cost that is known.
    pub fn insert(&mut self, word: String, cost: u32) {
        let word = self.case.apply(&word);
        let best = self
            .found
            .entry(word.replace('ё', "е"))
            .or_insert((u32::MAX, String::new()));
        if (cost, &word) < (best.0, &best.1) {
            *best = (cost, word);
        }
    }

    /// Whether nothing was found near enough.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The cheapest, at most `limit`.
    pub fn best(self, limit: usize) -> Vec<String> {
        let mut found: Vec<(u32, String)> = self.found.into_values().collect();
        found.sort_unstable();
        found
            .into_iter()
            .take(limit)
            .map(|(_, word)| word)
            .collect()
    }
}
