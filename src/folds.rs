//! What of a letter can be folded away: the header block, quoted history by its depth, the signature,
//! long lists, what stands under a heading, attached files.

use std::ops::Range;

use crate::letter::Content;
use crate::outline::{Kind, Section};
use crate::rules::Overview;
use crate::text::lines::{lines, trimmed};

/// A stretch that can be folded away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// Bytes of the letter: from its first line, which stays, to its last.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// How many other folds it lies in.
    pub depth: usize,
}

/// Lists of fewer items are left as they are.
const LONG_LIST: usize = 5;

/// The folds of a letter with an outline, outer before inner ones. Some may lie on a single line.
pub fn folds(overview: &Overview, outline: &[Section]) -> Vec<Fold> {
    let mut found = Vec::new();
    of_sections(outline, 0, &mut found);
    for leaf in overview.leaves() {
        if leaf.block.content == Content::Quote {
            let text = overview.text_of(&leaf);
            let nested = nested_quotes(&text);
            found.extend(nested.into_iter().map(|(depth, range)| Fold {
                range: leaf.place(trimmed(&text, range)),
                kind: Kind::History,
                depth,
            }));
        }
    }
    found.sort_by_key(|fold| (fold.range.start, fold.depth));
    found
}

fn of_sections(sections: &[Section], depth: usize, found: &mut Vec<Fold>) {
    for section in sections {
        let folds = match section.kind {
            Kind::List => section.parts.len() >= LONG_LIST,
            Kind::Salutation | Kind::Paragraph | Kind::Item | Kind::Close => false,
            _ => true,
        };
        if folds {
            found.push(Fold {
                range: section.range.clone(),
                kind: section.kind,
                depth,
            });
        }
        // The parts of history are its messages one after the other, each no longer than a fold.
        if section.kind != Kind::History {
            of_sections(&section.parts, depth + 1, found);
        }
    }
}

/// Runs of quoted lines from the second level on, each with its depth below the first.
fn nested_quotes(text: &str) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in lines(text) {
        let level = quote_level(line).saturating_sub(1);
        while open.len() > level {
            let start = open.pop().unwrap_or(at);
            found.push((open.len() + 1, start..at));
        }
        while open.len() < level {
            open.push(at);
        }
        at += line.len();
    }
    while let Some(start) = open.pop() {
        found.push((open.len() + 1, start..at));
    }
    found
}

/// Quotes nested deeper are folded with what they stand in.
const DEEPEST: usize = 16;

/// How many `>` a line starts with, with or without spaces between them (RFC 3676, 4.5).
fn quote_level(line: &str) -> usize {
    let marks = line.chars().take_while(|c| matches!(c, '>' | ' '));
    marks.filter(|c| *c == '>').take(DEEPEST).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_nest() {
        let text = "> a\n>> b\n> > c\n> d\n>>> e\n";
        let found: Vec<(usize, &str)> = nested_quotes(text)
            .into_iter()
            .map(|(depth, range)| (depth, &text[range]))
            .collect();
        let expected = [(1, ">> b\n> > c\n"), (2, ">>> e\n"), (1, ">>> e\n")];
        assert_eq!(found, expected);
    }
}
