//! What the client can do, read once, and what the server offers it.

use tower_lsp::ls_types::{
    ClientCapabilities, CodeActionOptions, CodeActionProviderCapability, DiagnosticOptions,
    DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, MarkupKind, OneOf, SaveOptions,
    SelectionRangeProviderCapability, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::command::Command;
use super::{action, completion, convert};
use crate::text::PositionEncoding;

/// What the client can do, where it matters. What a client does not say it can't.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether hovers may be Markdown.
    pub markdown_hover: bool,
    /// Whether completions may be snippets.
    pub snippets: bool,
    /// Whether the client shows the progress of work in the background.
    pub progress: bool,
    /// Whether the client gives its settings when asked.
    pub configuration: bool,
    /// Whether diagnostics are pulled and never pushed.
    pub pull_diagnostics: bool,
    /// Whether the client takes diagnostics that are pushed.
    pub push_diagnostics: bool,
    /// What the client takes of a diagnostic.
    pub diagnostic: DiagnosticParts,
    /// Whether the client can be told to pull all diagnostics again.
    pub diagnostic_refresh: bool,
    /// Whether the report about one document may hold reports about others.
    pub related_documents: bool,
    /// Whether the client can be asked to tell of files that change.
    pub watched_files: bool,
    /// Whether the edit of a code action may be worked out when it is chosen.
    pub lazy_actions: bool,
    /// Whether the client can be asked to show a file.
    pub show_document: bool,
    /// Whether the client applies edits that the server asks for.
    pub apply_edit: bool,
    /// Whether symbols may be a tree.
    pub symbol_tree: bool,
    /// How many folding ranges the client wants at most.
    pub most_folds: Option<u32>,
}

/// The parts of a diagnostic that not every client makes something of. One that tells of its diagnostics
/// but not of these is spared them: with many findings they are most of what is sent at each keystroke.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DiagnosticParts {
    /// `codeDescription`: the page of the rule.
    pub code_description: bool,
    /// `data`: the fixes, which the client sends back when it asks for code actions.
    pub data: bool,
}

impl Capabilities {
    /// Reads what a client says of itself.
    pub fn of(client: &ClientCapabilities) -> Self {
        let workspace = client.workspace.as_ref();
        let document = client.text_document.as_ref();
        let window = client.window.as_ref();
        let hover = document.and_then(|document| document.hover.as_ref());
        let formats = hover.and_then(|hover| hover.content_format.as_deref());
        let item = document
            .and_then(|document| document.completion.as_ref())
            .and_then(|completion| completion.completion_item.as_ref());
        let watching = workspace.and_then(|workspace| workspace.did_change_watched_files);
        let symbols = document.and_then(|document| document.document_symbol.as_ref());
        let folding = document.and_then(|document| document.folding_range.as_ref());
        let pull = document.and_then(|document| document.diagnostic.as_ref());
        let refresh = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        let diagnostic_refresh = said(refresh.and_then(|refresh| refresh.refresh_support));
        let publish = document.and_then(|document| document.publish_diagnostics.as_ref());
        let pushable = publish.is_some();
        let diagnostic = DiagnosticParts {
            code_description: publish.is_none_or(|publish| said(publish.code_description_support)),
            data: publish.is_none_or(|publish| said(publish.data_support)),
        };
        let showing = window.and_then(|window| window.show_document.as_ref());
        Self {
            lazy_actions: document
                .and_then(|document| document.code_action.as_ref())
                .is_some_and(|action| {
                    let lazy = action.resolve_support.as_ref();
                    said(action.data_support)
                        && lazy
                            .is_some_and(|lazy| lazy.properties.iter().any(|name| name == "edit"))
                }),
            show_document: showing.is_some_and(|showing| showing.support),
            apply_edit: said(workspace.and_then(|workspace| workspace.apply_edit)),
            symbol_tree: said(
                symbols.and_then(|symbols| symbols.hierarchical_document_symbol_support),
            ),
            most_folds: folding.and_then(|folding| folding.range_limit),
            pull_diagnostics: pull.is_some() && (diagnostic_refresh || !pushable),
            push_diagnostics: pushable,
            diagnostic,
            diagnostic_refresh,
            related_documents: said(pull.and_then(|pull| pull.related_document_support)),
            markdown_hover: formats.is_some_and(|formats| formats.contains(&MarkupKind::Markdown)),
            snippets: said(item.and_then(|item| item.snippet_support)),
            progress: said(window.and_then(|window| window.work_done_progress)),
            configuration: said(workspace.and_then(|workspace| workspace.configuration)),
            watched_files: said(watching.and_then(|watching| watching.dynamic_registration)),
        }
    }
}

fn said(capability: Option<bool>) -> bool {
    capability.unwrap_or_default()
}

/// What the server offers to a client.
pub fn server_capabilities(
    client: &Capabilities,
    encoding: PositionEncoding,
) -> ServerCapabilities {
    let pull = DiagnosticOptions {
        identifier: Some(convert::SOURCE.to_owned()),
        inter_file_dependencies: false,
        workspace_diagnostics: true,
        work_done_progress_options: WorkDoneProgressOptions {
            work_done_progress: Some(true),
        },
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    ServerCapabilities {
        // Where it is not announced, no client pulls what it is sent anyway.
        diagnostic_provider: client
            .pull_diagnostics
            .then_some(DiagnosticServerCapabilities::Options(pull)),
        position_encoding: Some(convert::encoding_kind(encoding)),
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions {
                    include_text: Some(false),
                })),
                ..TextDocumentSyncOptions::default()
            },
        )),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: Command::names(),
            ..ExecuteCommandOptions::default()
        }),
        completion_provider: Some(completion::options()),
        document_symbol_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(action::kinds()),
            resolve_provider: Some(true),
            ..CodeActionOptions::default()
        })),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
