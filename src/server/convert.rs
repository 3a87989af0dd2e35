//! Between the program's terms and those of LSP. The only place that knows both.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::PathBuf;

use ropey::Rope;
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticSeverity, NumberOrString, Position as LspPosition,
    PositionEncodingKind, Range as LspRange, TextEdit, Uri, WorkspaceEdit,
};

use super::capabilities::DiagnosticParts;
use crate::config::Language;
use crate::rules::{Finding, Fix, Later, Severity};
use crate::text::{Edit, Position, PositionEncoding, Positions};

/// Name of the server in diagnostics.
pub const SOURCE: &str = "letter-ls";

/// Where the catalogue of rules can be read.
const CATALOGUE: &str = "https://docs.rs/crate/letter-ls/latest/source/docs/rules.md";

/// What a diagnostic carries for the code actions on it.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct Data {
    /// Version of the document that the edits are for.
    pub version: i32,
    /// Ways to mend the finding.
    pub fixes: Vec<DataFix>,
    /// What is sought only when code actions are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Later>,
}

/// A fix in terms of LSP.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq)]
pub struct DataFix {
    /// What the menu shows.
    pub title: String,
    /// Whether it is the one to take.
    pub preferred: bool,
    /// The edits to make.
    pub edits: Vec<TextEdit>,
}

/// The path of a document that is a file; `None` for one that is not saved, or that an editor makes up
/// from elsewhere, such as an older version in a repository.
pub fn file_path(uri: &Uri) -> Option<PathBuf> {
    let file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    let path = file.then(|| uri.to_file_path()).flatten();
    path.map(Cow::into_owned)
}

/// A position of the client.
pub fn position(position: LspPosition) -> Position {
    Position::new(position.line as usize, position.character as usize)
}

/// A byte range of a text as the client counts.
pub fn lsp_range(
    rope: &Rope,
    range: &std::ops::Range<usize>,
    encoding: PositionEncoding,
) -> LspRange {
    lsp_positions(encoding.positions(rope, range))
}

fn lsp_positions(range: std::ops::Range<Position>) -> LspRange {
    LspRange::new(lsp_position(range.start), lsp_position(range.end))
}

fn lsp_position(position: Position) -> LspPosition {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    LspPosition::new(narrow(position.line), narrow(position.character))
}

/// A range of the client as bytes of a text.
pub fn byte_range(
    rope: &Rope,
    range: LspRange,
    encoding: PositionEncoding,
) -> std::ops::Range<usize> {
    encoding.range(rope, position(range.start), position(range.end))
}

/// The encoding that both sides know, the cheapest for us first.
pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> PositionEncoding {
    let offers = |kind| offered.is_some_and(|kinds| kinds.contains(&kind));
    if offers(PositionEncodingKind::UTF8) {
        PositionEncoding::Utf8
    } else if offers(PositionEncodingKind::UTF32) && !offers(PositionEncodingKind::UTF16) {
        PositionEncoding::Utf32
    } else {
        PositionEncoding::Utf16
    }
}

/// The protocol's name of an encoding.
pub fn encoding_kind(encoding: PositionEncoding) -> PositionEncodingKind {
    match encoding {
        PositionEncoding::Utf8 => PositionEncodingKind::UTF8,
        PositionEncoding::Utf16 => PositionEncodingKind::UTF16,
        PositionEncoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

/// Says on the first line that not all findings are shown; nothing where they are.
pub fn left_out(more: usize, language: Language) -> Option<Diagnostic> {
    (more > 0).then(|| Diagnostic {
        severity: Some(DiagnosticSeverity::INFORMATION),
        source: Some(SOURCE.to_owned()),
        message: match language {
            Language::Russian => {
                format!("Ещё замечаний: {more}. Они появятся, когда будут исправлены эти.")
            }
            Language::English => {
                format!("{more} more findings. They will be shown as these are mended.")
            }
        },
        ..Diagnostic::default()
    })
}

/// A finding as a diagnostic.
pub fn diagnostic(
    positions: &mut Positions,
    finding: &Finding,
    version: i32,
    parts: DiagnosticParts,
) -> Diagnostic {
    let range = lsp_positions(positions.of_range(&finding.range));
    let data = || serde_json::to_value(data(positions, finding, version)).ok();
    let page = || page_of(finding).parse::<Uri>().ok();
    Diagnostic {
        range,
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.code.to_owned())),
        code_description: (parts.code_description.then(page).flatten())
            .map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        data: parts.data.then(data).flatten(),
        ..Diagnostic::default()
    }
}

/// The page of a finding's rule.
pub fn page_of(finding: &Finding) -> String {
    format!("{CATALOGUE}#{}", finding.code)
}

/// What a diagnostic carries.
pub fn data(positions: &mut Positions, finding: &Finding, version: i32) -> Data {
    let fixes = finding.fixes.iter();
    Data {
        version,
        fixes: fixes.map(|fix| data_fix(positions, fix)).collect(),
        later: finding.later.clone(),
    }
}

fn data_fix(positions: &mut Positions, fix: &Fix) -> DataFix {
    let mut edit = |edit: &Edit| {
        let range = lsp_positions(positions.of_range(&edit.range));
        TextEdit::new(range, edit.text.clone())
    };
    DataFix {
        title: fix.title.clone(),
        preferred: fix.preferred,
        edits: fix.edits.iter().map(&mut edit).collect(),
    }
}

/// A severity in the terms of LSP.
pub fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

/// Edits of one document.
#[allow(
    clippy::mutable_key_type,
    reason = "LSP's own type for edits by document"
)]
pub fn workspace_edit(uri: &Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit {
        changes: Some(HashMap::from([(uri.clone(), edits)])),
        ..WorkspaceEdit::default()
    }
}
