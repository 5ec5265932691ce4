/** The way into the cluster: kustomization, waves, audit mode, sizes. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { adHoc, type Given, runScenario, scenario, scenarios } from './testing/scenario.ts';

const campus = scenario('campus');

describe('campus for Cilium with --audit', () => {
  const { files, report } = runScenario(campus, { target: 'cilium', audit: true });
  const text = (path: string): string => files.find((file) => file.path === path)?.text ?? '';

  test('the kustomization names every draft and nothing else', () => {
    const { resources } = parse(text('policies/kustomization.yaml')) as { resources: string[] };
    expect(resources.map((path) => `policies/${path}`)).toEqual(
      report.drafts.map(({ path }) => path).toSorted(),
    );
  });

  test('the variant allows the same and isolates and denies nothing', () => {
    const variant = files.filter(({ path }) => path.startsWith('policies-audit/'));
    expect(variant.length).toBeGreaterThan(5);
    for (const { path, text: yaml } of variant) {
      const { spec } = parse(yaml) as { spec: Record<string, unknown> };
      const draft = parse(text(path.replace('-audit', ''))) as { spec: Record<string, unknown> };
      const open = Object.values(spec['enableDefaultDeny'] as Record<string, boolean>);
      expect(open.every((isolates) => !isolates)).toBe(true);
      expect(
        Object.keys(spec).some((key) => key.endsWith('Deny') && key !== 'enableDefaultDeny'),
      ).toBe(false);
      expect(spec['ingress']).toEqual(draft.spec['ingress']);
    }
  });

  test('the rollout applies groups, then the variant, then the drafts', () => {
    const rollout = text('rollout.md');
    const places = ['policies/_cluster/', 'policies-audit/billing/', 'policies/billing/'].map(
      (path) => rollout.indexOf(`-f ${path}`),
    );
    expect(places.every((at) => at > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(rollout).toContain("kubectl get pods -n shop -l 'tier=backend'");
  });

  test('sizes are within the limits, and estimated only for Cilium', () => {
    const { fullest, entriesLimit, largest, bytesLimit } = report.sizing;
    expect(fullest?.entries).toBeGreaterThan(0);
    expect(fullest?.entries).toBeLessThan(entriesLimit);
    expect(largest?.bytes).toBeLessThan(bytesLimit);
    expect(runScenario(campus).report.sizing.fullest).toBeNull();
  });
});

test('requests are left out of the variant, because they would act at once', () => {
  const { files } = runScenario(scenario('l7-deathstar'), { target: 'cilium', audit: true });
  const variant = files.filter(({ path }) => path.startsWith('policies-audit/'));
  expect(variant.map(({ text }) => text).join('')).toContain('port: "80"');
  expect(variant.map(({ text }) => text).join('')).not.toContain('http');
});

test('namespaces that do not know each other are waves of their own', () => {
  const config = `interface Vlan10
 ip address 10.1.1.1 255.255.255.0
 ip access-group OUT out
interface Vlan20
 ip address 10.1.2.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 10.1.2.254
ip access-list extended OUT
 permit tcp host 10.1.2.10 host 10.1.1.10 eq 443
 permit tcp host 10.1.2.30 host 10.1.1.30 eq 443
 deny ip any any
`;
  const inventory = `version: 1
workloads:
  - { namespace: one, labels: { app: front }, addresses: [10.1.2.10] }
  - { namespace: one, labels: { app: back }, addresses: [10.1.1.10] }
  - { namespace: two, labels: { app: front }, addresses: [10.1.2.30] }
  - { namespace: three, labels: { app: back }, addresses: [10.1.1.30] }
`;
  // Segments are shared here, so what stays inside them would join everything.
  const { files } = runScenario(adHoc(config, inventory), { unseenTraffic: 'strict' });
  const rollout = files.find(({ path }) => path === 'rollout.md')?.text ?? '';
  expect(rollout.match(/^## Wave .*$/gm)).toEqual(['## Wave 1: one', '## Wave 2: three, two']);
});

describe('everything that the rollout names is on the disk', () => {
  /** Paths that commands apply, and files that sentences name. */
  function named(rollout: string): readonly string[] {
    const commands = [...rollout.matchAll(/ -[fk] ([^ `]+)/g)].map(([, path]) => path ?? '');
    const mentioned = [...rollout.matchAll(/`([\w-]+(?:\/[^` ]*|\.md))`/g)].map(
      ([, path]) => path ?? '',
    );
    return [...commands, ...mentioned];
  }

  function missing(given: Given, options: Parameters<typeof runScenario>[1]): readonly string[] {
    const { files } = runScenario(given, options);
    const rollout = files.find(({ path }) => path === 'rollout.md')?.text ?? '';
    return named(rollout).filter((name) =>
      files.every(({ path }) => path !== name && !(name.endsWith('/') && path.startsWith(name))),
    );
  }

  const choices = (['networkpolicy', 'cilium'] as const).flatMap((target) =>
    (['preserve', 'strict', 'report'] as const).flatMap((unseenTraffic) =>
      (target === 'cilium' ? [true, false] : [false]).map((audit) => ({
        target,
        unseenTraffic,
        audit,
      })),
    ),
  );

  test.each(scenarios().map((given) => ({ name: given.name, given })))('in $name', ({ given }) => {
    for (const options of choices)
      expect([options, missing(given, options)]).toEqual([options, []]);
  });

  /** Two namespaces: one is told what it may open, the other may open and accept nothing. */
  const walled = (permit: string): Given =>
    adHoc(
      `interface Vlan10
 ip address 10.1.1.1 255.255.255.0
 ip access-group INTO out
interface Vlan20
 ip address 10.1.2.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 10.1.2.254
ip access-list extended INTO
${permit} deny ip any any
`,
      `version: 1
workloads:
  - { namespace: desk, labels: { app: till }, addresses: [10.1.1.10] }
  - { namespace: safe, labels: { app: store }, addresses: [10.1.1.20] }
`,
    );
  const audit = {
    target: 'cilium',
    audit: true,
    unseenTraffic: 'strict',
    baseline: 'none',
  } as const;
  const texts = (given: Given): Readonly<Record<string, string>> =>
    Object.fromEntries(runScenario(given, audit).files.map(({ path, text }) => [path, text]));

  test('a namespace whose drafts allow nothing has no variant, and the rollout says so', () => {
    const given = walled(' permit tcp 192.0.2.0 0.0.0.255 host 10.1.1.10 eq 443\n');
    const { 'rollout.md': rollout = '', ...files } = texts(given);
    expect(Object.keys(files).filter((path) => path.startsWith('policies-audit/'))).toEqual([
      'policies-audit/desk/till-acl.yaml',
    ]);
    expect(rollout).toContain('kubectl apply -f policies-audit/desk/`');
    expect(rollout).not.toContain('policies-audit/safe');
    expect(rollout).toMatch(/## Wave \d: safe[^#]*Nothing goes first: no object of this wave/);
    expect(missing(given, audit)).toEqual([]);
  });

  test('where no draft allows anything, audit mode is still the way', () => {
    const rollout = texts(walled(''))['rollout.md'] ?? '';
    expect(rollout).toContain('Nothing goes first');
    expect(rollout).toContain('PolicyAuditMode=Enabled');
  });
});

test('a policy of the whole cluster has a variant without isolation', () => {
  const { files, report } = runScenario(scenario('cluster-wide'), {
    target: 'cilium',
    audit: true,
  });
  const wide = report.drafts.filter(({ path }) => path.startsWith('policies/_clusterwide/'));
  expect(wide.length).toBeGreaterThan(0);
  for (const { path } of wide) {
    const text = files.find(
      (file) => file.path === path.replace('policies/', 'policies-audit/'),
    )?.text;
    const { kind, spec } = parse(text ?? '') as { kind: string; spec: Record<string, unknown> };
    expect(kind).toBe('CiliumClusterwideNetworkPolicy');
    expect(Object.values(spec['enableDefaultDeny'] as object)).not.toContain(true);
  }
});
