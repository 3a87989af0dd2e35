//! What a MIME entity is (RFC 2045, RFC 2046, RFC 2183), read from its header block.

use std::sync::Arc;

use mailparse::{DispositionType, parse_content_disposition, parse_content_type};

use super::attachment::Attachment;
use super::header::{FieldName, Header};
use crate::text::starts_with_any_case;

/// What the body under a header block holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entity {
    /// Text to be read as it stands.
    Text,
    /// Text in base64, quoted-printable or another charset.
    Encoded(Encoding),
    /// HTML: read by nobody in an editor.
    Html,
    /// Several parts between boundaries.
    Multipart(Multipart),
    /// A file that goes with the letter.
    Attachment(Attachment),
    /// Anything else: a forwarded message, a signature, an inline image.
    Other,
}

/// How a body is written down (RFC 2045, section 6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// Base64 or quoted-printable.
    pub transfer: Transfer,
    /// The charset's label as declared.
    pub charset: String,
}

/// The transfer encodings that hide text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transfer {
    /// RFC 2045, 6.8.
    Base64,
    /// RFC 2045, 6.7.
    QuotedPrintable,
}

/// A multipart entity: its delimiter and what its parts are to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multipart {
    /// The boundary parameter (RFC 2046, 5.1.1).
    pub boundary: String,
    /// Parts without a type are messages (RFC 2046, 5.1.5).
    pub digest: bool,
    /// Parts belong to a main part, such as images in HTML (RFC 2387).
    pub related: bool,
}

/// The multiparts that a place in a message lies in, the innermost last.
pub type Nesting = Option<Arc<Vec<Multipart>>>;

/// What the multiparts around a place say about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter {
    /// Index of the multipart whose boundary it is.
    pub level: usize,
    /// Whether it is the last one of that multipart (`--boundary--`).
    pub closing: bool,
}

/// Whether a line is a delimiter of one of the multiparts around it (RFC 2046, 5.1.1).
pub fn delimiter(nesting: &Nesting, line: &str) -> Option<Delimiter> {
    let rest = line.trim_end().strip_prefix("--")?;
    let parts = nesting.as_ref()?;
    parts.iter().enumerate().rev().find_map(|(level, part)| {
        let tail = rest.strip_prefix(part.boundary.as_str())?;
        matches!(tail, "" | "--").then_some(Delimiter {
            level,
            closing: tail == "--",
        })
    })
}

/// Whether a field's value is a media type of such a kind, as `multipart/`.
pub fn is_of_type(value: &str, kind: &str) -> bool {
    starts_with_any_case(value.trim_start(), kind)
}

/// File types that a letter need not mention: signatures, cards, invitations, delivery reports.
const SILENT_TYPES: &[&str] = &[
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-keys",
    "application/pgp-encrypted",
    "application/ics",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "text/directory",
    "text/rfc822-headers",
    "message/rfc822",
    "message/delivery-status",
    "message/disposition-notification",
];

impl Entity {
    /// Reads the entity that a header block announces, inside `nesting`.
    pub fn of(header: &Header, nesting: &Nesting) -> Self {
        let value = |name| header.field(name).map_or("", |field| field.value.as_str());
        let parent = nesting.as_ref().and_then(|parts| parts.last());
        let default_type = match parent {
            Some(parent) if parent.digest => "message/rfc822",
            _ => "text/plain",
        };
        let declared = value(FieldName::ContentType);
        let content = parse_content_type(if declared.is_empty() {
            default_type
        } else {
            declared
        });
        let mimetype = content.mimetype.as_str();
        if mimetype.starts_with("multipart/") {
            return match content.params.get("boundary") {
                Some(boundary) if !boundary.is_empty() => Self::Multipart(Multipart {
                    boundary: boundary.clone(),
                    digest: mimetype == "multipart/digest",
                    related: mimetype == "multipart/related",
                }),
                _ => Self::Other,
            };
        }
        let disposition = parse_content_disposition(value(FieldName::ContentDisposition));
        let name = disposition
            .params
            .get("filename")
            .or_else(|| content.params.get("name"))
            .map(|name| super::header::decode(name));
        let attached = disposition.disposition == DispositionType::Attachment;
        let is_text = mimetype.starts_with("text/") && !attached;
        let in_page = parent.is_some_and(|parent| parent.related)
            || (header.field(FieldName::ContentId).is_some() && !attached);
        match mimetype {
            _ if SILENT_TYPES.contains(&mimetype) => Self::Other,
            "text/plain" if is_text && name.is_none() => {
                Self::text(value(FieldName::ContentTransferEncoding), &content.charset)
            }
            "text/html" if is_text && name.is_none() => Self::Html,
            _ if in_page && mimetype.starts_with("image/") => Self::Other,
            _ if attached || name.is_some() => match name {
                Some(name) => Attachment::part(&name).map_or(Self::Other, Self::Attachment),
                None => Self::Attachment(Attachment::unnamed()),
            },
            _ => Self::Other,
        }
    }

