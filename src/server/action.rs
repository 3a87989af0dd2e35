//! `textDocument/codeAction`: quick fixes from what the diagnostics carry, and mending all that is
//! safe at once.

use ropey::Rope;
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionTriggerKind,
    Diagnostic, NumberOrString, Range, TextEdit, Uri,
};

use super::capabilities::Capabilities;
use super::command::{self, Scope};
use super::convert::{self, Data, DataFix};
use super::document::Document;
use super::state::State;
use crate::config::Language;
use crate::mending;
use crate::rules::{Later, spelling};
use crate::surroundings::Clock;
use crate::text::{Edit, PositionEncoding, Positions};

/// The kinds of code actions on offer: the list that is advertised, and what is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    QuickFix,
    Rewrite,
    FixAll,
}

impl Kind {
    const ALL: [Self; 3] = [Self::QuickFix, Self::Rewrite, Self::FixAll];

    fn as_lsp(self) -> CodeActionKind {
        match self {
            Self::QuickFix => CodeActionKind::QUICKFIX,
            Self::Rewrite => CodeActionKind::REFACTOR_REWRITE,
            Self::FixAll => CodeActionKind::new("source.fixAll.letter-ls"),
        }
    }

    /// Whether a client that asks for `only` wants this kind: kinds are trees, written with dots.
    fn is_wanted(self, only: Option<&[CodeActionKind]>) -> bool {
        let kind = self.as_lsp();
        let own = kind.as_str();
        only.is_none_or(|only| {
            only.iter().any(|wanted| {
                let wanted = wanted.as_str();
                wanted.is_empty()
                    || own == wanted
                    || own
                        .strip_prefix(wanted)
                        .is_some_and(|rest| rest.starts_with('.'))
            })
        })
    }
}

/// The kinds that the server advertises.
pub fn kinds() -> Vec<CodeActionKind> {
    Kind::ALL.map(Kind::as_lsp).to_vec()
}

/// Answers a request for code actions.
pub fn actions(state: &mut State, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let uri = &params.text_document.uri;
    let (encoding, clock, client) = (state.encoding, state.clock, state.client);
    let Some(document) = state.document(uri) else {
        return Vec::new();
    };
    let only = params.context.only.as_deref();
    // A client that asks unasked, as at each move of the cursor, shows what is wrong there.
    let unasked = params.context.trigger_kind == Some(CodeActionTriggerKind::AUTOMATIC);
    let larger = !unasked || only.is_some();
    let mut actions = Vec::new();
    if Kind::QuickFix.is_wanted(only) {
        actions.extend(quick_fixes(document, params, encoding, clock, &client));
    }
    if Kind::Rewrite.is_wanted(only) && larger {
        actions.extend(rewrites(document, params, encoding, clock));
    }
    if Kind::FixAll.is_wanted(only) && larger {
        actions.extend(fix_all(document, uri, encoding, clock));
    }
    actions
        .into_iter()
        .map(CodeActionOrCommand::CodeAction)
        .collect()
}

