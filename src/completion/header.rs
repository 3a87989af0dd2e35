//! In the header block: the names of fields that it lacks, and files to attach.

use super::{Kind, Line, Proposal, files};
use crate::config::Language;
use crate::letter::header::{FieldName, Header, Style};
use crate::letter::{Content, Format};
use crate::rules::{Context, Overview};
use crate::surroundings::Folder;
use crate::text::words::fold;

/// The fields on offer, in the order in which they are written.
const FIELDS: &[FieldName] = &[
    FieldName::From,
    FieldName::To,
    FieldName::Cc,
    FieldName::Bcc,
    FieldName::Subject,
    FieldName::Attach,
];

/// Names of fields are at most this many characters long.
const LONGEST_NAME: usize = 24;

/// What can be written in the header block; `None` where the cursor stands elsewhere.
pub(super) fn proposals(
    overview: &Overview,
    context: &Context,
    folder: &Folder,
    line: &Line,
) -> Option<Vec<Proposal>> {
    let Some((header, leaf)) = overview.header() else {
        let first = overview.format == Format::Draft && line.start == 0;
        let begun = first && !line.before.is_empty() && is_name(&line.before);
        return begun.then(|| beginning(context, line));
    };
    let place = leaf.place(0..header.end);
    let within = line.start < place.end
        // The line after the last field, as long as nothing but a name is typed there.
        || line.start == place.end && is_name(&line.before) && !follows_blank(overview, line.start);
    if !within {
        return None;
    }
    if let Some(value) = attachment(overview, header, line) {
        let files = files::proposals(folder, header.style, line, value);
        return Some(files);
    }
    if !is_name(&line.before) {
        return Some(Vec::new());
    }
    let attaches = overview.format != Format::Message;
    let mail = matches!(header.style, Style::Mail | Style::Russian);
    let missing = FIELDS.iter().filter(|name| match name {
        FieldName::Attach if !attaches => false,
        // A draft may name each file in a field of its own.
        FieldName::Attach if mail => true,
        name => header
            .all(**name)
            .all(|field| leaf.place(field.range.clone()).contains(&line.start)),
    });
    Some(names(missing, header.style, line))
}

/// The first line of a draft that has no header block yet, in the language of messages and then in
/// the other.
fn beginning(context: &Context, line: &Line) -> Vec<Proposal> {
    let styles = match context.messages {
        Language::Russian => [Style::Russian, Style::Mail],
        Language::English => [Style::Mail, Style::Russian],
    };
    let names = styles.map(|style| names(FIELDS.iter(), style, line));
    names.concat()
}

fn names<'a>(
    wanted: impl Iterator<Item = &'a FieldName>,
    style: Style,
    line: &Line,
) -> Vec<Proposal> {
    let typed = fold(&line.before);
    let exists = line.after.trim_start().starts_with([':', '=']);
    let names = wanted.filter(|name| fold(style.key(**name)).starts_with(&typed));
    let names = names.map(|name| {
        let key = style.key(*name);
        let (text, snippet) = match (style, *name) {
            _ if exists => (key.to_owned(), None),
            (Style::Yaml, FieldName::Attach) => (format!("{key}:\n  - "), None),
            (Style::Toml, FieldName::Attach) => {
                (format!("{key} = [\"\"]"), Some(format!("{key} = [\"$1\"]")))
            }
            (Style::Toml, _) => (format!("{key} = \"\""), Some(format!("{key} = \"$1\""))),
            _ => (format!("{key}: "), None),
        };
        Proposal {
            text,
            snippet,
            ..Proposal::new(Kind::Field, key, line.start..line.at)
        }
    });
    names.collect()
}

/// Whether what is typed may be the beginning of a field's name.
fn is_name(before: &str) -> bool {
    let letters = |c: char| c.is_alphabetic() || c == '-' || c == ' ';
    !before.starts_with(' ')
        && before.chars().all(letters)
        && before.chars().count() <= LONGEST_NAME
}

/// Whether the line above is blank: the body has begun.
fn follows_blank(overview: &Overview, start: usize) -> bool {
    let line = overview.text.byte_to_line(start);
    line > 0
        && overview
            .text
            .line(line - 1)
            .chars()
            .all(char::is_whitespace)
}

/// Where in the line the path of a file to attach starts; `None` in other fields.
fn attachment(overview: &Overview, header: &Header, line: &Line) -> Option<usize> {
    let separator = match header.style {
        Style::Toml => '=',
        _ => ':',
    };
    let colon = line.before.find(separator).map(|at| at + 1);
    let (key, from) = match colon {
        Some(colon) => (line.before[..colon - 1].to_owned(), colon),
        None if header.style == Style::Yaml && line.before.trim_start().starts_with('-') => {
            (key_above(overview, line.start)?, line.before.find('-')? + 1)
        }
        None => return None,
    };
    if FieldName::of(&key) != FieldName::Attach {
        return None;
    }
    let value = &line.before[from..];
    let last = value.rfind([',', ';', '[']).map_or(0, |at| at + 1);
    let entry = &value[last..];
    Some(from + last + (entry.len() - entry.trim_start().len()))
}

/// The key of the YAML list that a line belongs to.
fn key_above(overview: &Overview, start: usize) -> Option<String> {
    let line = overview.text.byte_to_line(start);
    let above = (0..line)
        .rev()
        .map(|line| overview.text.line(line).to_string());
    let mut keys =
        above.skip_while(|line| line.trim_start().starts_with('-') && line.trim() != "---");
    keys.next()?.trim().strip_suffix(':').map(str::to_owned)
}

/// Whether the block is the header of the letter.
pub(super) fn is_header(content: &Content) -> bool {
    matches!(content, Content::Header(_))
}
