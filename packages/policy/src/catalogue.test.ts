import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policyCatalogue } from './catalogue.ts';

const pages = join(import.meta.dirname, '../../../docs/diagnostics');
const codes = Object.keys(policyCatalogue);

test.each(codes)('%s has a page', (code) => {
  expect(existsSync(join(pages, `${code.replace('/', '-')}.md`))).toBe(true);
});

test('no page is about a code that is gone', () => {
  const known = new Set(codes.map((code) => `${code.replace('/', '-')}.md`));
  const ours = readdirSync(pages).filter((file) => file.startsWith('policy-'));
  expect(ours.filter((file) => !known.has(file))).toEqual([]);
});
