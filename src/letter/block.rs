//! The parts that a letter is made of.

use super::attachment::Attachment;
use super::encoded::Decoded;
use super::header::Header;
use super::mime::{Encoding, Nesting};
use super::salutation::Salutation;

/// What a block is, with what was learnt in reading it. Ranges inside are bytes from its start.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Blank lines at the start of the text or of a body.
    Gap,
    /// A header block or front matter.
    Header(Box<Header>),
    /// The header block of a MIME part.
    PartHeader(Box<Header>, Option<Attachment>),
    /// A salutation with nothing else on its line.
    Salutation(Box<Salutation>),
    /// Running text; it may open with a salutation.
    Paragraph(Option<Box<Salutation>>),
    /// A list.
    List,
    /// A Markdown heading.
    Heading,
    /// Fenced code.
    Code,
    /// A line of dashes and the like.
    Separator,
    /// A complimentary close, without the names under it.
    Close,
    /// The writer's name, post, telephone: what follows the close or the line `-- `.
    Signature,
    /// Boilerplate about confidentiality.
    Disclaimer,
    /// Quoted lines.
    Quote,
    /// «Иван Петров <…> пишет:»
    Attribution,
    /// A message copied whole, or the line above it.
    History {
        /// Whether it was forwarded rather than answered.
        forwarded: bool,
    },
    /// A tag of Emacs' message mode that attaches a file.
    Tag(Option<Attachment>),
    /// A line between MIME parts.
    Delimiter,
    /// What nobody reads as text: a preamble, HTML, an attached file.
    Opaque {
        /// Whether it is an HTML body.
        html: bool,
    },
    /// A body in base64 or quoted-printable, as a letter of its own.
    Encoded(Box<Body>),
}

/// A decoded body and its blocks; ranges in the blocks are bytes of the decoded text.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The text and where it stands.
    pub decoded: Decoded,
    /// Its blocks, which cover the decoded text.
    pub blocks: Vec<Block>,
}

impl Content {
    /// Whether the writer of this letter wrote the block as running text.
    pub fn is_prose(&self) -> bool {
        matches!(
            self,
            Self::Salutation(_) | Self::Paragraph(_) | Self::List | Self::Heading
        )
    }

    /// Whether the block belongs to an earlier message.
    pub fn is_history(&self) -> bool {
        matches!(self, Self::Quote | Self::Attribution | Self::History { .. })
    }

    /// The salutation at the block's start.
    pub fn salutation(&self) -> Option<&Salutation> {
        match self {
            Self::Salutation(salutation) => Some(salutation),
            Self::Paragraph(salutation) => salutation.as_deref(),
            _ => None,
        }
    }
}

/// A stretch of whole lines that is one part of a letter, with the blank lines after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub content: Content,
    /// Its length in bytes, blank lines after it included.
    pub len: usize,
    /// How many lines it has, blank ones after it included.
    pub lines: usize,
    /// Bytes from its start up to which the text had an influence on it; at least `len`.
    pub(super) reach: usize,
    /// Where the parser was before it.
    pub(super) entered: State,
}

/// Where the parser is between two blocks. Equal states and equal text give equal blocks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    pub(super) section: Section,
    pub(super) nesting: Nesting,
}

/// The section of a letter that the next line belongs to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Section {
    /// Before the first line.
    #[default]
    Start,
    /// The header block of a MIME part.
    PartHeader,
    /// The text that the writer wrote.
    Body,
    /// After a complimentary close.
    Closed,
    /// After a signature that followed a close.
    Signed,
    /// After the line `-- `.
    Delimited,
    /// In a message copied whole.
    History { forwarded: bool },
    /// In a MIME part that is not text.
    Opaque { html: bool },
    /// In a MIME part whose text is encoded.
    Encoded(Encoding),
}
