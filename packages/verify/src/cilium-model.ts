/** cilium.io/v2 policies as models. */
import { type Inventory, isIgnoredByCilium, type Workload } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type {
  CIDRRule,
  CiliumClusterwideNetworkPolicy,
  CiliumEgressRule,
  CiliumEntity,
  CiliumIngressRule,
  CiliumNetworkPolicy,
  CiliumRule,
  EndpointSelector,
  ICMPRule,
  LabelSelector,
  PolicyDocument,
  PortRule,
} from '@aclift/policy';
import { type Ranges, unionRanges } from '@aclift/packet-set';
import { blockRanges } from './cidr.ts';
import { allAddresses, icmpProtocol, icmpService, MAX_PORT, SCTP, TCP, UDP } from './flow.ts';
import type {
  NotModelled,
  PeerMatch,
  PolicyModel,
  RuleModel,
  ServiceMatch,
} from './policy-model.ts';
import { type Labels, namespaceLabels, selectorHolds, workloadsWhere } from './selector-match.ts';

const NAMESPACE_KEY = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABEL_PREFIX = 'io.cilium.k8s.namespace.labels.';

/** Ingress and egress rules, allow and deny, with peers under one name. */
interface AnyRule {
  readonly endpoints?: readonly EndpointSelector[];
  readonly entities?: readonly CiliumEntity[];
  readonly cidr?: readonly string[];
  readonly cidrSet?: readonly CIDRRule[];
  readonly ports?: readonly PortRule[];
  readonly icmps?: readonly ICMPRule[];
}

/** What every part of a rule needs to be read. */
interface Context {
  readonly document: PolicyDocument;
  /** Undefined in a cluster-wide policy. */
  readonly namespace: string | undefined;
  readonly inventory: Inventory;
  readonly family: Family;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly notModelled: NotModelled[];
}

/**
 * @param groups CIDRs of the CiliumCIDRGroups at hand, by name.
 * @returns one model for each rule object: `spec` and each of `specs`.
 * @see https://docs.cilium.io/en/stable/security/policy/language/
 */
export function modelCiliumPolicy(
  document: PolicyDocument,
  policy: CiliumNetworkPolicy | CiliumClusterwideNetworkPolicy,
  inventory: Inventory,
  family: Family,
  groups: ReadonlyMap<string, readonly string[]>,
  notModelled: NotModelled[],
): readonly PolicyModel[] {
  const namespace =
    policy.kind === 'CiliumNetworkPolicy' ? (policy.metadata.namespace ?? 'default') : undefined;
  const context = { document, namespace, inventory, family, groups, notModelled };
  return [
    ...(policy.spec === undefined ? [] : [modelRule(context, policy.spec, ['spec'])]),
    ...(policy.specs ?? []).map((spec, i) => modelRule(context, spec, ['specs', i])),
  ];
}

