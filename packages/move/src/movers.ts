/**
 * Workloads that move, for one family: the addresses that they have today, the source addresses with which their pods leave as
 * a function of the destination, and the doors at which they are reached. Plain sets; knows no list and no state.
 */
import type {
  AddressRange,
  Cluster,
  Entry,
  Exit,
  ExitAs,
  Inventory,
  VipPort,
  VipProtocol,
  Workload,
} from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import {
  intersectRanges,
  normalizeRanges,
  type Range,
  type Ranges,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import { allAddresses, endsOf, SCTP, TCP, UDP } from '@aclift/verify';

/** Source addresses towards some destinations. */
export interface WayOut {
  /** Destinations; those of the ways of one workload are disjoint. */
  readonly to: Ranges;
  /** Any of these may be the source. */
  readonly addresses: Ranges;
  /** The source port may change on the way. */
  readonly translated: boolean;
  /** Nobody else leaves with these addresses. */
  readonly own: boolean;
  readonly kind: 'pod' | 'node' | 'fixed';
}

/** A port of a door; protocols are numbers. */
export interface DoorPort {
  readonly protocol: number;
  readonly port: number;
  readonly target: number;
}

/** An address at which clients reach a workload in the cluster. */
export interface Door {
  readonly address: Ranges;
  /** Absent: every port leads to the port of its own number. */
  readonly ports?: readonly DoorPort[];
  /** The door of nobody else, whatever the port. */
  readonly own: boolean;
  readonly entry: Entry;
}

/** An old virtual address of a workload. */
export interface OldVirtual {
  readonly address: Ranges;
  readonly ports: readonly DoorPort[];
}

/** Connections that another workload makes instead. */
export interface Rehomed {
  readonly protocol: number;
  readonly port: number;
  /** Id of that workload. */
  readonly workload: string;
}

/** A workload that moves, or that others send packets through. */
export interface Mover {
  readonly id: string;
  readonly workload: Workload;
  /** Its own addresses today. Empty: none of the family. */
  readonly old: Ranges;
  readonly virtual: readonly OldVirtual[];
  /** Everything of `old` and `virtual`. */
  readonly owned: Ranges;
  readonly exits: readonly WayOut[];
  /** Destinations towards which nobody said how its pods leave. */
  readonly noExit: Ranges;
  /** Undefined: nobody said. Empty: nowhere. */
  readonly doors: readonly Door[] | undefined;
  readonly via: readonly Rehomed[];
}

const NUMBERS: Readonly<Record<VipProtocol, number>> = { TCP, UDP, SCTP };

/** Every workload of an inventory as one that may move, by id. */
export function moversOf(inventory: Inventory, family: Family): readonly Mover[] {
  // Who owns an address is settled in one place; whether a workload has moved yet does not matter here.
  const all = inventory.workloads.map((one): Workload => ({ ...one, now: 'cluster' }));
  const owned = new Map(
    endsOf({ ...inventory, workloads: all }, family).pods.map((pod) => [
      pod.workload.id,
      pod.addresses,
    ]),
  );
  const shared = sharedAddresses(inventory, family);
  return inventory.workloads.map((workload): Mover => {
    const old = owned.get(workload.id) ?? [];
    const virtual = workload.vips
      .filter(({ address }) => address.family === family)
      .map(({ address, ports }) => ({
        address: rangesOf([address], family),
        ports: ports.map(doorPort),
      }));
    const mine = (addresses: Ranges, uses: readonly Ranges[]): boolean =>
      uses.filter((one) => intersectRanges(one, addresses).length > 0).length <= 1;
    const { exits, noExit } = waysOut(workload, inventory.cluster, family, (addresses) =>
      mine(addresses, shared.exits),
    );
    const doors = workload.entries?.filter(({ address }) => address.family === family);
    return {
      id: workload.id,
      workload,
      old,
      virtual,
      owned: normalizeRanges([...old, ...virtual.flatMap(({ address }) => address)]),
      exits,
      noExit,
      doors: doors?.map((entry): Door => {
        const address = rangesOf([entry.address], family);
        return {
          address,
          ...(entry.ports === undefined ? {} : { ports: entry.ports.map(doorPort) }),
          own: mine(address, shared.doors),
          entry,
        };
      }),
      via: (workload.via ?? []).flatMap(({ ports, workload: id }) =>
        ports.map(({ port, protocol }) => ({ protocol: NUMBERS[protocol], port, workload: id })),
      ),
    };
  });
}

function doorPort({
  port,
  protocol,
  target,
}: Pick<VipPort, 'port' | 'target' | 'protocol'>): DoorPort {
  return { protocol: NUMBERS[protocol], port, target };
}

/** Addresses that leave and doors, once for each workload that names them; those of the cluster count twice. */
function sharedAddresses(
  { cluster, workloads }: Inventory,
  family: Family,
): { readonly exits: readonly Ranges[]; readonly doors: readonly Ranges[] } {
  const fixed = (exits: readonly Exit[] = []): readonly AddressRange[] =>
    exits.flatMap(({ as }) => (typeof as === 'string' ? [] : as));
  const common = rangesOf(
    [
      ...(cluster?.nodes ?? []),
      ...fixed(cluster?.exit),
      // Unless a workload has a pool of its own, any pod may have any of these.
      ...(cluster?.internal ?? []),
    ],
    family,
  );
  return {
    exits: [
      common,
      common,
      ...workloads.map(({ entries = [], exit }) =>
        rangesOf(
          [
            ...fixed(exit),
            // A pool is door and exit of the same pods.
            ...entries.flatMap((one) => (one.ports === undefined ? [one.address] : [])),
          ],
          family,
        ),
      ),
    ],
    doors: [
      rangesOf(cluster?.nodes ?? [], family),
      ...workloads.map(({ entries = [] }) =>
        rangesOf(
          entries.map(({ address }) => address),
          family,
        ),
      ),
    ],
  };
}

/** The exits of a workload cut into disjoint destinations, the longest prefix first. */
function waysOut(
  workload: Workload,
  cluster: Cluster | undefined,
  family: Family,
  isOwn: (addresses: Ranges) => boolean,
): Pick<Mover, 'exits' | 'noExit'> {
  const every: Ranges = [allAddresses(family)];
  const pieces = [
    ...(workload.exit ?? []),
    ...(workload.exit === undefined ? (cluster?.exit ?? []) : []),
  ]
    .flatMap(({ as, to }) =>
      (to === undefined ? every : rangesOf(to, family)).map((range) => ({ as, range })),
    )
    .toSorted((a, b) => compareSizes(sizeOf(a.range), sizeOf(b.range)));
  let left = every;
  const exits: WayOut[] = [];
  let noExit: Ranges = [];
  for (const { as, range } of pieces) {
    const to = intersectRanges(left, [range]);
    left = subtractRanges(left, [range]);
    if (to.length === 0) continue;
    const addresses = exitAddresses(as, workload, cluster, family);
    if (addresses.length === 0) noExit = unionRanges(noExit, to);
    else {
      const kind = kindOf(as);
      const alone =
        kind === 'fixed' || (kind === 'pod' && workloadPool(workload, family).length > 0);
      exits.push({
        to,
        addresses,
        // Fixed addresses that are the pool of the pods are theirs; others are somebody's who translates.
        translated:
          kind !== 'pod' && subtractRanges(addresses, workloadPool(workload, family)).length > 0,
        own: alone && isOwn(addresses),
        kind,
      });
    }
  }
  return { exits: joined(exits), noExit: unionRanges(noExit, left) };
}

/** Ways with equal addresses are one. */
function joined(exits: readonly WayOut[]): readonly WayOut[] {
  const byAddresses = Map.groupBy(exits, ({ addresses, kind }) =>
    JSON.stringify([kind, addresses.map(({ from, to }) => [String(from), String(to)])]),
  );
  return [...byAddresses.values()].map((same): WayOut => {
    const [first] = same as [WayOut, ...WayOut[]];
    return { ...first, to: normalizeRanges(same.flatMap(({ to }) => to)) };
  });
}

function kindOf(as: ExitAs): WayOut['kind'] {
  return typeof as === 'string' ? as : 'fixed';
}

/** Empty: the inventory does not tell. */
function exitAddresses(
  as: ExitAs,
  workload: Workload,
  cluster: Cluster | undefined,
  family: Family,
): Ranges {
  if (typeof as !== 'string') return rangesOf(as, family);
  if (as === 'node') return rangesOf(cluster?.nodes ?? [], family);
  const pool = workloadPool(workload, family);
  return pool.length > 0 ? pool : rangesOf(cluster?.pods ?? [], family);
}

/** Pod addresses that are a door of the workload: the pool that its pods have. */
function workloadPool({ entries = [] }: Workload, family: Family): Ranges {
  return rangesOf(
    entries.flatMap(({ address, ports }) => (ports === undefined ? [address] : [])),
    family,
  );
}

/** Ranges of one family, normalized. */
export function rangesOf(ranges: readonly AddressRange[], family: Family): Ranges {
  return normalizeRanges(
    ranges.filter((one) => one.family === family).map(({ from, to }): Range => ({ from, to })),
  );
}

function sizeOf({ from, to }: Range): bigint {
  return BigInt(to) - BigInt(from);
}

function compareSizes(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
