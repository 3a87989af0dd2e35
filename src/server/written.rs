//! Diagnostics as text. The protocol's library would turn them into trees of JSON first, which for hundreds
//! of findings at each keystroke would be felt; and those whose findings are the old ones are not even
//! written again.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::capabilities::DiagnosticParts;
use super::convert::{self, SOURCE};
use crate::engine::Found;
use crate::rules::{Finding, Fix};
use crate::text::Positions;

/// The diagnostics that were written last, in the order of the text, with their findings.
#[derive(Debug, Default)]
pub struct Written(Vec<(Arc<Finding>, Form)>);

impl Written {
    /// Writes findings in a version of a letter as diagnostics, with commas between, the same as
    /// [`convert::diagnostic`] makes them.
    ///
    /// # Errors
    ///
    /// None that memory does not know.
    pub fn write(
        &mut self,
        out: &mut Vec<u8>,
        findings: &[Found],
        positions: &mut Positions,
        version: i32,
        parts: DiagnosticParts,
    ) -> io::Result<()> {
        let mut old = std::mem::take(&mut self.0).into_iter();
        self.0.reserve_exact(findings.len());
        for (index, found) in findings.iter().enumerate() {
            let same = |(finding, _): &(Arc<Finding>, Form)| Arc::ptr_eq(finding, &found.finding);
            let kept = old.as_slice().iter().position(same);
            let form = match kept.and_then(|at| old.nth(at)) {
                Some((_, form)) => form,
                None => Form::of(found, positions, parts)?,
            };
            if index > 0 {
                out.push(b',');
            }
            form.fill(out, found.line, version)?;
            self.0.push((found.finding.clone(), form));
        }
        Ok(())
    }
}

/// A diagnostic without what may change while its block does not.
#[derive(Debug, Default)]
struct Form {
    text: Vec<u8>,
    /// What is left out, and before which byte of the text.
    blanks: Vec<(usize, Blank)>,
}

/// What is left out of a diagnostic.
#[derive(Debug, Clone, Copy)]
enum Blank {
    /// The line that is so many lines behind the first one of the block.
    Line(usize),
    /// Version of the document.
    Version,
}

impl Form {
    fn of(found: &Found, positions: &mut Positions, parts: DiagnosticParts) -> io::Result<Self> {
        let finding = found.in_text();
        let mut writer = Writer {
            form: Self::default(),
            positions,
            line: found.line,
        };
        writer.push_diagnostic(&finding, parts)?;
        let mut form = writer.form;
        form.text.shrink_to_fit();
        form.blanks.shrink_to_fit();
        Ok(form)
    }

    /// Writes the diagnostic of a block whose first line is given.
    fn fill(&self, out: &mut Vec<u8>, line: usize, version: i32) -> io::Result<()> {
        let mut from = 0;
        for (at, blank) in &self.blanks {
            out.extend_from_slice(&self.text[from..*at]);
            from = *at;
            match blank {
                Blank::Line(behind) => serde_json::to_writer(&mut *out, &(line + behind))?,
                Blank::Version => serde_json::to_writer(&mut *out, &version)?,
            }
        }
        out.extend_from_slice(&self.text[from..]);
        Ok(())
    }
}

/// Writes a form. What it puts between quotes as it is needs no escapes: the program itself gives these
/// names.
struct Writer<'p, 'r> {
    form: Form,
    positions: &'p mut Positions<'r>,
    /// The first line of the block.
    line: usize,
}

impl Writer<'_, '_> {
    fn push(&mut self, text: &str) {
        self.form.text.extend_from_slice(text.as_bytes());
    }

    fn push_value(&mut self, value: &impl Serialize) -> io::Result<()> {
        Ok(serde_json::to_writer(&mut self.form.text, value)?)
    }

    fn leave(&mut self, blank: Blank) {
        self.form.blanks.push((self.form.text.len(), blank));
    }

