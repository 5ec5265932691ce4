import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coreCatalogue } from './diagnostic.ts';

test.each(Object.keys(coreCatalogue))('%s has a page that tells what to do', (code) => {
  const page = new URL(`../../../docs/diagnostics/${code.replace('/', '-')}.md`, import.meta.url);
  expect(existsSync(page)).toBe(true);
});
