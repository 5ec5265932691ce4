// Writes the licences of everything that the command line's bundle contains beside it, as those licences ask.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folders = new Map();

/** Follows `dependencies` of a package folder, the way the bundler does. */
function collect(folder) {
  const { name, dependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  if (folders.has(name)) return;
  folders.set(name, folder);
  for (const dependency of Object.keys(dependencies)) {
    for (let at = folder; ; at = dirname(at)) {
      const candidate = join(at, 'node_modules', dependency);
      if (existsSync(candidate)) {
        collect(candidate);
        break;
      }
      if (at === dirname(at)) throw new Error(`${dependency} of ${name} is not installed`);
    }
  }
}

for (const name of ['@aclift/core', '@aclift/ios', 'commander'])
  collect(join(root, 'node_modules', name));
const texts = [...folders]
  .filter(([name]) => !name.startsWith('@aclift/'))
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, folder]) => {
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
writeFileSync(
  join(root, 'apps/cli/dist/THIRD_PARTY_LICENSES.txt'),
  texts.join(`\n${'-'.repeat(80)}\n\n`),
);
