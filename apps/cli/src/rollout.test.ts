/** The way into the cluster: kustomization, waves, audit mode, sizes. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { adHoc, runScenario, scenario } from './testing/scenario.ts';

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