function modelRule(
  context: Context,
  rule: CiliumRule,
  path: readonly (string | number)[],
): PolicyModel {
  const report = (what: string): void => {
    context.notModelled.push({ document: context.document, path, what });
  };
  const { endpointSelector } = rule;
  if (endpointSelector === undefined) report('a rule that selects nodes');
  const sections = [rule.ingress, rule.ingressDeny, rule.egress, rule.egressDeny];
  if (sections.every((section) => (section ?? []).length === 0)) {
    report('a rule without any ingress or egress item, which the agent refuses');
  }
  const saysIngress = (rule.ingress ?? []).length + (rule.ingressDeny ?? []).length > 0;
  const saysEgress = (rule.egress ?? []).length + (rule.egressDeny ?? []).length > 0;
  const ingress = (item: CiliumIngressRule): AnyRule => ({
    ...named('endpoints', item.fromEndpoints),
    ...named('entities', item.fromEntities),
    ...named('cidr', item.fromCIDR),
    ...named('cidrSet', item.fromCIDRSet),
    ...named('ports', item.toPorts),
    ...named('icmps', item.icmps),
  });
  const egress = (item: CiliumEgressRule): AnyRule => ({
    ...named('endpoints', item.toEndpoints),
    ...named('entities', item.toEntities),
    ...named('cidr', item.toCIDR),
    ...named('cidrSet', item.toCIDRSet),
    ...named('ports', item.toPorts),
    ...named('icmps', item.icmps),
  });
  const make = (
    section: 'ingress' | 'ingressDeny' | 'egress' | 'egressDeny',
    index: number,
    item: AnyRule,
  ): RuleModel => {
    const at = [...path, section, index];
    return {
      direction: section.startsWith('ingress') ? 'ingress' : 'egress',
      action: section.endsWith('Deny') ? 'deny' : 'allow',
      ...matchOf(context, item, at),
      document: context.document,
      path: at,
    };
  };
  for (const item of rule.ingress ?? []) reportPeers(item, ['fromGroups', 'fromNodes'], report);
  for (const item of rule.egress ?? []) {
    reportPeers(item, ['toGroups', 'toNodes', 'toServices', 'toFQDNs'], report);
  }
  return {
    document: context.document,
    subjects:
      endpointSelector === undefined
        ? new Set()
        : selectEndpoints(context, endpointSelector, report, true),
    isolates: {
      ingress: rule.enableDefaultDeny?.ingress ?? saysIngress,
      egress: rule.enableDefaultDeny?.egress ?? saysEgress,
    },
    rules: [
      ...(rule.ingress ?? []).map((item, i) => make('ingress', i, ingress(item))),
      ...(rule.ingressDeny ?? []).map((item, i) => make('ingressDeny', i, ingress(item))),
      ...(rule.egress ?? []).map((item, i) => make('egress', i, egress(item))),
      ...(rule.egressDeny ?? []).map((item, i) => make('egressDeny', i, egress(item))),
    ],
  };
}

/** Keeps "absent" apart from "empty", which mean different things here. */
function named<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}

function reportPeers(item: object, keys: readonly string[], report: (what: string) => void): void {
  for (const key of keys) if (key in item) report(key);
}

function matchOf(
  context: Context,
  item: AnyRule,
  path: readonly (string | number)[],
): Pick<RuleModel, 'peers' | 'services'> {
  const report = (what: string): void => {
    context.notModelled.push({ document: context.document, path, what });
  };
  const peersGiven =
    item.endpoints !== undefined ||
    item.entities !== undefined ||
    item.cidr !== undefined ||
    item.cidrSet !== undefined;
  const portsGiven = (item.ports ?? []).length > 0 || (item.icmps ?? []).length > 0;
  return {
    peers: peersGiven ? peerMatch(context, item, report) : { kind: 'anyone' },
    // Neither peer nor port: the item matches nothing; it only puts its subjects into default deny.
    services: portsGiven ? serviceMatches(context, item, report) : peersGiven ? [{}] : [],
  };
}

function peerMatch(context: Context, item: AnyRule, report: (what: string) => void): PeerMatch {
  const { family } = context;
  const workloads = new Set<string>();
  let outside: Ranges = [];
  for (const selector of item.endpoints ?? []) {
    for (const id of selectEndpoints(context, selector, report, false)) workloads.add(id);
  }
  for (const entity of item.entities ?? []) {
    if (entity === 'all') return { kind: 'anyone' };
    if (entity === 'world') outside = [allAddresses(family)];
    else if (entity === 'cluster') {
      for (const id of workloadsWhere(context.inventory, () => true)) workloads.add(id);
    } else if (entity !== 'none') report(`entity ${entity}`);
  }
  const blocks = [
    ...(item.cidr ?? []).map((cidr): CIDRRule => ({ cidr })),
    ...(item.cidrSet ?? []),
  ];
  for (const block of blocks) {
    const cidrs =
      block.cidr !== undefined
        ? [block.cidr]
        : block.cidrGroupRef === undefined
          ? undefined
          : (context.groups.get(block.cidrGroupRef) ?? []);
    if (cidrs === undefined) {
      report('cidrGroupSelector');
      continue;
    }
    for (const cidr of cidrs) {
      const ranges = blockRanges(family, cidr, block.except ?? []);
      if (ranges === undefined) report(`CIDR ${cidr}`);
      else outside = unionRanges(outside, ranges);
    }
  }
  return { kind: 'some', workloads, outside };
}

