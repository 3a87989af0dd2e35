//! Words with digits: ordinals («2-го», "1st"), compounds («10-летний»); the rest is not judged.

use super::judge::{Known, Verdict, judge as judge_word};

/// What may stand after a number and a hyphen (Russian Academy's rules: one letter if a vowel
/// stands before the last letter of the word, two if a consonant does; and for cardinals).
const ENDINGS: &[&str] = &[
    "й", "я", "е", "ю", "м", "х", "го", "му", "ми", "мя", "ти", "ть", "ью", "ка", "ки", "ку",
];

/// What people write there instead, with the right ending: «5-ый» for «5-й».
const LONG_ENDINGS: &[(&str, &str)] = &[
    ("ый", "й"),
    ("ий", "й"),
    ("ой", "й"),
    ("ая", "я"),
    ("ья", "я"),
    ("ое", "е"),
    ("ье", "е"),
    ("ые", "е"),
    ("ьи", "и"),
    ("ого", "го"),
    ("его", "го"),
    ("ому", "му"),
    ("ему", "му"),
    ("ую", "ю"),
    ("ых", "х"),
    ("ым", "м"),
    ("ом", "м"),
    ("ыми", "ми"),
];

/// Judges a word that holds a digit.
pub fn judge(word: &str, own: &dyn Known) -> Verdict {
    let Some((number, rest)) = split(word) else {
        return Verdict::Skipped;
    };
    if corrected(word).is_some() {
        return Verdict::Unknown;
    }
    match rest.strip_prefix('-') {
        Some(ending) if ENDINGS.contains(&ending) => Verdict::Known,
        // «10-летний»; but «2-шт» or «4-GB» are somebody's own way with units.
        Some(part) if part.chars().count() > 4 => match judge_word(part, own) {
            Verdict::Unknown if part.chars().all(char::is_lowercase) => Verdict::Unknown,
            Verdict::Unknown => Verdict::Skipped,
            verdict => verdict,
        },
        Some(_) => Verdict::Skipped,
        None if ordinal(number) == rest => Verdict::Known,
        None => Verdict::Skipped,
    }
}

/// The right spelling of an ordinal with a wrong ending: "2st" gives "2nd", «5-ый» «5-й».
pub fn corrected(word: &str) -> Option<String> {
    let (number, rest) = split(word)?;
    let ending = match rest.strip_prefix('-') {
        Some(long) => {
            let (_, right) = LONG_ENDINGS.iter().find(|(wrong, _)| *wrong == long)?;
            return Some(format!("{number}-{right}"));
        }
        None => rest.to_lowercase(),
    };
    let right = ordinal(number);
    (["st", "nd", "rd", "th"].contains(&&*ending) && right != ending)
        .then(|| format!("{number}{right}"))
}

/// The digits in front (with what groups them) and the letters behind; none if digits follow.
fn split(word: &str) -> Option<(&str, &str)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')?;
    let (number, rest) = word.split_at(end);
    (end > 0 && !rest.contains(|c: char| c.is_numeric())).then_some((number, rest))
}

/// The English ending of an ordinal number.
fn ordinal(number: &str) -> &'static str {
    match number.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    }
}
