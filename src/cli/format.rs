//! How findings are printed: for people, for programs, for code hosts.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::ValueEnum;
use ropey::Rope;
use serde_json::{Value, json};

use super::input::Checked;
use crate::config::Language;
use crate::rules::{Finding, RULES, Severity};
use crate::text::{Position, PositionEncoding};

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
    pub fn letter(&mut self, out: &mut impl Write, letter: &Checked) -> io::Result<()> {
        self.letters += 1;
        if letter.findings.is_empty() {
            return Ok(());
        }
        let rope = Rope::from_str(&letter.source.text);
        for finding in &letter.findings {
            self.counts[finding.severity as usize] += 1;
            match self.format {
                OutputFormat::Text => text(out, letter, &rope, finding)?,
                OutputFormat::Json => {
                    let open = if self.printed == 0 { "[\n" } else { ",\n" };
                    write!(out, "{open}{}", json_finding(letter, &rope, finding))?;
                }
                OutputFormat::Sarif => {
                    let open = if self.printed == 0 {
                        String::new()
                    } else {
                        ",\n".to_owned()
                    };
                    let open = if self.printed == 0 {
                        sarif_start(self.language)
                    } else {
                        open
                    };
                    write!(out, "{open}{}", sarif_result(letter, &rope, finding))?;
                }
                OutputFormat::Github => github(out, letter, &rope, finding)?,
            }
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

fn text(out: &mut impl Write, letter: &Checked, rope: &Rope, finding: &Finding) -> io::Result<()> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
        Severity::Hint => Level::HELP,
    };
    let (shown, line) = lines_of(rope, &finding.range);
    let source = &letter.source.text[shown.clone()];
    let span = finding.range.start - shown.start..finding.range.end.min(shown.end) - shown.start;
    let annotation = AnnotationKind::Primary.span(span);
    let snippet = Snippet::source(source)
        .line_start(line + 1)
        .path(&letter.path)
        .annotation(annotation);
    let mut group: Group = level
        .primary_title(finding.message.as_str())
        .id(finding.code)
        .element(snippet);
    for fix in &finding.fixes {
        group = group.element(Level::HELP.message(fix.title.as_str()));
    }
    writeln!(out, "{}\n", Renderer::styled().render(&[group]))
}

/// The byte range of the whole lines that a range touches, or a part of them where they are too long,
/// and the number of the first, from zero.
fn lines_of(rope: &Rope, range: &Range<usize>) -> (Range<usize>, usize) {
    let first = rope.byte_to_line(range.start);
    let last = rope.byte_to_line(range.end.max(range.start));
    let start = rope.line_to_byte(first);
    let end = rope.line_to_byte((last + 1).min(rope.len_lines()));
    if end - start <= LONGEST_LINE {
        return (start..end, first);
    }
    let boundary = |offset: usize| rope.char_to_byte(rope.byte_to_char(offset));
    let from = boundary(range.start.saturating_sub(LONGEST_LINE / 3)).max(start);
    let to = boundary((range.start + LONGEST_LINE).min(end)).max(range.start);
    (from..to, first)
}

fn position(rope: &Rope, offset: usize) -> Position {
    PositionEncoding::Utf16.position(rope, offset)
}

fn json_finding(letter: &Checked, rope: &Rope, finding: &Finding) -> Value {
    let place = |offset| {
        let position = position(rope, offset);
        json!({"line": position.line, "character": position.character})
    };
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
        "range": {"start": place(finding.range.start), "end": place(finding.range.end)},
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

fn sarif_result(letter: &Checked, rope: &Rope, finding: &Finding) -> Value {
    let (start, end) = (
        position(rope, finding.range.start),
        position(rope, finding.range.end),
    );
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

/// A workflow command of GitHub Actions; its values escape `%`, line breaks, `:` and `,`.
fn github(
    out: &mut impl Write,
    letter: &Checked,
    rope: &Rope,
    finding: &Finding,
) -> io::Result<()> {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    let escape = |text: &str| {
        text.replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A")
    };
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let (start, end) = (
        position(rope, finding.range.start),
        position(rope, finding.range.end),
    );
    writeln!(
        out,
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}",
        property(&letter.path),
        start.line + 1,
        end.line + 1,
        start.character + 1,
        end.character + 1,
        property(finding.code),
        escape(&finding.message),
    )
}
