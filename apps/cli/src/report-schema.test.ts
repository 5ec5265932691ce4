/** The published schema of the report describes what the command prints, and nothing looser. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '@aclift/core';
import { runScenario, scenarios } from './testing/scenario.ts';

const schema = JSON.parse(
  readFileSync(
    new URL('../../../packages/core/schema/migrate-report.schema.json', import.meta.url),
    'utf8',
  ),
) as { properties: { ledger: { properties: { outcomes: { required: string[] } } } } };
const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);

describe.each(scenarios())('the report of $name', (given) => {
  test.each(['networkpolicy', 'cilium'] as const)('as %s fits its schema', (target) => {
    const report: unknown = JSON.parse(JSON.stringify(runScenario(given, { target }).report));
    valid(report);
    expect(valid.errors ?? []).toEqual([]);
  });

  test('counts every line once', () => {
    const { ledger } = runScenario(given).report;
    expect(Object.values(ledger.outcomes).reduce((a, b) => a + b)).toBe(ledger.total);
    expect(ledger.entries.length).toBe(ledger.total);
  });
});

test('the schema names the outcomes that exist', () => {
  expect(schema.properties.ledger.properties.outcomes.required).toEqual([...OUTCOMES]);
});

test.each([
  { name: 'an outcome that does not exist', change: { outcome: 'ignored' } },
  { name: 'a line number that is text', change: { line: '3' } },
])('the schema refuses $name', ({ change }) => {
  const [given] = scenarios();
  const report = JSON.parse(JSON.stringify(runScenario(given as never).report)) as {
    ledger: { entries: object[] };
  };
  Object.assign(report.ledger.entries[0] as object, change);
  expect(valid(report)).toBe(false);
});
