//! The letter as a whole, as letter rules see it.

mod leaf;

use std::ops::Range;

use ropey::Rope;

pub use leaf::Leaf;

use super::RULES;
use super::passage::Letters;
use super::report::Mark;
use crate::config::Language;
use crate::engine::Analysis;
use crate::letter::attachment::{Attachment, paths};
use crate::letter::block::Body;
use crate::letter::header::{Field, FieldName, Header, encode_words};
use crate::letter::person::Person;
use crate::letter::salutation::Salutation;
use crate::letter::{Block, Content, Format};
use crate::surroundings::Surroundings;
use crate::text::lines::{newline_of, trimmed};
use crate::text::{self, Edit};

/// A file that goes with the letter.
pub struct Attached {
    /// The file.
    pub attachment: Attachment,
    /// Bytes of the letter that name it; they may be empty.
    pub range: Range<usize>,
}

/// A mark in its place.
pub struct Placed<'a> {
    /// The mark.
    pub mark: &'a Mark,
    /// The block that it stands in.
    pub leaf: Leaf<'a>,
    /// Index of that block among [`Overview::leaves`].
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
    /// All blocks, those of decoded bodies in the place of their parts.
    pub leaves: Vec<Leaf<'a>>,
    letters: Letters,
    /// Sentences that the writer wrote, the salutation not counted.
    pub sentences: usize,
    /// Words that the writer wrote, the salutation's not counted.
    pub words: usize,
    /// Whether the letter quoted an earlier message when it was opened.
    pub had_history: bool,
    damaged: Vec<Range<usize>>,
    /// Indices of the leaves that tell of the envelope: header blocks, part headers, tags.
    envelope: Vec<usize>,
    /// Where the marks of each rule stand, by its index: leaf, and marks of its analysis.
    marked: Vec<Vec<(usize, Range<usize>)>>,
}

impl<'a> Overview<'a> {
    /// Takes a letter's blocks with their analyses, which stand in the same order.
    pub fn new(
        format: Format,
        text: &'a Rope,
        blocks: &'a [Block],
        analyses: &'a [Option<Analysis>],
        surroundings: &'a dyn Surroundings,
    ) -> Self {
        let mut overview = Self {
            format,
            text,
            surroundings,
            leaves: Vec::with_capacity(blocks.len()),
            letters: Letters::default(),
            sentences: 0,
            words: 0,
            had_history: false,
            damaged: Vec::new(),
            envelope: Vec::new(),
            marked: vec![Vec::new(); RULES.len()],
        };
        let mut start = 0;
        for (block, analysis) in blocks.iter().zip(analyses) {
            match (&block.content, analysis) {
                (Content::Encoded(body), Some(analysis)) => {
                    if !body.decoded.intact {
                        let line = text.line(text.byte_to_line(start));
                        overview
                            .damaged
                            .push(start..start + line.to_string().trim_end().len());
                    }
                    let mut inner = 0;
                    for (block, analysis) in body.blocks.iter().zip(&analysis.inner) {
                        overview.add(block, analysis.as_ref(), inner, Some((body, start)));
                        inner += block.len;
                    }
                }
                _ => overview.add(block, analysis.as_ref(), start, None),
            }
            start += block.len;
        }
        overview
    }

