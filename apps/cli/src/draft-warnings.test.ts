/** What the validator warns of in drafts reaches the report, with the place in the draft. */
import { expect, test } from 'vitest';
import { adHoc, runScenario } from './testing/scenario.ts';

test('a draft that selects a label which Cilium treats in its own way is warned of', () => {
  const { report } = runScenario(
    adHoc(
      `interface Vlan1
 ip address 10.0.1.1 255.255.255.0
 ip access-group WEB out
interface Gi0/0
 ip address 198.51.100.2 255.255.255.252
ip route 0.0.0.0 0.0.0.0 198.51.100.1
ip access-list extended WEB
 permit tcp any host 10.0.1.5 eq 443
`,
      'version: 1\nnamespaces: { shop: {} }\nworkloads:\n  - { namespace: shop, labels: { host: web }, addresses: [10.0.1.5] }\n',
    ),
  );
  const [draft] = report.drafts;
  expect(report.diagnostics).toContainEqual(
    expect.objectContaining({
      code: 'policy/reserved-label-key',
      severity: 'warning',
      file: draft?.path,
      line: expect.any(Number) as number,
    }),
  );
});
