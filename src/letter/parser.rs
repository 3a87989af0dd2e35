//! Finds the next block of a letter. All decisions depend only on the state and on the lines read,
//! so that parsing can stop and start at any block. The envelope is read in [`super::envelope`].

use ropey::Rope;

use super::attachment::{Attachment, mml_filename};
use super::block::{Block, Content, Section, State};
use super::close;
use super::grammar::Grammar;
use super::history::{self, Opening};
use super::lines::{
    fence, is_dashed_name, is_indented_code, is_list_item, is_separator, is_signature_delimiter,
    is_signature_like, starts_disclaimer,
};
use super::salutation;
use super::scanner::Scanner;
use super::{Format, close::is_close};

/// Reads blocks one after the other.
pub struct Parser<'a> {
    pub(super) scanner: Scanner<'a>,
    pub(super) format: Format,
    pub(super) grammar: &'a Grammar,
    /// Where the parser is.
    pub state: State,
}

impl<'a> Parser<'a> {
    /// A parser that starts in `state` at a byte offset, which must be the start of a block.
    pub fn new(
        rope: &'a Rope,
        offset: usize,
        state: State,
        format: Format,
        grammar: &'a Grammar,
    ) -> Self {
        Self {
            scanner: Scanner::new(rope, offset),
            format,
            grammar,
            state,
        }
    }

    /// Byte offset of the next block.
    pub fn offset(&self) -> usize {
        self.scanner.offset()
    }

    /// The next block; `None` at the end of the text.
    pub fn next_block(&mut self) -> Option<Block> {
        self.scanner.forget_seen();
        self.scanner.peek(0)?;
        let (start, passed) = (self.scanner.offset(), self.scanner.passed());
        let entered = self.state.clone();
        let content = self.content();
        Some(Block {
            content,
            len: self.scanner.offset() - start,
            lines: self.scanner.passed() - passed,
            reach: self.scanner.seen() - start,
            entered,
        })
    }

    pub(super) fn content(&mut self) -> Content {
        if let Some(delimiter) = self.delimiter() {
            return self.pass_delimiter(delimiter);
        }
        match self.state.section.clone() {
            Section::Start => self.start(),
            Section::PartHeader => self.part_header(),
            Section::Opaque { html } => self.opaque(html),
            Section::Encoded(encoding) => self.encoded(&encoding),
            Section::Body | Section::Closed | Section::Signed => self.body(),
            Section::Delimited => self.after_delimiter(),
            Section::History { forwarded } => self.history(forwarded),
        }
    }

    pub(super) fn body(&mut self) -> Content {
        if self.scanner.at_blank() {
            self.scanner.skip_blank();
            return Content::Gap;
        }
        if let Some(content) = self.history_start() {
            return content;
        }
        let content = self.own_block();
        self.scanner.skip_blank();
        content
    }

    /// A block of an earlier message, where one starts here.
    fn history_start(&mut self) -> Option<Content> {
        let line = self.scanner.peek(0)?;
        if history::is_quoted(line) {
            return Some(self.quote());
        }
        if let Some(opening) = history::opening(line) {
            let forwarded = opening == Opening::Forwarded;
            self.scanner.advance();
            self.scanner.skip_blank();
            self.state.section = Section::History { forwarded };
            return Some(Content::History { forwarded });
        }
        let ruled = history::is_outlook_rule(line);
        if self.at_copied_header(usize::from(ruled)) {
            self.state.section = Section::History { forwarded: false };
            return Some(self.history(false));
        }
        let count = self.attribution()?;
        for _ in 0..count {
            self.scanner.advance();
        }
        self.scanner.skip_blank();
        let quoted = self.scanner.peek(0).is_some_and(history::is_quoted);
        if !quoted {
            self.state.section = Section::History { forwarded: false };
        }
        Some(Content::Attribution)
    }

    fn quote(&mut self) -> Content {
        while self.scanner.peek(0).is_some_and(history::is_quoted) && self.delimiter().is_none() {
            self.scanner.advance();
        }
        self.scanner.skip_blank();
        Content::Quote
    }

    fn at_copied_header(&mut self, from: usize) -> bool {
        let first = self.scanner.peek(from).unwrap_or_default();
        first.contains(':')
            && history::is_copied_header(&self.scanner.window(from + history::BLOCK_LINES)[from..])
    }

    /// How many lines of an attribution start here.
    fn attribution(&mut self) -> Option<usize> {
        let ends = |line: &str| line.trim_end().ends_with([':', '：']);
        if !(0..history::ATTRIBUTION_LINES).any(|at| self.scanner.peek(at).is_some_and(ends)) {
            return None;
        }
        let lines = self.scanner.window(history::ATTRIBUTION_LINES + 2);
        history::attribution(&lines, |after| {
            let mut next = lines[after.min(lines.len())..].iter();
            next.find(|line| !line.trim().is_empty())
                .is_some_and(|line| history::is_quoted(line))
        })
    }

    fn history(&mut self, forwarded: bool) -> Content {
        self.run(|_| false);
        Content::History { forwarded }
    }

