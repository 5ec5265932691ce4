/** Small clusters with entries, and a judge of what comes of patches and policies: it reads the YAML by itself, packet by packet. */
import { parse } from 'yaml';

/** One of them. */
export interface EntryEstate {
  readonly config: string;
  readonly inventory: string;
  readonly target: 'networkpolicy' | 'cilium';
  readonly engine: string;
  readonly lines: readonly { readonly client: string; readonly port: number | undefined }[];
  readonly entries: readonly EstateEntry[];
}

interface EstateEntry {
  readonly address: string;
  readonly client: string;
  readonly ports: readonly { readonly port: number; readonly target: number }[];
  readonly ranges: string | undefined;
}

const CLIENTS = ['192.0.2.0/24', '192.0.2.7/32', '198.51.100.0/25', '0.0.0.0/0'];
const TARGETS = [8443, 8080];
/** Addresses of clients that the judge tries. */
const SOURCES = ['192.0.2.7', '192.0.2.9', '198.51.100.1', '198.51.100.200', '203.0.113.77'];
const NODE = '10.20.0.5';

/** The estate of a seed. */
export function entryEstate(seed: number): EntryEstate {
  const random = generator(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => ({
    client: pick(CLIENTS),
    port: random() < 0.1 ? undefined : pick(TARGETS),
  }));
  const entries = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at): EstateEntry => {
    const targets = random() < 0.4 ? TARGETS : [pick(TARGETS)];
    return {
      address: `10.30.0.${10 + at}`,
      client: pick(['visible', 'node', 'node', 'world', 'hidden', 'ingress', '']),
      ports: targets.map((target) => ({ port: random() < 0.5 ? target : target - 8000, target })),
      ranges: random() < 0.3 ? pick(CLIENTS) : undefined,
    };
  });
  const engine = pick(['cilium', 'cilium', 'kube-proxy', 'calico', 'antrea', '']);
  return {
    config: configOf(lines),
    inventory: inventoryOf(engine, entries),
    target: pick(['networkpolicy', 'cilium']),
    engine,
    lines,
    entries,
  };
}

function configOf(lines: EntryEstate['lines']): string {
  const texts = lines.map(({ client, port }) => {
    const [base = '', length] = client.split('/');
    const wildcard = { 24: '0.0.0.255', 25: '0.0.0.127' }[Number(length)];
    const source =
      client === '0.0.0.0/0'
        ? 'any'
        : wildcard === undefined
          ? `host ${base}`
          : `${base} ${wildcard}`;
    return ` permit tcp ${source} host 10.1.10.11${port === undefined ? '' : ` eq ${port}`}`;
  });
  return `hostname edge1
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
 ip access-group WEB-OUT out
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.252
ip route 0.0.0.0 0.0.0.0 203.0.113.1
ip access-list extended WEB-OUT
${texts.join('\n')}
 deny ip any any
`;
}

function inventoryOf(engine: string, entries: readonly EstateEntry[]): string {
  const texts = entries.map(({ address, client, ports, ranges }, at) => {
    const own = ports.map(({ port, target }) => `{ port: ${port}, target: ${target} }`).join(', ');
    return `      - { address: ${address}, service: s${at}, ports: [${own}]${client === '' ? '' : `, client: ${client}`}${ranges === undefined ? '' : `, ranges: [${ranges}]`} }`;
  });
  return `version: 1
cluster: { ${engine === '' ? '' : `engine: ${engine}, `}nodes: [10.20.0.0/24], pods: [10.244.0.0/16] }
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: [10.1.10.11]
    entries:
${texts.join('\n')}
`;
}

/** What is wrong with the files of a migration. @param told entries of which a warning says that clients stay out. */
export function judgeEntries(
  estate: EntryEstate,
  files: ReadonlyMap<string, string>,
  told: ReadonlySet<string>,
): readonly string[] {
  const wrong: string[] = [];
  const objects = [...files]
    .filter(
      ([path]) =>
        /^(?:entries\/)?policies\/.*\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'),
    )
    .map(([, text]) => parse(text) as PolicyYaml);
  const groups = new Map(
    objects
      .filter(({ kind }) => kind === 'CiliumCIDRGroup')
      .map(({ metadata, spec }) => [metadata.name, spec.externalCIDRs ?? []]),
  );
  const policies = objects.filter(
    ({ kind, spec }) =>
      kind !== 'CiliumCIDRGroup' &&
      (spec.ingress !== undefined || spec.policyTypes?.includes('Ingress') === true),
  );
  const atPods = policies.filter(({ metadata }) => metadata.namespace === 'shop');
  const atIngress = policies.filter(({ metadata }) => metadata.namespace === undefined);
  const lets = (among: readonly PolicyYaml[], who: Who, port: number, engine: string): boolean =>
    among.length === 0 ||
    among.some(({ spec }) =>
      (spec.ingress ?? []).some((rule) => ruleLets(rule, who, port, { engine, groups })),
    );
  for (const [at, entry] of estate.entries.entries()) {
    const patch = files.get(`entries/services/shop/s${at}.yaml`);
    const patched =
      patch === undefined
        ? undefined
        : (parse(patch) as { spec: { loadBalancerSourceRanges: string[] } }).spec
            .loadBalancerSourceRanges;
    const honoured = ['cilium', 'kube-proxy', 'calico'].includes(estate.engine);
    const ranges = patched ?? (entry.ranges === undefined ? undefined : [entry.ranges]);
    for (const { port, target } of entry.ports) {
      for (const client of SOURCES) {
        const held = honoured && ranges !== undefined && !ranges.some((one) => isIn(client, one));
        const permitted = estate.lines.some(
          (line) => (line.port === undefined || line.port === target) && isIn(client, line.client),
        );
        const faces = facesOf(entry.client, estate.engine, client);
        const passes = faces.map((who) => {
          if (who.kind === 'ingress') {
            return (
              lets(atIngress, { kind: 'address', address: client }, target, estate.engine) &&
              lets(atPods, who, target, estate.engine)
            );
          }
          return !held && lets(atPods, who, target, estate.engine);
        });
        const words = `${client} by ${entry.address}:${port} (${entry.client || 'unsaid'}, ${estate.engine || 'no engine'}, ${estate.target})`;
        if (!permitted && passes.some(Boolean)) wrong.push(`${words} gets in and should not`);
        if (permitted && !passes.every(Boolean) && !told.has(entry.address) && !held) {
          wrong.push(`${words} stays out, and nobody says so`);
        }
        // Ranges that were there already may hold somebody back; then that is said.
        if (
          permitted &&
          held &&
          !told.has(entry.address) &&
          entry.client !== '' &&
          entry.client !== 'visible'
        ) {
          wrong.push(`${words} is held back by ranges, and nobody says so`);
        }
      }
    }
  }
  return wrong;
}

