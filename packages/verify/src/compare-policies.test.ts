/** How two sets of policies differ: what is opened and closed, and where both ask the cluster the same. */
import { describe, expect, test } from 'vitest';
import { differencesOf } from '../testing/cluster.ts';
import type { EngineOptions } from './engine.ts';

/** One NetworkPolicy for ingress of `db`. */
const np = (rules: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec: { podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress], ingress: ${rules} }
`;
/** One Cilium rule for `db`. */
const cnp = (rule: string, selector = '{ matchLabels: { app: db } }'): string => `---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: db, namespace: shop }
spec: { endpointSelector: ${selector}, ${rule} }
`;
const group = (cidr: string): string => `---
apiVersion: cilium.io/v2
kind: CiliumCIDRGroup
metadata: { name: partners }
spec: { externalCIDRs: [${cidr}] }
`;
const WEB = '{ podSelector: { matchLabels: { app: web } } }';
const FROM_WEB = 'fromEndpoints: [{ matchLabels: { app: web } }]';

interface Row {
  readonly name: string;
  readonly a: string;
  readonly b: string;
  readonly is: readonly string[];
  readonly options?: EngineOptions;
}

function check(rows: readonly Row[]): void {
  test.each(rows)('$name', ({ a, b, is, options }) => {
    expect(differencesOf(a, b, options)).toEqual(is);
    const back = differencesOf(b, a, options).toSorted();
    const swapped = is.map((text) =>
      text.replace(/^(?:opened|closed)/, (kind) => (kind === 'opened' ? 'closed' : 'opened')),
    );
    expect(back).toEqual(swapped.toSorted());
  });
}

describe('sets that are written differently and do the same', () => {
  check([
    {
      name: 'a range and its ports one by one',
      a: np(`[{ from: [${WEB}], ports: [{ port: 80, endPort: 82 }] }]`),
      b: np(`[{ from: [${WEB}], ports: [{ port: 82 }, { port: 80 }, { port: 81 }] }]`),
      is: [],
    },
    {
      name: 'one rule and two rules',
      a: np(`[{ from: [${WEB}], ports: [{ port: 80 }, { port: 81 }] }]`),
      b: np(
        `[{ from: [${WEB}], ports: [{ port: 81 }] }, { from: [${WEB}], ports: [{ port: 80 }] }]`,
      ),
      is: [],
    },
    {
      name: 'labels and expressions that select the same workloads',
      a: np(`[{ from: [${WEB}] }]`),
      b: np(
        '[{ from: [{ podSelector: { matchExpressions: [{ key: tier, operator: In, values: [front] }] } }] }]',
      ),
      is: [],
    },
    {
      name: 'a block with a hole and the rest of it in pieces',
      a: np('[{ from: [{ ipBlock: { cidr: 198.51.100.0/24, except: [198.51.100.128/25] } }] }]'),
      b: np(
        '[{ from: [{ ipBlock: { cidr: 198.51.100.0/26 } }, { ipBlock: { cidr: 198.51.100.64/26 } }] }]',
      ),
      is: [],
    },
    {
      name: 'a NetworkPolicy and its Cilium form',
      a: np(`[{ from: [${WEB}], ports: [{ port: 80 }] }]`),
      b: cnp(`ingress: [{ ${FROM_WEB}, toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }]`),
      is: [],
    },
    {
      name: 'an allow-all that isolates, and no policy',
      a: np('[{}]'),
      b: cnp('ingress: [{ fromEntities: [all] }]', '{ matchLabels: { app: nobody } }'),
      is: [],
    },
  ]);
});

describe('what one set lets through and the other does not', () => {
  check([
    {
      name: 'a port more, and only its flows',
      a: np(`[{ from: [${WEB}], ports: [{ port: 80 }] }]`),
      b: np(`[{ from: [${WEB}], ports: [{ port: 80 }, { port: 443 }] }]`),
      is: ['opened shop/web -> shop/db tcp 443'],
    },
    {
      name: 'two rules are two differences',
      a: np('[]'),
      b: np(
        `[{ from: [${WEB}], ports: [{ port: 80 }] }, { from: [${WEB}], ports: [{ port: 443 }] }]`,
      ),
      is: ['opened shop/web -> shop/db tcp 80', 'opened shop/web -> shop/db tcp 443'],
    },
    {
      name: 'another peer opens one pair and closes another',
      a: np(`[{ from: [${WEB}], ports: [{ port: 80 }] }]`),
      b: np('[{ from: [{ podSelector: { matchLabels: { app: job } } }], ports: [{ port: 80 }] }]'),
      is: ['opened shop/job -> shop/db tcp 80', 'closed shop/web -> shop/db tcp 80'],
    },
    {
      name: 'a deny takes away what another rule allows',
      a: cnp(`ingress: [{ ${FROM_WEB} }]`),
      b: cnp(
        `ingress: [{ ${FROM_WEB} }], ingressDeny: [{ ${FROM_WEB}, toPorts: [{ ports: [{ port: "22", protocol: TCP }] }] }]`,
      ),
      is: ['closed shop/web -> shop/db tcp 22'],
    },
    {
      name: 'named addresses outside are told apart from the rest',
      a: np('[{ from: [{ ipBlock: { cidr: 192.0.2.0/23 } }], ports: [{ port: 80 }] }]'),
      b: np('[]'),
      is: ['closed (unnamed) -> shop/db tcp 80', 'closed partner -> shop/db tcp 80'],
    },
  ]);
});

describe('rules that look into what they let through', () => {
  const plain = `ingress: [{ ${FROM_WEB}, toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }]`;
  const http = (path: string): string =>
    `ingress: [{ ${FROM_WEB}, toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ path: ${path} }] } }] }]`;
  check([
    {
      name: 'close a part of what was open',
      a: cnp(plain),
      b: cnp(http('/a')),
      is: ['closed in part shop/web -> shop/db tcp 80'],
    },
    { name: 'are alike with the same conditions', a: cnp(http('/a')), b: cnp(http('/a')), is: [] },
    {
      name: 'are not told apart with others',
      a: cnp(http('/a')),
      b: cnp(http('/b')),
      is: ['asked shop/web -> shop/db tcp 80'],
    },
    {
      name: 'open where nothing was let through',
      a: cnp('ingress: [{}]'),
      b: cnp(http('/a')),
      is: ['opened shop/web -> shop/db tcp 80'],
    },
  ]);
});

describe('questions to the cluster', () => {
  const named = (ports: string): string => np(`[{ from: [${WEB}], ports: ${ports} }]`);
  const byGroup = cnp(
    'ingress: [{ fromCIDRSet: [{ cidrGroupRef: partners }], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }]',
  );
  const byAccount = (account: string): string =>
    cnp(
      'ingress: [{}]',
      `{ matchLabels: { app: db, io.cilium.k8s.policy.serviceaccount: ${account} } }`,
    );
  check([
    {
      name: 'are alike when both ask for one named port',
      a: named('[{ port: http }]'),
      b: named('[{ port: http, protocol: TCP }]'),
      is: [],
    },
    {
      name: 'leave only the flows open that an answer could change',
      a: named('[{ port: http }]'),
      b: named('[{ port: http }, { port: 8080 }]'),
      is: ['asked shop/web -> shop/db tcp 8080'],
    },
    {
      name: 'are others with another name',
      a: named('[{ port: http }]'),
      b: named('[{ port: web }]'),
      is: ['asked shop/web -> shop/db tcp 443'],
    },
    {
      name: 'are not asked where the group is at hand',
      a: byGroup + group('192.0.2.0/24'),
      b: byGroup + group('192.0.2.0/25'),
      is: ['closed partner -> shop/db tcp 80'],
    },
    {
      name: 'stay open where one set lacks the group',
      a: byGroup + group('192.0.2.0/24'),
      b: byGroup,
      is: ['asked (unnamed) -> shop/db tcp 80', 'asked partner -> shop/db tcp 80'],
    },
    {
      name: 'are alike when both go by one service account',
      a: byAccount('a'),
      b: byAccount('a'),
      is: [],
    },
    {
      name: 'do not matter where something else stops the flow in both sets',
      a: np('[]') + byAccount('a'),
      b: np('[]') + byAccount('b'),
      is: [],
    },
  ]);
});

describe('engines', () => {
  const block = np('[{ from: [{ ipBlock: { cidr: 172.16.0.0/12 } }], ports: [{ port: 80 }] }]');
  const byLabel = np('[{ from: [{ namespaceSelector: {} }], ports: [{ port: 80 }] }]');
  const outside = ['opened (unnamed) -> shop/db tcp 80'];
  check([
    {
      name: 'a block is no pods by the text of the API',
      a: np('[]'),
      b: block,
      options: { engine: 'strict-spec' },
      is: outside,
    },
    {
      name: 'a block of all pods is pods where addresses are compared',
      a: byLabel,
      b: block,
      options: { engine: 'calico-like', podCidrs: ['172.16.0.0/16'] },
      is: outside,
    },
  ]);
});
