import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lintCatalogue } from './lint-catalogue.ts';

test.each(Object.keys(lintCatalogue))('%s has a page that tells what to do', (code) => {
  const page = new URL(
    `../../../../docs/diagnostics/${code.replace('/', '-')}.md`,
    import.meta.url,
  );
  expect(existsSync(page)).toBe(true);
});
