// The public faces of the packages: every name that others may import, in one golden file, so that none comes or goes unseen.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const packages = readdirSync(join(root, 'packages'));
const manifestOf = (name) =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));

/** Entry points of a package: path in `exports` and source file. */
const entriesOf = (name) =>
  Object.entries(manifestOf(name).exports).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [{ path, file: target['@aclift/source'] }],
  );

/** Names that a file exports: its own, and those that it passes on. */
function namesOf(text) {
  const passedOn = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, all, body]) =>
    body
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map((item) => (all === undefined || item.startsWith('type ') ? item : `type ${item}`))
      .map((item) => item.replace(/^(type )?\w+ as /, '$1')),
  );
  const own = [
    ...text.matchAll(
      /^export (?:async )?(const|function\*?|class|abstract class|interface|type) (\w+)/gm,
    ),
  ].map(([, kind, name]) => (/^(?:interface|type)$/.test(kind) ? `type ${name}` : name));
  const bare = (item) => item.replace(/^type /, '');
  return [...passedOn, ...own].toSorted((a, b) => (bare(a) < bare(b) ? -1 : 1));
}

test('the faces are those of the golden file', async () => {
  const lines = packages.flatMap((name) =>
    entriesOf(name).flatMap(({ file, path }) => {
      const text = readFileSync(join(root, 'packages', name, file), 'utf8');
      // Everything that is passed on is named: a star would hide what it passes on.
      expect(text).not.toMatch(/^export \*/m);
      const names = namesOf(text);
      const title = `@aclift/${name}${path.slice(1)}`;
      return [title, ...names.map((item) => `  ${item}`)];
    }),
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(root, 'scripts/faces.golden.txt'));
});

describe('every schema can be imported', () => {
  const files = packages.flatMap((name) =>
    ['schema', 'schemas'].flatMap((folder) =>
      existsSync(join(root, 'packages', name, folder))
        ? readdirSync(join(root, 'packages', name, folder))
            .filter((file) => file.endsWith('.json'))
            .map((file) => ({ specifier: `@aclift/${name}/${folder}/${file}` }))
        : [],
    ),
  );
  test('there are some', () => {
    expect(files.length).toBeGreaterThan(15);
  });
  test.each(files)('$specifier', ({ specifier }) => {
    expect(existsSync(new URL(import.meta.resolve(specifier)))).toBe(true);
  });
});