/// Quick fixes for the diagnostics that the client names: first the fixes, then what makes the program
/// silent about them.
fn quick_fixes(
    document: &mut Document,
    params: &CodeActionParams,
    encoding: PositionEncoding,
    clock: Clock,
    client: &Capabilities,
) -> Vec<CodeAction> {
    let uri = &params.text_document.uri;
    let lazy = client.lazy_actions;
    let own = |diagnostic: &&Diagnostic| diagnostic.source.as_deref() == Some(convert::SOURCE);
    let given: Vec<(Diagnostic, Data)> = params
        .context
        .diagnostics
        .iter()
        .filter(own)
        .filter_map(|diagnostic| Some((diagnostic.clone(), data(diagnostic, document.version)?)))
        .collect();
    let known = if given.is_empty() {
        at_range(document, params, encoding, clock, client)
    } else {
        given
    };
    let language = document.session.messages();
    let version = document.version;
    let put_off = |diagnostic: &Diagnostic, title: String, later: &Later| CodeAction {
        data: serde_json::to_value(PutOff {
            uri: uri.clone(),
            version,
            range: diagnostic.range,
            later: later.clone(),
        })
        .ok(),
        ..action(Kind::QuickFix, title, diagnostic, true)
    };
    let mut sought = 0;
    let mut fixes = Vec::new();
    let mut silencers = Vec::new();
    for (diagnostic, data) in known {
        for fix in data.fixes {
            fixes.push(quick_fix(uri, &diagnostic, fix));
        }
        if let Some(later @ Later::Corrections(word)) = &data.later {
            sought += 1;
            let replacements = match sought <= MOST_SOUGHT {
                true => spelling::replacements(word, document.session.config()),
                false => Vec::new(),
            };
            if lazy && sought > MOST_SOUGHT {
                fixes.push(put_off(&diagnostic, correct_title(word, language), later));
            }
            for (place, right) in replacements.into_iter().enumerate() {
                let fix = DataFix {
                    title: spelling::title(&right, language),
                    preferred: place == 0,
                    edits: vec![TextEdit::new(diagnostic.range, right)],
                };
                fixes.push(quick_fix(uri, &diagnostic, fix));
            }
            let scopes = Scope::ALL.map(|scope| command::add_word(word, scope, uri, language));
            silencers.extend(scopes.map(|command| (diagnostic.clone(), command)));
        }
        if let Some(later @ Later::History) = &data.later {
            let title = restore_title(language).to_owned();
            match lazy {
                true => fixes.push(put_off(&diagnostic, title, later)),
                false => fixes.extend(document.session.restored_history().map(|edit| {
                    let fix = DataFix {
                        title,
                        preferred: true,
                        edits: text_edits(document.session.text(), vec![edit], encoding),
                    };
                    quick_fix(uri, &diagnostic, fix)
                })),
            }
        }
        let disable = command::disable_rule(code(&diagnostic), uri, language);
        let offered = silencers.iter().any(|(_, other)| *other == disable);
        if convert::file_path(uri).is_some() && !offered {
            silencers.push((diagnostic, disable));
        }
    }
    let silencers = silencers
        .into_iter()
        .map(|(diagnostic, command)| CodeAction {
            command: Some(command.clone()),
            is_preferred: None,
            ..action(Kind::QuickFix, command.title, &diagnostic, false)
        });
    fixes.extend(silencers);
    fixes
}

/// Corrections of so many words are sought before a menu is shown; each may cost milliseconds.
const MOST_SOUGHT: usize = 3;

/// An action whose edit is worked out when it is chosen.
#[derive(Debug, Serialize, Deserialize)]
struct PutOff {
    uri: Uri,
    /// Version of the document that it is for.
    version: i32,
    /// What its diagnostic marks.
    range: Range,
    later: Later,
}

/// Answers `codeAction/resolve`: works out the edit of an action that was put off. For a text that has
/// changed since there is none.
pub fn resolve(state: &mut State, mut action: CodeAction) -> CodeAction {
    let encoding = state.encoding;
    let Some(Ok(put_off)) = action.data.clone().map(serde_json::from_value::<PutOff>) else {
        return action;
    };
    let document = state.document(&put_off.uri);
    let Some(document) = document.filter(|document| document.version == put_off.version) else {
        return action;
    };
    let session = &document.session;
    let edits = match put_off.later {
        Later::Corrections(word) => spelling::replacements(&word, session.config())
            .into_iter()
            .take(1)
            .map(|right| TextEdit::new(put_off.range, right))
            .collect(),
        Later::History => {
            let restored = session.restored_history().into_iter().collect();
            text_edits(session.text(), restored, encoding)
        }
    };
    action.edit = (!edits.is_empty()).then(|| convert::workspace_edit(&put_off.uri, edits));
    action
}

fn correct_title(word: &str, language: Language) -> String {
    match language {
        Language::Russian => format!("Исправить «{word}»"),
        Language::English => format!("Correct “{word}”"),
    }
}

fn restore_title(language: Language) -> &'static str {
    match language {
        Language::Russian => "Вернуть удалённую историю переписки",
        Language::English => "Restore the deleted history",
    }
}

