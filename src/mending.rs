//! Mending all that is safe to mend unseen.

use std::ops::Range;

use crate::engine::Session;
use crate::rules::Finding;
use crate::surroundings::Surroundings;
use crate::text::Edit;

/// A fix may make room for another; after this many rounds the rest is left.
pub const MOST_ROUNDS: usize = 8;

/// The edits of a letter that mend all that is safe to mend. They do not overlap, and stand in the order
/// of the text.
pub fn all_safe(session: &Session, surroundings: &dyn Surroundings) -> Vec<Edit> {
    let mut session = session.clone();
    let mut pieces = Pieces::of(session.text().len_bytes());
    for _ in 0..MOST_ROUNDS {
        let edits = safe_edits(&session.check(surroundings));
        if edits.is_empty() {
            break;
        }
        for edit in edits.iter().rev() {
            session.edit(edit);
            pieces.replace(edit);
        }
    }
    pieces.edits()
}

/// The edits of all safe fixes, those left out that overlap an earlier one.
pub fn safe_edits(findings: &[Finding]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in findings
        .iter()
        .filter_map(|finding| finding.fixes.iter().find(|fix| fix.safe))
    {
        let free = fix.edits.iter().all(|edit| {
            edits.iter().all(|other| {
                other.range.end < edit.range.start || edit.range.end < other.range.start
            })
        });
        if free {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

/// A text as pieces of an older one and of what came in: edits made one after the other, put together.
struct Pieces {
    /// Bytes of the older text.
    length: usize,
    pieces: Vec<Piece>,
}

enum Piece {
    /// Bytes of the older text.
    Old(Range<usize>),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Old(range) => range.len(),
            Self::New(text) => text.len(),
        }
    }

    /// The bytes of the piece in a range from its start.
    fn part(&self, range: Range<usize>) -> Self {
        match self {
            Self::Old(whole) => Self::Old(whole.start + range.start..whole.start + range.end),
            Self::New(text) => Self::New(text.get(range).unwrap_or_default().to_owned()),
        }
    }
}

impl Pieces {
    /// A text of so many bytes in which nothing is changed.
    fn of(length: usize) -> Self {
        Self {
            length,
            pieces: vec![Piece::Old(0..length)],
        }
    }

    /// Changes the text as it is now.
    fn replace(&mut self, edit: &Edit) {
        let end = self.length_now();
        let before = self.parts(0..edit.range.start);
        let after = self.parts(edit.range.end..end);
        let new = Piece::New(edit.text.clone());
        self.pieces = before.chain(std::iter::once(new)).chain(after).collect();
    }

    fn length_now(&self) -> usize {
        self.pieces.iter().map(Piece::len).sum()
    }

    /// The pieces of a byte range of the text as it is now.
    fn parts(&self, range: Range<usize>) -> std::vec::IntoIter<Piece> {
        let mut start = 0;
        let mut parts = Vec::new();
        for piece in &self.pieces {
            let from = range.start.clamp(start, start + piece.len());
            let to = range.end.clamp(start, start + piece.len());
            if from < to {
                parts.push(piece.part(from - start..to - start));
            }
            start += piece.len();
        }
        parts.into_iter()
    }

    /// The edits that make the older text this one.
    fn edits(&self) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut end = 0;
        let mut text = String::new();
        let last = Piece::Old(self.length..self.length);
        for piece in self.pieces.iter().chain([&last]) {
            match piece {
                Piece::New(new) => text.push_str(new),
                Piece::Old(range) => {
                    if range.start > end || !text.is_empty() {
                        edits.push(Edit::new(end..range.start, std::mem::take(&mut text)));
                    }
                    end = range.end;
                }
            }
        }
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Language, load};
    use crate::letter::Format;
    use crate::surroundings::Nowhere;
    use crate::text::apply;

    #[test]
    fn one_round_makes_room_for_the_next() {
        let config = load(&[]).expect("valid");
        let letter =
            "Subject: Contract 7\n\nHey guys!!!\n\nThe contract  is signed , see  below.\n";
        let session = Session::new(letter, Format::Draft, config.clone(), Language::English);
        let edits = all_safe(&session, &Nowhere);
        let text = apply(letter, &edits);
        let mut mended = Session::new(&text, Format::Draft, config, Language::English);
        assert_eq!(safe_edits(&mended.check(&Nowhere)), []);
        assert!(
            text.contains("The contract is signed, see below."),
            "{text}"
        );
        assert!(text.starts_with("Subject: Contract 7\n\n"));
        let apart = edits
            .windows(2)
            .all(|pair| pair[0].range.end <= pair[1].range.start);
        assert!(apart, "{edits:?}");
    }

    #[test]
    fn edits_made_one_after_the_other_are_put_together() {
        let old = "Привет, мир 👍 и дом";
        let mut now = old.to_owned();
        let mut pieces = Pieces::of(old.len());
        for (words, text) in [
            ("мир", "город"),
            ("род", "ра"),
            ("Привет", ""),
            (", ", "Да, "),
            ("👍 ", ""),
            ("дом", "дом."),
            ("и", "или"),
        ] {
            let start = now.find(words).expect("there");
            let edit = Edit::new(start..start + words.len(), text);
            pieces.replace(&edit);
            now.replace_range(edit.range, &edit.text);
            assert_eq!(apply(old, &pieces.edits()), now);
        }
        assert_eq!(Pieces::of(5).edits(), []);
    }
}
