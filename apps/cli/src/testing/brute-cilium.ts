/** Rules of Cilium's objects for one flow, read the obvious way. Shares nothing with the packages. */
import { hasBlocks, reservedOf } from './brute-identity.ts';
import type { Answer, BruteCluster, End, Service } from './brute-world.ts';
import {
  type BruteLabels,
  inBlock,
  inCidr,
  selectorMatches,
  type Yaml,
} from './brute-selectors.ts';

type Pod = Extract<End, { kind: 'pod' }>;

/** What each rule of each CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy says. */
export function ciliumVerdict(
  objects: Yaml[],
  cluster: BruteCluster,
  side: 'ingress' | 'egress',
  subject: Pod,
  peer: End,
  service: Service,
): readonly Answer[] {
  const groups: Yaml[] = objects.filter(({ kind }) => kind === 'CiliumCIDRGroup');
  return objects
    .filter(({ kind }) => /^Cilium(?:Clusterwide)?NetworkPolicy$/.test(kind))
    .flatMap(({ kind, metadata, spec, specs }) => {
      const namespace: string | undefined =
        kind === 'CiliumNetworkPolicy' ? (metadata.namespace ?? 'default') : undefined;
      const rules: Yaml[] = [...(spec === undefined ? [] : [spec]), ...(specs ?? [])];
      return rules.map((rule) =>
        ruleAnswer({ groups, cluster, namespace, side, subject, peer, service }, rule),
      );
    });
}

interface Asked {
  readonly groups: Yaml[];
  readonly cluster: BruteCluster;
  /** Undefined: the policy is for the whole cluster. */
  readonly namespace: string | undefined;
  readonly side: 'ingress' | 'egress';
  readonly subject: Pod;
  readonly peer: End;
  readonly service: Service;
}

function ruleAnswer(asked: Asked, rule: Yaml): Answer {
  const { namespace, side, subject } = asked;
  if (rule.endpointSelector === undefined) return {};
  if (namespace !== undefined && subject.namespace !== namespace) return {};
  const { matchLabels, ...rest } = rule.endpointSelector;
  // A namespace that the subjects of a namespaced policy name is overridden.
  const { 'k8s:io.kubernetes.pod.namespace': _, ...own } = (matchLabels ?? {}) as BruteLabels;
  const subjects = namespace === undefined ? rule.endpointSelector : { matchLabels: own, ...rest };
  if (!endpointMatches(asked, subjects, subject, undefined)) return {};
  const allowing: Yaml[] = rule[side] ?? [];
  const denying: Yaml[] = rule[`${side}Deny`] ?? [];
  const speaks = ['ingress', 'ingressDeny', 'egress', 'egressDeny'].some(
    (section) => (rule[section] ?? []).length > 0,
  );
  if (!speaks) return {};
  // Default deny is a property of items: where there are none, nobody is put into it.
  const isolates =
    allowing.length + denying.length > 0 && (rule.enableDefaultDeny?.[side] ?? true) === true;
  const matching = allowing.flatMap((item) => itemMatches(asked, item));
  return {
    isolates,
    allows: matching.includes('full'),
    looksInto: matching.includes('part'),
    byName: matching.includes('named'),
    // Names are no peers of deny rules: an API server drops the field.
    denies: denying.some((item) => itemMatches(asked, { ...item, toFQDNs: undefined }).length > 0),
  };
}

/** `part`: looked into. `named`: by a name that somebody must have looked up. */
type Match = 'full' | 'part' | 'named';