    fn push_diagnostic(&mut self, finding: &Finding, parts: DiagnosticParts) -> io::Result<()> {
        self.push(r#"{"range":"#);
        self.push_range(&finding.range)?;
        self.push(r#","source":""#);
        self.push(SOURCE);
        self.push(r#"","code":""#);
        self.push(finding.code);
        if parts.code_description {
            self.push(r#"","codeDescription":{"href":""#);
            self.push(&convert::page_of(finding));
            self.push(r#""}"#);
        } else {
            self.push("\"");
        }
        self.push(r#","severity":"#);
        self.push_value(&convert::severity(finding.severity))?;
        self.push(r#","message":"#);
        self.push_value(&finding.message)?;
        if parts.data {
            self.push(r#","data":"#);
            self.push_data(finding)?;
        }
        self.push("}");
        Ok(())
    }

    /// What [`convert::Data`] says.
    fn push_data(&mut self, finding: &Finding) -> io::Result<()> {
        self.push(r#"{"version":"#);
        self.leave(Blank::Version);
        self.push(r#","fixes":["#);
        for (index, fix) in finding.fixes.iter().enumerate() {
            self.push(if index > 0 { "," } else { "" });
            self.push_fix(fix)?;
        }
        self.push("]");
        if let Some(later) = &finding.later {
            self.push(r#","later":"#);
            self.push_value(later)?;
        }
        self.push("}");
        Ok(())
    }

    /// What [`convert::DataFix`] says.
    fn push_fix(&mut self, fix: &Fix) -> io::Result<()> {
        self.push(r#"{"title":"#);
        self.push_value(&fix.title)?;
        self.push(r#","preferred":"#);
        self.push_value(&fix.preferred)?;
        self.push(r#","edits":["#);
        for (index, edit) in fix.edits.iter().enumerate() {
            self.push(if index > 0 { "," } else { "" });
            self.push(r#"{"range":"#);
            self.push_range(&edit.range)?;
            self.push(r#","newText":"#);
            self.push_value(&edit.text)?;
            self.push("}");
        }
        self.push("]}");
        Ok(())
    }

    fn push_range(&mut self, range: &Range<usize>) -> io::Result<()> {
        let Range { start, end } = self.positions.of_range(range);
        for (name, position) in [(r#"{"start":"#, start), (r#","end":"#, end)] {
            self.push(name);
            self.push(r#"{"line":"#);
            self.leave(Blank::Line(position.line - self.line));
            self.push(r#","character":"#);
            self.push_value(&position.character)?;
            self.push("}");
        }
        self.push("}");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Language, load};
    use crate::engine::Session;
    use crate::letter::Format;
    use crate::surroundings::Nowhere;
    use crate::text::{Edit, PositionEncoding};
    use serde_json::Value;

    const LETTER: &str = "Subject: x\n\nПривет!\n\nОплата по договорру  прошла , ок.\n\n\
        Пришлите инфу 👍 срочно!!!\nОплата  по договорру.\n";

    /// What is typed, and at which line.
    const EDITS: [(usize, &str); 8] = [
        (0, ""),
        (4, "я"),
        (4, "\n\n"),
        (2, "Добрый день! 👍"),
        (8, "превет "),
        (0, "To: a@b.example\n"),
        (9, "инфа \r\n"),
        (6, "ю"),
    ];

    #[test]
    fn what_is_written_is_what_the_types_of_lsp_say() {
        let all = DiagnosticParts {
            code_description: true,
            data: true,
        };
        let config = load(&[]).expect("valid");
        for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16] {
            for parts in [all, DiagnosticParts::default()] {
                let language = Language::Russian;
                let mut session = Session::new(LETTER, Format::Draft, config.clone(), language);
                let mut written = Written::default();
                for (version, (line, typed)) in (-1..).zip(EDITS) {
                    let at = session.text().line_to_byte(line);
                    session.edit(&Edit::insert(at, typed));
                    let (findings, _) = session.worst(&Nowhere, 100);
                    assert!(findings.len() > 3, "{findings:?}");
                    let mut positions = Positions::new(encoding, session.text());
                    let mut out = b"[".to_vec();
                    written
                        .write(&mut out, &findings, &mut positions, version, parts)
                        .expect("memory");
                    out.push(b']');
                    let out: Value = serde_json::from_slice(&out).expect("JSON");
                    let found = findings.iter().map(Found::in_text);
                    let typed: Vec<_> = found
                        .map(|found| convert::diagnostic(&mut positions, &found, version, parts))
                        .collect();
                    assert_eq!(serde_json::to_value(typed).expect("JSON"), out);
                }
            }
        }
    }
}
