//! Reads a rope line by line and remembers how far it looked.

use std::borrow::Cow;
use std::collections::VecDeque;

use ropey::Rope;
use ropey::iter::Chunks;

use crate::text::lines::line_length;

/// A cursor on the lines of a text.
pub struct Scanner<'a> {
    pieces: Chunks<'a>,
    /// What is left of the piece that is read.
    piece: &'a str,
    /// Lines that were read and not passed, each with the offset of its end.
    ahead: VecDeque<(Cow<'a, str>, usize)>,
    offset: usize,
    passed: usize,
    /// The end of the lines that were read.
    read: usize,
    seen: usize,
}

impl<'a> Scanner<'a> {
    /// Starts at a byte offset, which must be the start of a line.
    pub fn new(rope: &'a Rope, offset: usize) -> Self {
        let (pieces, start, ..) = rope.chunks_at_byte(offset);
        let mut scanner = Self {
            pieces,
            piece: "",
            ahead: VecDeque::new(),
            offset,
            passed: 0,
            read: offset,
            seen: offset,
        };
        let piece = scanner.pieces.next().unwrap_or_default();
        scanner.piece = piece.get(offset - start..).unwrap_or_default();
        scanner
    }

    /// The next line that was not read yet. A piece of the rope never ends inside a line break.
    fn read_line(&mut self) -> Option<Cow<'a, str>> {
        let mut line = Cow::Borrowed("");
        loop {
            let (start, rest) = self.piece.split_at(line_length(self.piece));
            self.piece = rest;
            line += start;
            if line.ends_with(['\n', '\r']) {
                return Some(line);
            }
            match self.pieces.next() {
                Some(piece) => self.piece = piece,
                None => return (!line.is_empty()).then_some(line),
            }
        }
    }

    /// Forgets how far it looked: the next block is decided by what is looked at from now on.
    pub fn forget_seen(&mut self) {
        self.seen = self.offset;
    }

    /// Byte offset of the next line.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// How many lines it went past.
    pub fn passed(&self) -> usize {
        self.passed
    }

    /// Byte offset up to which the text was looked at. What follows it had no influence so far.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// The line `ahead` lines after the next one, with its line break; `None` at the end.
    pub fn peek(&mut self, ahead: usize) -> Option<&str> {
        while self.ahead.len() <= ahead {
            let Some(line) = self.read_line() else {
                self.seen = self.read;
                return None;
            };
            self.read += line.len();
            self.ahead.push_back((line, self.read));
        }
        let (line, end) = self.ahead.get(ahead)?;
        self.seen = self.seen.max(*end);
        Some(line)
    }

    /// The next lines, at most `count`.
    pub fn window(&mut self, count: usize) -> Vec<&str> {
        if count > 0 {
            self.peek(count - 1);
        }
        let lines = self.ahead.iter().take(count);
        lines.map(|(line, _)| line.as_ref()).collect()
    }

    /// Goes past the next line.
    pub fn advance(&mut self) -> Option<Cow<'a, str>> {
        self.peek(0)?;
        let (line, end) = self.ahead.pop_front()?;
        self.offset = end;
        self.passed += 1;
        Some(line)
    }

    /// Whether the next line is blank; the end of the text is not.
    pub fn at_blank(&mut self) -> bool {
        self.peek(0).is_some_and(|line| line.trim().is_empty())
    }

    /// Goes past blank lines.
    pub fn skip_blank(&mut self) {
        while self.at_blank() {
            self.advance();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_seen_the_lines_that_it_was_asked_for() {
        let rope = Rope::from_str("one\ntwo\n\nthree\nfour");
        let mut scanner = Scanner::new(&rope, 0);
        assert!(scanner.window(0).is_empty());
        assert_eq!((scanner.offset(), scanner.seen()), (0, 0));
        assert_eq!(scanner.window(2), ["one\n", "two\n"]);
        assert_eq!((scanner.offset(), scanner.seen()), (0, 8));
        assert_eq!(scanner.advance().as_deref(), Some("one\n"));
        assert_eq!(scanner.window(1), ["two\n"]);
        assert_eq!((scanner.offset(), scanner.seen()), (4, 8));
        scanner.advance();
        scanner.skip_blank();
        assert_eq!((scanner.offset(), scanner.seen()), (9, 15));
        scanner.forget_seen();
        assert_eq!(scanner.seen(), 9);
        assert_eq!(scanner.window(9), ["three\n", "four"]);
        assert_eq!(scanner.seen(), 19);
        assert_eq!(scanner.peek(2), None);
    }
}