/** How an item lets a flow through, once for each of its ports that match. */
function itemMatches(asked: Asked, item: Yaml): readonly Match[] {
  const word = asked.side === 'egress' ? 'to' : 'from';
  const kinds = [
    'Endpoints',
    'Entities',
    'CIDR',
    'CIDRSet',
    'Services',
    'Groups',
    'Nodes',
    'FQDNs',
  ];
  const listed = kinds.filter((kind) => item[`${word}${kind}`] !== undefined);
  const hollow = listed.filter((kind) => item[`${word}${kind}`].length === 0);
  // These lists are nothing when they are empty; any other empty list is a list of nobody.
  const forgotten = ['Services', 'Groups', 'FQDNs'];
  if (hollow.some((kind) => !forgotten.includes(kind))) return [];
  const named = listed.filter((kind) => !hollow.includes(kind));
  const peers = named.map((kind) => peerMatches(asked, kind, item[`${word}${kind}`]));
  if (named.length > 0 && peers.every((match) => match === undefined)) return [];
  const mode = item.authentication?.mode ?? 'disabled';
  const byPeer = ((): Match => {
    if (mode !== 'disabled') return 'part';
    return named.length === 0 || peers.includes('full') ? 'full' : 'named';
  })();
  const ports: Yaml[] = item.toPorts ?? [];
  const icmps: Yaml[] = item.icmps ?? [];
  if (ports.length === 0 && icmps.length === 0) {
    if (named.length === 0) return [];
    return [byPeer];
  }
  const found = ports
    .filter((entry) => ((entry.ports ?? []) as Yaml[]).some((port) => portMatches(asked, port)))
    .map((entry) => (looksInside(entry) ? ('part' as const) : byPeer));
  const types = icmps.flatMap(({ fields }) => (fields ?? []) as Yaml[]);
  if (types.some((field) => icmpMatches(field, asked.service))) {
    found.push(byPeer);
  }
  return found;
}

function looksInside(entry: Yaml): boolean {
  const rules = Object.values((entry.rules ?? {}) as Record<string, Yaml[]>);
  return rules.some((list) => list.length > 0) || (entry.serverNames ?? []).length > 0;
}

function peerMatches(asked: Asked, kind: string, value: Yaml[]): 'full' | 'named' | undefined {
  const { cluster, groups, namespace, peer } = asked;
  const outside = peer.kind === 'outside';
  const some = (test: (one: Yaml) => boolean): 'full' | undefined =>
    value.some(test) ? 'full' : undefined;
  switch (kind) {
    case 'Endpoints':
      return some((selector) => endpointMatches(asked, selector, peer, namespace));
    case 'Entities':
      return some((entity) => {
        if (entity === 'all') return true;
        const whole = entity === 'cluster' || entity === 'cluster-mesh';
        if (!outside) return whole;
        const names = reservedOf(peer, cluster);
        return whole ? names.some((name) => name !== 'world') : names.includes(entity);
      });
    case 'CIDR':
      return some(
        (cidr) => outside && hasBlocks(peer, cluster, cidr) && inCidr(cidr, peer.address),
      );
    case 'CIDRSet':
      return some((entry) => {
        if (!outside) return false;
        if (entry.cidr !== undefined) {
          return hasBlocks(peer, cluster, entry.cidr) && inBlock(entry, peer.address);
        }
        if (!hasBlocks(peer, cluster, 'group')) return false;
        const found = groups.filter(({ metadata }) =>
          entry.cidrGroupRef === undefined
            ? selectorMatches(entry.cidrGroupSelector, metadata.labels ?? {})
            : metadata.name === entry.cidrGroupRef,
        );
        if (found.length === 0 && (entry.cidrGroupRef !== undefined || groups.length === 0)) {
          return cluster.resolves?.(JSON.stringify(entry), peer) ?? false;
        }
        return found.some(({ spec }) =>
          (spec.externalCIDRs as string[]).some((cidr) =>
            inBlock({ cidr, except: entry.except }, peer.address),
          ),
        );
      });
    case 'FQDNs': {
      if (!outside || !hasBlocks(peer, cluster, 'name')) return undefined;
      const answers = value.map((name) => {
        const known = cluster.names?.(name.matchName ?? '');
        if (known !== undefined) return known(peer) ? 'named' : undefined;
        return cluster.resolves?.(JSON.stringify(name), peer) === true ? 'full' : undefined;
      });
      return answers.find((answer) => answer === 'full') ?? answers.find((one) => one === 'named');
    }
    case 'Services':
    case 'Groups':
      return cluster.resolves?.(`${kind} ${namespace} ${JSON.stringify(value)}`, peer) === true &&
        (outside ? hasBlocks(peer, cluster, 'elsewhere') : kind === 'Services')
        ? 'full'
        : undefined;
    case 'Nodes':
      return outside &&
        reservedOf(peer, cluster).includes('remote-node') &&
        cluster.resolves?.(`nodes ${namespace} ${JSON.stringify(value)}`, peer) === true
        ? 'full'
        : undefined;
    default:
      return undefined;
  }
}

