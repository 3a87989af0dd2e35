/** Completion in `rules.toml` by the extension Even Better TOML, from the schema that comes with this one. */

import * as vscode from 'vscode';

const TOML_EXTENSION = 'tamasfe.even-better-toml';
/** Its setting: regular expressions of documents, each with the schema for them. */
const ASSOCIATIONS = 'evenBetterToml.schema.associations';
const RULES_FILES = String.raw`.*/rules\.toml$`;

/** Where the schema is kept: unlike the extension's own folder, this one stays when it is updated. */
function stored(context: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(context.globalStorageUri, 'rules.schema.json');
}

/** Keeps the schema that the setting names in step with the extension. */
export async function keepSchema(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const bundled = vscode.Uri.joinPath(context.extensionUri, 'dist', 'rules.schema.json');
  try {
    await vscode.workspace.fs.copy(bundled, stored(context), { overwrite: true });
  } catch (problem) {
    log.warn(`${stored(context)}: ${problem}`);
  }
}

/** Offers to let Even Better TOML complete and check `rules.toml`, where it is installed. */
export async function offerCompletion(context: vscode.ExtensionContext): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  const associations = settings.get<Record<string, string>>(ASSOCIATIONS) ?? {};
  if (!vscode.extensions.getExtension(TOML_EXTENSION) || RULES_FILES in associations) {
    return;
  }
  const accept = vscode.l10n.t('Complete and Check');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Even Better TOML can complete and check this file.'),
    accept,
  );
  if (choice === accept) {
    const extended = { ...associations, [RULES_FILES]: stored(context).toString() };
    await settings.update(ASSOCIATIONS, extended, vscode.ConfigurationTarget.Global);
  }
}
