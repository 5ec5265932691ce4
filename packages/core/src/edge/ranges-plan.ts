/**
 * Which source ranges the entries of a workload get, and which of its ports may be opened to whoever the policy sees in the place of
 * clients. A port is opened only if every way to it keeps out whom the drafts keep out: ranges are of a Service and not of a port,
 * and two Services may lead to one port.
 */
import type { Cluster, Entry, Workload } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import {
  countRanges,
  equalRanges,
  intersectRanges,
  normalizeRanges,
  type Ranges,
  subtractRanges,
} from '@aclift/packet-set';
import { allAddresses } from '@aclift/verify';
import type { DraftClients, PodPort } from './clients.ts';
import { hidesClients, isHidden, rangesHold, seenAs, type SeenAs } from '../draft/seen-as.ts';

/** Why a port stays closed to hidden clients. */
export type ClosedBecause =
  /** Nobody holds them against ranges, or nobody said what enforces policies. */
  | 'nobody-checks'
  /** Other ports of the Service are for more clients, and ranges know no ports. */
  | 'ports-differ'
  /** Another entry leads to the port, and lets in others or does not say what its clients look like. */
  | 'other-way';

/** A port behind an entry. */
export interface PlannedPort extends PodPort {
  /** Where clients connect. */
  readonly port: number;
  /** Whom the drafts let in. */
  readonly clients: Ranges;
  /** Absent: it is opened. */
  readonly closed?: ClosedBecause;
}

/** An entry whose clients are hidden. */
export interface PlannedEntry {
  readonly entry: Entry;
  readonly family: Family;
  readonly seen: readonly SeenAs[];
  /** Source addresses that get through to its ports. */
  readonly admitted: Ranges;
  /** Only these may get through, if ranges count here too. Absent: those that are admitted. */
  readonly mayHold?: Ranges;
  /** What its Service has to say. Absent: it may stay as it is, or nobody would hold clients against it. */
  readonly patch?: Ranges;
  /** Those that the drafts let somebody from outside in by. */
  readonly ports: readonly PlannedPort[];
}

/** Plans the entries of one workload. Entries without ports, and those at which clients are seen, are left out. */
export function planRanges(
  workload: Workload,
  cluster: Cluster | undefined,
  clients: DraftClients,
  /** Whom the ingress of the cluster lets in. */
  atIngress: (family: Family) => Ranges,
  /** Whether the world is a block of every address, those of nodes included. */
  worldIsEverybody: boolean,
): readonly PlannedEntry[] {
  const { entries = [], id } = workload;
  if (!hidesClients(workload)) return [];
  const honoured = rangesHold(cluster) !== 'nowhere';
  const drafts = entries.map((entry): Omit<PlannedEntry, 'ports'> & { ports: PlannedPort[] } => {
    const { family } = entry.address;
    const ports = (entry.ports ?? [])
      .map(({ port, protocol, target }): PlannedPort => ({
        port,
        protocol,
        target,
        clients: clients.of(id, family, { protocol, target }),
      }))
      .filter((port) => port.clients.length > 0);
    const seen = seenAs(entry.client, cluster?.engine);
    const everyone: Ranges = [allAddresses(family)];
    const today = entry.ranges === undefined ? everyone : rangesOf(entry, family);
    const base = { entry, family, seen, ports };
    if (seen.some(({ kind }) => kind === 'ingress')) {
      // Whether its Service keeps to ranges as others do is not known: they close nothing, and may cut.
      return { ...base, admitted: atIngress(family), ...(honoured ? { mayHold: today } : {}) };
    }
    if (seen.some(({ kind }) => kind === 'through')) return { ...base, admitted: everyone };
    const widest = widestOf(ports);
    if (!isHidden(entry) || !honoured || widest === undefined) {
      return { ...base, admitted: honoured ? today : everyone };
    }
    // What the Service says today stays, but for whom the lists keep out. An empty list would let everybody in.
    const both = intersectRanges(today, widest);
    const wanted = both.length === 0 ? widest : both;
    return equalRanges(wanted, today)
      ? { ...base, admitted: today }
      : { ...base, admitted: wanted, patch: wanted };
  });
  return drafts
    .filter(({ entry }) => isHidden(entry) && entry.ports !== undefined)
    .map((one) => ({
      ...one,
      ports: one.ports.map((port) => judged(port, one, drafts, { honoured, worldIsEverybody })),
    }));
}

function judged(
  port: PlannedPort,
  { admitted, entry, seen }: PlannedEntry,
  all: readonly PlannedEntry[],
  {
    honoured,
    worldIsEverybody,
  }: { readonly honoured: boolean; readonly worldIsEverybody: boolean },
): PlannedPort {
  const exceeds = (one: Ranges): boolean => subtractRanges(one, port.clients).length > 0;
  // A front checks clients itself.
  if (seen.some(({ kind }) => kind === 'through')) return port;
  const atIngress = seen.some(({ kind }) => kind === 'ingress');
  if (exceeds(admitted)) {
    return { ...port, closed: honoured || atIngress ? 'ports-differ' : 'nobody-checks' };
  }
  const reopens = all.some((other) => {
    if (other.entry === entry || other.family !== entry.address.family) return false;
    const kinds = other.seen.map(({ kind }) => kind);
    // A word for the world lets in whoever is seen as well, as all are by pods of the node where they come in.
    const asWorld = seen.some(({ kind }) => kind === 'world');
    const seenSomewhere = other.entry.client === 'visible' || kinds.includes('node');
    const alike =
      other.entry.client === undefined ||
      (asWorld && (seenSomewhere || worldIsEverybody)) ||
      kinds.some((kind) => seen.some((one) => one.kind === kind));
    const leads =
      other.entry.ports === undefined ||
      other.entry.ports.some(
        ({ protocol, target }) => protocol === port.protocol && target === port.target,
      );
    return alike && leads && exceeds(other.admitted);
  });
  return reopens ? { ...port, closed: 'other-way' } : port;
}

/** The clients of the port that has most. */
export function widestOf(ports: readonly Pick<PlannedPort, 'clients'>[]): Ranges | undefined {
  return ports
    .map(({ clients }) => clients)
    .toSorted((a, b) => (countRanges(a) < countRanges(b) ? 1 : -1))[0];
}

function rangesOf({ ranges = [] }: Entry, family: Family): Ranges {
  return normalizeRanges(
    ranges.flatMap((range) =>
      range.family === family ? [{ from: range.from, to: range.to }] : [],
    ),
  );
}
