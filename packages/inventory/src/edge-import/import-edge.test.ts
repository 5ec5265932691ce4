import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { inventoryCatalogue, readInventory } from '../index.ts';
import { importEdge } from './import-edge.ts';

const FOLDER = join(import.meta.dirname, '../../../../fixtures/inventory-edge');
const fixture = (name: string) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') });
const INVENTORY = fixture('inventory.yaml');

const done = (
  files: readonly { readonly name: string; readonly text: string }[],
  inventory = INVENTORY,
) => {
  const result = importEdge(files, inventory);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const read = (text: string) => {
  const { diagnostics, value } = readInventory({ name: 'x', text });
  expect(diagnostics.map((one) => explain(inventoryCatalogue, one).message)).toEqual([]);
  return value;
};
const texts = (some: readonly { readonly text: string }[] | undefined) =>
  (some ?? []).map(({ text }) => text);

/** What is read of each plugin or cloud. */
const PLUGINS = [
  {
    name: 'cilium-tunnel',
    engine: 'cilium',
    exit: [
      [['10.0.0.0/8'], 'pod'],
      [[], 'node'],
    ],
    web: 'world',
    own: [
      [['198.51.100.0/24'], ['10.20.9.5']],
      [['10.0.0.0/8'], 'pod'],
      [[], 'node'],
    ],
  },
  {
    name: 'cilium-native',
    engine: 'cilium',
    exit: [
      [['10.244.0.0/16'], 'pod'],
      [[], 'node'],
    ],
    web: 'hidden',
  },
  { name: 'cilium-hybrid', engine: 'cilium', exit: [[[], 'pod']], web: 'visible' },
  {
    name: 'calico',
    engine: 'calico',
    exit: [
      [['10.244.0.0/16', '10.9.0.0/16'], 'pod'],
      [[], 'node'],
    ],
    web: 'node',
  },
  {
    name: 'calico-ebpf',
    engine: 'calico-ebpf',
    exit: [
      [['10.244.0.0/16'], 'pod'],
      [[], ['10.20.9.9']],
    ],
    web: 'visible',
  },
  {
    name: 'antrea',
    engine: 'antrea',
    exit: [[[], 'node']],
    web: 'visible',
    own: [[[], ['10.20.9.5']]],
  },
  {
    name: 'ovn-kubernetes',
    engine: 'ovn-kubernetes',
    exit: [[[], 'node']],
    web: 'node',
    own: [[[], ['10.20.9.5', '10.20.9.6']]],
  },
  {
    name: 'aws',
    engine: 'kube-proxy',
    exit: [
      [['10.9.0.0/16', '10.8.0.0/16'], 'pod'],
      [[], 'node'],
    ],
    web: 'node',
  },
  {
    name: 'gke',
    engine: 'kube-proxy',
    exit: [
      [['10.0.0.0/8', '192.168.0.0/16', '169.254.0.0/16'], 'pod'],
      [[], 'node'],
    ],
    web: 'node',
  },
  {
    name: 'aks',
    engine: 'kube-proxy',
    exit: [
      [['10.224.0.0/12'], 'pod'],
      [[], 'node'],
    ],
    web: 'node',
  },
] as const;

describe.each(PLUGINS)('a cluster with $name', ({ name, ...wanted }) => {
  const files = [fixture('services.json'), fixture(`${name}.yaml`)];
  const { facts, text } = done(files);
  const inventory = read(text);
  const exits = (list: NonNullable<typeof inventory>['workloads'][number]['exit']) =>
    list?.map(({ as, to }) => [texts(to), typeof as === 'string' ? as : texts(as)]);

  test('says how pods leave and what policies see of clients', () => {
    const { cluster, workloads = [] } = inventory ?? {};
    expect(cluster?.engine).toBe(wanted.engine);
    expect(texts(cluster?.nodes)).toEqual(['10.20.0.5', '10.20.0.6']);
    expect(exits(cluster?.exit)).toEqual(wanted.exit);
    const [web] = workloads;
    const [balanced, local] = web?.entries ?? [];
    expect([balanced?.client, local?.client]).toEqual([wanted.web, 'visible']);
    expect(exits(web?.exit)).toEqual('own' in wanted ? wanted.own : undefined);
  });

  test('gives entries the ports of pods, ranges, and the Service that they are from', () => {
    const [first] = inventory?.workloads[0]?.entries ?? [];
    expect(first?.ports?.map(({ port, target }) => [port, target])).toEqual([[443, 8443]]);
    expect([texts(first?.ranges), first?.service, first?.nodePort]).toEqual([
      ['192.0.2.0/24'],
      'web',
      30443,
    ]);
  });

  test('is read again as it is, and says nothing more a second time', () => {
    const again = done(files, { name: 'inventory.yaml', text });
    expect(again.text).toBe(text);
    expect(again.facts.filter(({ outcome }) => outcome === 'used')).toEqual([]);
  });

  test('leaves what the inventory said, byte for byte, and names what it could not use', () => {
    const kept = INVENTORY.text.split('\n').filter((line) => !line.includes('app: proxy'));
    for (const line of kept) expect(text.split('\n')).toContain(line);
    expect(inventory?.workloads[1]?.entries).toEqual([]);
    const lost = facts.filter(({ outcome }) => outcome === 'not-understood');
    expect(lost.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Service lab/strange', 'Service shop/named']),
    );
  });

  test('is written as the golden file', async () => {
    await expect(text).toMatchFileSnapshot(join(FOLDER, 'golden', `${name}.yaml`));
  });
});

describe('what is in front', () => {
  test('is the ingress of the cluster with Cilium', () => {
    const { text } = done([fixture('services.json'), fixture('cilium-tunnel.yaml')]);
    const entry = read(text)?.workloads[0]?.entries?.at(-1);
    expect([entry?.client, entry?.ports?.map(({ port, target }) => [port, target])]).toEqual([
      'ingress',
      [
        [80, 8443],
        [443, 8443],
      ],
    ]);
  });

  test('is the workload whose Service has the address, with other controllers', () => {
    const { text } = done([fixture('services.json'), fixture('calico.yaml')]);
    expect(read(text)?.workloads[0]?.entries?.at(-1)?.client).toEqual({
      through: 'platform/proxy',
    });
  });

  test('is the Gateway of a route', () => {
    const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: front, namespace: platform }
spec: { gatewayClassName: cilium, listeners: [{ name: https, port: 443, protocol: HTTPS }] }
status: { addresses: [{ type: IPAddress, value: 10.30.0.30 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: shop }
spec:
  parentRefs: [{ name: front, namespace: platform }]
  rules: [{ backendRefs: [{ name: web, port: 443 }] }]
`;
    const { text } = done([fixture('services.json'), { name: 'gateway.yaml', text: gateway }]);
    const entry = read(text)?.workloads[0]?.entries?.at(-1);
    expect([entry?.address.text, entry?.client, entry?.ports?.[0]?.target]).toEqual([
      '10.30.0.30',
      'ingress',
      8443,
    ]);
  });
});

describe('what cannot be used is named', () => {
  const service = (
    spec: string,
    status = '{ loadBalancer: { ingress: [{ ip: 10.30.0.10 }] } }',
  ) => ({
    name: 'service.yaml',
    text: `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: ${spec}
status: ${status}
`,
  });

  test.each([
    {
      name: 'a port by a name that nothing tells',
      file: service(
        '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 443, targetPort: tls }] }',
      ),
      why: /which port of the pods is called tls/,
    },
    {
      name: 'a Service without a selector',
      file: service('{ type: LoadBalancer, ports: [{ port: 443 }] }'),
      why: /no selector/,
    },
    {
      name: 'a balancer that has no address yet',
      file: service('{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 443 }] }', '{}'),
      why: /no address yet/,
    },
    {
      name: 'node ports without nodes',
      file: service(
        '{ type: NodePort, selector: { app: web }, ports: [{ port: 443, nodePort: 30443 }] }',
      ),
      why: /no Node tells an address/,
    },
    {
      name: 'a gateway with expressions in its selector',
      file: {
        name: 'gateway.yaml',
        text: `apiVersion: cilium.io/v2
kind: CiliumEgressGatewayPolicy
metadata: { name: out }
spec:
  selectors: [{ podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }]
  destinationCIDRs: [0.0.0.0/0]
  egressGateway: { egressIP: 10.20.9.5 }
`,
      },
      why: /expressions/,
    },
  ])('$name', ({ file, why }) => {
    const { facts, text } = done([file]);
    expect(text).toBe(INVENTORY.text);
    expect(facts.map(({ outcome }) => outcome)).toEqual(['not-understood']);
    expect(facts[0]?.why).toMatch(why);
  });

  test('clients stay open where nothing tells what enforces policies', () => {
    const file = service('{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 443 }] }');
    expect(read(done([file]).text)?.workloads[0]?.entries?.[0]?.client).toBeUndefined();
  });

  test('an address that is somebody else is a clash, and nothing is written', () => {
    const file = service(
      '{ type: LoadBalancer, selector: { app: web }, ports: [{ port: 443 }] }',
      '{ loadBalancer: { ingress: [{ ip: 10.1.10.21 }] } }',
    );
    expect(importEdge([file], INVENTORY)).toMatchObject({ ok: false, error: { kind: 'clash' } });
  });
});
