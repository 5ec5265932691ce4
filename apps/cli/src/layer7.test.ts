/** Layer 7 by wish of the inventory: the published example of Cilium, and what NetworkPolicy makes of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { parse } from 'yaml';
import { adHoc, draftTexts, runScenario, scenario } from './testing/scenario.ts';
import { otherDifferences } from './testing/other-differences.ts';

const given = scenario('l7-deathstar');
const published = readFileSync(given.golden('../published-rule.yaml'), 'utf8');

interface Written {
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

const aclDrafts = (texts: readonly string[]): readonly Written[] =>
  texts
    .map((text) => parse(text) as Written)
    .filter(({ metadata }) => metadata.name.endsWith('-acl'));

const subjectOf = ({ spec }: Pick<Written, 'spec'>): string => {
  const { endpointSelector } = spec as {
    endpointSelector: { matchLabels?: Record<string, string> };
  };
  const { matchLabels = {} } = endpointSelector;
  return Object.keys(matchLabels)
    .toSorted()
    .map((key) => `${key}=${matchLabels[key]}`)
    .join();
};

describe('HTTP requests that the inventory lists', () => {
  test('become the published rule of Cilium, label for label', () => {
    const drafts = aclDrafts(draftTexts(runScenario(given, { target: 'cilium' })));
    const { spec } = parse(published) as Written;
    const ofDeathstar = drafts.filter((draft) => subjectOf(draft) === subjectOf({ spec }));
    expect(ofDeathstar.map((draft) => draft.spec)).toEqual([spec]);
  });

  test('are a narrowing that proof and ledger name', () => {
    const { report } = runScenario(given, { target: 'cilium' });
    expect(report.proof.proven).toBe(true);
    expect(otherDifferences(report)).toEqual(['layer-7']);
    expect(report.ledger.entries[0]).toMatchObject({ outcome: 'narrowed', reason: 'layer-7' });
  });

  test('stay out of NetworkPolicy drafts, which say so', () => {
    const migration = runScenario(given);
    expect(draftTexts(migration).join('')).not.toContain('http');
    expect(migration.report.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'core/http-not-checked',
        message: expect.stringContaining('layer 4') as string,
      }),
    );
    expect(migration.report.proof).toMatchObject({ proven: true, widened: '0' });
    expect(otherDifferences(migration.report)).toEqual([]);
  });

  test('leave the other ports of the same rule alone', () => {
    const config = `interface Vlan10
 ip address 10.1.1.1 255.255.255.0
 ip access-group WEB-OUT out
interface Vlan20
 ip address 10.1.2.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 10.1.2.254
ip access-list extended WEB-OUT
 permit tcp 10.1.2.0 0.0.0.255 host 10.1.1.10 range 79 81
 deny   ip any any
`;
    const inventory = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.1.1.10], http: [{ port: 80, requests: [{ path: "/v1/.*" }] }] }
  - { namespace: shop, labels: { app: front }, addresses: [10.1.2.10] }
`;
    const migration = runScenario(adHoc(config, inventory), { target: 'cilium' });
    const draft = aclDrafts(draftTexts(migration)).find(({ metadata }) =>
      metadata.name.startsWith('web'),
    )?.spec as { ingress: { toPorts: unknown }[] };
    expect(draft.ingress[0]?.toPorts).toEqual([
      {
        ports: [
          { port: '79', protocol: 'TCP' },
          { port: '81', protocol: 'TCP' },
        ],
      },
      { ports: [{ port: '80', protocol: 'TCP' }], rules: { http: [{ path: '/v1/.*' }] } },
    ]);
    expect(migration.report.proof.proven).toBe(true);
  });
});
