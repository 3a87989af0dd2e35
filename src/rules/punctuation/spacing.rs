//! Spaces around marks, doubled marks, hyphens for dashes.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::Slip;
use crate::config::Language;
use crate::rules::{Bilingual, Passage};
use crate::text::{Edit, pattern};

const BEFORE: Bilingual = Bilingual {
    ru: "Перед знаком препинания лишний пробел.",
    en: "There is a space too many before the mark.",
};
const AFTER: Bilingual = Bilingual {
    ru: "После знака препинания нужен пробел.",
    en: "A space is missing after the mark.",
};
const DOUBLE_SPACE: Bilingual = Bilingual {
    ru: "Два пробела вместо одного.",
    en: "Two spaces where one is enough.",
};
const DOUBLE_MARK: Bilingual = Bilingual {
    ru: "Знак повторён.",
    en: "The mark is doubled.",
};
const HYPHEN: Bilingual = Bilingual {
    ru: "Дефис вместо тире.",
    en: "A hyphen stands for a dash.",
};
const MEND: Bilingual = Bilingual {
    ru: "Исправить пробел",
    en: "Mend the space",
};
const ONE_MARK: Bilingual = Bilingual {
    ru: "Оставить один знак",
    en: "Leave one mark",
};
const DASH: Bilingual = Bilingual {
    ru: "Поставить тире",
    en: "Put a dash",
};

/// The shapes, tried at each place in this order.
static SHAPES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<before>[ \t]+[,;:!?.])|(?P<marks>,[ ]?,+|\.\.+|;;+)|(?P<after>[,;.])|",
        r"(?P<spaces>  +)|(?P<hyphen> - )"
    ))
});

/// The slips of a passage's spaces.
pub fn slips(passage: &Passage) -> Vec<Slip> {
    let text = passage.text;
    let mut found = Vec::new();
    for groups in SHAPES.captures_iter(text) {
        let Some(whole) = groups.get(0).map(|whole| whole.range()) else {
            continue;
        };
        if passage.is_masked(&whole) {
            continue;
        }
        let line = Line::around(text, whole.start);
        let slip = if groups.name("before").is_some() {
            space_before(text, whole)
        } else if groups.name("marks").is_some() {
            doubled(text, whole)
        } else if groups.name("after").is_some() {
            nothing_after(text, whole)
        } else if groups.name("hyphen").is_some() {
            hyphen(passage, whole)
        } else {
            double_space(passage, whole, &line)
        };
        found.extend(slip.filter(|_| !line.is_table()));
    }
    found
}

/// A line of a text.
struct Line<'a> {
    text: &'a str,
    /// Byte offset of its start.
    start: usize,
}

impl<'a> Line<'a> {
    fn around(text: &'a str, at: usize) -> Self {
        let start = text[..at]
            .rfind(['\n', '\r'])
            .map_or(0, |before| before + 1);
        let end = text[at..]
            .find(['\n', '\r'])
            .map_or(text.len(), |end| at + end);
        Self {
            text: &text[start..end],
            start,
        }
    }

    /// Whether the line is set in columns.
    fn is_table(&self) -> bool {
        let inner = self.text.trim();
        inner.contains("   ") || inner.contains(['\t', '|'])
    }
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

fn ends_word(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// «завода , пломбы»: the mark belongs to the word before it.
fn space_before(text: &str, range: Range<usize>) -> Option<Slip> {
    let mark = text[..range.end].chars().next_back()?;
    let (left, right) = (before(text, range.start), after(text, range.end));
    let word = left.is_some_and(|c| {
        !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | ':' | '|' | '=' | '>')
    });
    let glued = mark == ',' && right.is_some_and(char::is_alphabetic);
    if !word || !(ends_word(right) || glued) {
        return None;
    }
    let right = if glued {
        ", ".to_owned()
    } else {
        mark.to_string()
    };
    Some(Slip {
        range: range.clone(),
        message: BEFORE,
        fix: Some((MEND, Edit::new(range, right))),
        safe: true,
    })
}

fn doubled(text: &str, range: Range<usize>) -> Option<Slip> {
    let marks = &text[range.clone()];
    let word = before(text, range.start)
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | '»' | '"' | '”'));
    let dots = marks.starts_with('.') && marks.len() != 2;
    if dots || !word || !ends_word(after(text, range.end)) && marks.starts_with('.') {
        return None;
    }
    let one = marks.get(..1)?.to_owned();
    Some(Slip {
        range: range.clone(),
        message: DOUBLE_MARK,
        fix: Some((ONE_MARK, Edit::new(range, one))),
        safe: true,
    })
}

/// «Договор,акт», «готов.Счёт». Latin words with a stop inside are names: Node.js.
fn nothing_after(text: &str, range: Range<usize>) -> Option<Slip> {
    let mark = text[range.clone()].chars().next()?;
    let (left, right) = (before(text, range.start)?, after(text, range.end)?);
    let missing = match mark {
        '.' => {
            let mut word = text[..range.start].chars().rev();
            let small = |c: char| ('а'..='я').contains(&c) || c == 'ё';
            let long = word.by_ref().take_while(|c| small(*c)).count() >= 3;
            let mut next = text[range.end..].chars();
            let capital = next.next().is_some_and(|c| ('А'..='Я').contains(&c));
            long && capital && next.next().is_some_and(small)
        }
        _ => left.is_alphabetic() && right.is_alphabetic(),
    };
    missing.then(|| Slip {
        range: range.clone(),
        message: AFTER,
        fix: Some((MEND, Edit::insert(range.end, " "))),
        safe: true,
    })
}

/// Two spaces between words: not an indentation, not columns, not after a sentence in English.
fn double_space(passage: &Passage, range: Range<usize>, line: &Line) -> Option<Slip> {
    let text = passage.text;
    let (left, right) = (before(text, range.start)?, after(text, range.end)?);
    let english = passage.letters.language() == Language::English;
    let sentence = english && matches!(left, '.' | '!' | '?' | ':' | '"' | ')');
    let inner = text[line.start..range.start].contains(|c: char| !c.is_whitespace());
    let column = line.text.starts_with([' ', '\t']) || line.text.matches("  ").count() > 1;
    let words = !left.is_whitespace() && !right.is_whitespace();
    let numbered = text[line.start..range.start].trim().len() <= 3 && !left.is_alphabetic();
    (range.len() == 2 && inner && words && !sentence && !column && !numbered).then(|| Slip {
        range: range.clone(),
        message: DOUBLE_SPACE,
        fix: Some((MEND, Edit::new(range, " "))),
        safe: true,
    })
}

/// A hyphen between two words and spaces. Between short words it may be a range: «пн - пт».
fn hyphen(passage: &Passage, range: Range<usize>) -> Option<Slip> {
    let text = passage.text;
    let (left, right) = (before(text, range.start)?, after(text, range.end)?);
    let word = |c: char| c.is_alphabetic() || matches!(c, '»' | '«' | ')' | '”' | '“');
    let left_word = text[..range.start].rsplit(char::is_whitespace).next()?;
    let right_word = text[range.end..].split(char::is_whitespace).next()?;
    let short = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    if !word(left) || !word(right) || (short(left_word) && short(right_word)) {
        return None;
    }
    let dash = match passage.letters.language() {
        Language::Russian => "—",
        Language::English => "–",
    };
    let hyphen = range.start + 1..range.end - 1;
    Some(Slip {
        range: hyphen.clone(),
        message: HYPHEN,
        fix: Some((DASH, Edit::new(hyphen, dash))),
        safe: true,
    })
}
