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
    let mut names = file_names(entry).into_iter();
    let named = names
        .find(|name| name.end == entry.len() || entry[name.end..].starts_with(char::is_whitespace));
    if let Some(name) = named {
        return Some(name.end);
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

/// Endings that files have: of office programs, archives, pictures, drawings, texts and data. Those that
/// are words as well («step», «raw») are left out, since a space may be missing before a word.
const ENDINGS: &[&str] = &[
    "3dm", "3ds", "7z", "a3d", "aac", "accdb", "amr", "apk", "arj", "asc", "avi", "avif", "bak",
    "bmp", "bz2", "cdr", "cdw", "cer", "cfg", "cfu", "cpp", "cr2", "crt", "csr", "css", "csv",
    "dbf", "dgn", "djvu", "dng", "doc", "docm", "docx", "dotm", "dotx", "dwf", "dwfx", "dwg",
    "dwt", "dxf", "emf", "eml", "epf", "eps", "epub", "erf", "exe", "fb2", "flac", "flv", "fodp",
    "fods", "fodt", "frw", "geojson", "gif", "gpg", "gpx", "gz", "heic", "heif", "htm", "html",
    "iam", "ico", "ics", "idml", "idw", "ifc", "iges", "igs", "indd", "ini", "ipt", "ipynb", "iso",
    "jfif", "jp2", "jpeg", "jpg", "json", "jsonl", "key", "kml", "kmz", "log", "lzh", "m3d", "m4a",
    "m4v", "mbox", "md", "mdb", "mkv", "mobi", "mov", "mp3", "mp4", "mpeg", "mpg", "mpp", "mpt",
    "msg", "mxl", "nef", "numbers", "odb", "odc", "odf", "odg", "odm", "odp", "ods", "odt", "oft",
    "ogg", "opus", "ost", "otg", "otp", "ots", "ott", "oxps", "p12", "p7b", "p7m", "p7s", "pages",
    "parquet", "pdf", "pem", "pfx", "pgp", "php", "png", "potm", "potx", "pps", "ppsm", "ppsx",
    "ppt", "pptm", "pptx", "ps1", "psd", "pst", "py", "rar", "rfa", "rst", "rtf", "rvt", "sgn",
    "shp", "sig", "skp", "sldasm", "slddrw", "sldprt", "sql", "sqlite", "stl", "stp", "svg", "tar",
    "tbz", "tex", "tga", "tgz", "tif", "tiff", "toml", "tsv", "txt", "txz", "vcf", "vsd", "vsdm",
    "vsdx", "vssx", "vst", "vstx", "wav", "webm", "webp", "wma", "wmf", "wmv", "wsdl", "xcf",
    "xlam", "xls", "xlsb", "xlsm", "xlsx", "xlt", "xltm", "xltx", "xml", "xps", "xsd", "xsl",
    "xslt", "xz", "yaml", "yml", "zip", "zst",
];

/// Names of files in a text («Договор_12.pdf»), as byte ranges: letters, digits and a few marks, and
/// an ending that files have. (A pattern with letters of all scripts would take longer to compile than
/// all rules take to judge a letter.)
pub fn file_names(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (dot, _) in text.match_indices('.') {
        let ending = &text[dot + 1..];
        let length = ending.find(|c| !is_name_letter(c)).unwrap_or(ending.len());
        let (ending, after) = ending.split_at(length);
        // As at the end of a sentence, which is told without a look at all of them.
        let known =
            !ending.is_empty() && (ENDINGS.iter()).any(|known| known.eq_ignore_ascii_case(ending));
        if !known || after.starts_with('@') {
            continue;
        }
        let before = found.last().map_or(0, |name| name.end);
        let start = start_of_name(text, dot);
        match found.last_mut() {
            // «архив.tar.gz» is one name.
            Some(last) if start < before => last.end = dot + 1 + length,
            _ if start < dot => found.push(start..dot + 1 + length),
            _ => {}
        }
    }
    found
}

fn is_name_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where the name starts whose last part ends at `end`.
fn start_of_name(text: &str, end: usize) -> usize {
    let mut start = end;
    let mut at = end;
    while let Some(c) = text[..at].chars().next_back() {
        at -= c.len_utf8();
        match c {
            _ if is_name_letter(c) => start = at,
            '.' | '(' | ')' | '№' | '+' | '&' | '~' | '\\' | '/' | '-' => {}
            ' ' if text[..at].ends_with('\\') => {}
            _ => break,
        }
    }
    start
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
        assert_eq!(of("\"a b.pdf"), ["a b.pdf"]);
        assert_eq!(of(r"~/My\ Files/scan The scan"), ["~/My Files/scan"]);
        assert_eq!(
            of("Счёт 12.pdf, Акт 3.pdf за май"),
            ["Счёт 12.pdf", "Акт 3.pdf"]
        );
        assert_eq!(of("Акт.pdf-копия от мая"), ["Акт.pdf-копия"]);
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
        assert_eq!(
            of("архив.tar.gz, смета (2).xlsm и /tmp/b.txt"),
            ["архив.tar.gz", "2).xlsm", "tmp/b.txt"]
        );
        assert_eq!(
            of(
                "шаблон.dotx, template.OTT, план.ods, чертёж.cdw, logo.eps, backup.tar.zst, подпись.sgn"
            ),
            [
                "шаблон.dotx",
                "template.OTT",
                "план.ods",
                "чертёж.cdw",
                "logo.eps",
                "backup.tar.zst",
                "подпись.sgn"
            ]
        );
        assert_eq!(
            of(r"см. My\ Files/акт.pdf и C:\акты\5.pdf"),
            [r"My\ Files/акт.pdf", r"акты\5.pdf"]
        );
        assert_eq!(of("Формат — .pdf, не .docx"), [""; 0]);
        assert!(ENDINGS.is_sorted());
        assert!(of("и т.д. на example.com 3.14").is_empty());
        assert!(of("Сделано.Step two.raw Node.js").is_empty());
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
