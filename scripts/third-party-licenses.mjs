// Writes the licences of everything that the command line's bundle contains beside it, as those licences ask.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folders = new Map();

// For packages that declare MIT and ship no licence file: the terms ask that they go along with every copy.
const MIT_TERMS = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

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

/** @throws when there is neither a licence file nor terms to state instead: nothing is bundled without its licence. */
function licenceText(folder, { name, license, author }) {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').trim();
  if (license !== 'MIT') throw new Error(`${name} (${license}) has no licence file`);
  const by = typeof author === 'string' ? author : author?.name;
  return `The package has no licence file. It declares MIT${by === undefined ? '' : `; its author is ${by}`}.\n\n${MIT_TERMS}`;
}

for (const name of [
  '@aclift/core',
  '@aclift/ios',
  '@clack/prompts',
  '@hono/node-server',
  'commander',
  'hono',
])
  collect(join(root, 'node_modules', name));
// The web app is served from the bundle's folder.
collect(join(root, 'apps/web'));
const texts = [...folders]
  .filter(([name]) => !name.startsWith('@aclift/'))
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, folder]) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return `${name} ${manifest.version} (${manifest.license})\n\n${licenceText(folder, manifest)}\n`;
  });
writeFileSync(
  join(root, 'apps/cli/dist/THIRD_PARTY_LICENSES.txt'),
  texts.join(`\n${'-'.repeat(80)}\n\n`),
);
