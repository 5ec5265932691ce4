/**
 * Third stage: from flows to workloads. For every workload and direction it works out what each peer may open: the
 * *row* of the workload. A service counts only if the lists let it through for every old address of both ends and every
 * source port, because a label cannot tell replicas apart and no policy knows source ports; or if somebody granted what only
 * some have. So a row never says too much by itself.
 */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  EVERYTHING,
  type Interval,
  intersectRanges,
  next,
  normalizeRanges,
  NOTHING,
  type Range,
  type Ranges,
  type Space,
  subtractRanges,
} from '@aclift/packet-set';
import {
  anySourcePort,
  type CoverageMap,
  type Ends,
  type FlowField,
  keptFlows,
  type PodEnd,
  type Today,
  togetherOf,
  type Topology,
  type WholeEnd,
} from '@aclift/verify';
import type { ClientPorts, PolicyDirection, UnseenHandling } from '../options.ts';
import { Agreement, type WorkloadGroups } from './agreement.ts';
import { ServiceReader, type Services } from './services.ts';

/** What outside addresses may open with a workload, or it with them. */
export interface OutsidePeers {
  readonly services: Services;
  /** Every address of which the lists say so, whoever owns it today. */
  readonly addresses: Ranges;
  /** Those of them that are outside; never empty. */
  readonly outside: Ranges;
}

/** What one workload may open (egress) or have opened with it (ingress). */
export interface Row {
  readonly subject: PodEnd;
  readonly direction: PolicyDirection;
  /** By workload id, for every workload with pods. */
  readonly pods: ReadonlyMap<string, Services>;
  /** One entry for each different set of services. Together they hold every outside address. */
  readonly outside: readonly OutsidePeers[];
  /** Workloads of which every address pair with the subject is same-segment: no list sees any of their flows. Empty where such flows are cut. */
  readonly neighbours: ReadonlySet<string>;
  /** Outside addresses in one segment with every address of the subject. Empty where such flows are cut. */
  readonly neighbourAddresses: Ranges;
}

/** Everything the projection needs. */
export interface RowsInput {
  readonly space: Space<FlowField>;
  readonly family: Family;
  readonly topology: Topology;
  readonly today: Today;
  readonly ends: Ends;
  readonly clientPorts: ClientPorts;
  /** Which end enforces detached lists between two workloads. */
  readonly detachedAs: PolicyDirection;
  /** What was decided about services that only some addresses of a workload have. */
  readonly coverage: CoverageMap;
}

/**
 * The rows of every workload, egress before ingress, in the order of the ends.
 * @param unseenTraffic `strict` leaves out what no list sees.
 * @param grants `none`: what every address has today, whatever was granted.
 */
export function rowsOf(
  input: RowsInput,
  unseenTraffic: UnseenHandling,
  grants: 'all' | 'none' = 'all',
): readonly Row[] {
  const projector = new Projector(input, unseenTraffic, grants);
  return input.ends.pods.flatMap((subject) => [
    projector.row(subject, 'egress'),
    projector.row(subject, 'ingress'),
  ]);
}

/**
 * The verdict that one side of a flow has to enforce. An end outside the cluster enforces nothing, so the pod at the
 * other end enforces for both. A detached list is enforced by one of two pods: the destination, unless the user said otherwise. Strict drafts
 * say the whole verdict at both ends, so that neither relies on the other.
 */
function side(
  { today, topology, detachedAs }: RowsInput,
  direction: PolicyDirection,
  peer: Peer,
  unseenTraffic: UnseenHandling,
): Diagram {
  if (peer === 'outside') return today.permitted.min;
  if (peer === 'around' || unseenTraffic === 'strict') return today.draftable;
  if (topology.filters.some(({ role }) => role === 'everywhere')) {
    return direction === detachedAs ? today.draftable : EVERYTHING;
  }
  return direction === 'egress' ? today.in.min : today.out.min;
}

/** Whose side a flow has: a pod, an address outside, or one outside that is taken for the addresses around it. */
type Peer = 'pod' | 'outside' | 'around';

class Projector {
  readonly #input: RowsInput;
  readonly #reader: ServiceReader;
  readonly #groups: WorkloadGroups;
  /** Numbers of the workloads in {@link WorkloadGroups}. */
  readonly #places: ReadonlyMap<PodEnd, number>;
  readonly #sides = new Map<string, Agreement>();
  /** Both directions and both kinds of peers often ask for the same flows. */
  readonly #agreements = new Map<Diagram, Agreement>();
  readonly #anySourcePort = new Map<Diagram, Diagram>();
  /** Workloads often have the same peers outside. */
  readonly #outsideOf = new WeakMap<readonly Interval[], readonly OutsidePeers[]>();

