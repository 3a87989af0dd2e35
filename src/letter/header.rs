//! The header block: header fields of RFC 5322, section 2.2, with their Russian names in drafts and
//! the pseudo headers of mail programs.

use std::borrow::Cow;
use std::ops::Range;

use super::address::{self, Address};
use crate::text::lines::{lines, newline_of, trimmed};
use crate::text::starts_with_any_case;
use crate::text::words::fold;

/// What a header field is for, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// The author (RFC 5322, 3.6.2): `From`, «От».
    From,
    /// Primary recipients (RFC 5322, 3.6.3): `To`, «Кому».
    To,
    /// Other recipients: `Cc`, «Копия».
    Cc,
    /// Recipients who are not shown: `Bcc`, «Скрытая копия».
    Bcc,
    /// The topic (RFC 5322, 3.6.5): `Subject`, «Тема».
    Subject,
    /// Origination date (RFC 5322, 3.6.1): `Date`, «Дата».
    Date,
    /// `In-Reply-To` or `References` (RFC 5322, 3.6.4): the letter answers another.
    InReplyTo,
    /// A file to attach: mutt's `Attach`, «Вложения», the front matter's `attachments`.
    Attach,
    /// `Content-Type` (RFC 2045, 5).
    ContentType,
    /// `Content-Transfer-Encoding` (RFC 2045, 6).
    ContentTransferEncoding,
    /// `Content-Disposition` (RFC 2183).
    ContentDisposition,
    /// `Content-ID` (RFC 2045, 7).
    ContentId,
    /// `Content-Language` (RFC 3282): the languages of the reader that the letter is for.
    ContentLanguage,
    /// Another known header of mail.
    Known,
    /// Anything else of the form `name: value`.
    Other,
}

/// Spellings of field names, folded.
const NAMES: &[(&str, FieldName)] = &[
    ("from", FieldName::From),
    ("от", FieldName::From),
    ("от кого", FieldName::From),
    ("to", FieldName::To),
    ("кому", FieldName::To),
    ("cc", FieldName::Cc),
    ("копия", FieldName::Cc),
    ("bcc", FieldName::Bcc),
    ("скрытая копия", FieldName::Bcc),
    ("subject", FieldName::Subject),
    ("тема", FieldName::Subject),
    ("date", FieldName::Date),
    ("дата", FieldName::Date),
    ("in-reply-to", FieldName::InReplyTo),
    ("references", FieldName::InReplyTo),
    ("attach", FieldName::Attach),
    ("attachment", FieldName::Attach),
    ("attachments", FieldName::Attach),
    ("вложение", FieldName::Attach),
    ("вложения", FieldName::Attach),
    ("content-type", FieldName::ContentType),
    (
        "content-transfer-encoding",
        FieldName::ContentTransferEncoding,
    ),
    ("content-disposition", FieldName::ContentDisposition),
    ("content-id", FieldName::ContentId),
    ("content-language", FieldName::ContentLanguage),
    ("sent", FieldName::Known),
    ("отправлено", FieldName::Known),
    ("reply-to", FieldName::Known),
    ("sender", FieldName::Known),
    ("fcc", FieldName::Known),
    ("pgp", FieldName::Known),
    ("message-id", FieldName::Known),
    ("mime-version", FieldName::Known),
    ("received", FieldName::Known),
    ("return-path", FieldName::Known),
    ("delivered-to", FieldName::Known),
    ("user-agent", FieldName::Known),
    ("organization", FieldName::Known),
    ("importance", FieldName::Known),
    ("priority", FieldName::Known),
    ("dkim-signature", FieldName::Known),
    ("authentication-results", FieldName::Known),
    ("mailing-list", FieldName::Known),
    ("precedence", FieldName::Known),
    ("lines", FieldName::Known),
    ("status", FieldName::Known),
];

/// Families of names that are headers of mail whatever follows.
const FAMILIES: &[&str] = &["x-", "content-", "list-", "resent-", "arc-", "received-"];

impl FieldName {
    /// The field that a name stands for; case does not matter.
    pub fn of(name: &str) -> Self {
        let name = name.trim();
        // As nearly all are: to be compared without a copy.
        let folded = match name.is_ascii() {
            true => Cow::Borrowed(name),
            false => Cow::Owned(fold(name)),
        };
        let is = |known: &str| folded.eq_ignore_ascii_case(known);
        let starts_with = |family: &&str| starts_with_any_case(&folded, family);
        match NAMES.iter().find(|(known, _)| is(known)) {
            Some((_, field)) => *field,
            None if FAMILIES.iter().any(starts_with) => Self::Known,
            None => Self::Other,
        }
    }
}