    fn add(
        &mut self,
        block: &'a Block,
        analysis: Option<&'a Analysis>,
        start: usize,
        body: Option<(&'a Body, usize)>,
    ) {
        if let Some(analysis) = analysis {
            self.letters.cyrillic += analysis.letters.cyrillic;
            self.letters.latin += analysis.letters.latin;
            self.letters.other += analysis.letters.other;
            self.sentences += analysis.sentences;
            self.words += analysis.words;
            for (rule, marks) in &analysis.marked {
                self.marked[*rule].push((self.leaves.len(), marks.clone()));
            }
        }
        let envelope = matches!(
            block.content,
            Content::Header(_) | Content::PartHeader(..) | Content::Tag(_)
        );
        if envelope {
            self.envelope.push(self.leaves.len());
        }
        self.leaves.push(Leaf {
            block,
            analysis,
            start,
            body,
        });
    }

    /// Whether the letter is in a language that no rule knows.
    pub fn is_foreign(&self) -> bool {
        self.letters.is_foreign()
    }

    /// The language that the letter is written in.
    pub fn language(&self) -> Language {
        self.letters.language()
    }

    /// The leaves that tell of the envelope.
    fn envelope(&self) -> impl Iterator<Item = &Leaf<'a>> {
        self.envelope
            .iter()
            .filter_map(|index| self.leaves.get(*index))
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
            Content::Header(header) => Some((&**header, *leaf)),
            _ => None,
        })
    }

    /// The subject, its field and where it stands in the letter; `None` without a subject field.
    pub fn subject(&self) -> Option<(&'a Field, Range<usize>)> {
        let (header, leaf) = self.header()?;
        let field = header.field(FieldName::Subject)?;
        Some((field, leaf.place(field.value_range.clone())))
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

    /// The files that go with the letter.
    pub fn attachments(&self) -> Vec<Attached> {
        let mut found = Vec::new();
        for leaf in self.envelope() {
            match &leaf.block.content {
                Content::Header(header) => {
                    for field in header.all(FieldName::Attach) {
                        found.extend(paths(&field.value).into_iter().map(|(range, path)| {
                            Attached {
                                attachment: Attachment::file(&path),
                                range: self.in_value(leaf, field, range),
                            }
                        }));
                    }
                }
                Content::PartHeader(header, Some(attachment)) => found.push(Attached {
                    attachment: attachment.clone(),
                    range: leaf.place(0..header.end),
                }),
                Content::Tag(Some(attachment)) => found.push(Attached {
                    attachment: attachment.clone(),
                    range: self.trimmed(leaf, 0..leaf.block.len),
                }),
                _ => {}
            }
        }
        found.retain(|attached| {
            attached.attachment.name.is_empty()
                || Attachment::part(&attached.attachment.name).is_some()
        });
        found
    }

    /// The place of a part of a field's value; the whole value where it is not written plainly.
    fn in_value(&self, leaf: &Leaf, field: &Field, range: Range<usize>) -> Range<usize> {
        let place = leaf.place(field.value_range.clone());
        match text::slice(self.text, place.clone()) == field.value {
            true => place.start + range.start..place.start + range.end,
            false => place,
        }
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
        answers
            || self
                .leaves
                .iter()
                .any(|leaf| leaf.block.content.is_history())
    }

    /// The first lines of bodies that could not be decoded as a whole.
    pub fn damaged_bodies(&self) -> impl Iterator<Item = Range<usize>> {
        self.damaged.iter().cloned()
    }

    /// Whether the letter has a body that only HTML shows: nothing is known about its text.
    pub fn is_unreadable(&self) -> bool {
        let html = |leaf: &Leaf| matches!(leaf.block.content, Content::Opaque { html: true });
        self.leaves.iter().any(html)
            && !self.leaves.iter().any(|leaf| leaf.block.content.is_prose())
    }

    /// Whether there is text that the parser could not read.
    pub fn is_unread(&self) -> bool {
        self.leaves.is_empty() && self.text.len_bytes() > 0
    }

    /// Whether a Markdown text is a letter at all: it has letter headers, a salutation or a close.
    pub fn is_letter(&self) -> bool {
        self.format != Format::Markdown
            || self.leaves.iter().any(|leaf| match &leaf.block.content {
                Content::Header(header) => header.fields.iter().any(|field| {
                    matches!(
                        field.name,
                        FieldName::To | FieldName::Cc | FieldName::From | FieldName::Subject
                    )
                }),
                Content::Close => true,
                content => content.salutation().is_some(),
            })
    }

    /// The blocks that the writer wrote, with their indices, in order.
    pub fn prose(&self) -> impl DoubleEndedIterator<Item = (usize, &Leaf<'a>)> {
        self.leaves
            .iter()
            .enumerate()
            .filter(|(_, leaf)| leaf.block.content.is_prose())
    }

    /// The first blocks of a kind that a letter has a few of: signatures, closes, salutations. What
    /// holds more is no letter of one writer.
    pub fn of_kind(
        &self,
        wanted: impl Fn(&Content) -> bool + 'a,
    ) -> impl Iterator<Item = &Leaf<'a>> {
        self.leaves
            .iter()
            .filter(move |leaf| wanted(&leaf.block.content))
            .take(MOST_OF_KIND)
    }

    /// The first salutation that the writer wrote.
    pub fn salutation(&self) -> Option<(usize, &Leaf<'a>, &'a Salutation)> {
        self.leaves.iter().enumerate().find_map(|(index, leaf)| {
            leaf.block
                .content
                .salutation()
                .map(|found| (index, leaf, found))
        })
    }

    /// The marks that a rule left in the passages.
    pub fn marks(&self, code: &'static str) -> impl Iterator<Item = Placed<'a>> {
        let places = self.marked.get(super::index_of(code));
        places.into_iter().flatten().flat_map(|(index, marks)| {
            let leaf = self.leaves[*index];
            let own = leaf
                .analysis
                .and_then(|analysis| analysis.marks.get(marks.clone()));
            own.into_iter().flatten().map(move |mark| Placed {
                mark,
                leaf,
                index: *index,
            })
        })
    }

    /// The text of a block as the writer reads it.
    pub fn text_of(&self, leaf: &Leaf) -> String {
        match leaf.body {
            None => text::slice(self.text, leaf.start..leaf.start + leaf.block.len).into_owned(),
            Some((body, _)) => {
                let range = leaf.start..leaf.start + leaf.block.len;
                body.decoded.text.get(range).unwrap_or_default().to_owned()
            }
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
