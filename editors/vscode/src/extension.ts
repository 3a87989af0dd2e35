/** Starts the language server and hands it the settings. It decides nothing about letters. */

import * as vscode from 'vscode';
import {
  type DocumentFilter,
  type LanguageClientOptions,
  type ServerOptions,
  LanguageClient,
  RevealOutputChannelOn,
} from 'vscode-languageclient/node';

/** Settings that the server gets: the same keys as in `rules.toml`. It refuses any other. */
const SERVER_SECTION = 'letter-ls';
/** Settings that only this extension reads. */
const CLIENT_SECTION = 'letterLs';

const LANGUAGES = ['mail', 'markdown', 'plaintext'];
/** Letters on disk and letters not yet saved; not the older versions that git shows. */
const SCHEMES = ['file', 'untitled'];

let client: LanguageClient | undefined;
/** Starts and stops one after the other, however fast they are asked for. */
let queue: Promise<void> = Promise.resolve();

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

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('letter-ls', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand(`${CLIENT_SECTION}.restart`, () => restart(log)),
    vscode.commands.registerCommand(`${CLIENT_SECTION}.showLog`, () => log.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${CLIENT_SECTION}.path`)) {
        void restart(log);
      }
    }),
  );
  await restart(log);
}

export async function deactivate(): Promise<void> {
  await queue;
  await stop();
}

function restart(log: vscode.LogOutputChannel): Promise<void> {
  // Whatever went wrong with the old server is no reason not to start a new one.
  queue = queue
    .then(stop)
    .catch((problem: unknown) => log.warn(`stopping: ${problem}`))
    .then(() => start(log));
  return queue;
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  // One that did not start has nothing to stop, and says so loudly when asked to.
  if (old?.isRunning()) {
    await old.dispose();
  }
}

async function start(log: vscode.LogOutputChannel): Promise<void> {
  const command = serverPath();
  const server: ServerOptions = { command, args: ['serve'] };
  const options: LanguageClientOptions = {
    documentSelector: SCHEMES.flatMap((scheme) =>
      LANGUAGES.map((language): DocumentFilter => ({ scheme, language })),
    ),
    // Told again whenever they change.
    synchronize: { configurationSection: SERVER_SECTION },
    outputChannel: log,
    // What goes wrong is said below, with a way to mend it.
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationFailedHandler: () => false,
  };
  client = new QuietClient(CLIENT_SECTION, 'letter-ls', server, options);
  try {
    await client.start();
  } catch (problem) {
    log.error(`${command}: ${problem}`);
    // Not waited for: the message stays until it is read.
    void explain(command);
  }
}

/** The server to start: what the setting says, with the folder of the user spelt out. */
function serverPath(): string {
  const set = vscode.workspace.getConfiguration(CLIENT_SECTION).get<string>('path')?.trim();
  const path = set || 'letter-ls';
  const home = process.env['HOME'] ?? process.env['USERPROFILE'];
  return home && path.startsWith('~/') ? home + path.slice(1) : path;
}

async function explain(command: string): Promise<void> {
  const settings = vscode.l10n.t('Open Settings');
  const log = vscode.l10n.t('Show the Log');
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t(
      'The server of letter-ls did not start: “{0}”. Install it with “cargo install letter-ls”, or say where it is in the setting letterLs.path.',
      command,
    ),
    settings,
    log,
  );
  if (choice === settings) {
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      `${CLIENT_SECTION}.path`,
    );
  } else if (choice === log) {
    await vscode.commands.executeCommand(`${CLIENT_SECTION}.showLog`);
  }
}