function serviceMatches(
  { family }: Context,
  item: AnyRule,
  report: (what: string) => void,
): readonly ServiceMatch[] {
  const services: ServiceMatch[] = [];
  for (const rule of item.ports ?? []) {
    if (rule.rules !== undefined || rule.serverNames !== undefined || rule.listener !== undefined) {
      report('layer 7 conditions');
    }
    for (const { port, endPort, protocol = 'ANY' } of rule.ports ?? []) {
      const numbers = protocolNumbers(protocol);
      if (numbers === undefined) report(`protocol ${protocol}`);
      // The agent reads numbers with a base prefix, so only plain decimals mean what they say.
      else if (port === undefined || !/^(0|[1-9]\d{0,4})$/.test(port))
        report(`port ${port ?? '(none)'}`);
      else {
        const from = Number(port);
        const to = endPort !== undefined && endPort > from ? endPort : from;
        const service = from === 0 ? [{ from: 0, to: MAX_PORT }] : [{ from, to }];
        services.push(...numbers.map((number) => ({ protocol: number, service })));
      }
    }
  }
  for (const { family: of = 'IPv4', type } of (item.icmps ?? []).flatMap(
    ({ fields }) => fields ?? [],
  )) {
    if (typeof type === 'string') report(`ICMP type ${type}`);
    else if ((of === 'IPv4') === (family === 'ipv4')) {
      // Type 0 shares its field with the wildcard (cilium/cilium#41304).
      services.push({
        protocol: icmpProtocol(family),
        ...(type === 0 ? {} : { service: [icmpService(type)] }),
      });
    }
  }
  return services;
}

function protocolNumbers(protocol: string): readonly number[] | undefined {
  switch (protocol) {
    case 'ANY':
      return [TCP, UDP, SCTP];
    case 'TCP':
      return [TCP];
    case 'UDP':
      return [UDP];
    case 'SCTP':
      return [SCTP];
    default:
      return undefined;
  }
}

/**
 * Endpoints that a selector selects. In a namespaced policy a selector that names no namespace stays in the policy's
 * own; a subject stays there whatever it names.
 */
function selectEndpoints(
  { inventory, namespace }: Context,
  selector: EndpointSelector,
  report: (what: string) => void,
  subject: boolean,
): ReadonlySet<string> {
  const plain = withoutSources(selector, report);
  const keys = [
    ...Object.keys(plain.matchLabels ?? {}),
    ...(plain.matchExpressions ?? []).map(({ key }) => key),
  ];
  const crosses = keys.some(
    (key) => key === NAMESPACE_KEY || key.startsWith(NAMESPACE_LABEL_PREFIX),
  );
  const confined = namespace !== undefined && (subject || !crosses);
  return workloadsWhere(
    inventory,
    (w) =>
      (!confined || w.namespace === namespace) &&
      selectorHolds(plain, identityLabels(inventory, w)),
  );
}

/** Keys without their `k8s:` or `any:` source; the other sources name no pod labels. */
function withoutSources(selector: EndpointSelector, report: (what: string) => void): LabelSelector {
  const plain = (key: string): string => {
    if (/^(reserved|node|cidrgroup):/.test(key)) report(`selector key ${key}`);
    return key.replace(/^(k8s|any):/, '');
  };
  return {
    matchLabels: Object.fromEntries(
      Object.entries(selector.matchLabels ?? {}).map(([key, value]) => [plain(key), value]),
    ),
    matchExpressions: (selector.matchExpressions ?? []).map((e) => ({ ...e, key: plain(e.key) })),
  };
}

/** The labels that make up a pod's identity: its own, its namespace, and the namespace's labels. */
function identityLabels(inventory: Inventory, workload: Workload): Labels {
  const labels = Object.entries(workload.labels).filter(([key]) => !isIgnoredByCilium(key));
  const namespace = Object.entries(namespaceLabels(inventory, workload.namespace)).map(
    ([key, value]) => [`${NAMESPACE_LABEL_PREFIX}${key}`, value] as const,
  );
  return Object.fromEntries([...labels, ...namespace, [NAMESPACE_KEY, workload.namespace]]);
}
