//! The envelope of a letter: header blocks, front matter, MIME parts.

use std::sync::Arc;

use ropey::Rope;

use super::Format;
use super::attachment::Attachment;
use super::block::{Body, Content, Section, State};
use super::encoded::Decoded;
use super::front_matter;
use super::header::{self, Header};
use super::lines::is_message_mode_separator;
use super::mime::{self, Entity};
use super::parser::Parser;

/// Front matter longer than this many lines is not looked for.
const FRONT_MATTER_LINES: usize = 400;

/// Multiparts nested deeper than this are read as the innermost one that counts.
const DEEPEST_NESTING: usize = 32;

impl Parser<'_> {
    pub(super) fn start(&mut self) -> Content {
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
    pub(super) fn front_matter(&mut self, style: header::Style) -> String {
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
    pub(super) fn at_header(&mut self) -> bool {
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
    pub(super) fn header_block(&mut self) -> Header {
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
        if self.scanner.peek(0).is_some_and(is_message_mode_separator) {
            self.scanner.advance();
        }
        self.scanner.skip_blank();
        Header::parse(&text)
    }

    pub(super) fn part_header(&mut self) -> Content {
        let start = self.scanner.offset();
        let header = self.header_block();
        let attachment = self.enter(&header);
        if self.scanner.offset() == start {
            return self.content();
        }
        Content::PartHeader(Box::new(header), attachment)
    }

    /// Enters the body that a header block announces; gives the file if it is one.
    pub(super) fn enter(&mut self, header: &Header) -> Option<Attachment> {
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

    pub(super) fn delimiter(&mut self) -> Option<mime::Delimiter> {
        self.state.nesting.as_ref()?;
        let line = self.scanner.peek(0)?;
        mime::delimiter(&self.state.nesting, line)
    }

    pub(super) fn pass_delimiter(&mut self, delimiter: mime::Delimiter) -> Content {
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

    pub(super) fn opaque(&mut self, html: bool) -> Content {
        while self.scanner.peek(0).is_some() && self.delimiter().is_none() {
            self.scanner.advance();
        }
        Content::Opaque { html }
    }

    pub(super) fn encoded(&mut self, encoding: &mime::Encoding) -> Content {
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
}
