// What the documentation says of the repository's own tree is true.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path) => readFileSync(join(root, path), 'utf8');

/** Markdown files below a folder, without pages of diagnostics, which have tests of their own. */
function pages(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(folder, path));
}

const PATH = /^(?:packages|apps|docs|fixtures|scripts|tests)\/[\w./-]+$/;

/** Paths in code spans. What is to be filled in is written in capitals: it stands for something. */
function pathsIn(text) {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map(([, code]) => code.split(':')[0])
    .filter((code) => PATH.test(code) && !/\b[A-Z]{2,}\b/.test(code.replace(/\.md$/, '')));
}

describe('a recipe', () => {
  test.each(pages('docs/recipes'))('%s leads to files that there are', (page) => {
    const paths = pathsIn(read(page));
    expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('links between pages', () => {
  const all = [...pages('docs'), 'README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md'];
  test.each(all)('of %s lead somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link.split('#')[0])
      .filter((link) => link !== '' && !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  const rooms = [...read('ARCHITECTURE.md').matchAll(/^\| `([a-z][\w/-]*)`/gm)].map(
    ([, room]) => room,
  );
  const folders = readdirSync(join(root, 'packages')).flatMap((name) => [
    name,
    ...readdirSync(join(root, 'packages', name, 'src'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(name, entry.parentPath.split('/src')[1].slice(1), entry.name)),
  ]);
  test('has one line for each room', () => {
    expect(rooms.toSorted()).toEqual(folders.toSorted());
  });

  const order = rooms.filter((room) => /^core\/[\w-]+$/.test(room)).map((room) => room.slice(5));
  test.each(order)('%s of core imports from rooms above it only', (room) => {
    const src = join(root, 'packages/core/src');
    const files = readdirSync(join(src, room), { recursive: true }).filter((path) =>
      /(?<!\.test)\.ts$/.test(path),
    );
    const reached = files.flatMap((file) =>
      [...readFileSync(join(src, room, file), 'utf8').matchAll(/ from '(\.[^']+)'/g)].map(
        ([, path]) => relative(src, resolve(dirname(join(src, room, file)), path)).split('/')[0],
      ),
    );
    const above = new Set([
      ...order.slice(0, order.indexOf(room) + 1),
      'options.ts',
      'run.ts',
      'diagnostic.ts',
    ]);
    expect([...new Set(reached)].filter((name) => !above.has(name))).toEqual([]);
  });
});

describe('the glossary', () => {
  const entries = [
    ...read('docs/reference/glossary.md').matchAll(/`(\w+)` in `(packages\/[\w/.-]+)`/g),
  ].map(([, name, path]) => ({ name, path }));
  test('ties many words to types', () => {
    expect(entries.length).toBeGreaterThan(30);
  });
  test.each(entries)('$name is defined in $path', ({ name, path }) => {
    expect(read(path)).toMatch(
      new RegExp(`^export (?:interface|type|class|abstract class) ${name}\\b`, 'm'),
    );
  });
});

test('every page is in the index, its folder or a page of its room', () => {
  const index = read('docs/README.md');
  const missing = pages('docs')
    .map((path) => path.slice('docs/'.length))
    .filter((path) => !/^(?:README|diagnostics\/|decisions\/)/.test(path))
    .filter((path) => !index.includes(`](${path})`));
  expect(missing).toEqual([]);
});
