//! How findings are printed: for people, for programs, for code hosts.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::ValueEnum;
use serde_json::{Value, json};

use super::input::Checked;
use crate::config::Language;
use crate::rules::{Finding, RULES, Severity};
use crate::text::lines::{line_around, line_length};
use crate::text::{Position, PositionEncoding, Positions};

/// A format of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// The line with the finding underlined.
    Text,
    /// One array of findings.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// The findings in a letter as they are printed.
pub struct Printed {
    /// Their severities.
    pub severities: Vec<Severity>,
    findings: Vec<String>,
}

impl Printed {
    /// Writes out what was found in a letter. `styled` gives text its colours (ECMA-48).
    pub fn new(format: OutputFormat, styled: bool, letter: &Checked) -> Self {
        let mut positions = Positions::of_text(PositionEncoding::Utf16, &letter.source.text);
        let path = escaped(&letter.path, &['%', '\r', '\n', ':', ',']);
        let print = |finding: &Finding| match format {
            OutputFormat::Text => text(styled, letter, &mut positions, finding),
            OutputFormat::Json => json_finding(letter, &mut positions, finding).to_string(),
            OutputFormat::Sarif => sarif_result(letter, &mut positions, finding).to_string(),
            OutputFormat::Github => github(&path, &mut positions, finding),
        };
        let severities = letter.findings.iter().map(|finding| finding.severity);
        Self {
            severities: severities.collect(),
            findings: letter.findings.iter().map(print).collect(),
        }
    }
}

/// Prints letters one after the other.
pub struct Printer {
    format: OutputFormat,
    language: Language,
    letters: usize,
    counts: [usize; 4],
    printed: usize,
}

impl Printer {
    /// Nothing is printed yet.
    pub fn new(format: OutputFormat, language: Language) -> Self {
        Self {
            format,
            language,
            letters: 0,
            counts: [0; 4],
            printed: 0,
        }
    }

    /// Prints the findings of one letter.
    pub fn letter(&mut self, out: &mut impl Write, letter: &Printed) -> io::Result<()> {
        self.letters += 1;
        for severity in &letter.severities {
            self.counts[*severity as usize] += 1;
        }
        for finding in &letter.findings {
            match (self.format, self.printed) {
                (OutputFormat::Text | OutputFormat::Github, _) => {}
                (OutputFormat::Json, 0) => out.write_all(b"[\n")?,
                (OutputFormat::Sarif, 0) => out.write_all(sarif_start(self.language).as_bytes())?,
                (OutputFormat::Json | OutputFormat::Sarif, _) => out.write_all(b",\n")?,
            }
            out.write_all(finding.as_bytes())?;
            self.printed += 1;
        }
        Ok(())
    }

    /// Prints what closes the output.
    pub fn finish(&self, out: &mut impl Write) -> io::Result<()> {
        match (self.format, self.printed) {
            (OutputFormat::Text, _) => writeln!(out, "{}", self.summary()),
            (OutputFormat::Json, 0) => writeln!(out, "[]"),
            (OutputFormat::Json, _) => writeln!(out, "\n]"),
            (OutputFormat::Sarif, 0) => writeln!(out, "{}\n]}}]}}", sarif_start(self.language)),
            (OutputFormat::Sarif, _) => writeln!(out, "\n]}}]}}"),
            (OutputFormat::Github, _) => Ok(()),
        }
    }

    fn summary(&self) -> String {
        let [errors, warnings, information, hints] = self.counts;
        let letters = self.letters;
        match self.language {
            Language::Russian => format!(
                "Писем: {letters}. Ошибок: {errors}, предупреждений: {warnings}, замечаний: {information}, советов: {hints}."
            ),
            Language::English => format!(
                "Letters: {letters}. Errors: {errors}, warnings: {warnings}, remarks: {information}, hints: {hints}."
            ),
        }
    }
}

/// Lines longer than this many bytes are shown in part.
const LONGEST_LINE: usize = 240;

