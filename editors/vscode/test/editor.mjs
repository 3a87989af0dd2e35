// VS Code in a browser: code-server with the extension installed, and Chromium that types and looks.
import { spawn, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PATIENCE = 30_000;

/** Arguments of Chromium as root on a machine without a network. */
const CHROMIUM = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Settings under which nothing but the letters is on the screen. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.editor.useModal': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Light Modern',
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'security.workspace.trust.enabled': false,
  'window.commandCenter': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
};

/** A port that nobody listens at. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Calls `look` until it gives something true; fails with what it was waiting for. */
export async function until(what, look, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`did not happen: ${what}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

export class Editor {
  /** Starts VS Code on a folder. `place` is a folder for all that it writes, `node` its Node.js. */
  static async start({ node, codeServer, place, folder, extensions, pictures }) {
    const editor = new Editor();
    editor.pictures = pictures;
    const dirs = ['--user-data-dir', join(place, 'data'), '--extensions-dir', join(place, 'extensions')];
    const env = { ...process.env, HOME: place, XDG_CONFIG_HOME: join(place, 'config') };
    editor.env = env;
    mkdirSync(join(place, 'data/User'), { recursive: true });
    writeFileSync(join(place, 'data/User/settings.json'), JSON.stringify(SETTINGS));
    for (const extension of extensions) {
      execFileSync(node, [codeServer, ...dirs, '--install-extension', extension], { env, stdio: 'pipe' });
    }
    const address = `127.0.0.1:${await freePort()}`;
    const quiet = ['--auth', 'none', '--disable-telemetry', '--disable-update-check'];
    editor.server = spawn(node, [codeServer, ...dirs, ...quiet, '--bind-addr', address], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let log = '';
    const keep = (data) => (log += data);
    editor.server.stdout.on('data', keep);
    editor.server.stderr.on('data', keep);
    await until('code-server listens', () => log.includes('HTTP server listening'));
    editor.log = () => log;
    editor.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM });
    editor.page = await editor.browser.newPage({ viewport: { width: 1100, height: 720 } });
    editor.page.setDefaultTimeout(PATIENCE);
    await editor.page.goto(`http://${address}/?folder=${encodeURIComponent(folder)}`);
    await editor.page.waitForSelector('.explorer-folders-view .monaco-list-row');
    return editor;
  }

  async stop() {
    await this.browser?.close();
    if (this.server && this.server.exitCode === null) {
      const ended = once(this.server, 'exit');
      process.kill(-this.server.pid, 'SIGTERM');
      await ended;
    }
  }

  async screenshot(name) {
    await this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text) {
    return this.page.keyboard.insertText(text);
  }

  /** The rows of the list that drops down from the top. */
  get choices() {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  /** Types into the box at the top, and takes the row that has `row` in it. */
  async choose(typed, row) {
    await this.page.waitForSelector('.quick-input-widget:visible .quick-input-box input');
    if (typed) {
      await this.type(typed);
    }
    await this.choices.filter({ hasText: row }).first().click();
    // Nothing is to pop up under the pointer.
    await this.page.mouse.move(0, 0);
  }

  /** Drops a list down and chooses from it; again where something else takes the focus meanwhile. */
  async ask(key, row) {
    const box = this.page.locator('.quick-input-widget:visible .quick-input-box input');
    await until(`${row} is offered`, async () => {
      await this.press('Escape', key);
      try {
        await box.waitFor({ timeout: 8000 });
        await box.fill(key === 'F1' ? `>${row}` : row);
        await this.choices.filter({ hasText: row }).first().click({ timeout: 8000 });
        return true;
      } catch {
        return false;
      }
    }, 4 * PATIENCE);
    // Nothing is to pop up under the pointer.
    await this.page.mouse.move(0, 0);
  }

  command(title) {
    return this.ask('F1', title);
  }

  async open(name) {
    await this.ask('Control+p', name);
    await this.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
    await this.focused();
  }

  /** Waits until what is typed goes into the text. */
  focused() {
    return this.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
  }

  /**
   * Opens the menu of corrections; again where VS Code drops it, which it does when it asks for corrections
   * by itself, a moment after the cursor moved, just then.
   */
  async corrections() {
    const first = this.page.locator('.action-widget .monaco-list-row').first();
    await until('the menu of corrections', async () => {
      await this.press('Control+.');
      return first.waitFor({ timeout: 3000 }).then(() => true, () => false);
    });
  }

  /** Puts the cursor at a line and a column, both from one. */
  async goTo(line, column) {
    await this.press('Control+g');
    await this.page.waitForSelector('.quick-input-widget:visible .quick-input-box input');
    await this.type(`:${line}:${column}`.slice(1));
    await this.press('Enter');
    const place = new RegExp(`${line}.*${column}`);
    await this.page.locator('#status\\.editor\\.selection').filter({ hasText: place }).waitFor();
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await this.focused();
  }

  /** Saves, until a file holds what it should. */
  async save(file, expected) {
    await this.press('Control+s');
    await until(`${file} has ${expected}`, () => expected.test(readFileSync(file, 'utf8')));
  }

  /** Underlines of a severity in the editor: `error`, `warning`, `info` or `hint`. */
  squiggles(severity) {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** What the extension shows in the status bar. */
  get status() {
    return this.page.locator('.statusbar-item[id="letter-ls.letter-ls.findings"]');
  }

  async counted(count) {
    await this.status.filter({ hasText: new RegExp(`^\\s*${count}\\s*$`) }).waitFor();
  }

  /** The row of a finding in the panel Problems. */
  problem(text) {
    return this.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  }

  async findings() {
    return Number((await this.status.innerText()).trim());
  }
}
