import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '@aclift/diagnostics';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inventoryCatalogue, readDecisions, recordCondition, recordDecision } from '../index.ts';

const root = join(import.meta.dirname, '../../../..');
const schema = JSON.parse(
  readFileSync(join(root, 'packages/inventory/schema/decisions.schema.json'), 'utf8'),
) as object;
const accepts = new Ajv({
  allErrors: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
}).compile(schema);

const read = (text: string) => readDecisions({ name: 'decisions.yaml', text });
const codes = (text: string) => read(text).diagnostics.map(({ code }) => code);

test('every part of a decision is read, with its place', () => {
  const text = `version: 1
default: grant
coverage:
  - { from: a/b, to: unnamed, service: tcp/80-90, decision: split, who: me, why: so }
conditions:
  - { kind: time-range, name: NIGHT, assume: never }
`;
  const { value, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  expect(value).toMatchObject({
    source: 'decisions.yaml',
    default: 'grant',
    coverage: [
      {
        from: { text: 'a/b' },
        to: { text: 'unnamed' },
        service: { protocol: 'tcp', values: { from: 80, to: 90 } },
        decision: 'split',
        who: 'me',
        why: 'so',
      },
    ],
    conditions: [{ kind: 'time-range', name: 'NIGHT', assume: 'never' }],
  });
  const span = value?.coverage[0]?.from?.span;
  expect(text.slice(span?.start, span?.end)).toBe('a/b');
});

describe('mistakes are refused by the reader, and by the schema for editors', () => {
  test.each([
    { name: 'no version', text: 'coverage: []', code: 'inventory/missing-key' },
    { name: 'another version', text: 'version: 2', code: 'inventory/unsupported-version' },
    {
      name: 'a misspelt section',
      text: 'version: 1\ncoverages: []',
      code: 'inventory/unknown-key',
    },
    {
      name: 'a default that cannot be one',
      text: 'version: 1\ndefault: split',
      code: 'inventory/unknown-choice',
    },
    {
      name: 'a decision about nothing',
      text: 'version: 1\ncoverage: [{ decision: grant }]',
      code: 'inventory/decision-about-nothing',
    },
    {
      name: 'no decision',
      text: 'version: 1\ncoverage: [{ to: a/b }]',
      code: 'inventory/missing-key',
    },
    {
      name: 'a misspelt decision',
      text: 'version: 1\ncoverage: [{ to: a/b, decision: allow }]',
      code: 'inventory/unknown-choice',
    },
    {
      name: 'a service in capitals',
      text: 'version: 1\ncoverage: [{ service: TCP/80, decision: grant }]',
      code: 'inventory/bad-service',
    },
    {
      name: 'a condition about nothing',
      text: 'version: 1\nconditions: [{ name: NIGHT, assume: never }]',
      code: 'inventory/decision-about-nothing',
    },
    {
      name: 'a condition that policies do not have either',
      text: 'version: 1\nconditions: [{ kind: established, assume: never }]',
      code: 'inventory/unknown-choice',
    },
  ])('$name', ({ text, code }) => {
    expect(codes(text)).toContain(code);
    expect(accepts(parse(text))).toBe(false);
  });

  test.each(['tcp/0', 'tcp/90-80', 'udp/70000', 'any/80', 'icmp/256', 'tcp/080', 'http'])(
    'the service %s',
    (service) => {
      expect(codes(`version: 1\ncoverage: [{ service: ${service}, decision: grant }]`)).toEqual([
        'inventory/bad-service',
      ]);
    },
  );
});

test('an entry of which a part is unreadable is left out: it would be about more than was meant', () => {
  const { value } = read(
    'version: 1\ncoverage: [{ to: a/b, service: http, decision: grant }, { to: c/d, decision: grant }]',
  );
  expect(value?.coverage.map(({ to }) => to?.text)).toEqual(['c/d']);
});

test('a message names the file as decisions, with what to do', () => {
  const [first] = read('version: 1\nwhatever: 1').diagnostics;
  expect(first && explain(inventoryCatalogue, first)).toMatchObject({
    message: 'The decisions file has no key "whatever".',
    severity: 'error',
  });
});

describe('docs/files/decisions.md', () => {
  const text = readFileSync(join(root, 'docs/files/decisions.md'), 'utf8');
  const examples = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
  test.each(examples)('example %# is accepted by reader and schema', (example) => {
    expect(read(example).diagnostics).toEqual([]);
    expect(accepts(parse(example)) ? [] : accepts.errors).toEqual([]);
  });
});

describe('writing a decision down', () => {
  const file = `# reviewed
version: 1
coverage:
  # the mail people asked for it
  - to: mail # relay
    decision: withhold
    why: not yet
conditions: []
`;

  test('changes the entry about the same thing, and keeps every comment', () => {
    expect(recordDecision(file, { to: 'mail', decision: 'grant', who: 'owner' })).toBe(
      file.replace('decision: withhold\n    why: not yet', 'decision: grant\n    who: owner'),
    );
  });

  test('adds an entry at the end', () => {
    const ace = 'permit tcp any host 10.0.0.1 eq www log';
    const text = recordDecision(file, { ace, decision: 'split' });
    expect(text).toContain('# the mail people asked for it');
    expect(read(text).value?.coverage.map((one) => one.decision)).toEqual(['withhold', 'split']);
    expect(read(text).value?.coverage[1]?.ace?.text).toBe(ace);
  });

  test.each(['', 'version: 1\n', 'version: 1\ncoverage:\n', 'version: 1\ncoverage: []\n'])(
    'begins a section where %j has none',
    (text) => {
      const written = recordDecision(text, { to: 'a: b #c', decision: 'grant' });
      expect(read(written).diagnostics).toEqual([]);
      expect(read(written).value?.coverage[0]?.to?.text).toBe('a: b #c');
    },
  );

  test('twice is once', () => {
    const once = recordDecision(file, { to: 'x/y', service: 'tcp/1', decision: 'grant' });
    expect(recordDecision(once, { to: 'x/y', service: 'tcp/1', decision: 'grant' })).toBe(once);
  });

  test('tells conditions of different lines apart', () => {
    const lines = [
      'permit tcp any any eq 1 time-range NIGHT',
      'permit tcp any any eq 2 time-range NIGHT',
    ];
    const text = lines.reduce(
      (sofar, ace) => recordCondition(sofar, { kind: 'time-range', ace, assume: 'matches' }),
      file,
    );
    const changed = recordCondition(text, {
      kind: 'time-range',
      ace: 'permit tcp any any eq 2 time-range NIGHT',
      assume: 'never',
    });
    const { diagnostics, value } = read(changed);
    expect(diagnostics).toEqual([]);
    expect(value?.conditions.map(({ ace, assume }) => [ace?.text, assume])).toEqual([
      [lines[0], 'matches'],
      [lines[1], 'never'],
    ]);
  });
});
