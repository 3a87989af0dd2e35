//! Where a long paragraph may be taken apart, so that after an edit only what is near it is judged again.
//!
//! The places depend on the text near them alone: an edit moves none that is further away. (This is how
//! winnowing chooses: of the places that are near one another, the one with the least hash.)

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::sentences::ends_with_abbreviation;

/// Within so many bytes there is one place at most, save for equal sentences; also at the start, where a
/// salutation may stand.
const APART: usize = 1024;

/// Brackets and quotation marks belong together over so many bytes.
const TOGETHER: usize = 2 * 1024;

/// So many bytes on either side of a place tell its hash.
const AROUND: usize = 32;

/// The pieces of a text, in order, which cover it: it is divided where a sentence surely starts.
pub fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in cuts(text) {
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..text.len());
    pieces
}

fn cuts(text: &str) -> Vec<usize> {
    let hash = |at: usize| {
        let around = at.saturating_sub(AROUND)..(at + AROUND).min(text.len());
        FixedState::default().hash_one(&text.as_bytes()[around])
    };
    let starts: Vec<(usize, u64)> = sure_starts(text).map(|at| (at, hash(at))).collect();
    let least = |index: &usize| {
        let (at, hash) = starts[*index];
        let (before, after) = starts.split_at(*index);
        let mut near = (before
            .iter()
            .rev()
            .take_while(|(other, _)| at - other < APART))
        .chain(after.iter().take_while(|(other, _)| other - at < APART));
        near.all(|(_, other)| hash <= *other)
    };
    let least = (0..starts.len()).filter(least).map(|index| starts[index].0);
    least
        .filter(|at| *at >= APART && !is_inside(text, *at))
        .collect()
}

/// Where a sentence surely starts: with a capital, behind the mark that ends another one.
fn sure_starts(text: &str) -> impl Iterator<Item = usize> {
    let marks = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes());
    marks.filter_map(|mark| {
        let (before, after) = text.split_at(mark + 1);
        let rest = after.trim_start_matches([' ', '\r', '\n']);
        let capital = rest.len() < after.len() && rest.starts_with(char::is_uppercase);
        (capital && !ends_with_abbreviation(before)).then(|| text.len() - rest.len())
    })
}

/// Whether brackets or quotation marks that were opened shortly before a place are closed behind it only.
fn is_inside(text: &str, at: usize) -> bool {
    let near = text.ceil_char_boundary(at.saturating_sub(TOGETHER));
    let mut open = 0_usize;
    let mut spaced = true;
    for c in text[near..at].chars() {
        match c {
            '(' | '[' | '«' | '“' | '„' => open += 1,
            '"' if spaced => open += 1,
            ')' | ']' | '»' | '”' | '"' => open = open.saturating_sub(1),
            _ => {}
        }
        spaced = c.is_whitespace();
    }
    open > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many sentences, no two alike.
    fn long(sentences: usize) -> String {
        let sentence = |number| format!("Насос номер {number} прибыл на склад в Подольске вчера. ");
        (0..sentences).map(sentence).collect()
    }

    #[test]
    fn pieces_are_whole_sentences_and_cover_the_text() {
        let text = long(500);
        let pieces = pieces(&text);
        assert!(pieces.len() > 10, "{}", pieces.len());
        let together: String = pieces.iter().map(|piece| &text[piece.clone()]).collect();
        assert_eq!(together, text);
        for piece in &pieces {
            assert!(text[piece.clone()].starts_with("Насос номер "));
            assert!(piece.len() < 5 * APART, "{piece:?}");
            assert!(piece.len() >= APART || piece.end == text.len(), "{piece:?}");
        }
        assert_eq!(super::pieces(""), std::slice::from_ref(&(0..0)));
    }

    #[test]
    fn places_that_are_just_far_enough_apart_may_both_be_taken() {
        let sentence = |number| format!("{:64}", format!("Pump number {number} came."));
        let text: String = (0..4000).map(sentence).collect();
        let pieces = pieces(&text);
        assert!(
            pieces
                .iter()
                .any(|piece| piece.len() == APART && piece.start > 0)
        );
    }

    #[test]
    fn an_edit_moves_only_places_near_it() {
        let text = long(500);
        let middle = text.floor_char_boundary(text.len() / 2);
        let mut edited = text.clone();
        edited.insert_str(middle, "новое. Новое предложение");
        let grown = edited.len() - text.len();
        let (before, after) = (cuts(&text), cuts(&edited));
        let far = |at: &usize| at.abs_diff(middle) > 2 * APART + grown;
        let far_before: Vec<usize> = before.iter().copied().filter(far).collect();
        let moved = after
            .iter()
            .filter(|at| far(at))
            .map(|at| match *at > middle {
                true => at - grown,
                false => *at,
            });
        assert_eq!(moved.collect::<Vec<_>>(), far_before);
    }

    #[test]
    fn equal_sentences_are_divided_too() {
        for text in [
            "The pump has arrived at the works. ",
            "The \"pump\" has (at last) arrived. ",
        ] {
            assert!(pieces(&text.repeat(400)).len() > 100, "{text}");
        }
    }

    #[test]
    fn nothing_that_belongs_together_is_taken_apart() {
        for together in [
            "Адрес: г. Москва, ул. Лесная, тел. Нет ",
            "(Прибыл насос. Его проверили, он исправен) и ",
            "«Прибыл насос. Его проверили, он исправен» и ",
            "\"The pump has arrived. It works\" and ",
            "the pump has arrived. it works and ",
            "The pump has arrived.It works and ",
        ] {
            assert_eq!(pieces(&together.repeat(300)).len(), 1, "{together}");
        }
    }
}