/// How a header block is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `Subject: …`, RFC 5322.
    Mail,
    /// «Тема: …»
    Russian,
    /// YAML front matter between `---` lines.
    Yaml,
    /// TOML front matter between `+++` lines.
    Toml,
}

impl Style {
    /// How this style names a field; empty where it has no name for it.
    pub fn key(self, name: FieldName) -> &'static str {
        match (self, name) {
            (Self::Russian, FieldName::Subject) => "Тема",
            (Self::Russian, FieldName::To) => "Кому",
            (Self::Russian, FieldName::Cc) => "Копия",
            (Self::Russian, FieldName::Bcc) => "Скрытая копия",
            (Self::Russian, FieldName::From) => "От",
            (Self::Russian, FieldName::Date) => "Дата",
            (Self::Russian, FieldName::Attach) => "Вложения",
            (Self::Mail, FieldName::Subject) => "Subject",
            (Self::Mail, FieldName::To) => "To",
            (Self::Mail, FieldName::Cc) => "Cc",
            (Self::Mail, FieldName::Bcc) => "Bcc",
            (Self::Mail, FieldName::From) => "From",
            (Self::Mail, FieldName::Date) => "Date",
            (Self::Mail, FieldName::Attach) => "Attach",
            (_, FieldName::Subject) => "subject",
            (_, FieldName::To) => "to",
            (_, FieldName::Cc) => "cc",
            (_, FieldName::Bcc) => "bcc",
            (_, FieldName::From) => "from",
            (_, FieldName::Date) => "date",
            (_, FieldName::Attach) => "attachments",
            _ => "",
        }
    }

    /// A new field in this style, without a line break.
    pub fn field(self, name: FieldName, value: &str) -> String {
        let key = self.key(name);
        match self {
            Self::Mail | Self::Russian => {
                format!("{key}: {value}").trim_end().to_owned() + trailing(value)
            }
            Self::Yaml => format!("{key}: {}", self.value(name, value)),
            Self::Toml => format!("{key} = {}", self.value(name, value)),
        }
    }

    /// A value as this style writes it: quoted in TOML always, in YAML where it must be.
    pub fn value(self, name: FieldName, value: &str) -> String {
        let quoted = || format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
        let scalar = match self {
            Self::Mail | Self::Russian => return value.to_owned(),
            Self::Yaml if is_plain_yaml(value) => value.to_owned(),
            Self::Yaml | Self::Toml => quoted(),
        };
        match name {
            FieldName::Attach => format!("[{scalar}]"),
            _ => scalar,
        }
    }
}

/// An empty field keeps the space after its colon, so that one can type on.
fn trailing(value: &str) -> &'static str {
    if value.is_empty() { " " } else { "" }
}

/// Whether a YAML plain scalar can hold the text (YAML 1.2, 7.3.3, on the safe side).
fn is_plain_yaml(value: &str) -> bool {
    !value.is_empty()
        && value.starts_with(char::is_alphabetic)
        && !value.ends_with(char::is_whitespace)
        && !value.contains([
            ':', '#', '\n', '"', '\'', '{', '}', '[', ']', ',', '&', '*', '!', '|', '>', '%', '@',
            '`',
        ])
}

/// One header field. Ranges are bytes from the start of the header block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub name: FieldName,
    /// The whole field with its line break and folded lines.
    pub range: Range<usize>,
    /// Its value as written, without the white space around it.
    pub value_range: Range<usize>,
    /// Its value unfolded (RFC 5322, 2.2.3), with encoded words decoded (RFC 2047).
    pub value: String,
    /// The mailboxes that it names; none where it is no field of addresses.
    pub addresses: Vec<Address>,
}

impl Field {
    /// A field with its value as it is to be understood.
    pub fn new(
        name: FieldName,
        range: Range<usize>,
        value_range: Range<usize>,
        value: String,
    ) -> Self {
        use FieldName::{Bcc, Cc, From, To};
        let addresses = match name {
            From | To | Cc | Bcc => address::parse(&value),
            _ => Vec::new(),
        };
        Self {
            name,
            range,
            value_range,
            value,
            addresses,
        }
    }
}

/// A header block or front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// How it is written.
    pub style: Style,
    /// Its fields in order. A list in front matter gives a field for each element.
    pub fields: Vec<Field>,
    /// Byte offset in the block after the last field: a new field can be inserted there.
    pub end: usize,
    /// The line break that the block uses.
    pub newline: &'static str,
    /// Whether front matter has its closing fence; a header block needs none.
    pub closed: bool,
}

