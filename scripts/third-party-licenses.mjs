// Writes the licences of everything that the command line's bundle contains beside it, as those licences ask.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './bundled-packages.mjs';

const root = join(import.meta.dirname, '..');

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

/** @throws when there is neither a licence file nor terms to state instead: nothing is bundled without its licence. */
function licenceText(folder, { name, license, author }) {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8').trim();
  if (license !== 'MIT') throw new Error(`${name} (${license}) has no licence file`);
  const by = typeof author === 'string' ? author : author?.name;
  return `The package has no licence file. It declares MIT${by === undefined ? '' : `; its author is ${by}`}.\n\n${MIT_TERMS}`;
}

const texts = bundledPackages(root).map(({ name, folder }) => {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${manifest.version} (${manifest.license})\n\n${licenceText(folder, manifest)}\n`;
});
writeFileSync(
  join(root, 'apps/cli/dist/THIRD_PARTY_LICENSES.txt'),
  texts.join(`\n${'-'.repeat(80)}\n\n`),
);
