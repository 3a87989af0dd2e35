//! Finds the next block of a letter. All decisions depend only on the state and on the lines read,
//! so that parsing can stop and start at any block.

use std::sync::{Arc, LazyLock};

use regex::Regex;
use ropey::Rope;

use super::attachment::{Attachment, mml_filename};
use super::block::{Block, Body, Content, Section, State};
use super::close;
use super::encoded::Decoded;
use super::front_matter;
use super::grammar::Grammar;
use super::header::{self, Header};
use super::history::{self, Opening};
use super::mime::{self, Entity};
use super::salutation;
use super::scanner::Scanner;
use super::{Format, close::is_close};
use crate::text::{pattern, words};

/// Reads blocks one after the other.
pub struct Parser<'a> {
    scanner: Scanner<'a>,
    format: Format,
    grammar: &'a Grammar,
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
        self.scanner.peek(0)?;
        let start = self.scanner.offset();
        let entered = self.state.clone();
        let content = self.content();
        Some(Block {
            content,
            len: self.scanner.offset() - start,
            reach: self.scanner.seen() - start,
            entered,
        })
    }

    fn content(&mut self) -> Content {
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

    // The envelope: header blocks and MIME parts.

    fn start(&mut self) -> Content {
        self.state.section = Section::Body;
        let first = self.scanner.peek(0).unwrap_or_default();
        if let Some(style) =
            front_matter::opened_by(first).filter(|_| self.format == Format::Markdown)
        {
            let text = self.front_matter(style);
            return Content::Header(Box::new(front_matter::parse(&text, style)));
        }
        if !self.at_header() {
            return self.body();
        }
        let header = self.header_block();
        self.enter(&header);
        Content::Header(Box::new(header))
    }

    /// Takes the lines of front matter. Without a closing fence they end at the first blank line.
    fn front_matter(&mut self, style: header::Style) -> String {
        let mut text: String = self.scanner.advance().unwrap_or_default().into_owned();
        let closed = (0..FRONT_MATTER_LINES)
            .map_while(|ahead| {
                self.scanner
                    .peek(ahead)
                    .map(|line| front_matter::closed_by(style, line))
            })
            .any(|closes| closes);
        while let Some(line) = self.scanner.peek(0) {
            if !closed && line.trim().is_empty() {
                break;
            }
            let last = closed && front_matter::closed_by(style, line);
            text.extend(self.scanner.advance());
            if last {
                break;
            }
        }
        self.scanner.skip_blank();
        text
    }

    /// Whether a header block starts here: always in a message, elsewhere where the first line has a
    /// name that mail knows and what follows looks like a header block, too.
    fn at_header(&mut self) -> bool {
        let first = self.scanner.peek(0).unwrap_or_default();
        if first.starts_with("From ") && self.format == Format::Message {
            return true;
        }
        if header::split_field(first).is_none() {
            return false;
        }
        if self.format == Format::Message || header::is_known_field(first) {
            return true;
        }
        let known = |line: Option<&str>| line.is_some_and(header::is_known_field);
        known(self.scanner.peek(1)) && self.format == Format::Draft
    }

    /// Takes the lines of a header block and the blank line after it.
    fn header_block(&mut self) -> Header {
        let mut text = String::new();
        while let Some(line) = self.scanner.peek(0) {
            let envelope = text.is_empty() && line.starts_with("From ");
            let belongs = envelope
                || header::split_field(line).is_some()
                || (header::is_folded(line) && !text.is_empty());
            if self.delimiter().is_some() || !belongs {
                break;
            }
            text.extend(self.scanner.advance());
        }
        let mut header = Header::parse(&text);
        if self.scanner.peek(0).is_some_and(is_message_mode_separator) {
            self.scanner.advance();
            header.closed = true;
        }
        header.closed |= self.scanner.at_blank();
        self.scanner.skip_blank();
        header
    }

    fn part_header(&mut self) -> Content {
        let start = self.scanner.offset();
        let header = self.header_block();
        let attachment = self.enter(&header);
        if self.scanner.offset() == start {
            return self.content();
        }
        Content::PartHeader(Box::new(header), attachment)
    }

    /// Enters the body that a header block announces; gives the file if it is one.
    fn enter(&mut self, header: &Header) -> Option<Attachment> {
        let entity = Entity::of(header, &self.state.nesting);
        let (section, attachment) = match entity {
            Entity::Text => (Section::Body, None),
            Entity::Encoded(encoding) => (Section::Encoded(encoding), None),
            Entity::Html => (Section::Opaque { html: true }, None),
            Entity::Attachment(attachment) => (Section::Opaque { html: false }, Some(attachment)),
            Entity::Other => (Section::Opaque { html: false }, None),
            Entity::Multipart(part) => {
                let mut parts = self
                    .state
                    .nesting
                    .take()
                    .map_or_else(Vec::new, |parts| parts.to_vec());
                if parts.len() < DEEPEST_NESTING {
                    parts.push(part);
                }
                self.state.nesting = Some(Arc::new(parts));
                (Section::Opaque { html: false }, None)
            }
        };
        self.state.section = section;
        attachment
    }

    fn delimiter(&mut self) -> Option<mime::Delimiter> {
        self.state.nesting.as_ref()?;
        let line = self.scanner.peek(0)?;
        mime::delimiter(&self.state.nesting, line)
    }

    fn pass_delimiter(&mut self, delimiter: mime::Delimiter) -> Content {
        self.scanner.advance();
        if let Some(parts) = self.state.nesting.take() {
            let keep = delimiter.level + usize::from(!delimiter.closing);
            let parts = parts[..keep].to_vec();
            self.state.nesting = (!parts.is_empty()).then(|| Arc::new(parts));
        }
        self.state.section = match delimiter.closing {
            true => Section::Opaque { html: false },
            false => Section::PartHeader,
        };
        if !delimiter.closing && self.scanner.at_blank() {
            let header = self.header_block();
            self.enter(&header);
        }
        Content::Delimiter
    }

    fn opaque(&mut self, html: bool) -> Content {
        while self.scanner.peek(0).is_some() && self.delimiter().is_none() {
            self.scanner.advance();
        }
        Content::Opaque { html }
    }

    fn encoded(&mut self, encoding: &mime::Encoding) -> Content {
        let mut body = String::new();
        while self.scanner.peek(0).is_some() && self.delimiter().is_none() {
            body.extend(self.scanner.advance());
        }
        let decoded = Decoded::new(&body, encoding);
        let rope = Rope::from_str(&decoded.text);
        let state = State {
            section: Section::Body,
            nesting: None,
        };
        let mut parser = Parser::new(&rope, 0, state, Format::Plain, self.grammar);
        let blocks = std::iter::from_fn(|| parser.next_block()).collect();
        Content::Encoded(Box::new(Body { decoded, blocks }))
    }

    // The body.

    fn body(&mut self) -> Content {
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
        let quick = self.scanner.window(history::ATTRIBUTION_LINES);
        if !quick
            .iter()
            .any(|line| line.trim_end().ends_with([':', '：']))
        {
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
    /// and a name right under it.
    fn at_free_close(&mut self) -> bool {
        let grammar = self.grammar;
        match self.scanner.window(2)[..] {
            [line, next] => {
                close::is_free_close(line, next)
                    && salutation::recognise(line, &grammar.salutation).is_none()
            }
            _ => false,
        }
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
            if line.trim_end() == fence
                || line.trim().trim_start_matches(&fence[..1]).is_empty() && line.trim().len() >= 3
            {
                break;
            }
        }
        Content::Code
    }
}

/// Front matter longer than this many lines is not looked for.
const FRONT_MATTER_LINES: usize = 400;

/// Multiparts nested deeper than this are read as the innermost one that counts.
const DEEPEST_NESTING: usize = 32;

/// The line `-- ` above a signature (RFC 3676, 4.3); editors may have cut its space.
fn is_signature_delimiter(line: &str) -> bool {
    line.trim_end() == "--"
}

/// The line that Emacs' message mode puts between the header block and the body.
fn is_message_mode_separator(line: &str) -> bool {
    line.trim_end() == "--text follows this line--"
}

fn fence(line: &str) -> Option<&'static str> {
    let line = line.trim_start_matches(' ');
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.starts_with(fence))
}

fn is_separator(line: &str) -> bool {
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

/// Whether a paragraph reads like a part of a signature: short lines that are no sentences.
fn is_signature_like(text: &str) -> bool {
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
fn is_indented_code(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.all(|line| line.starts_with("    ") || line.starts_with('\t'))
        && text.contains(['{', '}', ';', '=', '|', '$', '\\', '<', '_', '['])
        && !is_list_item(text)
}

fn starts_disclaimer(text: &str, grammar: &Grammar) -> bool {
    let head: String = text.chars().take(160).collect();
    let words = words::words(&head);
    let first = 0..words.len().min(4);
    first.into_iter().any(|at| {
        grammar
            .disclaimer
            .openings
            .match_at(&head, &words, at)
            .is_some()
    })
}