impl Header {
    /// Reads a header block from its text, which ends before the body's first line.
    pub fn parse(text: &str) -> Self {
        let mut header = Self {
            style: Style::Mail,
            fields: Vec::new(),
            end: 0,
            newline: newline_of(text),
            closed: true,
        };
        // Names, and the ranges of the fields and of their values.
        let mut found: Vec<(FieldName, Range<usize>, Range<usize>)> = Vec::new();
        let mut at = 0;
        for line in lines(text) {
            let range = at..at + line.len();
            at = range.end;
            let content = line.trim_end_matches(['\r', '\n']);
            if content.trim().is_empty() {
                break;
            }
            header.end = range.end;
            match (split_field(content), found.last_mut()) {
                (Some((name, value_start)), _) => {
                    if starts_cyrillic(name) {
                        header.style = Style::Russian;
                    }
                    let value_range =
                        trimmed(text, range.start + value_start..range.start + content.len());
                    found.push((FieldName::of(name), range, value_range));
                }
                (None, Some((_, whole, value))) if is_folded(line) => {
                    whole.end = range.end;
                    *value = trimmed(text, value.start..range.start + content.len());
                }
                _ => {}
            }
        }
        let fields = found.into_iter().map(|(name, range, value_range)| {
            let value = decode(&text[value_range.clone()]);
            Field::new(name, range, value_range, value)
        });
        header.fields = fields.collect();
        header
    }

    /// The first field of a kind.
    pub fn field(&self, name: FieldName) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// All fields of a kind.
    pub fn all(&self, name: FieldName) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.name == name)
    }

    /// The addresses of all fields of a kind.
    pub fn addresses(&self, name: FieldName) -> impl Iterator<Item = &Address> {
        self.all(name).flat_map(|field| &field.addresses)
    }

    /// Where a new field of a kind belongs: a subject after the addresses, an address after the
    /// author, anything else at the end. Byte offset in the block.
    pub fn place_of(&self, name: FieldName) -> usize {
        use FieldName::{Bcc, Cc, From, Subject, To};
        let after: &[FieldName] = match name {
            Subject => &[From, To, Cc, Bcc],
            To => &[From],
            Cc => &[From, To],
            _ => &[],
        };
        self.fields
            .iter()
            .rfind(|field| after.contains(&field.name))
            .map_or(self.end, |field| field.range.end)
    }
}

/// A header value for a finished message, where only ASCII is safe: other text becomes encoded words
/// in base64 (RFC 2047, section 2: at most 75 characters each).
pub fn encode_words(value: &str) -> String {
    const TEXT_BYTES: usize = 42;
    if value.is_ascii() {
        return value.to_owned();
    }
    let mut words = Vec::new();
    let mut piece = String::new();
    for c in value.chars() {
        if piece.len() + c.len_utf8() > TEXT_BYTES {
            words.push(std::mem::take(&mut piece));
        }
        piece.push(c);
    }
    words.push(piece);
    let encode = |piece: &String| {
        format!(
            "=?utf-8?B?{}?=",
            data_encoding::BASE64.encode(piece.as_bytes())
        )
    };
    words.iter().map(encode).collect::<Vec<_>>().join(" ")
}

/// The name of a header line and the offset of what follows its colon, if it is one
/// (RFC 5322, 2.2: printable ASCII without a colon; Russian names may hold a space).
pub fn split_field(line: &str) -> Option<(&str, usize)> {
    let colon = line.find(':')?;
    let name = &line[..colon];
    let ascii = !name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic());
    let known = || !matches!(FieldName::of(name), FieldName::Other);
    (ascii || known()).then_some((name, colon + 1))
}

/// Whether a line carries on the field before it: it starts with white space (RFC 5322, 2.2.3).
pub fn is_folded(line: &str) -> bool {
    line.starts_with([' ', '\t']) && !line.trim().is_empty()
}

/// Whether a line is a header field with a name that mail is known to use.
pub fn is_known_field(line: &str) -> bool {
    split_field(line).is_some_and(|(name, _)| FieldName::of(name) != FieldName::Other)
}

fn starts_cyrillic(name: &str) -> bool {
    name.starts_with(|c| ('\u{400}'..='\u{4ff}').contains(&c))
}

/// Encoded words are decoded in values of at most this many bytes; `mailparse` takes time that grows
/// with the square of it.
const LONGEST_ENCODED: usize = 64 * 1024;

/// A field's value: unfolded and with its encoded words decoded.
pub fn decode(raw: &str) -> String {
    if raw.contains("=?") && raw.len() <= LONGEST_ENCODED {
        let line = format!("X: {raw}");
        if let Ok((header, _)) = mailparse::parse_header(line.as_bytes()) {
            return header.get_value();
        }
    }
    match raw.contains(['\n', '\r']) {
        true => lines(raw).map(str::trim).collect::<Vec<_>>().join(" "),
        false => raw.to_owned(),
    }
}

#[cfg(test)]
mod tests;
