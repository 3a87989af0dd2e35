//! Cyrillic words with a Latin letter that looks the same, and the other way round.

use super::dictionary::Dictionary;
use super::normal::normal;
use super::{Language, Script};

/// Letters that look alike, Cyrillic first. «К» and "K" differ in some fonts, but share no key, so
/// that one is typed for the other by copying from a scan.
const ALIKE: &[(char, char)] = &[
    ('а', 'a'),
    ('е', 'e'),
    ('ё', 'ë'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('к', 'k'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('Ё', 'Ë'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
];

/// The same word in one script, if `word` holds a part in which Cyrillic and Latin letters mix and
/// all of one kind look like letters of the other («cчёт» with a Latin c). Of two ways, the one
/// that makes a known word, else the one that keeps more letters. None for a word whose parts are
/// each in one script («IT-отдел»), with digits («1С»), or that cannot be made one («Excelем»).
pub fn mixed_script(word: &str) -> Option<String> {
    let word = normal(word);
    if word.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let is_joint = |c: char| !c.is_alphabetic();
    let mut changed = false;
    let mut whole = String::with_capacity(word.len());
    for part in word.split_inclusive(is_joint) {
        match repaired(part) {
            Some(one) => {
                changed = true;
                whole += &one;
            }
            None => whole += part,
        }
    }
    changed.then_some(whole)
}

/// One part, which may end in the sign that joins it to the next.
fn repaired(part: &str) -> Option<String> {
    let mixed = part.chars().any(|c| is_of(c, Language::Russian))
        && part.chars().any(|c| is_of(c, Language::English));
    if !mixed {
        return None;
    }
    let ways: Vec<(Language, String)> = [Language::Russian, Language::English]
        .into_iter()
        .filter_map(|language| Some((language, written_in(part, language)?)))
        .collect();
    let known = |(language, way): &&(Language, String)| {
        Dictionary::builtin(*language).contains(way.trim_end_matches(|c: char| !c.is_alphabetic()))
    };
    let kept =
        |(language, _): &&(Language, String)| part.chars().filter(|c| is_of(*c, *language)).count();
    // A tie goes to Cyrillic: of equals the last is the greatest.
    let best = ways
        .iter()
        .find(known)
        .or_else(|| ways.iter().rev().max_by_key(kept))?;
    Some(best.1.clone())
}

fn is_of(letter: char, language: Language) -> bool {
    letter == 'ë' && language == Language::English
        || Script::of(letter.encode_utf8(&mut [0; 4])) == Script::Of(language)
}

fn written_in(part: &str, language: Language) -> Option<String> {
    part.chars()
        .map(|letter| match language {
            _ if !letter.is_alphabetic() || is_of(letter, language) => Some(letter),
            Language::Russian => ALIKE
                .iter()
                .find(|(_, latin)| *latin == letter)
                .map(|(cyrillic, _)| *cyrillic),
            Language::English => ALIKE
                .iter()
                .find(|(cyrillic, _)| *cyrillic == letter)
                .map(|(_, latin)| *latin),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_script() {
        for (mixed, one) in [
            ("c\u{447}ёт", "счёт"),
            ("C\u{447}ёт", "Счёт"),
            ("дoгoвoр", "договор"),
            ("hоtel", "hotel"),
            ("ОOО", "ООО"),
            ("бизнeс-план", "бизнес-план"),
            ("IT-oтдел", "IT-отдел"),
        ] {
            assert_eq!(mixed_script(mixed).as_deref(), Some(one), "{mixed}");
        }
    }

    #[test]
    fn nothing_to_repair() {
        for word in [
            "IT-отдел",
            "1С",
            "1C",
            "счёт",
            "hotel",
            "Excelем",
            "email'ом",
            "PDF-файл",
            "А4",
            "",
        ] {
            assert_eq!(mixed_script(word), None, "{word}");
        }
    }
}