    fn after_delimiter(&mut self) -> Content {
        if self.scanner.at_blank() {
            self.scanner.skip_blank();
            return Content::Gap;
        }
        if let Some(content) = self.history_start() {
            return content;
        }
        self.run(|parser| parser.at_history());
        Content::Signature
    }

    fn at_history(&mut self) -> bool {
        let Some(line) = self.scanner.peek(0) else {
            return false;
        };
        if history::is_quoted(line) || history::opening(line).is_some() {
            return true;
        }
        let ruled = usize::from(history::is_outlook_rule(line));
        self.at_copied_header(ruled) || self.attribution().is_some()
    }

    /// Takes at least one line, up to a blank one, a delimiter or what `stops` says, and the blank
    /// lines after it.
    fn run(&mut self, stops: impl Fn(&mut Self) -> bool) -> String {
        let mut text = String::new();
        text.extend(self.scanner.advance());
        while self.scanner.peek(0).is_some() {
            if self.scanner.at_blank() || self.delimiter().is_some() || stops(self) {
                break;
            }
            text.extend(self.scanner.advance());
        }
        self.scanner.skip_blank();
        text
    }

    /// A block that the writer wrote.
    fn own_block(&mut self) -> Content {
        let line = self.scanner.peek(0).unwrap_or_default().to_owned();
        if is_signature_delimiter(&line) {
            self.scanner.advance();
            self.state.section = Section::Delimited;
            return Content::Signature;
        }
        if line.starts_with("<#") {
            self.scanner.advance();
            let file = mml_filename(&line).map(|range| Attachment::file(&line[range]));
            return Content::Tag(file);
        }
        if let Some(fence) = fence(&line) {
            return self.code(fence);
        }
        if is_separator(&line) {
            self.scanner.advance();
            return Content::Separator;
        }
        if self.format == Format::Markdown && line.starts_with('#') {
            self.scanner.advance();
            return Content::Heading;
        }
        if let Some(close) = close::recognise(&line, &self.grammar.close) {
            self.scanner.advance();
            self.state.section = match close.named {
                true => Section::Signed,
                false => Section::Closed,
            };
            return Content::Close;
        }
        if self.at_free_close() {
            self.scanner.advance();
            self.state.section = Section::Closed;
            return Content::Close;
        }
        self.text_block(&line)
    }

    /// Whether a close in the writer's own words stands here: a short line that ends with a comma,
    /// and a name under it.
    fn at_free_close(&mut self) -> bool {
        let grammar = self.grammar;
        let lines = self.scanner.window(3);
        let (line, next) = match lines[..] {
            [line, blank, name] if blank.trim().is_empty() && !line.trim_end().ends_with(',') => {
                (line, name)
            }
            [line, name, ..] => (line, name),
            _ => return false,
        };
        close::is_free_close(line, next, &grammar.close)
            && salutation::recognise(line, &grammar.salutation).is_none()
    }

    fn text_block(&mut self, first: &str) -> Content {
        let found = salutation::recognise(first, &self.grammar.salutation);
        let signed = matches!(self.state.section, Section::Closed | Section::Signed);
        match &found {
            Some(salutation) if salutation.alone && !signed => {
                self.scanner.advance();
                self.state.section = Section::Body;
                return Content::Salutation(Box::new(salutation.clone()));
            }
            _ => {}
        }
        if is_dashed_name(first) && self.stands_alone() {
            self.run(|_| true);
            self.state.section = Section::Signed;
            return Content::Signature;
        }
        let is_list = is_list_item(first);
        let text = self.run(|parser| parser.stops_text(is_list));
        if is_indented_code(&text) {
            return Content::Code;
        }
        if starts_disclaimer(&text, self.grammar) {
            return Content::Disclaimer;
        }
        if signed && (self.state.section == Section::Closed || is_signature_like(&text)) {
            self.state.section = Section::Signed;
            return Content::Signature;
        }
        self.state.section = Section::Body;
        match is_list {
            true => Content::List,
            false => Content::Paragraph(found.map(Box::new)),
        }
    }

    /// Whether a blank line or nothing follows the next line.
    fn stands_alone(&mut self) -> bool {
        self.scanner
            .peek(1)
            .is_none_or(|line| line.trim().is_empty())
    }

    /// Whether the next line starts another block though no blank line stands before it.
    fn stops_text(&mut self, in_list: bool) -> bool {
        if self.at_history() {
            return true;
        }
        let grammar = self.grammar;
        let markdown = self.format == Format::Markdown;
        let signing = self.state.section == Section::Closed;
        let Some(line) = self.scanner.peek(0) else {
            return true;
        };
        is_signature_delimiter(line)
            || line.starts_with("<#")
            || fence(line).is_some()
            || (!signing && is_close(line, &grammar.close))
            || (markdown && line.starts_with('#'))
            || (!in_list && !signing && is_list_item(line))
    }

    fn code(&mut self, fence: &'static str) -> Content {
        self.scanner.advance();
        while self.scanner.peek(0).is_some() && self.delimiter().is_none() {
            let Some(line) = self.scanner.advance() else {
                break;
            };
            let marks = line.trim();
            if marks.trim_start_matches(&fence[..1]).is_empty() && marks.len() >= 3 {
                break;
            }
        }
        Content::Code
    }
}
