import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, LineMap } from '@aclift/diagnostics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Inventory, InventoryDiagnostic } from './index.ts';
import { inventoryCatalogue, readInventory } from './index.ts';
import { MAX_LENGTH } from './read-root.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/inventory');
const filesOf = (folder: string): { name: string; text: string }[] =>
  readdirSync(join(fixtures, folder))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: file, text: readFileSync(join(fixtures, folder, file), 'utf8') }));

const read = (text: string) => readInventory({ name: 'inventory.yaml', text });

/** `code line:column`. */
function placed(text: string, diagnostics: readonly InventoryDiagnostic[]): string[] {
  const lines = new LineMap(text);
  return diagnostics.map(({ code, span }) => {
    const { line, column } = lines.position(span.start);
    return `${code} ${line}:${column}`;
  });
}

function valueOf(text: string): Inventory {
  const { value, diagnostics } = read(text);
  expect(placed(text, diagnostics)).toEqual([]);
  if (value === undefined) throw new Error('nothing was read');
  return value;
}

describe('files of fixtures/inventory/good', () => {
  test.each(filesOf('good'))('$name is accepted', ({ text }) => {
    const { value, diagnostics } = read(text);
    const severities = diagnostics.map((one) => explain(inventoryCatalogue, one).severity);
    expect(severities.filter((severity) => severity === 'error')).toEqual([]);
    expect(value).toBeDefined();
  });

  test.each(filesOf('good'))('$name reads alike with CR LF', ({ text }) => {
    const bare = (value: unknown): string =>
      JSON.stringify(value, (key, inner: unknown) => {
        if (key === 'span') return undefined;
        return typeof inner === 'bigint' ? String(inner) : inner;
      });
    const crlf = text.replace(/\r?\n/g, '\r\n');
    expect(bare(read(crlf).value)).toBe(bare(read(text).value));
  });
});

describe('files of fixtures/inventory/bad', () => {
  test.each(filesOf('bad'))('$name says what is wrong and where', ({ text }) => {
    const expected = /^# expect: (.*)$/m.exec(text)?.[1] ?? 'nothing';
    expect(placed(text, read(text).diagnostics)).toEqual([expected]);
  });
});

test('reads every part of an entry', () => {
  const text = [
    'version: 1',
    'workloads:',
    '  - namespace: shop',
    '    labels: { tier: web, app: front }',
    '    addresses: [10.0.0.1, 10.0.0.8/30, 10.1.0.1 - 10.1.0.3, "2001:db8::/126"]',
    '    now: outside',
    '    vips: [{ address: 10.9.9.9, ports: [{ port: 443, target: 8443 }] }]',
  ].join('\n');
  const inventory = valueOf(text);
  const [workload] = inventory.workloads;
  expect(workload).toMatchObject({
    id: 'shop/front',
    namespace: 'shop',
    name: 'front',
    labels: { app: 'front', tier: 'web' },
    now: 'outside',
    vips: [{ ports: [{ port: 443, target: 8443, protocol: 'TCP' }] }],
  });
  expect(workload?.addresses.map(({ from, to }) => [from, to])).toEqual([
    [0x0a000001, 0x0a000001],
    [0x0a000008, 0x0a00000b],
    [0x0a010001, 0x0a010003],
    [0x20010db8n << 96n, (0x20010db8n << 96n) + 3n],
  ]);
  const { start, end } = workload?.addresses[1]?.span ?? { start: 0, end: 0 };
  expect(text.slice(start, end)).toBe('10.0.0.8/30');
  expect(inventory.namespaces).toMatchObject([
    { name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } },
  ]);
});

test('keeps the labels of a declared namespace beside the one that the cluster adds', () => {
  const { namespaces } = valueOf('version: 1\nnamespaces: { shop: { labels: { team: x } } }');
  expect(namespaces[0]?.labels).toEqual({ 'kubernetes.io/metadata.name': 'shop', team: 'x' });
});

test.each([
  {
    name: 'a key that Cilium ignores',
    label: 'pod-template-hash: x',
    code: 'inventory/label-ignored-by-cilium',
  },
  {
    name: 'a Kubernetes key',
    label: 'topology.kubernetes.io/zone: x',
    code: 'inventory/label-ignored-by-cilium',
  },
  { name: 'the key host', label: 'host: x', code: 'inventory/reserved-label-key' },
  { name: 'the key init', label: 'init: x', code: 'inventory/reserved-label-key' },
])('warns of $name and reads on', ({ label, code }) => {
  const { value, diagnostics } = read(
    `version: 1\nworkloads: [{ namespace: a, labels: { app: w, ${label} } }]`,
  );
  expect(diagnostics.map((one) => one.code)).toEqual([code]);
  expect(value?.workloads).toHaveLength(1);
});

