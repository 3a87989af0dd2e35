//! What in a letter can be opened: addresses on the web, mailboxes, attached files.
//!
//! A letter may come from a stranger. So links lead only to web pages and mailboxes, and, in drafts
//! alone, to the files that the writer attaches, unless a system would run them.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use regex::Regex;

use crate::letter::{Content, Format};
use crate::rules::Overview;
use crate::text::pattern;

/// Something that can be opened, and the bytes of the letter that name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Bytes of the letter.
    pub range: Range<usize>,
    /// Where it leads.
    pub target: Target,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A URI of the schemes `http`, `https` or `mailto` (RFC 6068) in ASCII.
    Uri(String),
    /// A file.
    File(PathBuf),
}

/// Nobody follows more links of one letter.
const MOST: usize = 1000;

/// The links of a letter in their order. `find` tells where a file named in it is.
pub fn links(overview: &Overview, find: impl Fn(&str) -> Option<PathBuf>) -> Vec<Link> {
    let mut found = Vec::new();
    if overview.format != Format::Message {
        for attached in overview.attachments() {
            let path = attached.attachment.path.as_deref().and_then(&find);
            found.extend(path.filter(|path| !is_run(path)).map(|path| Link {
                range: attached.range.clone(),
                target: Target::File(path),
            }));
        }
    }
    let mut finder = LinkFinder::new();
    finder
        .kinds(&[LinkKind::Url, LinkKind::Email])
        .url_must_have_scheme(true);
    for leaf in overview.leaves() {
        let read = !matches!(
            leaf.block.content,
            Content::Gap | Content::Opaque { .. } | Content::Delimiter | Content::PartHeader(..)
        );
        if !read || found.len() >= MOST {
            continue;
        }
        let text = overview.text_of(&leaf);
        let mut add = |range: Range<usize>, kind: &LinkKind| {
            if let Some(uri) = uri(&text[range.clone()], kind) {
                found.push(Link {
                    range: leaf.place(range),
                    target: Target::Uri(uri),
                });
            }
        };
        for link in finder.links(&text) {
            add(link.start()..link.end(), link.kind());
        }
        if text.contains("://") {
            for page in CYRILLIC.find_iter(&text) {
                let length = page.as_str().trim_end_matches(CLOSING).len();
                add(page.start()..page.start() + length, &LinkKind::Url);
            }
        }
    }
    found.truncate(MOST);
    found.sort_by_key(|link| link.range.start);
    found
}

/// Pages whose top-level domain is in Cyrillic, which `linkify` does not know.
static CYRILLIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"\b[Hh][Tt][Tt][Pp][Ss]?://[\p{L}\p{N}.-]+\.[а-я]+\b(?:[/?#][^\s<>«»"]*)?"#)
});

/// Marks at the end of a link that belong to the sentence around it.
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', ')', '\''];

/// The URI of what was found; `None` for a scheme that could do more than show something.
fn uri(found: &str, kind: &LinkKind) -> Option<String> {
    if *kind == LinkKind::Email {
        // RFC 6068, 2: what has a meaning in a URI is encoded, so that an address is all it can be.
        return Some(format!("mailto:{}", encoded(found, "@.+-_~")));
    }
    let (scheme, rest) = found.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https")
        .then(|| format!("{scheme}://{}", encoded(rest, "-._~:/?#[]@!$&'()*+,;=%")))
}

/// Everything but letters and digits of ASCII and the marks in `kept` is percent-encoded (RFC 3986,
/// 2.1; the host, too, as its 3.2.2 allows).
fn encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            _ if byte.is_ascii_alphanumeric() => encoded.push(char::from(byte)),
            _ if byte.is_ascii() && kept.contains(char::from(byte)) => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// Endings of files that a desktop runs rather than shows.
const RUN: &[&str] = &[
    "app", "appimage", "bat", "cmd", "com", "command", "cpl", "desktop", "exe", "hta", "jar", "js",
    "jse", "lnk", "msc", "msi", "msp", "pif", "ps1", "py", "pyw", "reg", "scr", "sh", "url", "vb",
    "vbe", "vbs", "workflow", "wsf", "wsh",
];

/// Whether a desktop may run a file when it is opened: by its ending, or by its permission to be run.
fn is_run(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let named = ending.is_some_and(|ending| RUN.contains(&ending.to_ascii_lowercase().as_str()));
    named || is_executable(path)
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .map_or(true, |metadata| metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_and_mailboxes_are_linked() {
        let url = |text| uri(text, &LinkKind::Url);
        assert_eq!(
            url("HTTPS://пример.рф/a?b=1#c").as_deref(),
            Some("https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/a?b=1#c")
        );
        for other in [
            "file:///etc/passwd",
            "javascript://x",
            "vscode://x",
            "smb://host/x",
        ] {
            assert_eq!(url(other), None, "{other}");
        }
        assert_eq!(
            uri("a?attach=b@c.example", &LinkKind::Email).as_deref(),
            Some("mailto:a%3Fattach%3Db@c.example")
        );
    }
}