  readonly #unseenTraffic: UnseenHandling;
  readonly #grants: 'all' | 'none';

  constructor(input: RowsInput, unseenTraffic: UnseenHandling, grants: 'all' | 'none') {
    this.#input = input;
    this.#unseenTraffic = unseenTraffic;
    this.#grants = grants;
    this.#reader = new ServiceReader(input.space, input.family);
    const { pods } = input.ends;
    const addresses = pods.map((pod) => pod.addresses);
    this.#groups = {
      sources: input.space.groups('source', addresses),
      destinations: input.space.groups('destination', addresses),
    };
    this.#places = new Map(pods.map((pod, place) => [pod, place]));
  }

  row(subject: PodEnd, direction: PolicyDirection): Row {
    const own = this.#places.get(subject) as number;
    const toPods = this.#side(direction, 'pod');
    const exact = this.#side(direction, 'outside').peers(own, direction);
    const { draftable, permitted } = this.#input.today;
    const toOutside =
      draftable === permitted.min
        ? exact
        : settled(
            exact,
            this.#side(direction, 'around').peers(own, direction),
            this.#input.ends.outside,
          );
    // What no list sees is kept by an object of its own, or not at all: then nobody is left to such an object.
    const kept = this.#unseenTraffic === 'preserve';
    const { sameSegment } = this.#input.today;
    const same = kept && sameSegment !== NOTHING ? this.#agreement(sameSegment) : undefined;
    const { ends } = this.#input;
    const pods = new Map<string, Services>();
    const neighbours = new Set<string>();
    for (const [place, { workload }] of ends.pods.entries()) {
      pods.set(workload.id, this.#reader.read(toPods.between(own, direction, place)));
      if (same?.between(own, direction, place) === EVERYTHING) neighbours.add(workload.id);
    }
    const beside = same?.peers(own, direction).filter(({ below }) => below === EVERYTHING);
    return {
      subject,
      direction,
      pods,
      outside: this.#outside(this.#asWholes(toOutside)),
      neighbours,
      neighbourAddresses: wholly(normalizeRanges(beside ?? []), ends.wholes),
    };
  }

  /** What drafts may carry of one side. */
  #side(direction: PolicyDirection, peer: Peer): Agreement {
    const key = `${direction} ${peer}`;
    const known = this.#sides.get(key);
    if (known !== undefined) return known;
    const { space, today } = this.#input;
    const whole = side(this.#input, direction, peer, this.#unseenTraffic);
    const kept = this.#unseenTraffic === 'strict' ? space.intersect(whole, today.seen) : whole;
    const found = this.#agreement(space.union(kept, this.#granted(direction, peer)));
    this.#sides.set(key, found);
    return found;
  }

  #agreement(flows: Diagram): Agreement {
    const known = this.#agreements.get(flows);
    if (known !== undefined) return known;
    const found = new Agreement(this.#input.space, flows, this.#groups, (services) =>
      this.#withoutSourcePort(services),
    );
    this.#agreements.set(flows, found);
    return found;
  }

  /** What grants add. Few ends outside have a name that stands for all of their addresses. */
  #granted(direction: PolicyDirection, peer: Peer): Diagram {
    const { space, today, ends, clientPorts, coverage } = this.#input;
    if (this.#grants === 'none' || coverage.with('grant') === NOTHING) return NOTHING;
    const kept = keptFlows(space, today, this.#unseenTraffic, clientPorts);
    const pods = togetherOf(ends.pods);
    const other = peer === 'pod' ? pods : (ends.wholes ?? []);
    const [from, to] = direction === 'egress' ? [pods, other] : [other, pods];
    return coverage.granted(kept, from, to);
  }

  /** What every one of `addresses` leads to. */
  #allOf(intervals: readonly Interval[], addresses: Ranges): Diagram {
    let result: Diagram = EVERYTHING;
    for (const range of addresses) {
      for (let i = firstReaching(intervals, range.from); i < intervals.length; i += 1) {
        const interval = intervals[i] as Interval;
        if (interval.from > range.to) break;
        result = this.#input.space.intersect(result, interval.below);
        if (result === NOTHING) return NOTHING;
      }
    }
    return result;
  }

  /** The same with what is named as a whole given only what all of its addresses have. */
  #asWholes(intervals: readonly Interval[]): readonly Interval[] {
    const { wholes = [] } = this.#input.ends;
    if (wholes.length === 0) return intervals;
    const apart = normalizeRanges(wholes.flatMap(({ addresses }) => addresses));
    return [
      ...intervals.flatMap(({ from, to, below }) =>
        subtractRanges([{ from, to }], apart).map((own) => ({ ...own, below })),
      ),
      ...wholes.flatMap(({ addresses }) => {
        const below = this.#allOf(intervals, addresses);
        return addresses.map((own) => ({ ...own, below }));
      }),
    ];
  }

  #withoutSourcePort(diagram: Diagram): Diagram {
    const known = this.#anySourcePort.get(diagram);
    if (known !== undefined) return known;
    const { space, clientPorts } = this.#input;
    const result = anySourcePort(space, diagram, clientPorts);
    this.#anySourcePort.set(diagram, result);
    return result;
  }

  #outside(intervals: readonly Interval[]): readonly OutsidePeers[] {
    const known = this.#outsideOf.get(intervals);
    if (known !== undefined) return known;
    const byRest = new Map<Diagram, { from: Range['from']; to: Range['to'] }[]>();
    for (const { from, to, below } of intervals) {
      const ranges = byRest.get(below);
      const last = ranges?.at(-1);
      if (ranges === undefined) byRest.set(below, [{ from, to }]);
      else if (last !== undefined && next(last.to) === from) last.to = to;
      else ranges.push({ from, to });
    }
    const peers: OutsidePeers[] = [];
    for (const [rest, ranges] of byRest) {
      const addresses = normalizeRanges(ranges);
      const outside = intersectRanges(addresses, this.#input.ends.outside);
      if (outside.length > 0) peers.push({ services: this.#reader.read(rest), addresses, outside });
    }
    this.#outsideOf.set(intervals, peers);
    return peers;
  }
}

/**
 * What each outside address may open, where an address of a device can be taken for what it is or for one of those around it: what
 * makes fewer differences between addresses.
 * @param exact and `around` differ only at addresses of devices.
 */
function settled(
  exact: readonly Interval[],
  around: readonly Interval[],
  outside: Ranges,
): readonly Interval[] {
  const pieces = outside.flatMap((own) => overlay(exact, around, own));
  const plain = new Set(pieces.filter((one) => one.exact === one.around).map((one) => one.exact));
  return pieces.map(({ from, to, ...one }, i) => {
    const beside = [pieces[i - 1], pieces[i + 1]].some(
      (other) =>
        other !== undefined &&
        other.exact === other.around &&
        other.exact === one.around &&
        (next(other.to) === from || next(to) === other.from),
    );
    const alone = !plain.has(one.exact) && plain.has(one.around);
    return { from, to, below: beside || alone ? one.around : one.exact };
  });
}

interface Piece extends Range {
  readonly exact: Diagram;
  readonly around: Diagram;
}

/** Both lists of intervals cut by each other, within a range. */
function overlay(
  exact: readonly Interval[],
  around: readonly Interval[],
  { from, to }: Range,
): readonly Piece[] {
  const pieces: Piece[] = [];
  let i = firstReaching(exact, from);
  let j = firstReaching(around, from);
  for (let at = from; at <= to;) {
    const [a, b] = [exact[i] as Interval, around[j] as Interval];
    const least = a.to < b.to ? a.to : b.to;
    const end = least < to ? least : to;
    pieces.push({ from: at, to: end, exact: a.below, around: b.below });
    if (end === to) break;
    if (a.to === end) i += 1;
    if (b.to === end) j += 1;
    at = next(end);
  }
  return pieces;
}

/** Addresses without those that are named as a whole of which some are missing. */
export function wholly(addresses: Ranges, wholes: readonly WholeEnd[] = []): Ranges {
  return wholes
    .filter((whole) => subtractRanges(whole.addresses, addresses).length > 0)
    .reduce((rest, whole) => subtractRanges(rest, whole.addresses), addresses);
}

/** Index of the first interval that ends at or after `value`. The intervals cover the whole field. */
function firstReaching(intervals: readonly Interval[], value: Range['from']): number {
  let low = 0;
  let high = intervals.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle] as Interval).to >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
