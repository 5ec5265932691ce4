import { describe, expect, test } from 'vitest';
import { policyViews } from './policy-view.ts';

const NETWORK_POLICY = `# Draft made by aclift.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: shop-db-acl
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: shop-db
  policyTypes:
    - Ingress
    - Egress
  ingress:
    # edge.cfg:7  permit tcp any any eq 5432
    # edge.cfg:8  permit tcp any any eq 22
    - from:
        - podSelector:
            matchLabels:
              tier: backend
        - namespaceSelector: {}
          podSelector:
            matchLabels:
              app: backup
      ports:
        - protocol: TCP
          port: 5432
        - port: 9000
          endPort: 9010
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except:
              - 10.0.0.0/8
    - {}
`;

const CILIUM = `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints:
        - matchLabels:
            k8s:io.cilium.k8s.namespace.labels.team: finance
      toPorts:
        - ports:
            - port: "443"
              protocol: TCP
      icmps:
        - fields:
            - type: 8
  egressDeny:
    - toCIDRSet:
        - cidr: 10.0.0.0/8
  egress:
    - toEntities: [world]
    - toFQDNs:
        - matchName: example.com
`;

const rulesOf = (text: string) => policyViews({ name: 'p.yaml', text })[0]?.rules ?? [];

describe('the rules of a policy', () => {
  test('stand where they are written, with the comments above them', () => {
    expect(
      rulesOf(NETWORK_POLICY).map(({ ref, firstLine, lastLine }) => [ref, firstLine, lastLine]),
    ).toEqual([
      ['p.yaml#spec.ingress.0', 15, 29],
      ['p.yaml#spec.egress.0', 31, 35],
      ['p.yaml#spec.egress.1', 36, 36],
    ]);
  });

  test('of a NetworkPolicy become sentences', () => {
    expect(rulesOf(NETWORK_POLICY).map(({ sentence }) => sentence)).toEqual([
      'Accepts TCP 5432 and TCP 9000-9010 from pods with tier=backend in namespace shop or pods with app=backup in any namespace.',
      'May open anything to any IPv4 address outside except 10.0.0.0/8.',
      'May open anything to anyone.',
    ]);
  });

  test('of a CiliumNetworkPolicy become sentences', () => {
    expect(rulesOf(CILIUM).map(({ sentence, action }) => [action, sentence])).toEqual([
      ['allow', 'Accepts TCP 443 and ICMP type 8 from all pods in namespaces with team=finance.'],
      ['allow', 'May open anything to the world entity.'],
      ['allow', 'May open anything to example.com.'],
      ['deny', 'May never open anything to 10.0.0.0/8.'],
    ]);
  });

  test('say whom the policy selects', () => {
    expect(
      policyViews({ name: 'p.yaml', text: `${NETWORK_POLICY}---\n${CILIUM}` }).map(
        ({ name, subject }) => [name, subject],
      ),
    ).toEqual([
      ['shop-db-acl', 'pods with app=shop-db in namespace shop'],
      ['web', 'all pods in namespace shop'],
    ]);
  });

  test('are none where the text is no policy', () => {
    expect(policyViews({ name: 'p.yaml', text: 'hello: [' })).toEqual([]);
  });
});
