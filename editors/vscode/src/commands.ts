/** The commands of the palette. What the server can do itself is asked of the server. */

import * as vscode from 'vscode';
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
} from 'vscode-languageclient/node';

import type { FolderCheck } from './folder';
import { offerCompletion } from './schema';
import { CLIENT_SECTION, isServed, type Server } from './server';

export function registerCommands(
  context: vscode.ExtensionContext,
  server: Server,
  folders: FolderCheck,
  log: vscode.LogOutputChannel,
): void {
  const commands: Record<string, (...args: never[]) => unknown> = {
    restart: () => server.restart(),
    showOutput: () => log.show(),
    newLetter: () => newLetter(server),
    checkFolder: (folder?: vscode.Uri) => folders.run(folder),
    addWord: () => addWord(server),
    restoreHistory: () => restoreHistory(server),
    openRules: () => openRules(context, server),
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(
      vscode.commands.registerCommand(`${CLIENT_SECTION}.${name}`, run),
    );
  }
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${CLIENT_SECTION}.path`)) {
        void server.restart();
      }
    }),
  );
}

/** Begins a letter: one of the templates that the server completes an empty letter to. */
async function newLetter(server: Server): Promise<void> {
  const client = await server.ready();
  // Not shown before a template is chosen, so that nothing is left when none is.
  const letter = await vscode.workspace.openTextDocument({ language: 'letter' });
  const answer = await client.sendRequest(CompletionRequest.type, {
    textDocument: { uri: client.code2ProtocolConverter.asUri(letter.uri) },
    position: { line: 0, character: 0 },
  });
  const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
  const templates = items.filter((item) => item.kind === CompletionItemKind.Snippet);
  const choice = await vscode.window.showQuickPick(
    templates.map((item) => ({
      label: item.detail ?? item.label,
      description: item.label,
      text: text(item),
    })),
    { placeHolder: vscode.l10n.t('What is the letter for?'), matchOnDescription: true },
  );
  if (choice) {
    const editor = await vscode.window.showTextDocument(letter);
    await editor.insertSnippet(new vscode.SnippetString(choice.text));
  }
}

function text(item: CompletionItem): string {
  return item.textEdit?.newText ?? item.insertText ?? item.label;
}

/** Adds what is selected, or the word at the cursor. */
async function addWord(server: Server): Promise<void> {
  const editor = activeLetter();
  if (!editor) {
    return;
  }
  const { document, selection } = editor;
  const range = selection.isEmpty
    ? document.getWordRangeAtPosition(selection.active)
    : selection;
  const word = range ? document.getText(range).trim() : '';
  if (!word || /\s/u.test(word)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Put the cursor on one word, then add it.'),
    );
    return;
  }
  const choice = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('To your own words'), scope: 'user' },
      { label: vscode.l10n.t('To the words of the project'), scope: 'project' },
      { label: vscode.l10n.t('Only in this letter, as long as it is open'), scope: 'letter' },
    ],
    { placeHolder: vscode.l10n.t('Where is “{0}” added?', word) },
  );
  if (choice) {
    await server.execute('letter-ls.addWord', word, choice.scope, document.uri.toString());
  }
}

async function restoreHistory(server: Server): Promise<void> {
  const editor = activeLetter();
  if (editor) {
    await server.execute('letter-ls.restoreHistory', editor.document.uri.toString());
  }
}

/** Opens the rules that hold for the letter in use, else for the first folder, else the user's own. */
async function openRules(context: vscode.ExtensionContext, server: Server): Promise<void> {
  const letter = vscode.window.activeTextEditor?.document;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const place =
    letter && isServed(letter)
      ? letter.uri
      : folder
        ? vscode.Uri.joinPath(folder, 'rules.toml')
        : vscode.Uri.parse('untitled:rules.toml');
  await server.execute('letter-ls.openRules', place.toString());
  await offerCompletion(context);
}

/** The editor with a letter in it that is in use; without one, the user is told. */
function activeLetter(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor && isServed(editor.document)) {
    return editor;
  }
  void vscode.window.showInformationMessage(vscode.l10n.t('Open a letter first.'));
  return undefined;
}
