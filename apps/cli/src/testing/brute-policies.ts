/**
 * Policies read rule by rule for one flow: the obvious meaning that the evaluator is checked against. Works on the parsed
 * YAML as it stands, without the packages' types or readers, by what the projects say of their objects.
 */
import { parseAllDocuments } from 'yaml';
import { ciliumVerdict } from './brute-cilium.ts';
import { hasBlocks } from './brute-identity.ts';
import { type BruteLabels, inBlock, selectorMatches, type Yaml } from './brute-selectors.ts';
import type { End, Service, BruteCluster, Answer } from './brute-world.ts';

/** `part`: the connection opens, and some of what is said in it may be stopped. */
export type BruteVerdict = 'stopped' | 'part' | 'full';

/** Reads policies once. @returns what they do with a flow. */
export function readBrute(
  texts: readonly string[],
  cluster: BruteCluster = {},
): (from: End, to: End, service: Service) => BruteVerdict {
  const objects: Yaml[] = texts.flatMap((text) =>
    parseAllDocuments(text).map((document): unknown => document.toJS()),
  );
  return (from, to, service) => {
    const sides = [
      sideVerdict(objects, cluster, 'egress', from, to, service),
      sideVerdict(objects, cluster, 'ingress', to, from, service),
    ];
    if (sides.includes('stopped')) return 'stopped';
    return sides.includes('part') ? 'part' : 'full';
  };
}

/** Whether the policies in `texts` let a flow open. */
export function allows(texts: readonly string[], from: End, to: End, service: Service): boolean {
  return readBrute(texts)(from, to, service) !== 'stopped';
}

function sideVerdict(
  objects: Yaml[],
  cluster: BruteCluster,
  side: 'ingress' | 'egress',
  subject: End,
  peer: End,
  service: Service,
): BruteVerdict {
  if (subject.kind === 'outside') return 'full';
  const answers = [
    ...objects
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map((object) => networkPolicyAnswer(object, cluster, side, subject, peer, service)),
    ...ciliumVerdict(objects, cluster, side, subject, peer, service),
  ];
  if (answers.some(({ denies }) => denies === true)) return 'stopped';
  const isolated = answers.some(({ isolates }) => isolates === true);
  const atHome = side === 'ingress' && isOwnNode(peer) && cluster.ownNode === true && isolated;
  const allowed = atHome || answers.some(({ allows: yes }) => yes === true);
  const looked = answers.some(
    ({ byName, looksInto }) => looksInto === true || (isolated && byName === true),
  );
  if (allowed) return 'full';
  if (looked) return 'part';
  return isolated ? 'stopped' : 'full';
}

function isOwnNode(peer: End): boolean {
  return peer.kind === 'outside' && peer.entity === 'host';
}

function networkPolicyAnswer(
  { metadata, spec }: Yaml,
  cluster: BruteCluster,
  side: 'ingress' | 'egress',
  subject: Extract<End, { kind: 'pod' }>,
  peer: End,
  service: Service,
): Answer {
  const namespace = metadata.namespace ?? 'default';
  const seen = (labels: BruteLabels): BruteLabels =>
    Object.fromEntries(
      Object.entries(labels).filter(([key]) => cluster.ignoredKeys?.includes(key) !== true),
    );
  if (subject.namespace !== namespace) return {};
  if (!selectorMatches(spec?.podSelector, seen(subject.labels))) return {};
  const given: string[] = spec?.policyTypes ?? [];
  const types =
    given.length > 0 ? given : ['Ingress', ...((spec?.egress ?? []).length > 0 ? ['Egress'] : [])];
  const written = cluster.cilium === true && (spec?.[side] ?? []).length > 0;
  if (!written && !types.includes(side === 'egress' ? 'Egress' : 'Ingress')) return {};
  const peerMatches = (one: Yaml): boolean => {
    if (one.ipBlock !== undefined) {
      if (peer.kind === 'outside') {
        return (
          (cluster.cilium !== true || hasBlocks(peer, cluster, one.ipBlock.cidr)) &&
          inBlock(one.ipBlock, peer.address)
        );
      }
      return (
        cluster.blocksMatchPods === true &&
        peer.address !== undefined &&
        inBlock(one.ipBlock, peer.address)
      );
    }
    if (peer.kind === 'outside') return false;
    const home =
      one.namespaceSelector === undefined
        ? peer.namespace === namespace
        : selectorMatches(one.namespaceSelector, peer.namespaceLabels);
    return home && selectorMatches(one.podSelector, seen(peer.labels));
  };
  const destination = side === 'egress' ? peer : subject;
  const allowed = ((spec?.[side] ?? []) as Yaml[]).some((rule) => {
    const peers: Yaml[] = rule[side === 'egress' ? 'to' : 'from'] ?? [];
    const ports: Yaml[] = rule.ports ?? [];
    return (
      (peers.length === 0 || peers.some(peerMatches)) &&
      (ports.length === 0 || ports.some((port) => portMatches(port, service, destination)))
    );
  });
  return { isolates: true, allows: allowed };
}

const NUMBERS: Readonly<Record<string, number>> = { TCP: 6, UDP: 17, SCTP: 132 };

function portMatches(
  { port, endPort, protocol }: Yaml,
  { protocol: number, service }: Service,
  destination: End,
): boolean {
  if (NUMBERS[protocol ?? 'TCP'] !== number) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') {
    return destination.kind === 'pod' && destination.ports?.[port] === service;
  }
  return service >= port && service <= (endPort ?? port);
}