    fn text(transfer: &str, charset: &str) -> Self {
        let transfer = match transfer.trim().to_ascii_lowercase().as_str() {
            "base64" => Transfer::Base64,
            "quoted-printable" => Transfer::QuotedPrintable,
            _ => return Self::Text,
        };
        Self::Encoded(Encoding {
            transfer,
            charset: charset.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(header: &str) -> Entity {
        Entity::of(&Header::parse(header), &None)
    }

    fn attachment(header: &str) -> String {
        match entity(header) {
            Entity::Attachment(attachment) => attachment.name,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn pictures_of_a_page_are_no_attachments() {
        let inside = |parent: &str| {
            let parent = entity(&format!("Content-Type: {parent}; boundary=b\n"));
            let Entity::Multipart(parent) = parent else {
                panic!("{parent:?}");
            };
            let logo = "Content-Type: image/png; name=logo.png\n";
            Entity::of(&Header::parse(logo), &Some(Arc::new(vec![parent])))
        };
        assert_eq!(inside("multipart/related"), Entity::Other);
        assert!(matches!(inside("multipart/mixed"), Entity::Attachment(_)));
    }

    #[test]
    fn bodies_are_told_apart() {
        assert_eq!(entity("Subject: x\n"), Entity::Text);
        assert_eq!(entity("Content-Type: text/html\n"), Entity::Html);
        assert_eq!(
            entity("Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: BASE64\n"),
            Entity::Encoded(Encoding {
                transfer: Transfer::Base64,
                charset: "koi8-r".to_owned()
            })
        );
        let Entity::Multipart(mixed) =
            entity("Content-Type: multipart/mixed;\n boundary=\"a b\"\n")
        else {
            panic!("a multipart");
        };
        assert_eq!(mixed.boundary, "a b");
        assert_eq!(entity("Content-Type: multipart/mixed\n"), Entity::Other);
        let empty = "Content-Type: multipart/mixed; boundary=\"\"\n";
        assert_eq!(entity(empty), Entity::Other);
        // A part of the multipart is text unless it says what it is, in a digest a message.
        for (digest, expected) in [(false, Entity::Text), (true, Entity::Other)] {
            let parent = Multipart {
                digest,
                ..mixed.clone()
            };
            let part = Header::parse("Content-Language: ru\n");
            let nesting = Some(Arc::new(vec![parent]));
            assert_eq!(Entity::of(&part, &nesting), expected);
        }
    }

    #[test]
    fn attachments_are_named_in_every_way() {
        assert_eq!(
            attachment("Content-Type: application/pdf; name=a.pdf\n"),
            "a.pdf"
        );
        assert_eq!(
            attachment(
                "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''%D0%90.pdf\n"
            ),
            "А.pdf"
        );
        assert_eq!(
            attachment("Content-Type: text/plain; name=\"=?utf-8?B?0JAucGRm?=\"\n"),
            "А.pdf"
        );
        for header in [
            "Content-Type: text/html; name=page.html\n",
            "Content-Type: text/html; name=page.html\nContent-Disposition: attachment\n",
        ] {
            assert_eq!(attachment(header), "page.html");
        }
        assert_eq!(
            attachment("Content-Type: text/plain\nContent-Disposition: attachment\n"),
            Attachment::unnamed().name
        );
        // Shown in the text by some programs, but not a part of it.
        for header in [
            "Content-Type: image/png; name=scan.png\nContent-Disposition: inline\n",
            "Content-Type: image/png; name=scan.png\nContent-ID: <a@b>\nContent-Disposition: attachment\n",
        ] {
            assert_eq!(attachment(header), "scan.png");
        }
    }

    #[test]
    fn what_needs_no_mention_is_no_attachment() {
        for header in [
            "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment; filename=smime.p7s\n",
            "Content-Type: text/calendar; name=invite.ics\n",
            "Content-Type: image/png; name=logo.png\nContent-ID: <a@b>\n",
            "Content-Type: application/octet-stream; name=key.asc\n",
            "Content-Type: message/rfc822\n",
        ] {
            assert_eq!(entity(header), Entity::Other, "{header}");
        }
    }

    #[test]
    fn delimiters_of_the_innermost_multipart_come_first() {
        let part = |boundary: &str| Multipart {
            boundary: boundary.to_owned(),
            digest: false,
            related: false,
        };
        let nesting = Some(Arc::new(vec![part("a"), part("b")]));
        let found = |line| delimiter(&nesting, line).map(|d| (d.level, d.closing));
        assert_eq!(found("--b\r\n"), Some((1, false)));
        assert_eq!(found("--a-- \n"), Some((0, true)));
        assert_eq!(found("--ab\n"), None);
        assert_eq!(found("-- \n"), None);
    }
}
