//! Stretches of a passage that are not language: addresses, paths, code.

use std::ops::Range;
use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, Parser, TagEnd};
use regex::Regex;

use crate::letter::Format;
use crate::text::{marks, pattern};

/// Stretches that are not language, merged and in order.
pub(super) fn masks(text: &str, format: Format, files: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = files.to_vec();
    if text.contains('@') || text.contains("://") {
        let mut finder = LinkFinder::new();
        finder
            .kinds(&[LinkKind::Url, LinkKind::Email])
            .url_must_have_scheme(true);
        found.extend(finder.links(text).map(|link| link.start()..link.end()));
    }
    if may_hold_paths(text) {
        // None goes past white space, and in whole paragraphs of Cyrillic the pattern is slow.
        for piece in text
            .split_whitespace()
            .filter(|piece| may_hold_paths(piece))
        {
            let start = piece.as_ptr() as usize - text.as_ptr() as usize;
            let paths = PATHS.find_iter(piece);
            found.extend(paths.map(|path| start + path.start()..start + path.end()));
        }
    }
    if may_hold_logs(text) {
        found.extend(LOGS.find_iter(text).map(|line| line.range()));
    }
    if text.starts_with("$ ") || text.contains("\n$ ") {
        found.extend(COMMANDS.find_iter(text).map(|line| line.range()));
    }
    if text.contains("</") || text.contains("<?") {
        found.extend(TAGS.find_iter(text).map(|tag| tag.range()));
    }
    if text.contains('`') {
        found.extend(CODE.find_iter(text).map(|code| code.range()));
    }
    if format == Format::Markdown {
        found.extend(markdown(text));
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Host names, paths of Unix and Windows, and identifiers with underscores.
static PATHS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:~|\.{1,2})?/[\w.-]+(?:/[\w.-]*)+|\b[A-Za-z]:\\[^\s]*|\\\\[^\s]+|",
        r"\bwww\.[^\s,;]+|\w+@\w[\w.@-]*|#\w+|\b(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+(?:ru|com|org|net|рф|example|io|dev|su|by|kz|eu|uk|de|info|biz|pro|local)\b(?:/[^\s,;]*)?|",
        // Identifiers of modules and classes: java.lang.String.
        r"\b[a-z][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*){2,}(?::[\w-]+(?:\.[\w-]+)*)*"
    ))
});

/// Whether [`PATHS`] can find anything: most paragraphs have no such marks, and a full stop only at the
/// end of a sentence.
fn may_hold_paths(text: &str) -> bool {
    let goes_on = |at: usize| text[at + 1..].starts_with(char::is_alphanumeric);
    text.bytes()
        .any(|byte| matches!(byte, b'/' | b'\\' | b'@' | b'#'))
        || marks(text, |byte| byte == b'.').any(goes_on)
}

/// Lines of logs: a time and a level, or a time, a host and a process (RFC 3164).
static LOGS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\[?\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^\n]*?\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE|CRITICAL)\b[^\n]*|",
        r"(?m:^)[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [^\s:]+:[^\n]*"
    ))
});

/// Whether [`LOGS`] can find anything: a time of day with seconds.
fn may_hold_logs(text: &str) -> bool {
    marks(text, |byte| byte == b':').any(|at| text.as_bytes().get(at + 3) == Some(&b':'))
}

/// Commands after the prompt of a shell.
static COMMANDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^\$ [a-z./][^\n]*"));

/// Tags of XML, in a text that closes some.
static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"</?[A-Za-z][^<>]*>|<\?[^<>]*>"));

/// Code between backquotes (CommonMark, 6.1), which writers use in plain text, too.
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"`[^`\n]+`"));

/// Code and the addresses of links in Markdown.
fn markdown(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut inner_end = 0;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) => found.push(range),
            Event::Text(_) => inner_end = range.end,
            Event::End(TagEnd::Link | TagEnd::Image) => found.push(inner_end..range.end),
            _ => {}
        }
    }
    found
}
