/** `aclift suggest` as a user meets it: its output, its files and its exit code. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SuggestReport } from '@aclift/suggest';
import { EVIDENCE_KINDS } from '@aclift/suggest/inside';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { acliftIn, type Run } from './testing/run-aclift.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CONFIG = 'fixtures/scenarios/campus/campus-rtr.cfg';
const CAMPUS = [
  CONFIG,
  '-i',
  'fixtures/suggest/campus/inventory.yaml',
  '--hosts',
  'fixtures/suggest/campus/hosts',
];
const folder = mkdtempSync(join(tmpdir(), 'aclift-suggest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = JSON.parse(
  readFileSync(join(ROOT, 'packages/core/schema/suggest.schema.json'), 'utf8'),
) as object;
const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);

function aclift(...args: string[]): Promise<Run> {
  return acliftIn(ROOT, ['suggest', ...args]);
}

const reportOf = async (...args: string[]): Promise<SuggestReport> =>
  JSON.parse((await aclift(...args, '--json')).out) as SuggestReport;

/** The list of the schema that begins with the first kind. */
function kindsOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value[0] === EVIDENCE_KINDS[0] ? value : undefined;
  return Object.values(value)
    .map(kindsOf)
    .find((found) => found !== undefined);
}

describe('aclift suggest', () => {
  test('a file of names without any: exit code 2, and it says what could be given', async () => {
    const file = join(folder, 'minutes.txt');
    writeFileSync(file, 'Present: everybody\nNext meeting on Friday\n');
    const { code, err, out } = await aclift(...CAMPUS.slice(0, 3), '--hosts', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('minutes.txt: nothing in it names an address');
  });

  test('finds the workloads that the campus inventory lacks', async () => {
    const { suggestions } = await reportOf(...CAMPUS);
    const best = suggestions
      .filter(({ spoken }) => spoken)
      .map(({ addresses, proposals }) => ({ addresses, proposal: proposals[0]?.proposal }));
    expect(best).toEqual(
      expect.arrayContaining([
        {
          addresses: ['10.10.10.11-10.10.10.18'],
          proposal: {
            kind: 'workload',
            known: false,
            namespace: 'shop',
            labels: { app: 'storefront', tier: 'web' },
          },
        },
        {
          addresses: ['10.10.20.21-10.10.20.26'],
          proposal: {
            kind: 'workload',
            known: false,
            namespace: 'shop',
            labels: { app: 'catalog', tier: 'backend' },
          },
        },
        {
          addresses: ['10.10.30.11-10.10.30.13'],
          proposal: {
            kind: 'workload',
            known: false,
            namespace: 'shop',
            labels: { app: 'shop-db', tier: 'data' },
          },
        },
        {
          addresses: ['10.10.30.21-10.10.30.22'],
          proposal: {
            kind: 'workload',
            known: false,
            namespace: 'billing',
            labels: { app: 'ledger-db', tier: 'data' },
          },
        },
      ]),
    );
    expect(best.length).toBe(4);
  });

  test('every place that it cites holds what it says', async () => {
    const lines = new Map<string, readonly string[]>();
    let cited = 0;
    for (const { proposals } of (await reportOf(...CAMPUS)).suggestions) {
      for (const { places } of proposals.flatMap(({ evidence }) => evidence)) {
        for (const { file, line, text } of places) {
          const known = lines.get(file) ?? readFileSync(join(ROOT, file), 'utf8').split('\n');
          lines.set(file, known);
          expect(known[line - 1]?.trim()).toBe(text.trim());
          cited += 1;
        }
      }
    }
    expect(cited).toBeGreaterThan(30);
  });

  test('shows proposal, confidence, reasons with their lines, and what else it could be', async () => {
    const { out } = await aclift(...CAMPUS);
    expect(out).toContain('new workload in namespace shop with { app: catalog, tier: backend }');
    expect(out).toMatch(/^ +\d+ % {2}new workload/m);
    expect(out).toMatch(/\+\d\.\d {2}host name catalog1.* fixtures\/suggest\/campus\/hosts:\d+$/m);
  });

  test('the same input gives the same bytes', async () => {
    expect((await aclift(...CAMPUS, '--json')).out).toBe((await aclift(...CAMPUS, '--json')).out);
  });

  test.each([
    { name: 'with inventory and host names', args: CAMPUS },
    { name: 'without host names', args: CAMPUS.slice(0, 3) },
    { name: 'without an inventory', args: [CONFIG] },
    {
      name: 'where nothing is to be suggested',
      args: [
        'fixtures/scenarios/deny-telnet/router.cfg',
        '-i',
        'fixtures/scenarios/deny-telnet/inventory.yaml',
      ],
    },
  ])('--json fits its schema $name', async ({ args }) => {
    valid(await reportOf(...args));
    expect(valid.errors ?? []).toEqual([]);
  });

  test('the schema names the kinds of evidence that exist', () => {
    expect(kindsOf(schema)).toEqual(EVIDENCE_KINDS);
  });

  test('-o writes the same as YAML, again over its own file, and over no other', async () => {
    const out = join(folder, 'suggestions.yaml');
    expect((await aclift(...CAMPUS, '-o', out)).code).toBe(0);
    expect(parse(readFileSync(out, 'utf8'))).toEqual(await reportOf(...CAMPUS));
    expect((await aclift(...CAMPUS, '-o', out)).code).toBe(0);
    const own = join(folder, 'own.yaml');
    writeFileSync(own, 'version: 1\n');
    const refused = await aclift(...CAMPUS, '-o', own);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('is not from an earlier run');
    expect(readFileSync(own, 'utf8')).toBe('version: 1\n');
  });

  test.each([
    { name: 'no configuration', args: [], says: 'give a configuration' },
    {
      name: 'a hosts file that is not there',
      args: [CONFIG, '--hosts', 'none'],
      says: 'none',
    },
    {
      name: 'an inventory that is none',
      args: [CONFIG, '-i', CONFIG],
      says: 'mend the inventory first',
    },
  ])('$name: exit code 2, and it says so', async ({ args, says }) => {
    const { code, err } = await aclift(...args);
    expect(code).toBe(2);
    expect(err).toContain(says);
    expect(err).not.toContain('    at ');
  });
});

test('says how many entries of IPv6 lists it did not look at', async () => {
  const config = join(folder, 'v6.cfg');
  writeFileSync(
    config,
    'ipv6 access-list V6\n permit tcp host 2001:db8::1 host 2001:db8::2 eq 443\n deny ipv6 any any\n',
  );
  expect((await reportOf(config)).totals).toMatchObject({ subjects: 0, otherFamily: 2 });
  expect((await aclift(config)).out).toContain('2 entries of IPv6 lists were not looked at');
});
