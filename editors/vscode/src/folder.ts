/** Checks all letters of a folder, open or not, with the server's `check` command. */

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

import * as vscode from 'vscode';

import { isServed, type Server } from './server';

/** A finding as `letter-ls check --format json` prints it. */
interface Finding {
  file: string;
  code: string;
  severity: 'error' | 'warning' | 'information' | 'hint';
  message: string;
  range: { start: Place; end: Place };
}

interface Place {
  line: number;
  character: number;
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export class FolderCheck {
  private readonly found = vscode.languages.createDiagnosticCollection('letter-ls');

  constructor(
    context: vscode.ExtensionContext,
    private readonly server: Server,
  ) {
    context.subscriptions.push(
      this.found,
      // From then on the server speaks about the letter.
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isServed(document)) {
          this.found.delete(document.uri);
        }
      }),
    );
  }

  /** Checks a folder; one that is not given is asked for. */
  async run(given?: vscode.Uri): Promise<void> {
    const folder = given ?? (await choose());
    if (!folder) {
      return;
    }
    const options: vscode.ProgressOptions = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking the letters in {0}', folder.fsPath),
      cancellable: true,
    };
    try {
      const findings = await vscode.window.withProgress(options, (_, token) =>
        this.check(folder.fsPath, token),
      );
      this.found.clear();
      if (!findings) {
        return;
      }
      const count = this.show(folder.fsPath, findings);
      void report(findings.length, count);
    } catch (problem) {
      const message = problem instanceof Error ? problem.message : String(problem);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('The folder could not be checked: {0}', message),
      );
    }
  }

  /** Runs the check; nothing where the user cancels it. */
  private check(folder: string, token: vscode.CancellationToken): Promise<Finding[] | undefined> {
    const language = vscode.env.language.startsWith('ru') ? 'ru' : 'en';
    const args = ['check', '--format', 'json', '--language', language, '.'];
    return new Promise((done, fail) => {
      const check = spawn(this.server.path, args, { cwd: folder });
      token.onCancellationRequested(() => check.kill());
      const output: Buffer[] = [];
      const problems: Buffer[] = [];
      check.stdout.on('data', (data: Buffer) => output.push(data));
      check.stderr.on('data', (data: Buffer) => problems.push(data));
      check.on('error', fail);
      check.on('close', () => {
        if (token.isCancellationRequested) {
          done(undefined);
          return;
        }
        try {
          done(JSON.parse(Buffer.concat(output).toString()));
        } catch (problem) {
          fail(new Error(Buffer.concat(problems).toString().trim() || String(problem)));
        }
      });
    });
  }

  /** Lists the findings; gives the number of letters that have some. */
  private show(folder: string, findings: Finding[]): number {
    const byFile = new Map<string, Finding[]>();
    for (const finding of findings) {
      const file = resolve(folder, finding.file);
      byFile.set(file, [...(byFile.get(file) ?? []), finding]);
    }
    const served = vscode.workspace.textDocuments.filter(isServed);
    const open = new Set(served.map((document) => document.uri.toString()));
    for (const [file, inFile] of byFile) {
      const uri = vscode.Uri.file(file);
      if (!open.has(uri.toString())) {
        this.found.set(uri, inFile.map(diagnostic));
      }
    }
    return byFile.size;
  }
}

function diagnostic({ code, severity, message, range }: Finding): vscode.Diagnostic {
  const { start, end } = range;
  const place = new vscode.Range(start.line, start.character, end.line, end.character);
  const made = new vscode.Diagnostic(place, message, SEVERITIES[severity]);
  made.source = 'letter-ls';
  made.code = code;
  return made;
}

/** The folder to check: the only one that is open, else one that the user names. */
async function choose(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) {
    return folders[0]?.uri;
  }
  if (folders.length > 1) {
    return (await vscode.window.showWorkspaceFolderPick())?.uri;
  }
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return chosen?.[0];
}

async function report(findings: number, letters: number): Promise<void> {
  if (findings === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing to mend was found.'));
    return;
  }
  const show = vscode.l10n.t('Show');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Findings: {0}, letters with findings: {1}.', findings, letters),
    show,
  );
  if (choice === show) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}
