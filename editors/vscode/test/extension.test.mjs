// The extension in real VS Code: letters are opened, mended and written as a user would.
//
//   node extension.test.mjs NODE CODE_SERVER VSIX PICTURES
//
// NODE runs CODE_SERVER, whose script it is. Pictures of the screen go into the folder PICTURES.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { Editor, until } from './editor.mjs';

const [node, codeServer, vsix, pictures] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });
// Away from this repository, whose rules.toml would hold for the letters.
const place = mkdtempSync(join(tmpdir(), 'letter-ls-vscode-'));
const folder = join(place, 'letters');
cpSync(fileURLToPath(new URL('folder', import.meta.url)), folder, { recursive: true });
const read = (name) => readFileSync(join(folder, name), 'utf8');
const letter = join(folder, 'order.letter');

/** An extension with the name and the setting of Even Better TOML, which can't be had from npm. */
async function tomlExtension() {
  const source = join(place, 'toml');
  const setting = { type: 'object', default: {} };
  const manifest = {
    name: 'even-better-toml',
    publisher: 'tamasfe',
    version: '0.0.1',
    engines: { vscode: '^1.91.0' },
    contributes: { configuration: { properties: { 'evenBetterToml.schema.associations': setting } } },
  };
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), JSON.stringify(manifest));
  const packagePath = join(place, 'toml.vsix');
  const options = { allowMissingRepository: true, skipLicense: true, dependencies: false };
  await createVSIX({ cwd: source, packagePath, ...options });
  return packagePath;
}

const extensions = [vsix, await tomlExtension()];
const editor = await Editor.start({ node, codeServer, place, folder, extensions, pictures });
const { page } = editor;

/** How many findings the saved letter has, once the status bar, which lags behind the text, says so, too. */
async function settled() {
  const [server] = globSync(join(place, 'extensions/*/server/letter-ls'));
  const { stdout } = spawnSync(server, ['check', '--format', 'json', letter], { env: editor.env });
  const count = JSON.parse(stdout).length;
  await editor.counted(count);
  return count;
}

