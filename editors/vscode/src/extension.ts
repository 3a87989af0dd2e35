/** Connects the editor with the language server. It decides nothing about letters. */

import * as vscode from 'vscode';

import { registerCommands } from './commands';
import { FolderCheck } from './folder';
import { keepSchema } from './schema';
import { Server } from './server';
import { StatusBar } from './status';

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('letter-ls', { log: true });
  server = new Server(context.extensionPath, log);
  context.subscriptions.push(log, new StatusBar(server));
  registerCommands(context, server, new FolderCheck(context, server), log);
  await Promise.all([server.restart(), keepSchema(context, log)]);
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