/// What a diagnostic carries, if it is for the current text.
fn data(diagnostic: &Diagnostic, version: i32) -> Option<Data> {
    let data: Data = serde_json::from_value(diagnostic.data.clone()?).ok()?;
    (data.version == version).then_some(data)
}

/// The diagnostics at a range, for clients that do not send back what diagnostics carry.
fn at_range(
    document: &mut Document,
    params: &CodeActionParams,
    encoding: PositionEncoding,
    clock: Clock,
    client: &Capabilities,
) -> Vec<(Diagnostic, Data)> {
    let parts = client.diagnostic;
    let version = document.version;
    let findings = document.findings(clock);
    let text = document.session.text();
    let asked = convert::byte_range(text, params.range, encoding);
    let mut positions = Positions::new(encoding, text);
    findings
        .iter()
        .filter(|finding| finding.range.start <= asked.end && asked.start <= finding.range.end)
        .map(|finding| {
            let diagnostic = convert::diagnostic(&mut positions, finding, version, parts);
            (diagnostic, convert::data(&mut positions, finding, version))
        })
        .collect()
}

fn quick_fix(uri: &Uri, diagnostic: &Diagnostic, fix: DataFix) -> CodeAction {
    CodeAction {
        edit: Some(convert::workspace_edit(uri, fix.edits)),
        ..action(Kind::QuickFix, fix.title, diagnostic, fix.preferred)
    }
}

/// An action on a diagnostic that does nothing yet.
fn action(kind: Kind, title: String, diagnostic: &Diagnostic, preferred: bool) -> CodeAction {
    CodeAction {
        title,
        kind: Some(kind.as_lsp()),
        diagnostics: Some(vec![diagnostic.clone()]),
        is_preferred: Some(preferred),
        ..CodeAction::default()
    }
}

/// The code of a diagnostic of ours.
fn code(diagnostic: &Diagnostic) -> &str {
    match &diagnostic.code {
        Some(NumberOrString::String(code)) => code,
        _ => "",
    }
}

/// The refactorings on offer for the selection.
fn rewrites(
    document: &mut Document,
    params: &CodeActionParams,
    encoding: PositionEncoding,
    clock: Clock,
) -> Vec<CodeAction> {
    let uri = &params.text_document.uri;
    let language = document.session.messages();
    let selection = convert::byte_range(document.session.text(), params.range, encoding);
    let surroundings = document.surroundings(clock);
    let found = document.session.rewrites(&surroundings, &selection);
    let restored = document.session.restored_history();
    let text = document.session.text();
    let action = |title: &str, edits: Vec<Edit>| CodeAction {
        title: title.to_owned(),
        kind: Some(Kind::Rewrite.as_lsp()),
        edit: Some(convert::workspace_edit(
            uri,
            text_edits(text, edits, encoding),
        )),
        ..CodeAction::default()
    };
    let mut actions: Vec<CodeAction> = found
        .into_iter()
        .map(|rewrite| action(rewrite.title.get(language), rewrite.edits))
        .collect();
    actions.extend(restored.map(|edit| action(restore_title(language), vec![edit])));
    actions
}

fn text_edits(text: &Rope, edits: Vec<Edit>, encoding: PositionEncoding) -> Vec<TextEdit> {
    edits
        .into_iter()
        .map(|edit| TextEdit::new(convert::lsp_range(text, &edit.range, encoding), edit.text))
        .collect()
}

fn fix_all(
    document: &mut Document,
    uri: &Uri,
    encoding: PositionEncoding,
    clock: Clock,
) -> Option<CodeAction> {
    let surroundings = document.surroundings(clock);
    let edits = mending::all_safe(&document.session, &surroundings);
    if edits.is_empty() {
        return None;
    }
    let text = document.session.text();
    let edits = text_edits(text, edits, encoding);
    let title = match document.session.messages() {
        Language::Russian => "Исправить всё, что можно исправить без вопросов",
        Language::English => "Fix all that is safe to fix",
    };
    Some(CodeAction {
        title: title.to_owned(),
        kind: Some(Kind::FixAll.as_lsp()),
        edit: Some(convert::workspace_edit(uri, edits)),
        ..CodeAction::default()
    })
}
