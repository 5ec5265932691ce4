import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { moveCatalogue } from './catalogue.ts';

const pages = join(import.meta.dirname, '../../../docs/diagnostics');

test.each(Object.keys(moveCatalogue))('%s has a page with cause, effect and what to do', (code) => {
  const path = join(pages, `${code.replace('/', '-')}.md`);
  expect(existsSync(path)).toBe(true);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(`# ${code}`);
  for (const part of ['**Cause.**', '**Effect.**', '**What to do.**']) expect(text).toContain(part);
});
