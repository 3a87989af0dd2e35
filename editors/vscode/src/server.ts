/** The language server as a process: which program it is, its start and its end. */

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

import * as vscode from 'vscode';
import {
  type DocumentFilter,
  type LanguageClientOptions,
  type ServerOptions,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
} from 'vscode-languageclient/node';

/** Settings that the server gets: the same keys as in `rules.toml`. It refuses any other. */
export const SERVER_SECTION = 'letter-ls';
/** Settings and commands of this extension. */
export const CLIENT_SECTION = 'letterLs';

/** Languages that are letters for certain. */
export const LETTERS = ['letter', 'mail'];
/** The server is silent on Markdown that is no letter. */
export const LANGUAGES = [...LETTERS, 'markdown'];
/** Letters on disk and letters not yet saved; not the older versions that git shows. */
const SCHEMES = ['file', 'untitled'];

/** Whether the server is told of a document. */
export function isServed(document: vscode.TextDocument): boolean {
  return SCHEMES.includes(document.uri.scheme) && LANGUAGES.includes(document.languageId);
}

/** A client that leaves it to us to say that the server did not start. */
class QuietClient extends LanguageClient {
  private started = false;

  override async start(): Promise<void> {
    await super.start();
    this.started = true;
  }

  override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
    super.error(message, data, this.started ? showNotification : false);
  }
}

export class Server {
  private client: LanguageClient | undefined;
  /** Starts and stops one after the other, however fast they are asked for. */
  private queue: Promise<void> = Promise.resolve();
  private readonly change = new vscode.EventEmitter<void>();
  /** The server was started, stopped, or did not start. */
  readonly onDidChange = this.change.event;

  constructor(
    private readonly extensionPath: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get isRunning(): boolean {
    return this.client?.isRunning() ?? false;
  }

  /** The client of the running server. Where there is none, the user is told, and it throws. */
  async ready(): Promise<LanguageClient> {
    await this.queue;
    if (!this.client?.isRunning()) {
      void this.explain();
      throw new vscode.CancellationError();
    }
    return this.client;
  }

  /** Has the server carry out one of its commands. It tells the user itself what went wrong. */
  async execute(command: string, ...args: unknown[]): Promise<unknown> {
    const client = await this.ready();
    return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
  }

  restart(): Promise<void> {
    // Whatever went wrong with the old server is no reason not to start a new one.
    this.queue = this.queue
      .then(() => this.stop())
      .catch((problem: unknown) => this.log.warn(`stopping: ${problem}`))
      .then(() => this.start())
      .finally(() => this.change.fire());
    return this.queue;
  }

  async dispose(): Promise<void> {
    await this.queue;
    await this.stop();
  }

  /** The server to start: what the setting says, else the bundled one, else the one on PATH. */
  get path(): string {
    const set = vscode.workspace.getConfiguration(CLIENT_SECTION).get<string>('path')?.trim();
    if (set) {
      return set.startsWith('~/') ? join(homedir(), set.slice(2)) : set;
    }
    const name = process.platform === 'win32' ? 'letter-ls.exe' : 'letter-ls';
    const bundled = join(this.extensionPath, 'server', name);
    return existsSync(bundled) ? bundled : 'letter-ls';
  }

  private async stop(): Promise<void> {
    const old = this.client;
    this.client = undefined;
    // One that did not start has nothing to stop, and says so loudly when asked to.
    if (old?.isRunning()) {
      await old.dispose();
    }
  }

  private async start(): Promise<void> {
    const server: ServerOptions = { command: this.path, args: ['serve'] };
    const options: LanguageClientOptions = {
      documentSelector: SCHEMES.flatMap((scheme) =>
        LANGUAGES.map((language): DocumentFilter => ({ scheme, language })),
      ),
      // Told again whenever they change.
      synchronize: { configurationSection: SERVER_SECTION },
      outputChannel: this.log,
      // What goes wrong is said below, with a way to mend it.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
    };
    this.client = new QuietClient(CLIENT_SECTION, 'letter-ls', server, options);
    this.client.onDidChangeState(() => this.change.fire());
    try {
      await this.client.start();
    } catch (problem) {
      this.log.error(`${this.path}: ${problem}`);
      // Not waited for: the message stays until it is read.
      void this.explain();
    }
  }

  private async explain(): Promise<void> {
    const settings = vscode.l10n.t('Open Settings');
    const output = vscode.l10n.t('Show the Output');
    const choice = await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'The server of letter-ls did not start: “{0}”. Say in the setting letterLs.path where it is; where that is empty, the server that came with the extension is started.',
        this.path,
      ),
      settings,
      output,
    );
    if (choice === settings) {
      const setting = `${CLIENT_SECTION}.path`;
      await vscode.commands.executeCommand('workbench.action.openSettings', setting);
    } else if (choice === output) {
      this.log.show();
    }
  }
}
