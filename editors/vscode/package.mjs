// Packs the extension with a server into letter-ls-TARGET.vsix.
//
//   node package.mjs [--target TARGET] [--server PATH] [--out FILE]
//
// TARGET is VS Code's name of a platform, such as linux-x64, by default this one. The server is by default
// that of the release build; it has to be built for the platform.
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';

const { values } = parseArgs({
  options: {
    target: { type: 'string', default: `${process.platform}-${process.arch}` },
    server: { type: 'string' },
    out: { type: 'string' },
  },
});
const { target } = values;
const name = target.startsWith('win32') ? 'letter-ls.exe' : 'letter-ls';
const server = values.server ?? `../../target/release/${name}`;
if (!existsSync(server)) {
  console.error(`There is no server at ${server}: run “cargo build --release” first.`);
  process.exit(1);
}

await rm('server', { recursive: true, force: true });
await mkdir('server');
await copyFile(server, `server/${name}`);
await chmod(`server/${name}`, 0o755);
for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) {
  await copyFile(`../../${licence}`, licence);
}
// The page of the extension in the editor: pictures stay in the repository.
const page = await readFile('README.md', 'utf8');
await writeFile('dist/README.md', page.replaceAll(/^!\[.*\n\n/gm, ''));
await createVSIX({
  target,
  packagePath: values.out ?? `letter-ls-${target}.vsix`,
  // All code is in the bundle.
  dependencies: false,
  skipLicense: true,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  readmePath: 'dist/README.md',
});
