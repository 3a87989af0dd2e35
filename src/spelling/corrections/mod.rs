//! What a misspelled word may have been meant to be.
//!
//! Words within a Damerau–Levenshtein distance are found by an automaton over the dictionary's
//! FST, then ranked by how likely the slip is ([`cost`]) and how common the word. Slips that such
//! a distance can't see have ways of their own: another keyboard layout, a missing space or hyphen.

mod cost;
mod keyboard;
mod rank;
mod split;

use std::sync::Arc;

use super::case::Case;
use super::dictionary::{Dictionary, Lookup};
use super::judge::{Verdict, possessor, slipped_shift};
use super::normal::normal;
use super::own_dictionary::OwnDictionary;
use super::{Language, Script, judge, mixed_script, number};
use rank::Ranking;

/// Longer words (in letters) get no corrections: no word of either dictionary comes near.
const LONGEST: usize = 40;

/// Corrections of `word` in the language of its script, the best first, at most `limit`, in the
/// case of `word`. `own` are words of the writer's that may have been meant as well. Empty if
/// nothing comes near.
pub fn corrections<'a>(
    word: &str,
    limit: usize,
    own: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    corrections_with(word, limit, own, &[])
}

/// [`corrections`], also by dictionaries beside the built-in ones; a word with letters that neither
/// built-in language has is corrected by them alone.
pub fn corrections_with<'a>(
    word: &str,
    limit: usize,
    own: impl IntoIterator<Item = &'a str>,
    dictionaries: &[Arc<OwnDictionary>],
) -> Vec<String> {
    let word = normal(word);
    let word = word.trim_matches(['-', '\'']);
    let certain = mixed_script(word)
        .or_else(|| number::corrected(word))
        .or_else(|| slipped_shift(word));
    if let Some(certain) = certain {
        return Vec::from_iter((limit > 0).then_some(certain));
    }
    let language = match Script::of(word) {
        Script::Of(language) => language,
        Script::Foreign if !dictionaries.is_empty() => {
            let mut ranking = Ranking::new(word, nearest_language(word));
            propose_own(&mut ranking, word, dictionaries);
            return ranking.best(limit);
        }
        _ => return by_parts(word, limit).into_iter().take(limit).collect(),
    };
    let mut ranking = Ranking::new(word, language);
    ranking.propose_all(Dictionary::builtin(language));
    propose_own(&mut ranking, word, dictionaries);
    own.into_iter().for_each(|own| ranking.propose(own, 0));
    if let Some(meant) = other_layout(word) {
        ranking.insert(meant, 0);
    }
    if let Some(owner) = possessor(word) {
        let owners = corrections(owner, limit, [])
            .into_iter()
            .filter(|owner| !owner.ends_with('s'));
        owners
            .zip(0..)
            .for_each(|(owner, place)| ranking.insert(owner + "'s", 20 + place));
    }
    by_parts(word, limit)
        .into_iter()
        .zip(0..)
        .for_each(|(word, place)| ranking.insert(word, 30 + place));
    ranking.best(limit)
}

impl Dictionary {
    /// Corrections of `word` by this dictionary alone: see [`corrections`].
    pub fn corrections(&self, word: &str, limit: usize) -> Vec<String> {
        let mut ranking = Ranking::new(word, nearest_language(word));
        ranking.propose_all(self);
        ranking.best(limit)
    }
}

/// Proposes what dictionaries beside the built-in ones offer.
fn propose_own(ranking: &mut Ranking, word: &str, dictionaries: &[Arc<OwnDictionary>]) {
    for forms in dictionaries.iter().filter_map(|own| own.forms()) {
        ranking.propose_all(forms);
    }
    // Not all that Hunspell's rules make is compiled: words joined of others are not.
    for own in dictionaries {
        if ranking.is_empty() || own.forms().is_none() {
            let found = own.suggest(word);
            found.iter().for_each(|near| ranking.propose(near, 0));
        }
    }
}

/// The built-in language that is written in the letters of a word: its slips are the likeliest.
fn nearest_language(word: &str) -> Language {
    match word.contains(|letter| matches!(letter, '\u{400}'..='\u{52f}')) {
        true => Language::Russian,
        false => Language::English,
    }
}

/// The known word that the same keys write in the other layout; two letters prove nothing.
fn other_layout(word: &str) -> Option<String> {
    let meant = keyboard::other_layout(word)?;
    (word.chars().count() > 2 && judge(&meant, &()) == Verdict::Known).then_some(meant)
}

/// A word with hyphens: the wrong parts corrected, the right ones kept; or no hyphen at all.
fn by_parts(word: &str, limit: usize) -> Vec<String> {
    let parts: Vec<&str> = word.split('-').collect();
    if parts.len() < 2 || parts.len() > 5 {
        return Vec::new();
    }
    let joined = parts.concat();
    let mut found = Vec::from_iter((judge(&joined, &()) == Verdict::Known).then_some(joined));
    let wrong: Vec<usize> = (0..parts.len())
        .filter(|&part| judge(parts[part], &()) == Verdict::Unknown)
        .collect();
    if let [wrong] = wrong[..] {
        found.extend(
            corrections(parts[wrong], limit, [])
                .into_iter()
                .map(|right| {
                    let mut parts = parts.clone();
                    parts[wrong] = &right;
                    parts.join("-")
                }),
        );
    } else if !wrong.is_empty() {
        let right: Option<Vec<String>> = parts
            .iter()
            .enumerate()
            .map(|(place, part)| match wrong.contains(&place) {
                true => corrections(part, 1, []).pop(),
                false => Some((*part).to_owned()),
            })
            .collect();
        found.extend(right.map(|parts| parts.join("-")));
    }
    found
}