type Who =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'node' | 'world' | 'ingress' };

/** As whom a client may reach the pod; of an entry that says nothing, as anybody. */
function facesOf(client: string, engine: string, address: string): readonly Who[] {
  const itself: Who = { kind: 'address', address };
  // Cilium shows a pod the client itself on the node where it comes in.
  const here = engine === 'cilium' ? [itself] : [];
  switch (client) {
    case 'visible':
      return [itself];
    case 'node':
      return [{ kind: 'node' }, ...here];
    case 'world':
      return [{ kind: 'world' }, ...here];
    case 'ingress':
      return [{ kind: 'ingress' }];
    case 'hidden':
      return engine === 'cilium'
        ? [{ kind: 'node' }, { kind: 'world' }, itself]
        : [{ kind: 'node' }];
    default:
      return [itself];
  }
}

interface RuleYaml {
  readonly from?: readonly {
    readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  }[];
  readonly ports?: readonly {
    readonly port?: number;
    readonly endPort?: number;
    readonly protocol: string;
  }[];
  readonly fromEntities?: readonly string[];
  readonly fromCIDRSet?: readonly {
    readonly cidr?: string;
    readonly cidrGroupRef?: string;
    readonly except?: readonly string[];
  }[];
  readonly fromEndpoints?: readonly object[];
  readonly toPorts?: readonly {
    readonly ports: readonly {
      readonly port: string;
      readonly endPort?: number;
      readonly protocol: string;
    }[];
  }[];
  readonly icmps?: readonly object[];
}

interface PolicyYaml {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly ingress?: readonly RuleYaml[];
    readonly policyTypes?: readonly string[];
    readonly externalCIDRs?: readonly string[];
  };
}

function ruleLets(
  rule: RuleYaml,
  who: Who,
  port: number,
  {
    engine,
    groups,
  }: { readonly engine: string; readonly groups: ReadonlyMap<string, readonly string[]> },
): boolean {
  const ports = [...(rule.ports ?? []), ...(rule.toPorts ?? []).flatMap((one) => one.ports)];
  if (rule.icmps !== undefined) return false;
  const fits =
    ports.length === 0 ||
    ports.some(({ endPort, port: first, protocol }) => {
      const from = Number(first ?? 0);
      if (protocol !== 'TCP' && protocol !== 'ANY') return false;
      return from === 0 || (from <= port && port <= (endPort ?? from));
    });
  if (!fits) return false;
  const { from, fromCIDRSet, fromEndpoints, fromEntities } = rule;
  if ([from, fromCIDRSet, fromEndpoints, fromEntities].every((one) => one === undefined))
    return true;
  const cilium = from === undefined;
  const blocks = [
    ...(from ?? []).flatMap(({ ipBlock }) => ipBlock ?? []),
    ...(fromCIDRSet ?? []).flatMap(({ cidr, cidrGroupRef, except }) =>
      cidr === undefined
        ? (groups.get(cidrGroupRef ?? '') ?? []).map((one) => ({ cidr: one }))
        : [{ cidr, except }],
    ),
  ];
  const inBlocks = (address: string): boolean =>
    blocks.some(({ cidr, ...rest }) => {
      const except = 'except' in rest ? (rest.except ?? []) : [];
      return isIn(address, cidr) && !except.some((hole) => isIn(address, hole));
    });
  const every = blocks.some(
    ({ cidr, ...rest }) =>
      cidr === '0.0.0.0/0' && !('except' in rest && (rest.except ?? []).length > 0),
  );
  switch (who.kind) {
    case 'address':
      return (
        inBlocks(who.address) ||
        fromEntities?.includes('world') === true ||
        fromEntities?.includes('all') === true
      );
    case 'node':
      return cilium
        ? fromEntities?.includes('remote-node') === true || fromEntities?.includes('all') === true
        : engine !== 'cilium' && inBlocks(NODE);
    case 'world':
      return (
        fromEntities?.includes('world') === true || fromEntities?.includes('all') === true || every
      );
    case 'ingress':
      return fromEntities?.includes('ingress') === true || fromEntities?.includes('all') === true;
  }
}

function isIn(address: string, cidr: string): boolean {
  const [base = '', length = '32'] = cidr.split('/');
  if (base.includes(':')) return false;
  const shift = 2 ** (32 - Number(length));
  return Math.floor(number(address) / shift) === Math.floor(number(base) / shift);
}

function number(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = (seed * 2654435761 + 1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
