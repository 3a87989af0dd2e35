//! The letter as a whole, as letter rules see it.

mod attached;
mod leaf;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use ropey::Rope;

pub use attached::{Attached, MOST_ATTACHED};
pub use leaf::Leaf;

pub use crate::engine::Part;

use super::report::Mark;
use crate::config::Language;
use crate::engine::{Analysis, Ledger};
use crate::letter::header::{Field, FieldName, Header, encode_words};
use crate::letter::person::Person;
use crate::letter::salutation::Salutation;
use crate::letter::{Block, Content, Format};
use crate::surroundings::Surroundings;
use crate::text::lines::{newline_of, trimmed};
use crate::text::words::{Word, words};
use crate::text::{self, Edit};

/// A mark in its place.
pub struct Placed<'a> {
    /// The mark.
    pub mark: &'a Mark,
    /// The block that it stands in.
    pub leaf: Leaf<'a>,
    /// Index of that block among the letter's leaves.
    pub index: usize,
}

/// So many signatures, closes and salutations are looked at.
const MOST_OF_KIND: usize = 16;

/// A letter and what is known of its blocks.
pub struct Overview<'a> {
    /// The kind of document.
    pub format: Format,
    /// Its text.
    pub text: &'a Rope,
    /// What is around it.
    pub surroundings: &'a dyn Surroundings,
    /// Sentences that the writer wrote, the salutation not counted.
    pub sentences: usize,
    /// Words that the writer wrote, the salutation's not counted.
    pub words: usize,
    /// Whether the letter quoted an earlier message when it was opened.
    pub had_history: bool,
    blocks: &'a [Block],
    analyses: &'a [Option<Analysis>],
    ledger: &'a Ledger,
    subject_words: OnceCell<Vec<Word>>,
    attachments: OnceCell<Vec<Attached>>,
}

impl<'a> Overview<'a> {
    /// Takes a letter's blocks, their analyses, which stand in the same order, and what they come to.
    pub fn new(
        format: Format,
        text: &'a Rope,
        blocks: &'a [Block],
        analyses: &'a [Option<Analysis>],
        ledger: &'a Ledger,
        surroundings: &'a dyn Surroundings,
    ) -> Self {
        Self {
            format,
            text,
            surroundings,
            sentences: ledger.sentences,
            words: ledger.words,
            had_history: false,
            blocks,
            analyses,
            ledger,
            subject_words: OnceCell::new(),
            attachments: OnceCell::new(),
        }
    }

