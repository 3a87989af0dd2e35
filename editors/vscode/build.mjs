// Bundles the extension into one file, and lays the schemas beside it. `--watch` keeps the bundle up to
// date while you work on it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as esbuild from 'esbuild';

const options = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  minify: true,
  sourcemap: true,
  logLevel: 'info',
};

const rules = await readFile(new URL('../rules.schema.json', import.meta.url), 'utf8');
// The same keys as settings, so that their tables are completed and checked in settings.json.
const properties = Object.fromEntries(
  Object.entries(JSON.parse(rules).properties)
    .filter(([, schema]) => schema.type === 'object')
    .map(([key, schema]) => [`letter-ls.${key}`, schema]),
);
await mkdir('dist', { recursive: true });
await writeFile('dist/rules.schema.json', rules);
await writeFile('dist/settings.schema.json', JSON.stringify({ type: 'object', properties }));

if (process.argv.includes('--watch')) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}
