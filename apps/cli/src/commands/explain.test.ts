/** `aclift explain` as a user meets it: drafts, edited configurations, and objects that are not in force. */
import { describe, expect, test } from 'vitest';
import { explainPolicies } from '@aclift/insight';
import { faultsBy } from '../testing/published-schema.ts';
import { Workplace } from '../testing/run-aclift.ts';

const DRAFT = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
  annotations: { aclift/access-lists: 'r.cfg A: 2-3' }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    # r.cfg:2  permit tcp any any eq 443
    # r.cfg:3  permit tcp any any eq 80
    # kept by hand
    - ports: [{ port: 443 }, { port: 80 }]
`;
const CONFIG = 'ip access-list extended A\n permit  tcp any any eq 443\n deny ip any any\n';
const REFUSED = DRAFT.replace('port: 443', 'port: 99999');
const CILIUM = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: {}
  enableDefaultDeny: { egress: false }
  egressDeny: [{ toCIDR: [10.0.0.0/8] }]
  ingress:
    - fromEndpoints: []
    - toPorts: [{ ports: [{ port: '80', protocol: TCP }], rules: { http: [{ method: GET }] } }]
`;

function explained(policy: string, config?: string) {
  return explainPolicies({
    policies: [{ name: 'p.yaml', text: policy }],
    configs: config === undefined ? [] : [{ name: 'r.cfg', text: config }],
  });
}

describe('aclift explain', () => {
  test('says each rule with the lines behind it, and which of them have changed', async () => {
    using place = new Workplace({ 'p/web.yaml': DRAFT, 'r.cfg': CONFIG });
    const { code, err, out } = await place.run('explain', 'p', '--config', 'r.cfg');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`NetworkPolicy shop/web  (p/web.yaml:1)
  for pods with app=web in namespace shop; what no rule allows is not accepted
  from access lists: r.cfg A: 2-3
  - line 14: Accepts TCP 443 and TCP 80 from anyone.
      # kept by hand
      r.cfg:2  permit tcp any any eq 443
      r.cfg:3  permit tcp any any eq 80   (the configuration says something else there now)

`);
  });

  test('exits with 1 for an object that is not in force, and says so', async () => {
    using place = new Workplace({ 'p.yaml': REFUSED });
    const { code, err, out } = await place.run('explain', 'p.yaml');
    expect(code).toBe(1);
    expect(out).toContain('NOT IN FORCE');
    expect(err).toContain('p.yaml:14');
  });

  test('leaves lines unchecked without their configuration', () => {
    const standings = (config?: string) =>
      explained(DRAFT, config).policies[0]?.rules[0]?.entries.map(({ standing }) => standing);
    expect(standings()).toEqual(['unchecked', 'unchecked']);
    expect(standings(CONFIG)).toEqual(['same', 'changed']);
    expect(standings('')).toEqual(['changed', 'changed']);
  });

  test('knows denies, isolation that is switched off, peers that are nobody and layer 7', () => {
    expect(explained(CILIUM).policies).toMatchObject([
      {
        isolates: ['ingress'],
        accessLists: null,
        rules: [
          { sentence: expect.stringMatching(/^Accepts nothing: fromEndpoints is empty/) },
          { sentence: expect.stringMatching(/^Accepts TCP 80 from anyone\. Looks inside/) },
          { action: 'deny', sentence: 'May never open anything to 10.0.0.0/8.' },
        ],
      },
    ]);
  });

  test('prints what its schema publishes', () => {
    const faultsOf = faultsBy('schema/explain-report.schema.json');
    for (const text of [DRAFT, REFUSED, CILIUM, '{']) {
      expect(faultsOf(explained(text, CONFIG))).toEqual([]);
    }
  });
});
