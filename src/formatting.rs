//! Tidies a letter without touching its words: blanks at the ends of lines, doubled spaces, runs of
//! blank lines, the numbers of a list. Header fields, history, code, tables and encoded bodies stay as
//! they are.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::letter::header::FieldName;
use crate::letter::{Content, Format, Grammar, Letter};
use crate::rules::overview::Leaf;
use crate::rules::passage::overlaps;
use crate::rules::{Overview, Passage};
use crate::text::lines::lines;
use crate::text::{self, Edit, pattern};

/// What an editor wants of formatting (LSP 3.17, `FormattingOptions`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether blanks at the ends of lines go.
    pub trim_lines: bool,
    /// Whether the letter is to end with a line break.
    pub final_newline: bool,
    /// Whether blank lines at the end go.
    pub trim_end: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            trim_lines: true,
            final_newline: false,
            trim_end: true,
        }
    }
}

/// The edits that tidy the bytes `within` of a letter, in order, none overlapping another. There are
/// none where they would change what its blocks are.
pub fn edits(
    overview: &Overview,
    grammar: &Grammar,
    options: Options,
    within: &Range<usize>,
) -> Vec<Edit> {
    if is_signed(overview) {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut gaps = Vec::new();
    let mut leaves = overview.leaves().peekable();
    while let Some(leaf) = leaves.next() {
        if !leaf.is_plain() || !is_own(&leaf.block.content) {
            continue;
        }
        let text = overview.text_of(&leaf);
        let last = leaves.peek().is_none();
        gaps.extend(blank_lines(&leaf, &text, last && options.trim_end));
        if !matches!(leaf.block.content, Content::Header(_)) {
            if options.trim_lines {
                lines.extend(line_ends(overview, &leaf, &text));
            }
            lines.extend(doubled_spaces(&leaf, &text, overview.format));
        }
    }
    lines.extend(numbers(overview));
    let end = overview.text.len_bytes();
    let bare = end > 0 && !matches!(overview.text.byte(end - 1), b'\n' | b'\r');
    if options.final_newline && bare {
        gaps.push(Edit::insert(end, overview.newline()));
    }
    let inside = |edit: &Edit| within.start <= edit.range.start && edit.range.end <= within.end;
    lines.retain(inside);
    gaps.retain(inside);
    let before = shape(overview, &[], grammar);
    [[lines.clone(), gaps].concat(), lines]
        .into_iter()
        .map(|mut edits| {
            edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
            edits
        })
        .find(|edits| shape(overview, edits, grammar) == before)
        .unwrap_or_default()
}

/// Whether a signature vouches for each byte of the message (RFC 1847, 2.1; RFC 9580, 7).
fn is_signed(overview: &Overview) -> bool {
    overview.leaves().any(|leaf| match &leaf.block.content {
        Content::Header(header) | Content::PartHeader(header, _) => {
            let kind = header.field(FieldName::ContentType);
            kind.is_some_and(|field| field.value.to_lowercase().contains("signed"))
        }
        content => is_own(content) && overview.text_of(&leaf).contains("-----BEGIN PGP SIGNED"),
    })
}

fn is_own(content: &Content) -> bool {
    content.is_prose()
        || matches!(
            content,
            Content::Gap
                | Content::Header(_)
                | Content::Separator
                | Content::Close
                | Content::Signature
        )
}

/// The blocks of the letter after edits, but for the blank lines at the start of a body.
fn shape(
    overview: &Overview,
    edits: &[Edit],
    grammar: &Grammar,
) -> Vec<std::mem::Discriminant<Content>> {
    let mut rope = overview.text.clone();
    for edit in edits.iter().rev() {
        text::replace(&mut rope, edit);
    }
    let letter = Letter::parse(&rope, overview.format, grammar);
    let blocks = letter.blocks().iter();
    blocks
        .filter(|block| block.content != Content::Gap)
        .map(|block| std::mem::discriminant(&block.content))
        .collect()
}

/// One blank line is left of several, and none at the letter's end.
fn blank_lines(leaf: &Leaf, text: &str, last: bool) -> Option<Edit> {
    let mut start = 0;
    let mut at = 0;
    for line in lines(text) {
        at += line.len();
        if !line.trim().is_empty() {
            start = at;
        }
    }
    let blank = &text[start..];
    let kept = match lines(blank).next() {
        Some(_) if last && start > 0 => "",
        Some(first) => first.trim_start_matches([' ', '\t']),
        None => return None,
    };
    (blank != kept).then(|| Edit::new(leaf.place(start..text.len()), kept))
}

/// Blanks at the ends of lines, but for those that mean something: `-- ` above a signature, the space
/// of a line that flows on (RFC 3676, 4.1), the two of a hard break in Markdown.
fn line_ends(overview: &Overview, leaf: &Leaf, text: &str) -> Vec<Edit> {
    let format = overview.format;
    let mail = matches!(format, Format::Draft | Format::Message);
    let rope = overview.text;
    let end = leaf.place(0..text.len()).end;
    let next = (end < rope.len_bytes()).then(|| rope.line(rope.byte_to_line(end)).to_string());
    let all: Vec<&str> = lines(text).chain(next.as_deref()).collect();
    let mut at = 0;
    let mut found = Vec::new();
    for (index, line) in lines(text).enumerate() {
        let start = at;
        at += line.len();
        let content = line.trim_end_matches(['\r', '\n']);
        let kept = content.trim_end_matches([' ', '\t']);
        let blanks = &content[kept.len()..];
        let goes_on = all
            .get(index + 1)
            .is_some_and(|next| !next.trim().is_empty());
        let meant = match blanks {
            " " if kept == "--" => true,
            " " if mail => goes_on,
            _ if format == Format::Markdown => goes_on && blanks.starts_with("  "),
            _ => false,
        };
        if !kept.is_empty() && !blanks.is_empty() && !meant {
            found.push(Edit::delete(
                leaf.place(start + kept.len()..start + content.len()),
            ));
        }
    }
    found
}

/// Two spaces between words become one. More, a tab or a bar are a table's, and so are two spaces in
/// several lines.
fn doubled_spaces(leaf: &Leaf, text: &str, format: Format) -> Vec<Edit> {
    static SPACES: LazyLock<Regex> = LazyLock::new(|| pattern(" {2,}"));
    let words = matches!(
        leaf.block.content,
        Content::Salutation(_) | Content::Paragraph(_) | Content::List
    );
    let aligned = || lines(text).any(|line| line.trim().contains(['\t', '|']));
    if !words || !text.contains("  ") || aligned() {
        return Vec::new();
    }
    let passage = Passage::new(text, &leaf.block.content, format);
    let mut found = Vec::new();
    let mut columns = 0;
    let mut at = 0;
    for line in lines(text) {
        let start = at;
        at += line.len();
        let indent = line.len() - line.trim_start().len();
        let from = indent + marker(&line[indent..]);
        let mut column = false;
        let content = line.trim_end();
        for spaces in SPACES.find_iter(content.get(from..).unwrap_or_default()) {
            let range = start + from + spaces.start()..start + from + spaces.end();
            if spaces.len() > 2 {
                return Vec::new();
            }
            column |= !text[..range.start].ends_with(['.', '!', '?', '…', ',', ':', ';']);
            if !overlaps(&passage.masks, &range) {
                found.push(Edit::new(leaf.place(range), " "));
            }
        }
        columns += usize::from(column);
    }
    match columns {
        0 | 1 => found,
        _ => Vec::new(),
    }
}

/// Bytes of a list item's mark with the spaces after it, at the start of a line.
fn marker(line: &str) -> usize {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(?:[-–—*+•·▪]|\(?(?:\d{1,3}(?:\.\d{1,3})*|\p{L})[.)])[ ]+"));
    MARK.find(line).map_or(0, |mark| mark.end())
}

/// One level of a numbered list.
struct Level {
    indent: usize,
    /// The bytes of each number and what it says.
    numbers: Vec<(Range<usize>, usize)>,
}

/// Numbers that do not rise are counted anew from the first one: an item was put in, moved or taken
/// out. Rising ones stay, whatever they leave out: they may answer somebody else's questions.
fn numbers(overview: &Overview) -> Vec<Edit> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^([ ]*)(\d{1,3})[.)][ ]+\S"));
    let mut found = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    for leaf in overview.leaves() {
        if !leaf.is_plain() || leaf.block.content != Content::List {
            close(&mut levels, 0, overview.format, &mut found);
            continue;
        }
        let text = overview.text_of(&leaf);
        let mut at = 0;
        for line in lines(&text) {
            let start = at;
            at += line.len();
            let Some(groups) = NUMBER.captures(line) else {
                continue;
            };
            let indent = groups.get(1).map_or(0, |indent| indent.len());
            let number = groups.get(2).and_then(|digits| {
                let value: usize = digits.as_str().parse().ok()?;
                Some((
                    leaf.place(start + digits.start()..start + digits.end()),
                    value,
                ))
            });
            let Some(number) = number else { continue };
            close(&mut levels, indent + 1, overview.format, &mut found);
            let begins = |level: &Level| {
                let last = level.numbers.last().map_or(0, |(_, value)| *value);
                level.indent < indent || number.1 == 1 && last > 1
            };
            if levels.last().is_none_or(begins) {
                close(&mut levels, indent, overview.format, &mut found);
                levels.push(Level {
                    indent,
                    numbers: Vec::new(),
                });
            }
            if let Some(level) = levels.last_mut() {
                level.numbers.push(number);
            }
        }
    }
    close(&mut levels, 0, overview.format, &mut found);
    found
}

/// Ends the levels that are indented by `indent` or more, and numbers them anew where they do not rise.
fn close(levels: &mut Vec<Level>, indent: usize, format: Format, found: &mut Vec<Edit>) {
    while let Some(level) = levels.pop_if(|level| level.indent >= indent) {
        let values: Vec<usize> = level.numbers.iter().map(|(_, value)| *value).collect();
        let rises = values.is_sorted_by(|a, b| a < b);
        // Markdown counts by itself.
        let same = format == Format::Markdown && values.iter().all(|value| *value == values[0]);
        let Some(&first) = values.first().filter(|_| !rises && !same) else {
            continue;
        };
        for (place, (range, value)) in level.numbers.into_iter().enumerate() {
            if value != first + place {
                found.push(Edit::new(range, (first + place).to_string()));
            }
        }
    }
}
