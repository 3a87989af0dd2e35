//! Commas in fixed frames: before «который», «чтобы», «поэтому», after "However".

use super::Slip;
use crate::config::Punctuation;
use crate::rules::{Bilingual, Passage};
use crate::text::Edit;
use crate::text::words::{Phrases, Word};

const BEFORE: Bilingual = Bilingual {
    ru: "Перед этим словом нужна запятая.",
    en: "A comma is missing before this word.",
};
const AFTER: Bilingual = Bilingual {
    ru: "После этого слова нужна запятая.",
    en: "A comma is missing after this word.",
};
const INSERT: Bilingual = Bilingual {
    ru: "Поставить запятую",
    en: "Insert a comma",
};

/// A clause before «поэтому» has at least this many words.
const CLAUSE_WORDS: usize = 3;

/// The slips of a passage's frames.
pub fn slips(passage: &Passage, lists: &Punctuation) -> Vec<Slip> {
    let mut found = Vec::new();
    for (at, word) in passage.words.iter().enumerate() {
        let own = std::slice::from_ref(word);
        let is = |phrases: &Phrases<()>| phrases.match_at(passage.text, own, 0).is_some();
        let before = is(&lists.comma_before) || is(&lists.comma_before_clause);
        if before && needs_comma_before(passage, at, lists) {
            let clause = !is(&lists.comma_before_clause) || follows_clause(passage, at);
            let previous = passage.words[at - 1].range.end;
            found.extend(clause.then(|| slip(word, BEFORE, previous)));
        } else if is(&lists.comma_after)
            && opens_sentence(passage, word)
            && follows(passage, at, lists)
        {
            found.push(slip(word, AFTER, word.range.end));
        }
    }
    found
}

fn slip(word: &Word, message: Bilingual, comma: usize) -> Slip {
    Slip {
        range: word.range.clone(),
        message,
        fix: Some((INSERT, Edit::insert(comma, ","))),
        safe: false,
    }
}

/// Whether nothing but a space stands before a word, and the word before it does not belong to the
/// same clause.
fn needs_comma_before(passage: &Passage, at: usize, lists: &Punctuation) -> bool {
    let Some(previous) = at.checked_sub(1).map(|at| &passage.words[at]) else {
        return false;
    };
    let word = &passage.words[at];
    let gap = &passage.text[previous.range.end..word.range.start];
    let held = lists
        .held
        .match_at(passage.text, std::slice::from_ref(previous), 0)
        .is_some();
    let plain = gap.trim().is_empty() && gap.matches('\n').count() < 2;
    plain
        && !held
        && !passage.is_speech(&word.range)
        && passage.salutation().end <= previous.range.start
}

/// Whether words enough for a clause stand before a word in its sentence, since the last mark.
fn follows_clause(passage: &Passage, at: usize) -> bool {
    let words = &passage.words[..=at];
    let joined = words.windows(2).rev().take_while(|pair| {
        let [first, second] = pair else { return false };
        let gap = &passage.text[first.range.end..second.range.start];
        gap.trim().is_empty()
    });
    joined.count() >= CLAUSE_WORDS
}

fn opens_sentence(passage: &Passage, word: &Word) -> bool {
    passage
        .sentences
        .iter()
        .any(|sentence| sentence.start == word.range.start)
}

/// Whether a word that begins a clause follows at once: "However the …", not "However hard …".
fn follows(passage: &Passage, at: usize, lists: &Punctuation) -> bool {
    let Some(next) = passage.words.get(at + 1) else {
        return false;
    };
    let gap = &passage.text[passage.words[at].range.end..next.range.start];
    let begins = lists
        .clause_words
        .match_at(passage.text, std::slice::from_ref(next), 0);
    gap.trim().is_empty() && begins.is_some()
}
