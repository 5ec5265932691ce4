/** The published schema describes what `aclift parse --json` prints, for every kind of input there is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { SourceText } from '@aclift/diagnostics';
import { ASSUMABLE } from '@aclift/inventory';
import { CONDITION_KINDS } from '@aclift/ir';
import { parseReport } from '@aclift/workspace';
import { corpusMissing, corpusTexts } from './testing/corpus.ts';

const schema = JSON.parse(
  readFileSync(
    new URL('../../../packages/core/schema/parse-report.schema.json', import.meta.url),
    'utf8',
  ),
) as object;
const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);

/** What is wrong with the report of the texts; at most five faults. */
function faults(...sources: readonly SourceText[]): readonly string[] {
  valid(JSON.parse(JSON.stringify(parseReport(sources))));
  return (valid.errors ?? [])
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const FIXTURES = fileURLToPath(new URL('../../../fixtures/ios/', import.meta.url));
const fixtures = readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.startsWith('input.'))
  .map(({ name, parentPath }) => join(parentPath, name))
  .toSorted();

test('every fixture of IOS fits the schema', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(50);
  expect(faults(...fixtures.map((name) => ({ name, text: readFileSync(name, 'utf8') })))).toEqual(
    [],
  );
});

describe.skipIf(corpusMissing !== undefined)(`real configurations ${corpusMissing ?? ''}`, () => {
  test.each(['running-config', 'show-output', 'other-dialect', 'framing'])(
    'of kind %s fit the schema',
    (kind) => {
      expect(faults(...corpusTexts(kind))).toEqual([]);
    },
  );
});

test.each([
  { name: 'an unknown condition', change: (text: string) => text.replace('"dscp"', '"colour"') },
  { name: 'a port of 65536', change: (text: string) => text.replace('[80]', '[65536]') },
  {
    name: 'a field that nobody documented',
    change: (text: string) => text.replace('"uses"', '"used"'),
  },
])('the schema refuses $name', ({ change }) => {
  const text = JSON.stringify(
    parseReport([
      {
        name: 'r1',
        text: 'ip access-list extended A\n permit tcp any any eq 80 dscp ef\n',
      },
    ]),
  );
  expect(valid(JSON.parse(text))).toBe(true);
  expect(change(text)).not.toBe(text);
  expect(valid(JSON.parse(change(text)))).toBe(false);
});

describe('every kind of condition is in what users read', () => {
  const textOf = (path: string): string =>
    readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
  const parsed = textOf('packages/core/schema/parse-report.schema.json');
  const decided = textOf('packages/inventory/schema/decisions.schema.json');
  const page = textOf('docs/files/decisions.md');
  const assumable = new Set(ASSUMABLE);
  test.each(CONDITION_KINDS)('%s', (kind) => {
    expect(parsed).toMatch(new RegExp(`"const": "${kind}"`));
    expect(decided.includes(`"${kind}"`)).toBe(assumable.has(kind));
    // It decides about no flow: the page does not send anybody to it.
    if (kind === 'undetermined-transport') return;
    expect(page.includes(`\`${kind}\``)).toBe(assumable.has(kind));
  });
});
