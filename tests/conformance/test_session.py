"""One session, from `initialize` to `exit`, as the client of pytest-lsp sees it."""

import os

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

LETTER = """To: Иван Петров <ivan@client.example>
Subject: Акт 👍 5

Добрый день!

Жду инфу и договорр.

С уважением,
Анна
"""


@pytest_lsp.fixture(
    params=["visual-studio-code", "neovim"],
    config=ClientServerConfig(server_command=[os.environ["PROGRAM"], "--stdio"]),
)
async def client(request, lsp_client: LanguageClient, tmp_path_factory):
    folder = tmp_path_factory.mktemp("letters")
    (folder / "a.mail").write_text(LETTER, encoding="utf-8")

    # What editors of these capabilities answer and this client does not know.
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: None)

    params = types.InitializeParams(
        capabilities=client_capabilities(request.param),
        locale="en",
        workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="letters")],
    )
    result = await lsp_client.initialize_session(params)
    assert result.server_info.name == "letter-ls"
    lsp_client.provided = result.capabilities
    lsp_client.letter = (folder / "a.mail").as_uri()
    yield
    await lsp_client.shutdown_session()


def open_letter(client: LanguageClient, text=LETTER):
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(
                uri=client.letter, language_id="mail", version=1, text=text
            )
        )
    )
    return types.TextDocumentIdentifier(uri=client.letter)


async def diagnostics(client: LanguageClient, version=1):
    """The diagnostics of this version of the letter, pulled where the server offers it, else as they
    were pushed: once more, too, when the settings have come."""
    if client.provided.diagnostic_provider:
        report = await client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(
                types.TextDocumentIdentifier(uri=client.letter)
            )
        )
        return report.items
    while True:
        published = await client.wait_for_notification(
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        )
        if published.uri == client.letter and published.version == version:
            return published.diagnostics


@pytest.mark.asyncio
async def test_a_letter_is_opened_changed_and_mended(client: LanguageClient):
    document = open_letter(client)
    found = await diagnostics(client)
    codes = [diagnostic.code for diagnostic in found]
    assert "tone-informal" in codes and "spelling" in codes

    informal = next(each for each in found if each.code == "tone-informal")
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=document,
            range=informal.range,
            context=types.CodeActionContext(diagnostics=[informal]),
        )
    )
    assert actions[0].title == "Replace by “информацию”"
    if client.provided.code_action_provider.resolve_provider and not actions[0].edit:
        actions[0] = await client.code_action_resolve_async(actions[0])
    edit = actions[0].edit
    changes = edit.changes[client.letter] if edit.changes else edit.document_changes[0].edits
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(
                uri=client.letter, version=2
            ),
            content_changes=[
                types.TextDocumentContentChangePartial(
                    range=change.range, text=change.new_text
                )
                for change in changes
            ],
        )
    )
    found = await diagnostics(client, version=2)
    assert "tone-informal" not in [diagnostic.code for diagnostic in found]

    misspelled = next(each for each in found if each.code == "spelling")
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=document,
            range=misspelled.range,
            context=types.CodeActionContext(diagnostics=[misspelled]),
        )
    )
    assert any("договор" in action.title for action in actions)
    client.text_document_did_close(types.DidCloseTextDocumentParams(document))


@pytest.mark.asyncio
async def test_everything_that_is_advertised_is_answered(client: LanguageClient):
    document = open_letter(client)
    provided = client.provided
    found = await diagnostics(client)
    informal = next(each for each in found if each.code == "tone-informal")
    at = informal.range.start
    hover = await client.text_document_hover_async(types.HoverParams(document, at))
    assert "tone-informal" in str(hover.contents)
    completion = await client.text_document_completion_async(
        types.CompletionParams(document, types.Position(line=0, character=2))
    )
    assert completion is None or isinstance(completion, (list, types.CompletionList))
    if provided.document_symbol_provider:
        symbols = await client.text_document_document_symbol_async(
            types.DocumentSymbolParams(document)
        )
        assert symbols
    if provided.folding_range_provider:
        assert await client.text_document_folding_range_async(
            types.FoldingRangeParams(document)
        )
    if provided.document_link_provider:
        await client.text_document_document_link_async(
            types.DocumentLinkParams(document)
        )
    if provided.selection_range_provider:
        ranges = await client.text_document_selection_range_async(
            types.SelectionRangeParams(document, [at])
        )
        assert len(ranges) == 1
    if provided.document_formatting_provider:
        await client.text_document_formatting_async(
            types.DocumentFormattingParams(
                document, types.FormattingOptions(tab_size=4, insert_spaces=True)
            )
        )
    report = await client.workspace_diagnostic_async(
        types.WorkspaceDiagnosticParams(previous_result_ids=[])
    )
    assert [item.uri for item in report.items] == [client.letter]
    await client.workspace_execute_command_async(
        types.ExecuteCommandParams(
            command="letter-ls.addWord", arguments=["договорр", "letter", client.letter]
        )
    )
    if provided.diagnostic_provider:
        found = await diagnostics(client)
        assert "spelling" not in [diagnostic.code for diagnostic in found]
    client.text_document_did_close(types.DidCloseTextDocumentParams(document))