fn text(styled: bool, letter: &Checked, positions: &mut Positions, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::HELP,
    };
    let shown = lines_of(&letter.source.text, &finding.range);
    let source = &letter.source.text[shown.clone()];
    let span = finding.range.start - shown.start..finding.range.end.min(shown.end) - shown.start;
    let annotation = AnnotationKind::Primary.span(span);
    let snippet = Snippet::source(source)
        .line_start(positions.of(finding.range.start).line + 1)
        .path(&letter.path)
        .annotation(annotation);
    let mut group: Group = level
        .primary_title(finding.message.as_str())
        .id(finding.code)
        .element(snippet);
    for fix in &finding.fixes {
        group = group.element(Level::HELP.message(fix.title.as_str()));
    }
    let renderer = match styled {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    format!("{}\n\n", renderer.render(&[group]))
}

/// The byte range of the whole lines that a range touches, or a part of them where they are too long.
fn lines_of(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = line_around(text, range.start).start;
    let after = text.floor_char_boundary(range.end);
    let end = after + line_length(&text[after..]);
    if end - start <= LONGEST_LINE {
        return start..end;
    }
    let from = text.floor_char_boundary(range.start.saturating_sub(LONGEST_LINE / 3));
    let to = text.floor_char_boundary((range.start + LONGEST_LINE).min(end));
    from.max(start)..to.max(range.start)
}

fn json_finding(letter: &Checked, positions: &mut Positions, finding: &Finding) -> Value {
    let Range { start, end } = positions.of_range(&finding.range);
    let place = |at: Position| json!({"line": at.line, "character": at.character});
    let bytes = |range: &Range<usize>| {
        let range = letter.source.file_range(range.clone());
        json!([range.start, range.end])
    };
    let fixes: Vec<Value> = finding
        .fixes
        .iter()
        .map(|fix| {
            let edits: Vec<Value> = fix
                .edits
                .iter()
                .map(|edit| json!({"byteRange": bytes(&edit.range), "newText": edit.text}))
                .collect();
            json!({"title": fix.title, "preferred": fix.preferred, "edits": edits})
        })
        .collect();
    json!({
        "file": letter.path,
        "code": finding.code,
        "severity": finding.severity.as_str(),
        "message": finding.message,
        "range": {"start": place(start), "end": place(end)},
        "byteRange": bytes(&finding.range),
        "fixes": fixes,
    })
}

/// The beginning of a SARIF log, up to its results (SARIF 2.1.0, 3.13).
fn sarif_start(language: Language) -> String {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": {"text": rule.title.get(language)},
                "fullDescription": {"text": rule.why.get(language)},
                "defaultConfiguration": {"level": sarif_level(rule.severity)},
            })
        })
        .collect();
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"columnKind\":\"utf16CodeUnits\",\"tool\":{{\"driver\":{driver}}},\"results\":[\n"
    )
}

fn sarif_level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

fn sarif_result(letter: &Checked, positions: &mut Positions, finding: &Finding) -> Value {
    let Range { start, end } = positions.of_range(&finding.range);
    let bytes = letter.source.file_range(finding.range.clone());
    json!({
        "ruleId": finding.code,
        "level": sarif_level(finding.severity),
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri_reference(&letter.path)},
            "region": {
                "startLine": start.line + 1,
                "startColumn": start.character + 1,
                "endLine": end.line + 1,
                "endColumn": end.character + 1,
                "byteOffset": bytes.start,
                "byteLength": bytes.len(),
            },
        }}],
    })
}

/// A path as a relative URI reference (RFC 3986, 4.2): what is not allowed there is percent-encoded.
fn uri_reference(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            b'\\' => "/".to_owned(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A workflow command of GitHub Actions; its values escape `%`, line breaks, `:` and `,`, as `path` has it
/// already.
fn github(path: &str, positions: &mut Positions, finding: &Finding) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let Range { start, end } = positions.of_range(&finding.range);
    format!(
        "::{command} file={path},line={},endLine={},col={},endColumn={},title={}::{}\n",
        start.line + 1,
        end.line + 1,
        start.character + 1,
        end.character + 1,
        finding.code,
        escaped(&finding.message, &['%', '\r', '\n']),
    )
}

/// A text with some ASCII characters as `%` and two hexadecimal figures.
fn escaped<'t>(text: &'t str, which: &[char]) -> Cow<'t, str> {
    if !text.contains(which) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::new();
    for c in text.chars() {
        match which.contains(&c) {
            true => escaped += &format!("%{:02X}", u32::from(c)),
            false => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}
