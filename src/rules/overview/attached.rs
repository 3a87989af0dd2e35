//! The files that go with a letter.

use std::ops::Range;

use super::{Leaf, Overview};
use crate::letter::Content;
use crate::letter::attachment::{Attachment, paths};
use crate::letter::header::{Field, FieldName};
use crate::text;

/// A file that goes with the letter.
pub struct Attached {
    /// The file.
    pub attachment: Attachment,
    /// Bytes of the letter that name it; they may be empty.
    pub range: Range<usize>,
}

/// So many files that go with the letter are looked at.
pub const MOST_ATTACHED: usize = 200;

impl<'a> Overview<'a> {
    /// The files that go with the letter, the first [`MOST_ATTACHED`].
    pub fn attachments(&self) -> &[Attached] {
        self.attachments.get_or_init(|| {
            let named = |attached: &Attached| {
                let name = &attached.attachment.name;
                name.is_empty() || Attachment::part(name).is_some()
            };
            let attached = self.envelope().flat_map(|leaf| self.attached_in(leaf));
            attached.filter(named).take(MOST_ATTACHED).collect()
        })
    }

    /// The files that a part of the envelope tells of.
    fn attached_in(&self, leaf: Leaf<'a>) -> Vec<Attached> {
        let one = |attachment: &Attachment, range| {
            let attachment = attachment.clone();
            vec![Attached { attachment, range }]
        };
        match &leaf.block.content {
            Content::Header(header) => {
                let paths = header.all(FieldName::Attach).flat_map(|field| {
                    let paths = paths(&field.value).into_iter();
                    paths.map(move |(range, path)| (field, range, path))
                });
                let attached = paths.map(|(field, range, path)| Attached {
                    attachment: Attachment::file(&path),
                    range: self.in_value(leaf, field, range),
                });
                attached.collect()
            }
            Content::PartHeader(header, Some(attachment)) => {
                one(attachment, leaf.place(0..header.end))
            }
            Content::Tag(Some(attachment)) => {
                one(attachment, self.trimmed(&leaf, 0..leaf.block.len))
            }
            _ => Vec::new(),
        }
    }

    /// The place of a part of a field's value; the whole value where it is not written plainly.
    fn in_value(&self, leaf: Leaf, field: &Field, range: Range<usize>) -> Range<usize> {
        let place = leaf.place(field.value_range.clone());
        match text::slice(self.text, place.clone()) == field.value {
            true => place.start + range.start..place.start + range.end,
            false => place,
        }
    }
}
