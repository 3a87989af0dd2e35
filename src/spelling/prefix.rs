//! Words that begin with given letters.

use std::cmp::Reverse;

use fst::Automaton;
use fst::automaton::Str;

use super::case::Case;
use super::{Dictionary, Language};

/// Whether a word is a form of another, how common it is, its length in bytes: the best is the least.
type Rank = (bool, Reverse<u8>, usize);

/// The commonest words that begin with the letters of `prefix`, which is left out itself, words before their
/// other forms and the commonest first; capitals are kept. Cyrillic letters are looked up in Russian, others in English.
pub fn starting_with(prefix: &str, most: usize) -> Vec<String> {
    let cyrillic = prefix.starts_with(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let dictionary = Dictionary::builtin(match cyrillic {
        true => Language::Russian,
        false => Language::English,
    });
    let case = Case::of(prefix);
    let mut best: Vec<(Rank, String)> = Vec::new();
    let mut seek = |prefix: &str| {
        dictionary.search(Str::new(prefix).starts_with(), |word, entry| {
            // Words that are not known to be common may be rare, rude or both.
            let proposed = entry.proposable() && !entry.folded() && entry.commonness() > 0;
            if !proposed || word == prefix {
                return;
            }
            let common = Reverse(entry.commonness());
            let worst = best
                .last()
                .filter(|_| best.len() == most)
                .map(|(rank, _)| *rank);
            if worst.is_some_and(|worst| !worst.0 && worst.1 < common) {
                return;
            }
            let is_form = entry.stems(word).all(|stem| stem != word);
            let rank = (is_form, common, word.len());
            if worst.is_none_or(|worst| rank < worst) {
                let at = best.partition_point(|(other, _)| *other <= rank);
                best.insert(at, (rank, case.apply(word)));
                best.truncate(most);
            }
        });
    };
    let lower = prefix.to_lowercase();
    seek(&lower);
    if lower != prefix {
        seek(&super::case::title(&lower));
    }
    let mut words: Vec<String> = Vec::with_capacity(best.len());
    for (_, word) in best {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_come_first_and_keep_capitals() {
        assert!(starting_with("догово", 12).contains(&"договор".to_owned()));
        assert!(starting_with("Догово", 12).contains(&"Договор".to_owned()));
        assert!(starting_with("contrac", 12).contains(&"contract".to_owned()));
        assert!(starting_with("щщщ", 12).is_empty());
        assert!((1..=12).contains(&starting_with("при", 12).len()));
    }
}
