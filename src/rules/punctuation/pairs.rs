//! Quotation marks and brackets without their partner.

use super::Slip;
use crate::rules::{Bilingual, Passage};
use crate::text::Edit;

const UNPAIRED: Bilingual = Bilingual {
    ru: "Кавычка или скобка без пары.",
    en: "A quotation mark or bracket without its partner.",
};
const CLOSE: Bilingual = Bilingual {
    ru: "Закрыть после этого слова",
    en: "Close it after this word",
};

/// What opens and what closes it. A closing bracket alone is a smiley or the mark of a list.
const PAIRS: [(char, char); 2] = [('«', '»'), ('(', ')')];

/// The marks of a passage that nothing closes, and quotation marks that nothing opened.
pub fn slips(passage: &Passage) -> Vec<Slip> {
    let text = passage.text;
    let mut found = Vec::new();
    if passage.cut {
        return found;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        if !PAIRS.iter().any(|(a, b)| c == *a || c == *b) || passage.is_masked(&range) {
            continue;
        }
        if let Some((_, closing)) = PAIRS.iter().find(|(opening, _)| c == *opening) {
            open.push((at, *closing));
        } else if let Some(index) = open.iter().rposition(|(_, closing)| *closing == c) {
            open.remove(index);
        } else if c == '»' {
            found.push(Slip {
                range,
                message: UNPAIRED,
                fix: None,
                safe: false,
            });
        }
    }
    for (at, closing) in open {
        let width = text[at..].chars().next().map_or(0, char::len_utf8);
        let around = (&text[..at], &text[at + width..]);
        let smiley = around.0.ends_with([':', ';', '=', '-', '(']) || around.1.starts_with('(');
        if closing == ')' && smiley {
            continue;
        }
        let word = text[at + width..]
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?'));
        let end = word.map_or(text.len(), |end| at + width + end);
        found.push(Slip {
            range: at..at + width,
            message: UNPAIRED,
            fix: Some((CLOSE, Edit::insert(end, closing.to_string()))),
            safe: false,
        });
    }
    found
}