test.each([
  {
    name: 'a workload that has no other labels',
    workloads: '{ namespace: a, labels: { pod-template-hash: x } }',
    code: 'inventory/no-labels',
  },
  {
    name: 'workloads that only they tell apart',
    workloads:
      '{ namespace: a, labels: { app: w, etcd_node: x } }, { namespace: a, labels: { app: w, etcd_node: y } }',
    code: 'inventory/labels-not-distinct',
  },
])('keys that Cilium ignores name nobody: $name', ({ workloads, code }) => {
  const { diagnostics } = read(`version: 1\nworkloads: [${workloads}]`);
  expect(diagnostics.map((one) => one.code)).toContain(code);
});

describe('labels of one release, job or pod', () => {
  test.each([
    'version',
    'app.kubernetes.io/version',
    'helm.sh/chart',
    'chart',
    'job-name',
    'service.istio.io/canonical-revision',
    'serving.knative.dev/revision',
    'rollouts-pod-template-hash',
    'git_commit',
    'workflows.argoproj.io/workflow',
    'pod_name',
  ])('%s is warned of, with the reason', (key) => {
    const text = `version: 1\nworkloads: [{ namespace: a, labels: { app: w, ${key}: x1 } }]`;
    const { diagnostics, value } = read(text);
    expect(diagnostics.map((one) => one.code)).toEqual(['inventory/release-label']);
    const [said] = diagnostics.map((one) => explain(inventoryCatalogue, one));
    expect(said?.severity).toBe('warning');
    expect(said?.message).toContain(`"${key}"`);
    expect(value?.workloads[0]?.labels).toHaveProperty([key], 'x1');
  });

  test.each(['app', 'app.kubernetes.io/instance', 'release', 'environment', 'conversion', 'team'])(
    '%s is a label like any other',
    (key) => {
      const text = `version: 1\nworkloads: [{ namespace: a, labels: { x: w, ${key}: x1 } }]`;
      expect(read(text).diagnostics).toEqual([]);
    },
  );

  test('a workload that has no others is named by nothing that stays', () => {
    const text = 'version: 1\nworkloads: [{ namespace: a, labels: { job-name: copy-29 } }]';
    expect(read(text).diagnostics.map((one) => one.code)).toContain('inventory/no-labels');
  });

  test('labels of a namespace are not warned of', () => {
    const text = 'version: 1\nnamespaces: { a: { labels: { version: v1 } } }';
    expect(read(text).diagnostics).toEqual([]);
  });
});

describe('a workload that owns nearly everything', () => {
  test.each([
    { name: 'all of IPv4', addresses: '0.0.0.0/0' },
    { name: 'half of IPv4', addresses: '128.0.0.0/1' },
    { name: 'half of IPv4 as a range', addresses: '10.0.0.0-138.0.0.0' },
    { name: 'half of IPv4 in pieces', addresses: '0.0.0.0/2, 64.0.0.0/3, 96.0.0.0/3' },
    { name: 'all of IPv6', addresses: '"::/0"' },
    { name: 'all of IPv6 that is in use', addresses: '"2000::/3"' },
  ])('$name is an error that names it', ({ addresses }) => {
    const text = `version: 1\nworkloads: [{ namespace: a, labels: { app: w }, addresses: [${addresses}] }]`;
    const { diagnostics, value } = read(text);
    const said = diagnostics.map((one) => explain(inventoryCatalogue, one));
    expect(said).toMatchObject([{ code: 'inventory/owns-everything', severity: 'error' }]);
    expect(said[0]?.message).toContain('a/w');
    expect(value?.workloads).toMatchObject([{ id: 'a/w', addresses: [] }]);
  });

  test.each([
    { name: 'a quarter of IPv4', addresses: '0.0.0.0/2' },
    { name: 'a quarter of IPv4 that is named twice', addresses: '0.0.0.0/2, 0.0.0.0/3' },
    { name: 'one block of a provider', addresses: '"2001:db8::/32"' },
  ])('$name is not', ({ addresses }) => {
    const text = `version: 1\nworkloads: [{ namespace: a, labels: { app: w }, addresses: [${addresses}] }]`;
    expect(read(text).diagnostics).toEqual([]);
  });

  test('the internet may be an external', () => {
    const text = 'version: 1\nexternals: [{ name: internet, addresses: [0.0.0.0/0, "::/0"] }]';
    expect(read(text).diagnostics).toEqual([]);
  });
});

