/** Drafts as cilium.io/v2 CiliumNetworkPolicy: allow and deny rules, ICMP types, entities. */
import type {
  CIDRRule,
  CiliumClusterwideNetworkPolicy,
  CiliumNetworkPolicy,
  CiliumRule,
  EndpointSelector,
  LabelSelectorRequirement,
  PortProtocol,
  PortRule,
} from '@aclift/policy';
import type { HttpPort } from '@aclift/inventory';
import {
  equalRanges,
  normalizeRanges,
  type Ranges,
  rangesHold,
  subtractRanges,
} from '@aclift/packet-set';
import { ciliumProtocols } from '@aclift/verify';
import { ALL_PORTS, icmpTypeOf, NO_SERVICES, type Services, TRANSPORTS } from '../rows/services.ts';
import type { Resolver } from './resolver.ts';
import type { PodSelection } from './pod-selection.ts';
import { NAMESPACE_NAME_LABEL } from './selector.ts';
import {
  type BuiltPolicy,
  type DraftTarget,
  isEverything,
  MANAGED_BY,
  type TargetDirection,
  type TargetPolicy,
  type TargetRule,
} from './target.ts';

/** The agent refuses more entries in one list. */
const MAX_ENTRIES = 40;

export const ciliumTarget: DraftTarget = {
  protocols: ciliumProtocols,
  // Only a rule without ports reaches protocols besides TCP, UDP, SCTP and ICMP.
  expressible: (stack, services) => ({
    ports: services.ports,
    icmp: services.icmp,
    others: isEverything(stack, services),
  }),
  canDeny: true,
  clusterWide: true,
  looksIntoHttp: true,
  namesEntities: true,
  build,
  buildLookup,
  buildGroup: ({ name, annotations, cidrs }) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumCIDRGroup',
    metadata: { name, labels: MANAGED_BY, annotations },
    spec: { externalCIDRs: cidrs },
  }),
};

/**
 * Cilium learns the addresses of names from the answers that pods get, so every lookup has to pass its proxy.
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-based
 */
function buildLookup({
  name,
  namespace,
  annotations,
  subject,
  resolver,
}: Omit<TargetPolicy, 'directions' | 'http'> & {
  readonly resolver: Resolver;
}): CiliumNetworkPolicy {
  const pods = {
    matchLabels: {
      'k8s:io.kubernetes.pod.namespace': resolver.namespace,
      ...Object.fromEntries(resolver.labels),
    },
  };
  const ports: readonly PortProtocol[] = [{ port: String(resolver.port), protocol: 'ANY' }];
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: MANAGED_BY,
      annotations,
    },
    spec: {
      endpointSelector: selectorOf(subject),
      egress: [
        {
          toEndpoints: [pods],
          toPorts: [{ ports, rules: { dns: [{ matchPattern: '*' }] } }],
        },
      ],
    },
  };
}

/** One item of a rule section. */
type Item = Readonly<Record<string, unknown>>;

function build(policy: TargetPolicy): BuiltPolicy {
  const places: BuiltPolicy['places'][number][] = [];
  const section = (direction: TargetDirection, action: 'allow' | 'deny'): readonly Item[] => {
    const key = action === 'allow' ? direction.direction : `${direction.direction}Deny`;
    const items: Item[] = [];
    for (const rule of direction.rules) {
      if (rule.action !== action) continue;
      for (const { item, services } of itemsOf(rule, direction.direction, policy)) {
        places.push({
          rule: { ...rule, services },
          direction: direction.direction,
          path: ['spec', key, items.length],
        });
        items.push(item);
      }
    }
    // An item without peers and ports allows nothing and puts the subject into default deny.
    if (action === 'allow' && direction.isolates && items.length === 0) items.push({});
    return items;
  };
  const sections: Record<string, readonly Item[]> = {};
  const open: Record<string, boolean> = {};
  for (const direction of policy.directions) {
    const allow = section(direction, 'allow');
    const deny = section(direction, 'deny');
    if (allow.length > 0) sections[direction.direction] = allow;
    if (deny.length > 0) sections[`${direction.direction}Deny`] = deny;
    if (!direction.isolates) open[direction.direction] = false;
  }
  const object: CiliumNetworkPolicy | CiliumClusterwideNetworkPolicy = {
    apiVersion: 'cilium.io/v2',
    kind: policy.namespace === undefined ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
    metadata: {
      name: policy.name,
      ...(policy.namespace === undefined ? {} : { namespace: policy.namespace }),
      labels: MANAGED_BY,
      annotations: policy.annotations,
    },
    spec: {
      endpointSelector: selectorOf(policy.subject),
      ...(Object.keys(open).length > 0 ? { enableDefaultDeny: open } : {}),
      ...sections,
    } as CiliumRule,
  };
  return { object, places };
}