    /// All blocks, those of decoded bodies in the place of their parts. What is asked at each keystroke
    /// must not go through all of them.
    pub fn leaves(&self) -> impl DoubleEndedIterator<Item = Leaf<'a>> {
        (0..self.ledger.leaf_count()).filter_map(|index| self.leaf(index))
    }

    /// The leaf with an index.
    pub fn leaf(&self, index: usize) -> Option<Leaf<'a>> {
        let position = self.ledger.position(index)?;
        let block = self.blocks.get(position.block)?;
        let analysis = self.analyses.get(position.block)?.as_ref();
        let start = self.ledger.start(position.block);
        let Content::Encoded(body) = &block.content else {
            return Some(Leaf {
                block,
                analysis,
                start,
                body: None,
            });
        };
        let inner = analysis.and_then(|analysis| analysis.inner.get(position.inner));
        Some(Leaf {
            block: body.blocks.get(position.inner)?,
            analysis: inner.and_then(Option::as_ref),
            start: position.offset,
            body: Some((body, start)),
        })
    }

    /// The leaves that are such a part, with their indices, in order.
    pub fn parts(&self, part: Part) -> impl DoubleEndedIterator<Item = (usize, Leaf<'a>)> {
        let leaf = |index| self.leaf(index).map(|leaf| (index, leaf));
        self.ledger.part(part).filter_map(leaf)
    }

    /// Whether there is such a part.
    pub fn has(&self, part: Part) -> bool {
        self.ledger.count(part) > 0
    }

    /// Whether the letter is in a language that no rule knows.
    pub fn is_foreign(&self) -> bool {
        self.ledger.letters.is_foreign()
    }

    /// The language that the letter is written in.
    pub fn language(&self) -> Language {
        self.ledger.letters.language()
    }

    /// The leaves that tell of the envelope.
    fn envelope(&self) -> impl Iterator<Item = Leaf<'a>> {
        self.parts(Part::Envelope).map(|(_, leaf)| leaf)
    }

    /// The header blocks of the letter and of its MIME parts.
    pub fn header_blocks(&self) -> impl Iterator<Item = &'a Header> {
        self.envelope()
            .filter_map(|leaf| match &leaf.block.content {
                Content::Header(header) | Content::PartHeader(header, _) => Some(&**header),
                _ => None,
            })
    }

    /// The header block or front matter.
    pub fn header(&self) -> Option<(&'a Header, Leaf<'a>)> {
        self.envelope().find_map(|leaf| match &leaf.block.content {
            Content::Header(header) => Some((&**header, leaf)),
            _ => None,
        })
    }

    /// The subject, its field and where it stands in the letter; `None` without a subject field.
    pub fn subject(&self) -> Option<(&'a Field, Range<usize>)> {
        let (header, leaf) = self.header()?;
        let field = header.field(FieldName::Subject)?;
        Some((field, leaf.place(field.value_range.clone())))
    }

    /// The words of the subject.
    pub fn subject_words(&self) -> &[Word] {
        let subject = || self.subject().map_or("", |(field, _)| &field.value);
        self.subject_words.get_or_init(|| words(subject()))
    }

    /// An edit that gives a header field another value, written as the letter writes its header: a
    /// field that is missing is added where it belongs. `None` without a header block.
    pub fn set_field(&self, name: FieldName, value: &str) -> Option<Edit> {
        let (header, leaf) = self.header()?;
        let value = match self.format {
            Format::Message => encode_words(value),
            _ => value.to_owned(),
        };
        let Some(field) = header.field(name) else {
            let line = header.style.field(name, &value) + header.newline;
            return leaf.edit(header.place_of(name)..header.place_of(name), &line);
        };
        let range = leaf.place(field.value_range.clone());
        let bare = text::slice(self.text, range.start.saturating_sub(1)..range.start) == ":";
        let space = if bare { " " } else { "" };
        Some(Edit::new(
            range,
            format!("{space}{}", header.style.value(name, &value)),
        ))
    }

    /// A range of a block without the white space at its ends, in its place.
    pub fn trimmed(&self, leaf: &Leaf, range: Range<usize>) -> Range<usize> {
        let place = leaf.place(range);
        let text = text::slice(self.text, place.clone());
        let inner = trimmed(&text, 0..text.len());
        place.start + inner.start..place.start + inner.end
    }

    /// The people that the letter is written to; addresses without a person's name are left out.
    pub fn recipients(&self) -> Vec<Person> {
        let Some((header, _)) = self.header() else {
            return Vec::new();
        };
        let addresses = header.addresses(FieldName::To);
        addresses.filter_map(Person::of).collect()
    }

    /// How many mailboxes stand in To.
    pub fn recipient_count(&self) -> usize {
        self.header()
            .map_or(0, |(header, _)| header.addresses(FieldName::To).count())
    }

    /// Whether the letter answers another: it says so in its header, or quotes one.
    pub fn is_reply(&self) -> bool {
        let answers = self.header().is_some_and(|(header, _)| {
            let replied = header
                .field(FieldName::InReplyTo)
                .is_some_and(|field| !field.value.is_empty());
            replied
                || header
                    .field(FieldName::Subject)
                    .is_some_and(|field| reply_prefix(&field.value) > 0)
        });
        answers || self.has(Part::History)
    }

    /// The first lines of bodies that could not be decoded as a whole.
    pub fn damaged_bodies(&self) -> impl Iterator<Item = Range<usize>> {
        self.ledger.damaged().map(|block| {
            let start = self.ledger.start(block);
            let line = self.text.line(self.text.byte_to_line(start));
            start..start + line.to_string().trim_end().len()
        })
    }

    /// Whether there is text that the parser could not read.
    pub fn is_unread(&self) -> bool {
        self.blocks.is_empty() && self.text.len_bytes() > 0
    }

    /// Whether a Markdown text is a letter at all: it has letter headers, a salutation or a close.
    pub fn is_letter(&self) -> bool {
        let names_people = |header: &Header| {
            let mut fields = header.fields.iter();
            fields.any(|field| {
                matches!(
                    field.name,
                    FieldName::To | FieldName::Cc | FieldName::From | FieldName::Subject
                )
            })
        };
        self.format != Format::Markdown
            || self.has(Part::Close)
            || self.has(Part::Salutation)
            || self
                .header()
                .is_some_and(|(header, _)| names_people(header))
    }

    /// The blocks that the writer wrote, with their indices, in order.
    pub fn prose(&self) -> impl DoubleEndedIterator<Item = (usize, Leaf<'a>)> {
        self.parts(Part::Prose)
    }

    /// How many there are.
    pub fn prose_count(&self) -> usize {
        self.ledger.count(Part::Prose)
    }

    /// The first blocks of a kind that a letter has a few of: signatures, closes, salutations. What
    /// holds more is no letter of one writer.
    pub fn first(&self, part: Part) -> impl Iterator<Item = Leaf<'a>> {
        self.parts(part).map(|(_, leaf)| leaf).take(MOST_OF_KIND)
    }

    /// The first salutation that the writer wrote.
    pub fn salutation(&self) -> Option<(usize, Leaf<'a>, &'a Salutation)> {
        let (index, leaf) = self.parts(Part::Salutation).next()?;
        Some((index, leaf, leaf.block.content.salutation()?))
    }

    /// The marks that a rule left in the passages.
    pub fn marks(&self, code: &'static str) -> impl Iterator<Item = Placed<'a>> {
        let rule = super::index_of(code);
        let leaves = self.ledger.marked(rule);
        leaves.flat_map(move |index| self.marks_in(index, rule))
    }

    /// Those of one kind.
    pub fn marks_of(&self, code: &'static str, kind: u8) -> impl Iterator<Item = Placed<'a>> {
        let rule = super::index_of(code);
        let leaves = self.ledger.marked_as(rule, kind);
        let marks = leaves.flat_map(move |index| self.marks_in(index, rule));
        marks.filter(move |placed| placed.mark.kind == kind)
    }

    /// The leaves, by their indices, in which it left some of a kind.
    pub fn marked(&self, code: &'static str, kind: u8) -> impl Iterator<Item = usize> {
        self.ledger.marked_as(super::index_of(code), kind)
    }

    /// The marks, of whatever kind, that it left in some leaves.
    pub fn marks_among(
        &self,
        code: &'static str,
        leaves: BTreeSet<usize>,
    ) -> impl Iterator<Item = Placed<'a>> {
        let rule = super::index_of(code);
        let leaves = leaves.into_iter();
        leaves.flat_map(move |leaf| self.marks_in(leaf, rule))
    }

    /// How many marks of a kind a rule left.
    pub fn count(&self, code: &'static str, kind: u8) -> usize {
        self.ledger.marks(super::index_of(code), kind).0
    }

    /// A hash of the texts of the marks of a kind, in whatever order they stand.
    pub fn digest(&self, code: &'static str, kind: u8) -> u64 {
        self.ledger.marks(super::index_of(code), kind).1
    }

    /// The marks that a rule, by its index, left in a leaf.
    pub fn marks_in(
        &self,
        index: usize,
        rule: usize,
    ) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        let marks = self.leaf(index).and_then(|leaf| {
            let analysis = leaf.analysis?;
            let mut marked = analysis.marked.iter();
            let (_, marks) = marked.find(|(other, _)| *other == rule)?;
            Some((leaf, analysis.marks.get(marks.clone())?))
        });
        let placed = move |(leaf, marks): (Leaf<'a>, &'a [Mark])| {
            let marks = marks.iter();
            marks.map(move |mark| Placed { mark, leaf, index })
        };
        marks.into_iter().flat_map(placed)
    }

    /// The text of a block as the writer reads it.
    pub fn text_of(&self, leaf: &Leaf<'a>) -> Cow<'a, str> {
        let range = leaf.start..leaf.start + leaf.block.len;
        match leaf.body {
            None => text::slice(self.text, range),
            Some((body, _)) => Cow::Borrowed(body.decoded.text.get(range).unwrap_or_default()),
        }
    }

    /// The line break that the letter uses.
    pub fn newline(&self) -> &'static str {
        let first = self
            .text
            .get_line(0)
            .map(|line| line.to_string())
            .unwrap_or_default();
        newline_of(&first)
    }
}

/// Bytes of the prefixes «Re:», «Fwd:», «Ha:», "Re[2]:" at the start of a subject.
pub fn reply_prefix(subject: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = subject[at..].trim_start();
        let start = subject.len() - rest.len();
        let Some(colon) = rest.find(':') else {
            return at;
        };
        let name = rest[..colon].to_lowercase();
        let name = name.split('[').next().unwrap_or_default().trim();
        if !matches!(
            name,
            "re" | "fwd" | "fw" | "aw" | "на" | "ha" | "отв" | "от" | "ответ" | "пер" | "пересл"
        ) {
            return at;
        }
        at = start + colon + 1;
    }
}

#[cfg(test)]
mod tests;