/** @param home where a selector without a namespace looks; undefined: among all pods. */
function endpointMatches(
  { cluster }: Pick<Asked, 'cluster'>,
  selector: Yaml,
  end: End,
  home: string | undefined,
): boolean {
  const plain = (key: string): string => key.replace(/^(?:k8s|any):/, '');
  const bare = {
    matchLabels: Object.fromEntries(
      Object.entries((selector?.matchLabels ?? {}) as BruteLabels).map(([key, value]) => [
        plain(key),
        value,
      ]),
    ),
    matchExpressions: ((selector?.matchExpressions ?? []) as Yaml[]).map((one) => ({
      ...one,
      key: plain(one.key as string),
    })),
  };
  const keys = [
    ...Object.keys(bare.matchLabels),
    ...bare.matchExpressions.map(({ key }) => key as string),
  ];
  const labels =
    end.kind === 'outside'
      ? Object.fromEntries(reservedOf(end, cluster).map((name) => [`reserved:${name}`, '']))
      : identity(end, cluster);
  if (!selectorMatches(bare, labels)) return false;
  // A reserved label is asked of everybody. Any other selector stays inside the cluster, unless it speaks of the cluster itself,
  // and in the policy's namespace, or among what has one, unless it speaks of namespaces.
  if (keys.some((key) => key.startsWith('reserved:'))) return true;
  const speaksOf = (start: string): boolean => keys.some((key) => key.startsWith(start));
  if (end.kind === 'outside' && !speaksOf('io.cilium.k8s.policy.cluster')) return false;
  if (speaksOf('io.kubernetes.pod.namespace')) return true;
  if (home === undefined) return end.kind === 'pod';
  if (speaksOf('io.cilium.k8s.namespace.labels.')) return true;
  return end.kind === 'pod' && end.namespace === home;
}

/** The labels that tell pods apart. */
function identity(pod: Pod, { ignoredKeys = [] }: BruteCluster): BruteLabels {
  const own = Object.entries(pod.labels).filter(([key]) => !ignoredKeys.includes(key));
  const home = Object.entries(pod.namespaceLabels).map(([key, value]): [string, string] => [
    `io.cilium.k8s.namespace.labels.${key}`,
    value,
  ]);
  return Object.fromEntries([
    ...own,
    ...home,
    ['io.kubernetes.pod.namespace', pod.namespace] as const,
    ['io.cilium.k8s.policy.cluster', 'here'] as const,
    ...(pod.account === undefined
      ? []
      : [['io.cilium.k8s.policy.serviceaccount', pod.account] as const]),
  ]);
}

const TRANSPORT: Readonly<Record<string, readonly number[]>> = {
  TCP: [6],
  UDP: [17],
  SCTP: [132],
  ANY: [6, 17, 132],
};

function portMatches(asked: Asked, { port, endPort, protocol }: Yaml): boolean {
  const { peer, service, side, subject } = asked;
  if (!(TRANSPORT[protocol ?? 'ANY'] ?? []).includes(service.protocol)) return false;
  if (!/^\d+$/.test(port)) {
    const at = side === 'egress' ? peer : subject;
    return at.kind === 'pod' && at.ports?.[port as string] === service.service;
  }
  const from = Number(port);
  return from === 0 || (service.service >= from && service.service <= Math.max(from, endPort ?? 0));
}

const ICMP = { IPv4: 1, IPv6: 58 } as const;

function icmpMatches({ family, type }: Yaml, { protocol, service }: Service): boolean {
  if (protocol !== ICMP[(family ?? 'IPv4') as keyof typeof ICMP]) return false;
  // Types above 255 are in no packet.
  return type === 0 || service >> 8 === type;
}
