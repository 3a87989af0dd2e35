//! Whether a word is right.

use super::case::Case;
use super::dictionary::{Dictionary, Lookup};
use super::memo::Memo;
use super::normal::{normal, without_marks};
use super::{Language, Script, compound, names, number};

/// What [`judge`] says of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// A word of the language, or one of the writer's own.
    Known,
    /// No word: most likely misspelled.
    Unknown,
    /// Nothing to judge: a number, an abbreviation, a trade mark, a word of another language.
    Skipped,
}

/// Words that are right beside the dictionaries: names in the letter, the user's words.
pub trait Known {
    /// Whether `word` (in NFC, with `'` for apostrophes, capitals as written) is one of them.
    fn knows(&self, word: &str) -> bool;
}

/// No words.
impl Known for () {
    fn knows(&self, _: &str) -> bool {
        false
    }
}

impl<F: Fn(&str) -> bool> Known for F {
    fn knows(&self, word: &str) -> bool {
        self(word)
    }
}

/// Letters in capitals up to this many are an abbreviation, more are a word that is shouted.
const LONGEST_ABBREVIATION: usize = 5;
/// Unknown words of so many letters are abbreviations more often than slips.
const SHORTEST_WORD: usize = 2;

/// Judges one word, in whatever case, with hyphens and apostrophes as it stands in the letter,
/// without the marks around it. `own` are the words that are right beside the dictionaries.
pub fn judge(word: &str, own: &dyn Known) -> Verdict {
    // Most words are plain and right; the rest of this file is about the others.
    static RIGHT: Memo = Memo::new();
    let right = |language| Dictionary::builtin(language).contains(word);
    if RIGHT.answer(word, || plain(word).is_some_and(right)) {
        return Verdict::Known;
    }
    let word = normal(word);
    let word = word.trim_matches(['-', '\'']);
    if own.knows(word) {
        return Verdict::Known;
    }
    match Script::of(word) {
        Script::None => Verdict::Skipped,
        Script::Foreign if word.contains('-') && parts_are_known(word, own) => Verdict::Known,
        Script::Foreign => foreign(word),
        _ if word.contains('_') => Verdict::Skipped,
        _ if word.contains(['.', ':', '·']) => {
            worst(word.split(['.', ':', '·']).map(|part| judge(part, own)))
        }
        _ if word.contains(|c: char| c.is_numeric()) => number::judge(word, own),
        Script::Mixed if !word.contains('-') => Verdict::Skipped,
        Script::Mixed => compound::judge(word, own),
        Script::Of(language) => match Dictionary::builtin(language).lookup(word) {
            Lookup::Known => Verdict::Known,
            Lookup::Forbidden => Verdict::Unknown,
            Lookup::Absent if word.contains('-') => compound::judge(word, own),
            Lookup::Absent => derived(word, language, own),
        },
    }
}

/// The language of a word of nothing but its letters.
fn plain(word: &str) -> Option<Language> {
    let of = |language| {
        word.chars()
            .all(|letter| Script::of_letter(letter) == Some(Script::Of(language)))
    };
    match word.chars().next() {
        Some('A'..='z') if of(Language::English) => Some(Language::English),
        Some('Ё'..='ё') if of(Language::Russian) => Some(Language::Russian),
        _ => None,
    }
}

/// A word that the dictionary does not hold itself, but may hold without its ending or prefix.
fn derived(word: &str, language: Language, own: &dyn Known) -> Verdict {
    let known = match language {
        Language::English => {
            possessor(word).is_some_and(|owner| judge(owner, own) != Verdict::Unknown)
        }
        Language::Russian => compound::is_prefixed(word) || compound::is_passive(word),
    };
    if known {
        return Verdict::Known;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match Case::of(word) {
        _ if letters <= SHORTEST_WORD => Verdict::Skipped,
        Case::Upper if letters <= LONGEST_ABBREVIATION => Verdict::Skipped,
        Case::Title if language == Language::Russian && names::is_name(word) => Verdict::Skipped,
        Case::Mixed if slipped_shift(word).is_none() => Verdict::Skipped,
        _ => Verdict::Unknown,
    }
}

/// Who owns: "company's" gives "company".
pub(super) fn possessor(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("'S"))
}

/// The word meant where Shift was held too long: «ДОговор» gives «Договор». None where such
/// capitals may be meant («IDs», «IPad»).
pub(super) fn slipped_shift(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let two = letters.by_ref().take(2).all(char::is_uppercase);
    let (mut count, mut small) = (0, true);
    letters.for_each(|c| {
        count += 1;
        small &= c.is_lowercase();
    });
    let Script::Of(language) = Script::of(word) else {
        return None;
    };
    let lower = word.to_lowercase();
    (two && small && count >= 2 && Dictionary::builtin(language).contains(&lower))
        .then(|| Case::Title.apply(&lower))
}

/// A word with letters that neither language has: right if it is English but for its accents, and
/// nothing to judge otherwise.
fn foreign(word: &str) -> Verdict {
    let bare = without_marks(word);
    if Dictionary::builtin(Language::English).contains(&bare) {
        Verdict::Known
    } else {
        Verdict::Skipped
    }
}

fn parts_are_known(word: &str, own: &dyn Known) -> bool {
    word.split('-')
        .all(|part| judge(part, own) == Verdict::Known)
}

/// Whether a word with letters that neither language has, which [`judge`] skips, can be judged where
/// the text around it is in a language whose words are known: it is no abbreviation and no number.
pub fn is_plain_foreign(word: &str) -> bool {
    let word = normal(word);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    Script::of(&word) == Script::Foreign
        && letters > SHORTEST_WORD
        && matches!(Case::of(&word), Case::Lower | Case::Title)
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
}

/// The verdict on what is made of several parts.
pub(super) fn worst(parts: impl Iterator<Item = Verdict>) -> Verdict {
    parts.fold(Verdict::Skipped, |all, part| match (all, part) {
        (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
        (Verdict::Known, _) | (_, Verdict::Known) => Verdict::Known,
        _ => Verdict::Skipped,
    })
}
