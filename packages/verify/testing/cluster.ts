/** A small cluster for tables: who is there, and what policies make of one flow, asked in both ways that there are. */
import { readInventory, type Inventory } from '@aclift/inventory';
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { policyCatalogue, readPolicies, validatePolicy } from '@aclift/policy';
import { comparePolicies, type PolicyDifference } from '../src/compare-policies.ts';
import { FlowCuts } from '../src/cuts.ts';
import { decideByPolicies, type FlowEnd, type PolicyVerdict, verdictOf } from '../src/decide.ts';
import { endsOf } from '../src/ends.ts';
import { decidedProtocols, type EngineOptions } from '../src/engine.ts';
import { type Flow, ICMP, ICMPV6, icmpService, SCTP, TCP, UDP } from '../src/flow.ts';
import { modelPolicies, type ModelledPolicies } from '../src/model-policies.ts';
import { type AllowedBound, PolicyFunctions, policyBoxes } from '../src/policy-function.ts';

/** Workloads of the cluster by their `app` label, with their old addresses. */
const INVENTORY = `version: 1
namespaces:
  shop: { labels: { team: commerce } }
  infra: { labels: { team: platform } }
workloads:
  - { namespace: shop, labels: { app: web, tier: front }, addresses: [10.0.1.1, "2001:db8:1::1"] }
  - { namespace: shop, labels: { app: db, tier: back }, addresses: [10.0.1.2, "2001:db8:1::2"] }
  - { namespace: shop, labels: { app: job, pod-template-hash: abc }, addresses: [10.0.1.3] }
  - { namespace: infra, labels: { app: mon, tier: back }, addresses: [10.0.2.1, "2001:db8:2::1"] }
  - { namespace: infra, labels: { app: dns }, addresses: [10.0.2.2] }
externals:
  - { name: partner, addresses: [192.0.2.0/24] }
`;

/** The same cluster with what is neither pods nor plain addresses. */
const WITH_NODES = `${INVENTORY}
  - { name: nodes, addresses: [198.51.100.0/28], entity: remote-node }
  - { name: own node, addresses: [198.51.100.16], entity: host }
  - { name: envoy, addresses: [198.51.100.17], entity: ingress }
  - { name: probes, addresses: [198.51.100.18], entity: health }
  - { name: api, addresses: [198.51.100.19], entity: kube-apiserver }
`;

/** Addresses outside that Cilium has names for. */
const NAMED: Readonly<Record<string, string>> = {
  node: '198.51.100.3',
  host: '198.51.100.16',
  envoy: '198.51.100.17',
  probe: '198.51.100.18',
  api: '198.51.100.19',
};

const PODS: Readonly<Record<string, string>> = {
  web: '10.0.1.1',
  db: '10.0.1.2',
  job: '10.0.1.3',
  mon: '10.0.2.1',
  dns: '10.0.2.2',
};
const PODS6: Readonly<Record<string, string>> = {
  web: '2001:db8:1::1',
  db: '2001:db8:1::2',
  mon: '2001:db8:2::1',
};

const inventory: Inventory = read(INVENTORY);
const withNodes: Inventory = read(WITH_NODES);

function read(text: string): Inventory {
  const { value } = readInventory({ name: 'inventory.yaml', text });
  if (value === undefined) throw new Error('the inventory of the tests is unreadable');
  return value;
}

/** `web`, `node`, or an address outside. */
export type Who = string;
/** `tcp 80`, `udp 53`, `sctp 9`, `icmp 8`, or a protocol number. */
export type What = string;

/** A flow in words: `web -> db tcp 80`. */
export interface Ask {
  readonly flow: `${Who} -> ${Who} ${What}`;
  readonly family?: Family;
  readonly options?: EngineOptions;
  /** The objects are taken as files have them, some of them in doubt. */
  readonly doubt?: boolean;
}

/** Models of YAML that a cluster accepts. @throws Error for other text. */
export function modelled(
  yaml: string,
  family: Family = 'ipv4',
  options: EngineOptions = {},
  who: Inventory = withNodes,
): ModelledPolicies {
  const { value, diagnostics } = readPolicies({ name: 'policies.yaml', text: yaml });
  const refused = [...diagnostics, ...value.flatMap(validatePolicy)].find(
    ({ code }) => policyCatalogue[code].severity === 'error',
  );
  if (refused !== undefined) throw new Error(`the test's policy is refused: ${refused.code}`);
  return modelPolicies(value, who, family, options);
}

/**
 * Models of YAML as files have it: an object called `refused` is one that a cluster refuses, one called `perhaps` is one that some
 * clusters enforce, and what cannot be read is left open.
 */
function inDoubt(yaml: string, family: Family, options: EngineOptions): ModelledPolicies {
  const { unread, value } = readPolicies({ name: 'policies.yaml', text: yaml });
  const documents = value.map((one) => {
    const { name } = one.object.metadata;
    return name === 'refused' || name === 'perhaps' ? ({ ...one, doubt: name } as const) : one;
  });
  return modelPolicies([...documents, ...unread], withNodes, family, options);
}

