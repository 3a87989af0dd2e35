//! Russian surnames and patronymics that no dictionary holds, known by their endings.

use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::memo::Memo;
use super::{Dictionary, Language};

/// How surnames and patronymics end, before the endings of their cases.
const SUFFIXES: &[(&str, &[&str])] = &[
    ("ов", POSSESSIVE),
    ("ев", POSSESSIVE),
    ("ёв", POSSESSIVE),
    ("ин", POSSESSIVE),
    ("ын", POSSESSIVE),
    ("ск", ADJECTIVE),
    ("цк", ADJECTIVE),
    ("ович", NOUN),
    ("евич", NOUN),
    ("овн", FEMININE),
    ("евн", FEMININE),
    ("ичн", FEMININE),
    ("ян", NOUN),
    ("янц", NOUN),
    ("юк", NOUN),
    ("чук", NOUN),
    ("штейн", NOUN),
    ("берг", NOUN),
    ("аускас", NOUN),
    ("ньш", NOUN),
    ("заде", &[""]),
    ("зода", &[""]),
    ("енк", &["о"]),
    ("швили", &[""]),
    ("дзе", &[""]),
];
const POSSESSIVE: &[&str] = &["", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми"];
const ADJECTIVE: &[&str] = &[
    "ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ие", "их", "ими",
];
const NOUN: &[&str] = &["", "а", "у", "ем", "ом", "е", "ы", "и", "ей", "ам"];
const FEMININE: &[&str] = &["а", "ы", "е", "у", "ой"];
/// What stands before the suffix has at least so many letters.
const SHORTEST_ROOT: usize = 2;

/// Whether a capitalised Russian word, unknown to the dictionary, is a name by its ending:
/// «Белозёрову», «Ашотовна». Not if it begins like a common word that is one slip away
/// («Документав» ends in no name, «Росийский» is «Российский»).
pub fn is_name(word: &str) -> bool {
    // To look for words that are one slip away is dear, and a letter repeats its names.
    static NAMES: Memo = Memo::new();
    NAMES.answer(word, || looks_like_name(word))
}

fn looks_like_name(word: &str) -> bool {
    let lower = word.to_lowercase();
    let named = SUFFIXES.iter().any(|(suffix, endings)| {
        endings.iter().any(|ending| {
            let root = lower
                .strip_suffix(ending)
                .and_then(|word| word.strip_suffix(suffix));
            root.is_some_and(|root| root.chars().count() >= SHORTEST_ROOT)
        })
    });
    named && !is_near_common_word(&lower)
}

fn is_near_common_word(word: &str) -> bool {
    let near = LevenshteinAutomatonBuilder::new(1, true).build_dfa(word);
    let mut found = false;
    Dictionary::builtin(Language::Russian).search(near, |known, entry| {
        found |= entry.commonness() > 0 && known.chars().next() == word.chars().next();
    });
    found
}
