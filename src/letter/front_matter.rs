//! Front matter of a Markdown letter: YAML between `---` lines or TOML between `+++` lines.

use std::ops::Range;

use saphyr_parser::{Event, Parser};
use toml::de::{DeTable, DeValue};

use super::header::{Field, FieldName, Header, Style};
use crate::text::lines::{line_around, lines, newline_of};

/// The style of front matter that a first line opens.
pub fn opened_by(line: &str) -> Option<Style> {
    match line.trim_end() {
        "---" => Some(Style::Yaml),
        "+++" => Some(Style::Toml),
        _ => None,
    }
}

/// Whether a line closes front matter of this style (YAML also ends with `...`, YAML 1.2, 9.1.4).
pub fn closed_by(style: Style, line: &str) -> bool {
    match style {
        Style::Yaml => matches!(line.trim_end(), "---" | "..."),
        _ => line.trim_end() == "+++",
    }
}

/// Reads front matter with its fences. What can't be understood gives no fields.
pub fn parse(text: &str, style: Style) -> Header {
    let start = lines(text).next().map_or(0, str::len);
    let mut end = text.len();
    let mut closed = false;
    let mut at = start;
    for line in lines(&text[start..]) {
        if closed_by(style, line) {
            (end, closed) = (at, true);
            break;
        }
        at += line.len();
    }
    let inner = &text[start..end];
    let mut values = match style {
        Style::Yaml => yaml(inner),
        _ => toml(inner),
    };
    values.sort_by_key(|(_, range, _)| range.start);
    let fields = values
        .into_iter()
        .map(|(key, range, value)| field(text, &key, start + range.start..start + range.end, value))
        .collect();
    Header {
        style,
        fields,
        end,
        newline: newline_of(text),
        closed,
    }
}

/// A key, the byte range of its value, and the value.
type Entry = (String, Range<usize>, String);

fn field(text: &str, key: &str, value_range: Range<usize>, value: String) -> Field {
    let line_start = line_around(text, value_range.start).start;
    let line_end = lines(&text[line_start..]).next().map_or(0, str::len) + line_start;
    let name = FieldName::of(&key.replace('_', "-"));
    let range = line_start..line_end.max(value_range.end);
    Field::new(name, range, value_range, value)
}

fn toml(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let (table, _) = DeTable::parse_recoverable(text);
    for (key, value) in table.get_ref() {
        let mut add = |value: &toml::Spanned<DeValue>| {
            if let Some(string) = value.get_ref().as_str() {
                entries.push((key.get_ref().to_string(), value.span(), string.to_owned()));
            }
        };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().for_each(&mut add),
            _ => add(value),
        }
    }
    entries
}

fn yaml(text: &str) -> Vec<Entry> {
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let byte = |index: usize| offsets.get(index).copied().unwrap_or(text.len());
    let mut entries = Vec::new();
    let mut key: Option<String> = None;
    let mut depth = 0;
    let mut listing = false;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::MappingStart(..) => depth += 1,
            Event::MappingEnd => {
                depth -= 1;
                if depth == 1 {
                    key = None;
                }
            }
            Event::SequenceStart(..) => listing = true,
            Event::SequenceEnd => {
                listing = false;
                key = None;
            }
            Event::Scalar(value, ..) if depth == 1 => match key.take() {
                None => key = Some(value.into_owned()),
                Some(name) => {
                    let range = byte(span.start.index())..byte(span.end.index());
                    entries.push((name.clone(), range, value.into_owned()));
                    key = listing.then_some(name);
                }
            },
            _ => {}
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_syntaxes_give_the_same_fields() {
        let yaml = "---\nto: Иван <ivan@example.com>\nsubject: \"Акт 👍\"\nattachments:\n  - a.pdf\n  - b.pdf\nextra: {x: 1}\n---\n";
        let toml = "+++\nto = \"Иван <ivan@example.com>\"\nsubject = \"Акт 👍\"\nattachments = [\"a.pdf\", \"b.pdf\"]\n+++\n";
        for (text, style) in [(yaml, Style::Yaml), (toml, Style::Toml)] {
            let header = parse(text, style);
            let subject = header.field(FieldName::Subject).expect("a subject");
            assert_eq!(subject.value, "Акт 👍", "{style:?}");
            assert_eq!(&text[subject.value_range.clone()], "\"Акт 👍\"");
            let files: Vec<_> = header
                .all(FieldName::Attach)
                .map(|f| f.value.as_str())
                .collect();
            assert_eq!(files, ["a.pdf", "b.pdf"]);
            assert!(header.closed);
        }
    }

    #[test]
    fn only_the_fields_of_the_letter_itself_count() {
        let text = "---\nextra: {x: 1, y: [2]}\ndraft:\n  to: old@b.example\nsent: {last: {to: old@b.example}}\nsubject: Акт\ncc: c@b.example\n---\n";
        let header = parse(text, Style::Yaml);
        let value = |name| header.field(name).map(|field| field.value.as_str());
        assert_eq!(value(FieldName::Subject), Some("Акт"));
        assert_eq!(value(FieldName::Cc), Some("c@b.example"));
        assert_eq!(value(FieldName::To), None);
    }

    #[test]
    fn broken_front_matter_gives_what_it_can() {
        let cases = [
            ("---\nto: [a\n", false),
            ("+++\nto = \n", false),
            ("---\n: : :\n---\n", true),
            ("---\n", false),
            ("+++\n+++\n", true),
        ];
        for (text, closed) in cases {
            let style = opened_by(&text[..4]).expect("a fence");
            let header = parse(text, style);
            assert_eq!(header.closed, closed, "{text}");
        }
    }
}
