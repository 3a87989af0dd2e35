//! What single lines and short blocks of a letter look like.

use std::sync::LazyLock;

use regex::Regex;

use super::grammar::Grammar;
use crate::text::{pattern, words};

/// The line `-- ` above a signature (RFC 3676, 4.3); editors may have cut its space.
pub(super) fn is_signature_delimiter(line: &str) -> bool {
    line.trim_end() == "--"
}

/// The line that Emacs' message mode puts between the header block and the body.
pub(super) fn is_message_mode_separator(line: &str) -> bool {
    line.trim_end() == "--text follows this line--"
}

pub(super) fn fence(line: &str) -> Option<&'static str> {
    let line = line.trim_start_matches(' ');
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.starts_with(fence))
}

pub(super) fn is_separator(line: &str) -> bool {
    let marks = line.trim();
    marks.chars().count() >= 3
        && marks
            .chars()
            .all(|c| matches!(c, '-' | '_' | '=' | '*' | '—' | '–' | '~' | '#' | ' '))
}

/// Whether a line starts an item of a list: a bullet, a number, a letter with a bracket.
pub fn is_list_item(line: &str) -> bool {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^\s*(?:[-–—*+•·▪]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zа-я])[.)])\s+\S")
    });
    let start = line.trim_start();
    let candidate = start
        .chars()
        .next()
        .is_some_and(|c| !c.is_alphabetic() || start.chars().nth(1) == Some(')'));
    candidate && ITEM.is_match(line)
}

/// Whether a line is a name after a dash, as some sign their mails: "-Anna Smith".
pub(super) fn is_dashed_name(line: &str) -> bool {
    let Some(name) = line.trim().strip_prefix(['-', '–', '—']) else {
        return false;
    };
    let words: Vec<&str> = name.split(' ').collect();
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\''))
    };
    matches!(words.len(), 2 | 3) && words.iter().all(is_name)
}

/// Whether a paragraph reads like a part of a signature: short lines that are no sentences.
pub(super) fn is_signature_like(text: &str) -> bool {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.len() <= 12
        && lines.iter().all(|line| {
            let count = words::words(line).len();
            let sentence = line.ends_with(['.', '!', '?']) && count > 5;
            count <= 12 && !sentence
        })
        && !text.trim_start().to_lowercase().starts_with("p.s")
        && !text.trim_start().to_lowercase().starts_with("p. s")
}

/// Whether a block is code set off by indentation (CommonMark, 4.4): every line is indented, and it
/// holds marks that prose does not. An indented first line alone is a paragraph's.
pub(super) fn is_indented_code(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.all(|line| line.starts_with("    ") || line.starts_with('\t'))
        && text.contains(['{', '}', ';', '=', '|', '$', '\\', '<', '_', '['])
        && !is_list_item(text)
}

/// A disclaimer opens with a phrase that begins with one of so many first words.
const OPENING_WITHIN: usize = 4;

pub(super) fn starts_disclaimer(text: &str, grammar: &Grammar) -> bool {
    let mut letters = text.char_indices();
    let head = &text[..letters.nth(160).map_or(text.len(), |(end, _)| end)];
    let openings = &grammar.disclaimer.openings;
    let words = words::first_words(head, OPENING_WITHIN - 1 + openings.longest());
    (0..words.len().min(OPENING_WITHIN)).any(|at| openings.match_at(head, &words, at).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_lists_have_a_mark_of_their_own() {
        for line in ["- акт", "12. Акт", "3.1. Акт", "(2) Акт", "а) акт"] {
            assert!(is_list_item(line), "{line}");
        }
        for line in ["г. Пермь, ул. Лесная", "в) ", "2026 год", "Акт"] {
            assert!(!is_list_item(line), "{line}");
        }
    }

    #[test]
    fn indented_code_is_no_list() {
        assert!(is_indented_code("    let x = 1;\n    run(x)\n"));
        assert!(!is_indented_code("    - цена = 5\n    - срок = 3\n"));
        assert!(!is_indented_code("    Договор готов.\n"));
    }

    #[test]
    fn a_name_after_a_dash_signs_a_mail() {
        assert!(is_dashed_name("-Anna Smith"));
        assert!(is_dashed_name("—Анна О. Смирнова"));
        for line in ["-Anna", "-Anna left early", "- anna smith", "Anna Smith"] {
            assert!(!is_dashed_name(line), "{line}");
        }
    }

    #[test]
    fn a_signature_is_made_of_short_lines() {
        for text in [
            "Иван Петров\nООО «Вектор»\n+7 495 123-45-67\n",
            "Vector Ltd, sales department, Perm.\n",
        ] {
            assert!(is_signature_like(text), "{text}");
        }
        for text in [
            "We will send it on Monday.\n",
            "P.S. Позвоните мне\n",
            "P. S. Позвоните мне\n",
            "договор и акт сверки за третий квартал мы получили вчера вечером и уже подписали\n",
        ] {
            assert!(!is_signature_like(text), "{text}");
        }
        assert!(!is_signature_like(&"Иван\n".repeat(13)));
    }
}
