// What the documentation says of the repository's own tree is true.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