/**
 * The verdict of the policies in `yaml` on one flow.
 * @throws Error when deciding flow by flow and the diagrams over all flows disagree.
 */
export function verdict(
  yaml: string,
  { doubt = false, family = 'ipv4', flow: text, options = {} }: Ask,
): PolicyVerdict {
  const { policies } = doubt ? inDoubt(yaml, family, options) : modelled(yaml, family, options);
  const [, from = '', to = '', what = ''] = /^(\S+) -> (\S+) (.+)$/.exec(text) ?? [];
  const source = endOf(family, from);
  const destination = endOf(family, to);
  const flow: Flow = {
    source: source.address,
    destination: destination.address,
    ...serviceOf(what),
    sourcePort: 40_000,
  };
  const one = verdictOf(decideByPolicies(policies, flow, source.end, destination.end));
  const all = overAllFlows(family, flow, policies);
  if (one !== all) throw new Error(`one flow: ${one}, all flows: ${all}`);
  return one;
}

function endOf(
  family: Family,
  who: Who,
): { readonly address: number | bigint; readonly end: FlowEnd } {
  const pod = (family === 'ipv4' ? PODS : PODS6)[who];
  const text = pod ?? NAMED[who] ?? who;
  const address = family === 'ipv4' ? parseIpv4(text) : parseIpv6(text);
  if (address === undefined) throw new Error(`${who} is neither a workload nor an address`);
  if (pod === undefined) return { address, end: { kind: 'outside' } };
  const workload = inventory.workloads.find(({ labels }) => labels['app'] === who);
  if (workload === undefined) throw new Error(`no workload ${who}`);
  return { address, end: { kind: 'pod', workload: workload.id } };
}

function serviceOf(what: What): { readonly protocol: number; readonly service: number } {
  const [name = '', value = '0'] = what.split(' ');
  if (name === 'icmp') return { protocol: ICMP, service: icmpService(Number(value)).from };
  if (name === 'icmpv6') return { protocol: ICMPV6, service: icmpService(Number(value)).from };
  const number = { tcp: TCP, udp: UDP, sctp: SCTP }[name] ?? Number(name);
  return { protocol: number, service: Number(value) };
}

function overAllFlows(
  family: Family,
  flow: Flow,
  policies: ModelledPolicies['policies'],
): PolicyVerdict {
  const ends = endsOf(withNodes, family);
  const { boxes, addresses } = policyBoxes(policies);
  const cuts = new FlowCuts(family).boxes(boxes).addresses(addresses).addresses(ends.outside);
  for (const pod of [...ends.pods, ...ends.named]) cuts.addresses(pod.addresses);
  const space = cuts.space();
  const functions = new PolicyFunctions(space, policies);
  const allows = (bound: AllowedBound): boolean =>
    (['egress', 'ingress'] as const).every((direction) => {
      const end = direction === 'egress' ? 'source' : 'destination';
      const subjects = space.unionAll(ends.pods.map((pod) => space.box({ [end]: pod.addresses })));
      const open = space.union(
        space.complement(subjects),
        functions.allowed(direction, ends.pods, ends, bound),
      );
      return space.evaluate(open, flow) === 1;
    });
  if (allows('certain')) return 'passes';
  if (allows('in-part')) return 'in-part';
  return allows('at-most') ? 'undecided' : 'held';
}

/**
 * How two sets of policies differ, in words: `opened shop/web -> shop/db tcp 80`, with the smallest port that differs;
 * `asked …` where only the cluster knows.
 */
export function differencesOf(
  a: string,
  b: string,
  options: EngineOptions = {},
): readonly string[] {
  const sets = [a, b].map((yaml) => modelled(yaml, 'ipv4', options, inventory));
  const [first = [], second = []] = sets.map(({ policies }) => policies);
  const ends = endsOf(inventory, 'ipv4');
  const { addresses, boxes } = policyBoxes([...first, ...second]);
  const cuts = new FlowCuts('ipv4').boxes(boxes).addresses(addresses).addresses(ends.outside);
  for (const end of [...ends.pods, ...ends.named]) cuts.addresses(end.addresses);
  const { differences, undecided } = comparePolicies({
    space: cuts.space(),
    family: 'ipv4',
    ends,
    a: first,
    b: second,
    protocols: decidedProtocols(options.engine ?? 'cilium', 'ipv4'),
  });
  const words = (
    kind: string,
    { from, to, witness }: Pick<PolicyDifference, 'from' | 'to' | 'witness'>,
  ): string => {
    const what = witness.destinationPort ?? witness.icmp?.type;
    return `${kind} ${from} -> ${to} ${witness.protocol} ${what}`;
  };
  return [
    ...differences.map((one) => words(one.inPart ? `${one.kind} in part` : one.kind, one)),
    ...undecided.map((one) => words('asked', one)),
  ];
}
