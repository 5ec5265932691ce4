/** What the edge of a cluster needs beside the drafts, as its users see it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Workplace } from './testing/run-aclift.ts';

const CONFIG = `hostname edge1
!
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
 ip access-group WEB-OUT out
 ip access-group WEB-IN in
!
interface Vlan90
 ip address 10.20.0.1 255.255.255.0
!
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.252
!
ip route 10.30.0.0 255.255.255.0 10.20.0.250
ip route 0.0.0.0 0.0.0.0 203.0.113.1
!
ip access-list extended WEB-OUT
 10 permit tcp 192.0.2.0 0.0.0.255 host 10.1.10.11 eq 8443
 20 permit tcp host 192.0.2.7 host 10.1.10.11 eq 22
 30 permit tcp host 10.1.10.12 host 10.1.10.11 eq 8443
 40 deny ip any any
ip access-list extended WEB-IN
 10 permit tcp host 10.1.10.11 host 198.51.100.7 eq 443
 20 permit tcp host 10.1.10.11 10.9.0.0 0.0.255.255 eq 5432
 30 permit tcp host 10.1.10.11 any established
 40 deny ip any any
`;

interface Given {
  readonly cluster?: string;
  readonly entries?: string;
  readonly more?: string;
  readonly target?: string;
  readonly config?: string;
}

const ENTRY =
  '{ address: 10.30.0.10, service: web, client: node, ports: [{ port: 443, target: 8443 }] }';

/** Runs a migration and returns what it says and writes. */
async function migrated({
  cluster = 'engine: kube-proxy, nodes: [10.20.0.0/24], pods: [10.244.0.0/16]',
  config = CONFIG,
  entries = ENTRY,
  more = '',
  target = 'networkpolicy',
}: Given) {
  const inventory = `version: 1
cluster: { ${cluster} }
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: [10.1.10.11]
    entries: [${entries}]
${more}`;
  using place = new Workplace({ 'edge1.cfg': config, 'inventory.yaml': inventory });
  const { code, err, out } = await place.run(
    'migrate',
    'edge1.cfg',
    '-i',
    'inventory.yaml',
    '-t',
    target,
    '-o',
    'out',
  );
  const text = (path: string): string => readFileSync(join(place.folder, 'out', path), 'utf8');
  const below = (folder: string): readonly string[] =>
    existsSync(join(place.folder, 'out', folder))
      ? readdirSync(join(place.folder, 'out', folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.yaml'))
          .toSorted()
      : [];
  const report = JSON.parse(text('report.json')) as {
    edge?: { entries: readonly { readonly verdict: string; readonly because?: string }[] };
  };
  return {
    code,
    err,
    out,
    codes: [...err.matchAll(/\[core\/([a-z-]+)\]/g)].map(([, name]) => name),
    verdicts: (report.edge?.entries ?? []).map(({ because, verdict }) =>
      because === undefined ? verdict : `${verdict}: ${because}`,
    ),
    files: [...below('entries'), ...below('exits')],
    yaml: Object.fromEntries(
      ['entries', 'exits'].flatMap((folder) =>
        below(folder).map((name) => [name, parse(text(`${folder}/${name}`)) as unknown]),
      ),
    ) as Readonly<Record<string, { readonly spec: Readonly<Record<string, unknown>> }>>,
    rollout: text('rollout.md'),
    page: text('report.html'),
  };
}

describe('clients behind a node', () => {
  test('get in as a node, and its Service holds back whom the lists hold back', async () => {
    const { code, codes, files, out, verdicts, yaml } = await migrated({});
    expect(code).toBe(0);
    expect(files).toEqual(['policies/shop/web-entry.yaml', 'services/shop/web.yaml']);
    expect(yaml['policies/shop/web-entry.yaml']?.spec['ingress']).toEqual([
      { from: [{ ipBlock: { cidr: '10.20.0.0/24' } }], ports: [{ protocol: 'TCP', port: 8443 }] },
    ]);
    expect(yaml['services/shop/web.yaml']?.spec).toEqual({
      loadBalancerSourceRanges: ['192.0.2.0/24'],
    });
    expect(verdicts).toEqual(['equal']);
    // Until the Service is patched.
    expect(codes).toEqual(['entry-open']);
    expect(out).toContain('entries/  1 object and 1 patch of a Service');
  });

  test('the report is a page too', async () => {
    const { page } = await migrated({});
    expect(page).toMatch(
      /Entries and exits[^]*10\.30\.0\.10 tcp 443[^]*equal[^]*entries\/services\/shop\/web\.yaml/,
    );
  });

  test('the way of applying it is told: Services first, then the drafts with it', async () => {
    const { rollout } = await migrated({});
    expect(rollout).toMatch(/Services hold clients back.*entries\/services\//);
    expect(rollout).toContain('kubectl apply -f policies/shop/ -f entries/policies/shop/');
  });

  test('on Cilium they are an entity, and addresses of tunnels are nodes elsewhere', async () => {
    const cilium = await migrated({ cluster: 'engine: cilium', target: 'cilium' });
    expect(cilium.yaml['policies/shop/web-entry.yaml']?.spec['ingress']).toEqual([
      {
        fromEntities: ['remote-node'],
        toPorts: [{ ports: [{ port: '8443', protocol: 'TCP' }] }],
      },
    ]);
    const tunnels = await migrated({
      cluster: 'engine: calico, nodes: [10.20.0.0/24], internal: [100.64.0.0/16]',
    });
    expect(JSON.stringify(tunnels.yaml['policies/shop/web-entry.yaml']?.spec)).toContain(
      '100.64.0.0/16',
    );
  });

  test.each([
    {
      name: 'nobody said what enforces policies',
      given: { cluster: 'nodes: [10.20.0.0/24]' },
      want: 'closed: nobody-checks',
    },
    {
      name: 'the engine does not read source ranges',
      given: { cluster: 'engine: antrea, nodes: [10.20.0.0/24]' },
      want: 'closed: nobody-checks',
    },
    {
      name: 'nobody said which addresses nodes have',
      given: { cluster: 'engine: kube-proxy' },
      want: 'closed: nodes-unknown',
    },
    {
      name: 'blocks match no nodes on Cilium',
      given: { cluster: 'engine: cilium, nodes: [10.20.0.0/24]' },
      want: 'closed: nodes-on-cilium',
    },
    {
      name: 'a NetworkPolicy has no word for the ingress',
      given: { entries: ENTRY.replace('node', 'ingress') },
      want: 'closed: ingress',
    },
    {
      name: 'another entry leads to the same port, and nobody said what its clients look like',
      given: {
        entries: `${ENTRY}, { address: 10.30.0.11, ports: [{ port: 443, target: 8443 }] }`,
      },
      want: 'closed: other-way',
    },
  ])('stay out where $name', async ({ given, want }) => {
    const { codes, files, verdicts } = await migrated(given);
    expect(verdicts).toEqual([want]);
    expect(files).toEqual([]);
    expect(codes).toContain('hidden-clients');
  });

  test('a port with fewer clients than its Service lets in stays closed', async () => {
    const { verdicts, yaml } = await migrated({
      entries: ENTRY.replace('target: 8443 }', 'target: 8443 }, { port: 22 }'),
    });
    expect(verdicts).toEqual(['equal', 'closed: ports-differ']);
    expect(JSON.stringify(yaml['policies/shop/web-entry.yaml'])).not.toContain('22}');
  });

  test('ranges of today stay where the lists permit them, and the narrowing is said', async () => {
    const { codes, files, verdicts } = await migrated({
      entries: ENTRY.replace('service: web', 'service: web, ranges: [192.0.2.128/25]'),
    });
    expect(files).toEqual(['policies/shop/web-entry.yaml']);
    expect(verdicts).toEqual(['narrowed']);
    expect(codes).toEqual(['hidden-clients']);
  });

  test('ranges that the lists forbid altogether are replaced, never emptied', async () => {
    const { yaml } = await migrated({
      entries: ENTRY.replace('service: web', 'service: web, ranges: [203.0.113.0/24]'),
    });
    expect(yaml['services/shop/web.yaml']?.spec['loadBalancerSourceRanges']).toEqual([
      '192.0.2.0/24',
    ]);
  });
});

describe('a second way to the same pods', () => {
  const two = `${ENTRY.replace('service: web', 'service: web, ranges: [192.0.2.0/24]')}, { address: 10.30.0.11, service: web-admin, client: node, ports: [{ port: 443, target: 8443 }] }`;

  test('gets ranges too, and is open until it has them', async () => {
    const { err, files, verdicts } = await migrated({ entries: two });
    expect(files).toContain('services/shop/web-admin.yaml');
    expect(verdicts).toEqual(['equal', 'equal']);
    expect(err).toContain('198.51.100.1 reaches shop/web by 10.30.0.11, tcp 443');
  });

  test.each([
    { name: 'reopens by its node port', cluster: '', want: ['entry-node-port'] },
    {
      name: 'does not where ranges hold at node ports',
      cluster: ', sourceRanges: everywhere',
      want: [],
    },
  ])('$name', async ({ cluster, want }) => {
    const { codes } = await migrated({
      cluster: `engine: kube-proxy, nodes: [10.20.0.0/24]${cluster}`,
      entries: ENTRY.replace(
        'service: web',
        'service: web, nodePort: 30443, ranges: [192.0.2.0/24]',
      ),
    });
    expect(codes).toEqual(want);
  });

  test('a node port that the routers close is no way in', async () => {
    const { codes } = await migrated({
      config: CONFIG.replace(
        'interface GigabitEthernet0/0\n',
        'interface GigabitEthernet0/0\n ip access-group OUTSIDE in\n',
      ).concat(
        'ip access-list extended OUTSIDE\n deny tcp any 10.20.0.0 0.0.0.255 eq 30443\n permit ip any any\n',
      ),
      entries: ENTRY.replace(
        'service: web',
        'service: web, nodePort: 30443, ranges: [192.0.2.0/24]',
      ),
    });
    expect(codes).not.toContain('entry-node-port');
  });
});

describe('clients of the ingress of the cluster', () => {
  test('are compared at the ingress, and backends let it in', async () => {
    const { files, verdicts, yaml } = await migrated({
      cluster: 'engine: cilium',
      entries: ENTRY.replace('node', 'ingress'),
      target: 'cilium',
    });
    expect(files).toEqual([
      'policies/_clusterwide/ingress-clients.yaml',
      'policies/shop/web-entry.yaml',
    ]);
    expect(yaml['policies/_clusterwide/ingress-clients.yaml']?.spec).toEqual({
      endpointSelector: {
        matchExpressions: [{ key: 'reserved:ingress', operator: 'Exists' }],
      },
      ingress: [{ fromCIDRSet: [{ cidr: '192.0.2.0/24' }] }],
    });
    expect(JSON.stringify(yaml['policies/shop/web-entry.yaml']?.spec)).toContain(
      '"fromEntities":["ingress"]',
    );
    expect(verdicts).toEqual(['equal']);
  });
});

describe('clients behind another workload', () => {
  test('get in as its pods', async () => {
    const { verdicts, yaml } = await migrated({
      entries: ENTRY.replace('client: node', 'client: { through: platform/proxy }'),
      more: '  - { namespace: platform, labels: { app: proxy } }\n',
    });
    expect(verdicts).toEqual(['at-the-front']);
    expect(JSON.stringify(yaml['policies/shop/web-entry.yaml']?.spec)).toContain('"app":"proxy"');
  });
});

describe('a front that nothing holds to the clients of what is behind it', () => {
  const behind = (front: string) =>
    migrated({
      config: CONFIG.replace(
        ' 40 deny ip any any\nip access-list extended WEB-IN',
        ' 35 permit tcp 192.0.2.0 0.0.0.127 host 10.1.10.15 eq 8080\n 36 permit tcp any host 10.1.10.16 eq 8080\n 40 deny ip any any\nip access-list extended WEB-IN',
      ),
      entries: ENTRY.replace('client: node', 'client: { through: platform/proxy }'),
      more: `  - { namespace: platform, labels: { app: proxy }${front} }\n`,
    });
  const own =
    ', entries: [{ address: 10.30.0.10, client: visible, ports: [{ port: 443, target: 8080 }] }]';

  test.each([
    { name: 'one without old addresses is named', front: own, want: true },
    {
      name: 'one that lets in everybody is named',
      front: `, addresses: [10.1.10.16]${own}`,
      want: true,
    },
    {
      name: 'one whose own entry is not known is named',
      front: ', addresses: [10.1.10.15], entries: []',
      want: true,
    },
    {
      name: 'one that lets in some of them is not',
      front: `, addresses: [10.1.10.15]${own}`,
      want: false,
    },
  ])('$name', async ({ front, want }) => {
    const { codes } = await behind(front);
    expect(codes.includes('front-decides')).toBe(want);
  });
});

describe('pods that use an entry themselves', () => {
  test.each([
    { engine: 'kube-proxy', client: 'node', want: true },
    { engine: 'kube-proxy', client: 'visible', want: false },
    { engine: 'cilium', client: 'node', want: false },
  ])('lose their identity: $engine, $client: $want', async ({ client, engine, want }) => {
    const { codes } = await migrated({
      cluster: `engine: ${engine}, nodes: [10.20.0.0/24]`,
      entries: ENTRY.replace('node', client),
      more: '  - { namespace: shop, labels: { app: api }, addresses: [10.1.10.12], entries: [] }\n',
    });
    expect(codes.includes('hairpin-identity-lost')).toBe(want);
  });
});

describe('egress gateways', () => {
  test('are for what the drafts let a workload reach by them', async () => {
    const { files, yaml } = await migrated({
      cluster: 'engine: cilium',
      target: 'cilium',
      entries: '',
      more: '    exit: [{ to: [198.51.100.0/24], as: [10.20.9.5] }, { as: node }]\n',
    });
    expect(files).toEqual(['shop-web-exit-1.yaml']);
    expect(yaml['shop-web-exit-1.yaml']?.spec).toMatchObject({
      destinationCIDRs: ['198.51.100.7/32'],
      egressGateway: { egressIP: '10.20.9.5' },
      selectors: [
        { podSelector: { matchLabels: { app: 'web', 'io.kubernetes.pod.namespace': 'shop' } } },
      ],
    });
  });

  test('one without destinations leaves to others what they name', async () => {
    const { yaml } = await migrated({
      cluster: 'engine: cilium',
      target: 'cilium',
      entries: '',
      more: '    exit: [{ to: [10.9.0.0/16], as: node }, { as: [10.20.9.5, 10.20.9.6] }]\n',
    });
    const spec = yaml['shop-web-exit-2.yaml']?.spec;
    expect(spec?.['destinationCIDRs']).toEqual(['198.51.100.7/32']);
    expect(spec?.['egressGateways']).toHaveLength(2);
  });
});

describe('exits with other engines', () => {
  const given = (engine: string, exit: string) =>
    migrated({ cluster: `engine: ${engine}`, entries: '', more: `    exit: ${exit}\n` });

  test.each([
    { engine: 'antrea', kind: 'Egress', spec: { egressIP: '10.20.9.5' } },
    { engine: 'ovn-kubernetes', kind: 'EgressIP', spec: { egressIPs: ['10.20.9.5'] } },
    { engine: 'cilium', kind: 'CiliumEgressGatewayPolicy', spec: {} },
  ])('$engine has $kind', async ({ engine, kind, spec }) => {
    const { codes, yaml } = await given(engine, '[{ as: [10.20.9.5] }]');
    expect(yaml['shop-web-exit-1.yaml']).toMatchObject({ kind, spec });
    expect(codes).toEqual([]);
  });

  test.each([
    { name: 'Calico', engine: 'calico', exit: '[{ as: [10.20.9.5] }]' },
    {
      name: 'Antrea by destination',
      engine: 'antrea',
      exit: '[{ to: [198.51.100.0/24], as: [10.20.9.5] }]',
    },
    {
      name: 'Antrea with two addresses',
      engine: 'antrea',
      exit: '[{ as: [10.20.9.5, 10.20.9.6] }]',
    },
    { name: 'a pool', engine: 'cilium', exit: '[{ as: [10.21.0.0/24] }]' },
  ])('$name has none, and that is said', async ({ engine, exit }) => {
    const { codes, files } = await given(engine, exit);
    expect(files).toEqual([]);
    expect(codes).toContain('exit-by-hand');
  });
});

describe('services that another workload provides', () => {
  const lookups = async (via: string, provider: string, target = 'networkpolicy') => {
    const inventory = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.1.10.11]${via} }
  - { namespace: shop, labels: { app: job }, addresses: [10.1.10.12] }
${provider}`;
    using place = new Workplace({ 'edge1.cfg': CONFIG, 'inventory.yaml': inventory });
    const { code, err } = await place.run(
      'migrate',
      'edge1.cfg',
      '-i',
      'inventory.yaml',
      '-t',
      target,
      '-o',
      'out',
    );
    expect([code, err]).toEqual([0, expect.not.stringContaining('error')]);
    const folder = join(place.folder, 'out/policies/shop');
    return Object.fromEntries(
      readdirSync(folder)
        .filter((name) => name.endsWith('-dns.yaml'))
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  };
  const COREDNS = '  - { namespace: platform, labels: { k8s-app: coredns } }\n';

  test('names are asked of the workload that provides them, and by others of the cluster', async () => {
    const found = await lookups(', via: { dns: platform/coredns }', COREDNS);
    expect(Object.keys(found)).toEqual(['cluster-dns.yaml', 'coredns-dns.yaml']);
    expect(found['coredns-dns.yaml']).toMatch(/app: web[^]*k8s-app: coredns/);
    expect(found['cluster-dns.yaml']).toMatch(/app: job[^]*k8s-app: kube-dns/);
    expect(found['coredns-dns.yaml']).not.toContain('app: job');
  });

  test('with old addresses the lists have said who may ask', async () => {
    const provider = COREDNS.replace(' }\n', ', addresses: [10.9.0.53] }\n');
    const found = await lookups(', via: { dns: platform/coredns }', provider);
    expect(Object.keys(found)).toEqual(['cluster-dns.yaml']);
    expect(found['cluster-dns.yaml']).not.toContain('app: web');
  });

  test('another service is let out where the lists let it out today', async () => {
    const found = await lookups(', via: { 5432/tcp: platform/coredns }', COREDNS);
    expect(found['coredns-dns.yaml']).toContain('port: 5432');
    expect(Object.keys(found)).toContain('cluster-dns.yaml');
    expect(Object.keys(await lookups(', via: { ntp: platform/coredns }', COREDNS))).toEqual([
      'cluster-dns.yaml',
    ]);
  });
});

describe('what is unsaid is asked for', () => {
  test.each([
    {
      name: 'nothing, where clients are visible',
      entries: ENTRY.replace('node', 'visible'),
      want: [],
    },
    {
      name: 'an entry without a word about clients',
      entries: ENTRY.replace('client: node, ', ''),
      want: ['entry-unknown'],
    },
    {
      name: 'an entry without ports',
      entries: '{ address: 10.30.0.10, client: node }',
      want: ['hidden-clients'],
    },
  ])('$name', async ({ entries, want }) => {
    const { codes } = await migrated({ entries });
    expect(codes).toEqual(want);
  });
});
