import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { iosCatalogue } from './catalogue.ts';

const PAGES = new URL('../../../docs/diagnostics/', import.meta.url);

const codes = Object.keys(iosCatalogue);
const pages = readdirSync(PAGES).filter((name) => /^ios-.*\.md$/.test(name));

test.each(codes)('%s has a page that tells what to do', (code) => {
  expect(existsSync(new URL(`${code.replace('/', '-')}.md`, PAGES))).toBe(true);
});

test.each(pages)('%s is the page of a code', (name) => {
  expect(codes).toContain(name.replace(/^ios-(.*)\.md$/, 'ios/$1'));
});