describe('help that says what to write', () => {
  const workload = (rest: string): string =>
    `version: 1\nworkloads: [{ namespace: a, labels: { app: w }, ${rest} }]`;
  test.each([
    { name: 'the version as text', text: 'version: "1"', help: 'without quotes: version: 1' },
    { name: 'the version with a v', text: 'version: v1', help: 'without quotes: version: 1' },
    { name: 'another version', text: 'version: 3', help: 'use the aclift that wrote' },
    { name: 'one address without brackets', text: workload('addresses: 10.0.0.1'), help: '[' },
    { name: 'addresses under another key', text: workload('ips: []'), help: '"addresses"' },
    { name: 'a subnet', text: workload('subnets: []'), help: '"addresses"' },
    { name: 'a name of its own', text: workload('name: web'), help: 'the label "app"' },
    {
      name: 'a namespace called ns',
      text: 'version: 1\nworkloads: [{ ns: a, namespace: a, labels: { app: w } }]',
      help: '"namespace"',
    },
    {
      name: 'labels in the form of a flag',
      text: 'version: 1\nworkloads: [{ namespace: a, labels: app=web }]',
      help: '{ app: shop }',
    },
    {
      name: 'an address that is called ip in a virtual address',
      text: workload(
        'vips: [{ ip: 10.0.0.1, address: 10.0.0.1, ports: [{ port: 1, target: 1 }] }]',
      ),
      help: '"address"',
    },
    {
      name: 'a port in quotes',
      text: workload('vips: [{ address: 10.0.0.1, ports: [{ port: "1", target: 1 }] }]'),
      help: 'without quotes',
    },
    { name: 'a section of pods', text: 'version: 1\npods: []', help: '"workloads"' },
    { name: 'namespaces as a list', text: 'version: 1\nnamespaces: [a]', help: '{ app: shop }' },
    { name: 'workloads as a map', text: 'version: 1\nworkloads: { a: b }', help: '"- "' },
  ])('$name', ({ help, text }) => {
    const [said] = read(text).diagnostics.map((one) => explain(inventoryCatalogue, one));
    expect(said?.severity).toBe('error');
    expect(said?.help).toContain(help);
  });
});

test('keeps app.kubernetes.io keys, which Cilium does not ignore', () => {
  const text = 'version: 1\nworkloads: [{ namespace: a, labels: { app.kubernetes.io/name: w } }]';
  expect(valueOf(text).workloads).toHaveLength(1);
});

test('leaves entries that say FILL-IN out, with a warning each', () => {
  const text = filesOf('good').find(({ name }) => name === 'skeleton.yaml')?.text ?? '';
  const { value, diagnostics } = read(text);
  expect(diagnostics.map((one) => one.code)).toEqual(['inventory/fill-in', 'inventory/fill-in']);
  expect(value).toMatchObject({ workloads: [], externals: [] });
});

test('leaves a range that breaks the ownership rule out of the value', () => {
  const { value } = read(
    'version: 1\nexternals:\n  - { name: a, addresses: [10.0.0.0/24] }\n  - { name: b, addresses: [10.0.0.0/24, 10.0.1.0] }\n',
  );
  expect(value?.externals.map(({ addresses }) => addresses.map(({ text }) => text))).toEqual([
    ['10.0.0.0/24'],
    ['10.0.1.0'],
  ]);
});

test('both places of an overlap are told', () => {
  const { diagnostics } = read(
    'version: 1\nexternals:\n  - { name: a, addresses: [10.0.0.0/24] }\n  - { name: b, addresses: [10.0.0.0/24] }\n',
  );
  const [said] = diagnostics.map((one) => explain(inventoryCatalogue, one));
  expect(said?.message).toContain('external "b" here and to external "a"');
  expect(said?.help).toContain('on line 3');
});

describe('hostile text', () => {
  test.each([
    { name: 'deep nesting', text: '['.repeat(30_000), code: 'inventory/too-deep' },
    { name: 'deep dashes', text: '- '.repeat(30_000), code: 'inventory/too-deep' },
    {
      name: 'an alias bomb',
      text: `version: 1\nx0: &x0 [${'a,'.repeat(1000)}]\n${Array.from({ length: 9 }, (_, n) => `x${n + 1}: &x${n + 1} [${`*x${n},`.repeat(10)}]`).join('\n')}`,
      code: 'inventory/too-many-aliases',
    },
    { name: 'an alias to itself', text: 'version: &v [*v]', code: 'inventory/syntax' },
    { name: 'too much text', text: ' '.repeat(MAX_LENGTH + 1), code: 'inventory/too-large' },
  ])('$name is refused quickly', ({ text, code }) => {
    const { diagnostics } = read(text);
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });

  test('no text throws, and every message can be said', () => {
    const words = fc.constantFrom(
      ...'version: 1|\n|  |- |: |{|}|[|]|,|&a |*a|"|\'|<<|? |#|!!x |> |---|\t|\u0000'.split('|'),
      ...'workloads:|namespace: |labels:|addresses: |externals:|name: |vips:'.split('|'),
      ...'10.0.0.1|::1/64|FILL-IN'.split('|'),
    );
    const text = fc.oneof(
      fc.array(words, { maxLength: 25 }).map((all) => all.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (input) => {
        for (const one of read(input).diagnostics) {
          expect(explain(inventoryCatalogue, one).message).not.toBe('');
          expect(one.span.start).toBeLessThanOrEqual(one.span.end);
          expect(one.span.end).toBeLessThanOrEqual(input.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
