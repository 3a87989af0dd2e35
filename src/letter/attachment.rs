//! Files that go with a letter, and names of files in its text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::pattern;

/// A file that goes with the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name as the recipient will see it; empty where the message gives none.
    pub name: String,
    /// Its path on this machine, for drafts whose mail program attaches it on sending.
    pub path: Option<String>,
}

/// Endings of files that a letter need not mention.
const SILENT_ENDINGS: &[&str] = &[".p7s", ".p7m", ".asc", ".sig", ".vcf", ".ics"];

impl Attachment {
    /// A part of a finished message; `None` for files that need no mention, such as signatures.
    pub fn part(name: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        let silent = SILENT_ENDINGS.iter().any(|ending| lower.ends_with(ending));
        (!silent).then(|| Self {
            name: name.to_owned(),
            path: None,
        })
    }

    /// A part marked as an attachment that has no name.
    pub fn unnamed() -> Self {
        Self {
            name: String::new(),
            path: None,
        }
    }

    /// A file named in a draft by its path.
    pub fn file(path: &str) -> Self {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        Self {
            name: name.to_owned(),
            path: Some(path.to_owned()),
        }
    }
}

/// The paths in an attachment field's value, with their byte ranges in it.
///
/// mutt's `Attach: path description` escapes spaces in the path with a backslash; «Вложения:» lists
/// names separated by commas or semicolons.
pub fn paths(value: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in value.split_inclusive([',', ';']) {
        let text = piece.trim_end_matches([',', ';']);
        let lead = text.len() - text.trim_start().len();
        if let Some(length) = path_length(text.trim()) {
            let range = start + lead..start + lead + length;
            let path = value[range.clone()].replace("\\ ", " ");
            found.push((range, path.trim_matches('"').to_owned()));
        }
        start += piece.len();
    }
    found
}

/// Bytes of the path at the start of an entry; what follows it is a description.
fn path_length(entry: &str) -> Option<usize> {
    if entry.is_empty() {
        return None;
    }
    if let Some(quoted) = entry.strip_prefix('"') {
        return Some(quoted.find('"').map_or(entry.len(), |end| end + 2));
    }
    let named = FILE_NAME.find_iter(entry).find(|name| {
        name.end() == entry.len() || entry[name.end()..].starts_with(char::is_whitespace)
    });
    if let Some(name) = named {
        return Some(name.end());
    }
    let mut escaped = false;
    let end = entry.find(|c: char| {
        let ends = c.is_whitespace() && !escaped;
        escaped = c == '\\';
        ends
    });
    Some(end.unwrap_or(entry.len()))
}

/// The file name in an MML tag (Emacs message mode, "MML Definition"): its byte range in the line.
pub fn mml_filename(line: &str) -> Option<Range<usize>> {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r#"^\s*<#(?:part|external) [^>]*?(?:filename|name)=(?:"([^"]+)"|([^\s>"]+))"#)
    });
    let groups = TAG.captures(line)?;
    groups
        .get(1)
        .or_else(|| groups.get(2))
        .map(|name| name.range())
}

/// A file name: letters, digits and a few marks, and an ending that files have.
static FILE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)[\p{{L}}\p{{N}}_](?:[\p{{L}}\p{{N}}_.()№+&~\\/-]|\\ )*\.(?:{ENDINGS})"
    ))
});

const ENDINGS: &str = "pdf|docx?|xlsx?|xlsm|pptx?|rtf|odt|ods|odp|csv|txt|zip|rar|7z|tar|gz|tgz|jpe?g|png|gif|tiff?|bmp|svg|webp|heic|dwg|dxf|xml|json|yaml|toml|html?|md|log|eml|msg|sig|p7s|mp3|mp4|avi|mov|wav|sql|py|djvu|vsdx?|mpp|epub|pages|numbers|key|apk|exe|iso";

/// Names of files in a text («Договор_12.pdf»), as byte ranges.
pub fn file_names(text: &str) -> Vec<Range<usize>> {
    if !text.contains('.') {
        return Vec::new();
    }
    FILE_NAME
        .find_iter(text)
        .filter(|name| {
            !text[name.end()..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '@')
        })
        .map(|name| name.range())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_end_where_the_description_starts() {
        let of = |value| {
            paths(value)
                .into_iter()
                .map(|(_, path)| path)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("/tmp/report.pdf The report"), ["/tmp/report.pdf"]);
        assert_eq!(of(r"~/My\ Files/акт.pdf"), ["~/My Files/акт.pdf"]);
        assert_eq!(
            of("Договор.docx, Счёт 12.pdf; scan"),
            ["Договор.docx", "Счёт 12.pdf", "scan"]
        );
        assert_eq!(of("\"a b.pdf\" x"), ["a b.pdf"]);
        assert!(of("  ").is_empty());
    }

    #[test]
    fn file_names_are_found_in_prose() {
        let of = |text: &'static str| {
            file_names(text)
                .into_iter()
                .map(|r| &text[r])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of("см. Договор_12.pdf, и акт-3.DOCX."),
            ["Договор_12.pdf", "акт-3.DOCX"]
        );
        assert!(of("и т.д. на example.com 3.14").is_empty());
        assert!(of("a.pdfx b.doc@c.d").is_empty());
    }

    #[test]
    fn mml_tags_name_their_file() {
        let line = r#"<#part type="application/pdf" filename="~/акт 1.pdf" disposition=attachment><#/part>"#;
        assert_eq!(
            mml_filename(line).map(|range| &line[range]),
            Some("~/акт 1.pdf")
        );
        assert_eq!(mml_filename("<#multipart type=mixed>"), None);
    }
}