/** A rule's items: the agent refuses two kinds of peers, or ports and ICMP, in one. */
function itemsOf(
  rule: TargetRule,
  direction: 'ingress' | 'egress',
  { http }: TargetPolicy,
): readonly ServiceItem[] {
  const { anyone, selections, blocks, groups, entities, fqdns } = rule.peers;
  const word = direction === 'ingress' ? 'from' : 'to';
  const inspected =
    direction === 'ingress' && rule.action === 'allow'
      ? http.filter(({ port }) => rangesHold(rule.services.ports.TCP, port))
      : [];
  const services = serviceItems(rule.services, inspected);
  const peers: Item[] = [];
  const anything = services.some((part) => part.services.others);
  if (anyone) peers.push(anything ? { [`${word}Entities`]: ['all'] } : {});
  if (selections.length > 0) peers.push({ [`${word}Endpoints`]: selections.map(selectorOf) });
  const sets: readonly CIDRRule[] = [
    ...groups.map((cidrGroupRef) => ({ cidrGroupRef })),
    ...blocks.map(({ cidr, except }) => ({ cidr, ...(except.length > 0 ? { except } : {}) })),
  ];
  if (sets.length > 0) peers.push({ [`${word}CIDRSet`]: sets });
  if (entities.length > 0) peers.push({ [`${word}Entities`]: entities });
  if (fqdns.length > 0) peers.push({ toFQDNs: fqdns.map((matchName) => ({ matchName })) });
  return peers.flatMap((peer) =>
    services.map(({ item, services: part }) => ({ item: { ...peer, ...item }, services: part })),
  );
}

function selectorOf({ namespaces, labels, oneOf }: PodSelection): EndpointSelector {
  const own: Record<string, string> = Object.fromEntries(labels);
  const expressions: LabelSelectorRequirement[] = [];
  if (oneOf !== undefined)
    expressions.push({ key: oneOf.key, values: oneOf.values, operator: 'In' });
  if (namespaces.kind === 'all') {
    expressions.push({ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' });
  } else if (namespaces.kind === 'label') {
    const key =
      namespaces.key === NAMESPACE_NAME_LABEL
        ? 'k8s:io.kubernetes.pod.namespace'
        : `k8s:io.cilium.k8s.namespace.labels.${namespaces.key}`;
    own[key] = namespaces.value;
  }
  return {
    ...(Object.keys(own).length > 0 ? { matchLabels: own } : {}),
    ...(expressions.length > 0 ? { matchExpressions: expressions } : {}),
  };
}

/** An item with the part of the rule's services that it carries. */
interface ServiceItem {
  readonly item: Item;
  readonly services: Services;
}

function serviceItems(services: Services, inspected: readonly HttpPort[]): readonly ServiceItem[] {
  // A rule without ports would let every request to the inspected ports through.
  if (services.others && inspected.length === 0) return [{ item: {}, services }];
  const items: ServiceItem[] = [];
  const toPorts = [...plainPorts(services, inspected), ...inspected.map(httpPort)];
  if (toPorts.length > 0) {
    items.push({ item: { toPorts }, services: { ...services, icmp: [], others: false } });
  }
  const fields = services.icmp.map(icmpTypeOf).map(({ family, type }) => ({
    family: family === 'ipv4' ? 'IPv4' : 'IPv6',
    type,
  }));
  if (fields.length > 0) {
    items.push({
      item: { icmps: chunks(fields).map((list) => ({ fields: list })) },
      services: { ...NO_SERVICES, icmp: services.icmp },
    });
  }
  return items;
}

/** Ports that are only counted. */
function plainPorts(
  { ports, ...rest }: Services,
  inspected: readonly HttpPort[],
): readonly PortRule[] {
  const apart = inspected.map(({ port }) => ({ from: port, to: port }));
  const TCP = subtractRanges(ports.TCP, normalizeRanges(apart)) as Ranges<number>;
  return chunks(portsOf({ ...rest, ports: { ...ports, TCP } })).map((list) => ({ ports: list }));
}

/** A port of which only some requests pass. */
function httpPort({ port, requests }: HttpPort): PortRule {
  return {
    ports: [{ port: String(port), protocol: 'TCP' }],
    rules: { http: requests.map((request) => ({ ...request })) },
  };
}

function portsOf({ ports }: Services): readonly PortProtocol[] {
  if (TRANSPORTS.every(({ name }) => equalRanges(ports[name], ALL_PORTS))) {
    return [{ port: '0', protocol: 'ANY' }];
  }
  return TRANSPORTS.flatMap(({ name: protocol }): PortProtocol[] =>
    equalRanges(ports[protocol], ALL_PORTS)
      ? [{ port: '0', protocol }]
      : ports[protocol].map(({ from, to }) => ({
          port: String(from),
          ...(to > from ? { endPort: to } : {}),
          protocol,
        })),
  );
}

function chunks<T>(entries: readonly T[]): readonly (readonly T[])[] {
  const out: T[][] = [];
  for (let at = 0; at < entries.length; at += MAX_ENTRIES)
    out.push(entries.slice(at, at + MAX_ENTRIES));
  return out;
}
