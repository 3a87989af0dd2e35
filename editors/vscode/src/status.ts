/** The number of findings of the letter in use, in the status bar. */

import * as vscode from 'vscode';

import { CLIENT_SECTION, isServed, LETTERS, type Server } from './server';

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'findings',
    vscode.StatusBarAlignment.Left,
  );
  private readonly listeners: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.item.name = vscode.l10n.t('Findings of the letter');
    this.listeners = [
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
      vscode.workspace.onDidOpenTextDocument(() => this.update()),
      vscode.languages.onDidChangeDiagnostics(() => this.update()),
      server.onDidChange(() => this.update()),
    ];
    this.update();
  }

  dispose(): void {
    this.item.dispose();
    this.listeners.forEach((listener) => listener.dispose());
  }

  private update(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isServed(document)) {
      this.item.hide();
      return;
    }
    const findings = vscode.languages
      .getDiagnostics(document.uri)
      .filter((finding) => finding.source === 'letter-ls');
    // Most Markdown is no letter.
    if (!LETTERS.includes(document.languageId) && findings.length === 0) {
      this.item.hide();
      return;
    }
    if (this.server.isRunning) {
      this.count(findings);
    } else {
      this.item.text = '$(mail) $(warning)';
      this.item.tooltip = vscode.l10n.t('The server of letter-ls is not running. Show the output');
      this.item.command = `${CLIENT_SECTION}.showOutput`;
      this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
    }
    this.item.accessibilityInformation = { label: `${this.item.name}: ${this.item.tooltip}` };
    this.item.show();
  }

  private count(findings: vscode.Diagnostic[]): void {
    const { Error, Warning } = vscode.DiagnosticSeverity;
    const errors = findings.filter((finding) => finding.severity === Error).length;
    const warnings = findings.filter((finding) => finding.severity === Warning).length;
    this.item.text = findings.length ? `$(mail) ${findings.length}` : '$(mail) $(check)';
    this.item.tooltip = findings.length
      ? vscode.l10n.t(
          'Findings: {0}, errors among them: {1}, warnings: {2}. Show them',
          findings.length,
          errors,
          warnings,
        )
      : vscode.l10n.t('The letter has no findings');
    this.item.command = 'workbench.actions.view.problems';
    // With an error in it, a letter should not be sent.
    this.item.backgroundColor = errors
      ? new vscode.ThemeColor('statusBarItem.errorBackground')
      : undefined;
  }
}
