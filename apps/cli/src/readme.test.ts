/** What the README shows is what the command does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { summaryLines } from '@aclift/core';
import { runScenario, scenario } from './testing/scenario.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const campus = runScenario(scenario('campus'));

test('the draft in the README is the draft of the demo', () => {
  const draft = campus.files.find(({ path }) => path === 'policies/shop/shop-db-acl.yaml');
  expect(readme).toContain(draft?.text);
});

test('the summary in the README is the summary of the demo', () => {
  const shown = summaryLines(campus.report).filter(
    (line) =>
      line !== '' && !line.includes('policies/') && !/^1 configuration|drafts for/.test(line),
  );
  for (const line of shown) expect(readme).toContain(line);
});
