//! Lines and the white space around things.

use std::ops::Range;

/// The text's lines with their line breaks, by the three breaks that LSP knows.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = rest.split_at(line_length(rest));
        rest = after;
        Some(line)
    })
}

/// Bytes of a text's first line with its line break.
pub fn line_length(text: &str) -> usize {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        Some(at) if text[at..].starts_with("\r\n") => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// The line break that a text uses first; `\n` where it has none.
pub fn newline_of(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The byte range of the line that a byte of a text stands in, without its line break.
pub fn line_around(text: &str, at: usize) -> Range<usize> {
    let (before, after) = text.as_bytes().split_at(at);
    let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
    let end = memchr::memchr2(b'\n', b'\r', after).map_or(text.len(), |end| at + end);
    start..end
}

/// A range without the white space at its ends. An all-white range shrinks to its end.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let value = &text[range.clone()];
    let start = range.end - value.trim_start().len();
    start..start + value.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_stands_in_a_line() {
        let text = "one\r\ntwo\n\nlast";
        let line = |at| &text[line_around(text, at)];
        assert_eq!([0, 3, 5, 8].map(line), ["one", "one", "two", "two"]);
        assert_eq!([9, 10, 14].map(line), ["", "last", "last"]);
    }
}
