/** `aclift validate` as a user meets it: its output and its exit code. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validatePolicies } from '@aclift/insight';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '../testing/scenario.ts';
import { acliftIn, type Run } from '../testing/run-aclift.ts';

const np = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`;
const GOOD = np('{ podSelector: {}, policyTypes: [Ingress] }');
const BAD = np('{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{}] }] }');
const ODD = np(
  '{ podSelector: { matchLabels: { pod-template-hash: a } }, policyTypes: [Ingress] }',
);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function validate(args: readonly string[], input = ''): Promise<Run> {
  return acliftIn(folder, ['validate', ...args], input);
}

describe('aclift validate', () => {
  test.each([
    {
      name: 'nothing to say',
      text: GOOD,
      args: [],
      code: 0,
      says: '1 policy object in 1 file: 0 errors',
    },
    { name: 'an error', text: BAD, args: [], code: 1, says: 'in.yaml:4:69' },
    { name: 'a warning', text: ODD, args: [], code: 0, says: 'warning[policy/ignored-label]' },
    { name: 'a warning that fails', text: ODD, args: ['--fail-on', 'warning'], code: 1, says: '' },
    { name: 'no YAML', text: 'a: [', args: [], code: 1, says: 'error[policy/syntax]' },
    {
      name: 'no policy',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {}\n',
      args: [],
      code: 0,
      says: 'There is no policy',
    },
    {
      name: 'a policy of a kind that is not evaluated',
      text: 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: { name: a }\n',
      args: [],
      code: 1,
      says: 'GlobalNetworkPolicy',
    },
  ])('$name: exit code $code', async ({ args, code, says, text }) => {
    writeFileSync(join(folder, 'in.yaml'), text);
    const result = await validate(['in.yaml', ...args]);
    expect(result.out).toContain(says);
    expect(result.code).toBe(code);
  });

  test('names the objects that are refused, with their place', async () => {
    writeFileSync(join(folder, 'in.yaml'), `${GOOD}---\n${BAD}`);
    expect((await validate(['in.yaml'])).out).toContain('  in.yaml:6: NetworkPolicy shop/web');
  });

  test('reads YAML and JSON of folders, nothing else in them, and standard input', async () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'a.yaml'), GOOD);
    writeFileSync(join(folder, 'sub', 'b.json'), '{ "kind": "Pod" }');
    writeFileSync(join(folder, 'sub', 'report.md'), '# not YAML: [');
    const { out, code } = await validate(['sub', '-'], BAD);
    expect(out).toContain('2 policy objects in 3 files: 1 error');
    expect(out).toContain('(standard input)');
    expect(code).toBe(1);
  });

  test('a file that is not there is a usage error', async () => {
    const { code, err } = await validate(['nowhere.yaml']);
    expect(err).toContain('cannot read nowhere.yaml: there is no such file');
    expect(code).toBe(2);
  });

  test('--json gives places and facts', async () => {
    writeFileSync(join(folder, 'in.yaml'), BAD);
    expect(JSON.parse((await validate(['in.yaml', '--json'])).out)).toMatchObject({
      schema: 'aclift/validate/1',
      totals: { objects: 1, refused: 1, error: 1 },
      objects: [{ line: 1, namespace: 'shop', name: 'web', accepted: false }],
      findings: [
        { code: 'policy/empty-peer', line: 4, facts: { path: 'spec.ingress[0].from[0]' } },
      ],
    });
  });
});

describe('the published schema', () => {
  const schema = JSON.parse(
    readFileSync(
      new URL('../../../../packages/core/schema/validate-report.schema.json', import.meta.url),
      'utf8',
    ),
  ) as object;
  const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const report = (...texts: string[]): unknown =>
    JSON.parse(
      JSON.stringify(validatePolicies(texts.map((text, i) => ({ name: `${i}.yaml`, text })))),
    );

  test('describes reports about our own drafts', () => {
    const drafts = scenarios().flatMap(({ golden, goldenFiles }) =>
      goldenFiles('cilium/policies').map((file) =>
        readFileSync(golden(`cilium/policies/${file}`), 'utf8'),
      ),
    );
    expect(drafts.length).toBeGreaterThan(5);
    valid(report(...drafts, BAD, ODD, 'a: ['));
    expect(valid.errors ?? []).toEqual([]);
  });

  const corpus = new URL('../../../../../shared/corpus-policies/', import.meta.url);
  const files = (() => {
    try {
      return readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) =>
        /^(?:cilium-examples|netpol-analyzer.tests.bad).*\.ya?ml$/.test(file),
      );
    } catch {
      return [];
    }
  })();
  test.skipIf(files.length === 0)(
    'describes reports about policies of others (skipped without ../shared/corpus-policies)',
    () => {
      valid(report(...files.map((file) => readFileSync(new URL(file, corpus), 'utf8'))));
      expect((valid.errors ?? []).slice(0, 5)).toEqual([]);
    },
  );

  test.each([
    { name: 'a severity that does not exist', change: ['"error"', '"fatal"'] },
    { name: 'a field that nobody documented', change: ['"accepted"', '"okay"'] },
  ] as const)('refuses $name', ({ change: [from, to] }) => {
    const text = JSON.stringify(report(BAD));
    expect(valid(JSON.parse(text))).toBe(true);
    expect(valid(JSON.parse(text.replaceAll(from, to)))).toBe(false);
  });
});
