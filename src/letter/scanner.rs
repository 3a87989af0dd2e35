//! Reads a rope line by line and remembers how far it looked.

use std::borrow::Cow;
use std::collections::VecDeque;

use ropey::Rope;
use ropey::iter::Lines;

/// A cursor on the lines of a text.
pub struct Scanner<'a> {
    lines: Lines<'a>,
    ahead: VecDeque<Cow<'a, str>>,
    offset: usize,
    seen: usize,
}

impl<'a> Scanner<'a> {
    /// Starts at a byte offset, which must be the start of a line.
    pub fn new(rope: &'a Rope, offset: usize) -> Self {
        Self {
            lines: rope.lines_at(rope.byte_to_line(offset)),
            ahead: VecDeque::new(),
            offset,
            seen: offset,
        }
    }

    /// Byte offset of the next line.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Byte offset up to which the text was looked at. What follows it had no influence so far.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// The line `ahead` lines after the next one, with its line break; `None` at the end.
    pub fn peek(&mut self, ahead: usize) -> Option<&str> {
        while self.ahead.len() <= ahead {
            let line = self.lines.next().filter(|line| line.len_bytes() > 0)?;
            self.seen += line.len_bytes();
            self.ahead.push_back(Cow::from(line));
        }
        self.ahead.get(ahead).map(AsRef::as_ref)
    }

    /// The next lines, at most `count`.
    pub fn window(&mut self, count: usize) -> Vec<&str> {
        if count > 0 {
            self.peek(count - 1);
        }
        self.ahead.iter().take(count).map(AsRef::as_ref).collect()
    }

    /// Goes past the next line.
    pub fn advance(&mut self) -> Option<Cow<'a, str>> {
        self.peek(0)?;
        let line = self.ahead.pop_front()?;
        self.offset += line.len();
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
