// Writes the catalogue of rules into the setting `letter-ls.rules` and its descriptions, and checks that
// every key of rules.toml is a setting, and that every text is there in both languages.
//
//   node settings.mjs [--check] [SERVER]
//
// SERVER is a built letter-ls, by default the one of the debug build. `--check` writes nothing and fails
// where something would change.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const read = (name) => readFileSync(file(name), 'utf8');
const json = (name) => JSON.parse(read(name));

const args = process.argv.slice(2);
const check = args[0] === '--check';
const server = args[check ? 1 : 0] ?? file('../../target/debug/letter-ls');
const mistakes = [];
const need = (held, message) => held || mistakes.push(message);

const schema = json('../rules.schema.json');
const manifest = json('package.json');
const texts = { en: json('package.nls.json'), ru: json('package.nls.ru.json') };

const settings = Object.assign({}, ...manifest.contributes.configuration.map((page) => page.properties));
const catalogue = JSON.parse(execFileSync(server, ['rules', '--format', 'json'], { encoding: 'utf8' }));
const levels = ['off', 'hint', 'information', 'warning', 'error'];
const rules = settings['letter-ls.rules'];
rules.properties = {};
for (const language of Object.keys(texts)) {
  for (const key of Object.keys(texts[language])) {
    if (key.startsWith('rules.')) {
      delete texts[language][key];
    }
  }
  for (const rule of catalogue) {
    texts[language][`rules.${rule.code}`] = `${rule.title[language]}. ${rule.why[language]}`;
  }
}
for (const { code } of catalogue) {
  rules.properties[code] = { type: 'string', enum: levels, description: `%rules.${code}%` };
}

for (const [key, wanted] of Object.entries(schema.properties)) {
  const setting = settings[`letter-ls.${key}`];
  need(setting, `rules.toml has ${key}, but there is no setting letter-ls.${key}`);
  const values = wanted.enum ?? wanted.oneOf?.map((value) => value.const ?? value.enum?.[0]);
  const known = setting?.enum?.filter((value) => value !== null);
  need(String(values) === String(known), `letter-ls.${key}: ${known} should be ${values}`);
}
for (const key of Object.keys(settings).filter((key) => key.startsWith('letter-ls.'))) {
  need(key.slice('letter-ls.'.length) in schema.properties, `rules.toml does not know ${key}`);
}

const version = /^version = "(.*)"/m.exec(read('../../Cargo.toml'))[1];
need(manifest.version === version, `the version is ${manifest.version}, the server's ${version}`);

const used = new Set(JSON.stringify(manifest).match(/(?<="%)[^%"]+(?=%")/g));
for (const [language, known] of Object.entries(texts)) {
  for (const key of new Set([...used, ...Object.keys(known)])) {
    need(used.has(key) && key in known, `${language}: the text ${key} is missing or not used`);
  }
}
const sources = readdirSync(file('src')).map((name) => read(`src/${name}`)).join('\n');
const shown = [...sources.matchAll(/l10n\.t\(\s*'([^']*)'/g)].map((match) => match[1]);
const russian = Object.keys(json('l10n/bundle.l10n.ru.json'));
for (const text of new Set([...shown, ...russian])) {
  need(shown.includes(text) && russian.includes(text), `l10n: “${text}” is missing or not used`);
}

const results = {
  'package.json': manifest,
  'package.nls.json': texts.en,
  'package.nls.ru.json': texts.ru,
};
for (const [name, value] of Object.entries(results)) {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (check) {
    need(text === read(name), `${name} is not up to date: run “npm run settings”`);
  } else {
    writeFileSync(file(name), text);
  }
}
if (mistakes.length > 0) {
  console.error(mistakes.join('\n'));
  process.exit(1);
}