const steps = {
  async 'a letter is checked when it is opened'() {
    await editor.open('order.letter');
    await editor.squiggles('error').first().waitFor();
    await editor.squiggles('warning').first().waitFor();
    await editor.squiggles('info').first().waitFor();
  },

  async 'the status bar counts what the command line finds, and leads to the problems'() {
    await settled();
    await editor.status.click();
    await editor.problem('tone-informal').first().waitFor();
    await editor.problem('attachment-missing').waitFor();
    await editor.screenshot('problems');
  },

  async 'a quick fix is applied'() {
    const before = await settled();
    await editor.open('order.letter');
    await editor.goTo(7, 18);
    await editor.corrections();
    await editor.screenshot('quick-fix');
    await editor.press('Enter');
    await editor.counted(before - 1);
    await editor.save(letter, /плиз, информацию по заказу/);
  },

  async 'a finding comes and goes while the user types'() {
    const before = await settled();
    await editor.goTo(8, 1);
    await editor.press('End');
    await page.keyboard.type(' Ждём договрр.');
    await editor.counted(before + 1);
    for (let letters = ' Ждём договрр.'.length; letters > 0; letters -= 1) {
      await editor.press('Backspace');
    }
    await editor.counted(before);
  },

  async 'a word is added to the words of the project'() {
    const before = await settled();
    await editor.goTo(8, 24);
    await editor.command('letter-ls: Add the Word to a Dictionary');
    await editor.choose('', 'To the words of the project');
    await editor.counted(before - 1);
    assert.equal(read('.letter-ls/words.txt').trim(), 'пампверки');
  },

  async 'rules.toml holds as soon as it is saved'() {
    const before = await settled();
    writeFileSync(join(folder, 'rules.toml'), '[rules]\ntone-emoji = "off"\n');
    await editor.counted(before - 1);
    writeFileSync(join(folder, 'rules.toml'), '[rules]\ntone-emoij = "off"\n');
    await editor.problem('did you mean `tone-emoji`').waitFor();
    await editor.counted(before - 1);
    await editor.screenshot('rules');
    writeFileSync(join(folder, 'rules.toml'), '');
    await editor.counted(before);
  },

  async 'all that is safe is mended at once'() {
    const before = await settled();
    await editor.open('order.letter');
    await editor.command('Fix All');
    await until('findings are gone', async () => (await editor.findings()) < before);
    await editor.save(letter, /^Здравствуйте, Елена!$/m);
  },

  async 'Ctrl+/ quotes a line'() {
    await editor.goTo(13, 1);
    await editor.press('Control+/');
    await editor.save(letter, /^> С уважением,$/m);
    await editor.press('Control+/');
    await editor.save(letter, /^С уважением,$/m);
  },

  async 'history that was deleted is restored'() {
    const before = await settled();
    await editor.goTo(10, 1);
    await editor.press('Control+Shift+k', 'Control+Shift+k');
    await editor.counted(before + 1);
    await editor.command('letter-ls: Restore the Deleted History');
    await editor.counted(before);
    await editor.save(letter, /^> Высылаю спецификацию/m);
  },

  async 'Markdown that is no letter is left alone'() {
    await editor.open('notes.md');
    await editor.status.waitFor({ state: 'hidden' });
    assert.equal(await editor.squiggles('warning').count(), 0);
  },

  async 'a folder is checked, letters that are not open, too'() {
    await editor.command('letter-ls: Check the Letters of a Folder');
    await page.locator('.notification-toast').filter({ hasText: 'letters with findings: 2' }).waitFor();
    await page.locator('.notification-toast').getByText('Show', { exact: true }).click();
    await editor.problem('tommorow').waitFor();
  },

  async 'a mistake in the settings is shown'() {
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(
      join(folder, '.vscode/settings.json'),
      '{\n  "letter-ls.writer": { "nmae": "Анна" },\n  "letter-ls.rules": { "tone-emoji": "off" }\n}\n',
    );
    await editor.command('Preferences: Open Workspace Settings (JSON)');
    await page.locator('.tab.active').filter({ hasText: 'settings.json' }).waitFor();
    await editor.problem('nmae').waitFor();
    await editor.squiggles('warning').first().waitFor();
    await editor.screenshot('settings');
    rmSync(join(folder, '.vscode'), { recursive: true });
  },

  async 'the server is restarted'() {
    await editor.open('order.letter');
    const before = await settled();
    await editor.command('letter-ls: Restart the Server');
    await editor.counted(before);
  },

  async 'the rules are opened, and Even Better TOML completes them where the user wants it'() {
    await editor.command('letter-ls: Open the Rules');
    await page.locator('.tab.active').filter({ hasText: 'rules.toml' }).waitFor();
    const toast = page.locator('.notification-toast').filter({ hasText: 'Even Better TOML can complete' });
    await toast.getByText('Complete and Check', { exact: true }).click();
    const file = join(place, 'data/User/settings.json');
    const association = /"\.\*\/rules\\\\\.toml\$": "(file:\S*rules\.schema\.json)"/;
    await until('the setting is written', () => association.test(readFileSync(file, 'utf8')));
    const schema = fileURLToPath(association.exec(readFileSync(file, 'utf8'))[1]);
    assert.ok(JSON.parse(readFileSync(schema, 'utf8')).properties.register);
  },

  async 'a letter is begun from a template'() {
    await editor.command('letter-ls: New Letter from a Template');
    await editor.choices.filter({ hasText: 'Minutes of a meeting' }).first().waitFor();
    await editor.screenshot('templates');
    await editor.choose('minutes', 'Minutes of a meeting');
    await page.locator('.tab.active').filter({ hasText: 'Untitled' }).waitFor();
    await editor.squiggles('warning').first().waitFor();
    await editor.screenshot('template');
    const before = await editor.findings();
    // The cursor is in the first gap.
    await editor.type('Anna Smith <smith@client.example>');
    await until('the recipient is no longer missing', async () => (await editor.findings()) < before);
    await page.locator('.view-line').filter({ hasText: 'To: Anna Smith' }).waitFor();
  },
};

let failed = false;
for (const [title, step] of Object.entries(steps)) {
  const start = Date.now();
  try {
    await step();
    console.log(`ok ${title} (${Date.now() - start} ms)`);
  } catch (problem) {
    failed = true;
    console.log(`FAILED ${title}: ${problem.stack}`);
    await editor.screenshot('failed');
    console.log(`what was on the screen: ${join(pictures, 'failed.png')}`);
    break;
  }
}
await editor.stop();
rmSync(place, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
