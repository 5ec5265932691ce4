/**
 * The ground of a plan, for one family: the network, who moves, the space of flows, and what is permitted today. Everything that
 * later states are measured by.
 */
import type { Inventory } from '@aclift/inventory';
import {
  type Device,
  type Family,
  showIpv6,
  type StaticRoute,
  type StaticRoute6,
} from '@aclift/ir';
import { networkOf, type NetworkOptions } from '@aclift/network';
import {
  type Diagram,
  intersectRanges,
  next as after,
  normalizeRanges,
  type Ranges,
  type Space,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';
import {
  allAddresses,
  allOpenings,
  type FilterList,
  filterListBoxes,
  type FlowBox,
  FlowCuts,
  type FlowField,
  SCTP,
  TCP,
  today,
  type Topology,
  topologyAddresses,
  UDP,
} from '@aclift/verify';
import type { MoveDiagnostic } from './diagnostic.ts';
import { answerTopology, answerViews, type Estate, estateOf } from './estate.ts';
import { flatten } from './flattener.ts';
import { addressMatches } from './line.ts';
import { mirror, messageServices } from './mirror.ts';
import { type Mover, moversOf, rangesOf } from './movers.ts';
import { addressesText } from './words.ts';

/** Options that concern the network. */
export interface GroundOptions extends NetworkOptions {
  /** Most nodes of the space before the run gives up. Absent: its default. */
  readonly nodeLimit?: number;
}

/** What is permitted on the wire. */
export interface Passing {
  /** Packets that open connections, and whatever else is no TCP answer. */
  readonly openings: { readonly min: Diagram; readonly max: Diagram };
  /** Packets as answers: TCP with ACK or RST, and everything of other protocols. */
  readonly answers: { readonly min: Diagram; readonly max: Diagram };
}

/** See the head of the file. */
export interface Ground {
  readonly family: Family;
  readonly space: Space<FlowField>;
  /** The network once addresses attach where the inventory says. */
  readonly topology: Topology;
  /** The same for answers, past what keeps state. */
  readonly backTopology: Topology;
  readonly movers: readonly Mover[];
  /** Addresses of the cluster's nodes. */
  readonly nodes: Ranges;
  readonly estate: Estate;
  readonly passing: Passing;
  /** What the lists of today let through once addresses attach where the inventory says. */
  readonly routedPassing: Passing;
  /** Flows from or to addresses that attach somewhere because the inventory says so, but for those that stay somebody's. */
  readonly attached: Diagram;
  /** TCP from or to those that stay somebody's: packets that answer open nothing, whichever lists they meet. */
  readonly attachedOwn: Diagram;
  /** Neighbours, behind one next hop too, in the network once addresses attach where the inventory says. */
  readonly neighbours: Diagram;
  /** Flows between neighbours of one segment, which no filter sees. */
  readonly sameSegment: Diagram;
  /** Flows that some filter may decide today. */
  readonly seen: Diagram;
  /** Flows that have to go on working: surely permitted openings that some router carries, from or to workloads. */
  readonly wanted: Diagram;
  /** Those of them whose answers come back today. */
  readonly answered: Diagram;
  readonly openings: Diagram;
  /** Whether the space can tell apart what these lists do. */
  readonly tells: (lists: Iterable<FilterList>) => boolean;
  readonly tellsBox: (box: FlowBox) => boolean;
  /** What is permitted in states of the lists that were asked about. */
  readonly states: WeakMap<ReadonlyMap<string, FilterList>, Passing>;
  readonly said: readonly MoveDiagnostic[];
}

/**
 * Works out the ground of a plan.
 * @param more lists of later states that its space has to tell apart too.
 */
export function groundOf(
  devices: readonly Device[],
  inventory: Inventory,
  family: Family,
  options: GroundOptions,
  more: readonly FilterList[],
): Ground {
  const estate = estateOf(devices, family);
  // An address that stays may attach somewhere else later, so that today has a network of its own.
  const first = networkOf(devices, family, estate.lists, options).topology;
  const routed = withPaths(devices, inventory, family);
  const topology =
    routed === devices
      ? first
      : networkOf(routed, family, estateOf(routed, family).lists, options).topology;
  const backTopology = answerTopology(topology, routed);
  const { movers, said } = placed(moversOf(inventory, family), topology, inventory, family);
  const nodes = rangesOf(inventory.cluster?.nodes ?? [], family);
  const allTold = (inventory.paths ?? []).flatMap(({ to }) => rangesOf(to, family));
  const lists = [...estate.raw.values(), ...estate.lists.values(), ...more];
  const { cuts, space } = spaceOf(
    family,
    lists,
    [first, topology],
    movers,
    [...nodes, ...allTold],
    options,
  );
  const out = today(space, first, estate.lists, flatten);
  const back = today(space, answerTopology(first, devices), answerViews(estate.lists), flatten);
  const next = today(space, topology, estate.lists, flatten);
  const nextBack =
    routed === devices ? back : today(space, backTopology, answerViews(estate.lists), flatten);
  const openings = space.unionAll(allOpenings(family).map((box) => space.box(box)));
  const owned = normalizeRanges(movers.flatMap((mover) => mover.owned));
  const told = subtractRanges(normalizeRanges(allTold), owned);
  const stays = intersectRanges(normalizeRanges(allTold), owned);
  const concerned = space.union(space.box({ source: owned }), space.box({ destination: owned }));
  // What devices send and get past every list is theirs: no line would be like it.
  const own = normalizeRanges(
    first.places.filter(({ kind }) => kind === 'own').flatMap(({ addresses }) => addresses),
  );
  const ofDevices = space.subtract(
    space.union(space.box({ source: own }), space.box({ destination: own })),
    out.seen,
  );
  const routedOpenings = space.subtract(
    space.intersect(space.intersect(out.permitted.min, openings), concerned),
    space.union(out.sameSegment, ofDevices),
  );
  const comesBack = mirror(
    space,
    family,
    space.intersect(back.permitted.min, concerned),
    'opening',
  );
  return {
    family,
    space,
    topology,
    backTopology,
    movers,
    nodes,
    estate,
    passing: { openings: out.permitted, answers: back.permitted },
    routedPassing: { openings: next.permitted, answers: nextBack.permitted },
    attached: space.union(space.box({ source: told }), space.box({ destination: told })),
    attachedOwn: space.intersect(
      space.union(space.box({ source: stays }), space.box({ destination: stays })),
      space.box({ protocol: [{ from: TCP, to: TCP }] }),
    ),
    neighbours: space.union(
      next.sameSegment,
      space.unionAll(
        topology.places
          .filter(({ kind }) => kind === 'beyond')
          .map(({ addresses }) => space.box({ source: addresses, destination: addresses })),
      ),
    ),
    sameSegment: out.sameSegment,
    seen: out.seen,
    wanted: routedOpenings,
    answered: space.intersect(routedOpenings, comesBack),
    openings,
    tells: (some) => cuts.tell(some),
    tellsBox: (box) => cuts.tellBox(box),
    states: new WeakMap(),
    said,
  };
}

/** What is permitted in another state of the lists. */
export function passingOf(
  { backTopology, space, states, topology }: Ground,
  lists: ReadonlyMap<string, FilterList>,
): Passing {
  const known = states.get(lists) ?? {
    openings: today(space, topology, lists, flatten).permitted,
    answers: today(space, backTopology, answerViews(lists), flatten).permitted,
  };
  states.set(lists, known);
  return known;
}

/** Devices with routes to what the inventory says attaches somewhere. */
function withPaths(
  devices: readonly Device[],
  { paths = [] }: Inventory,
  family: Family,
): readonly Device[] {
  if (paths.length === 0) return devices;
  return devices.map((device): Device => {
    const routes = paths.flatMap(({ interface: name, to }) => {
      const via = device.interfaces.find((one) => isNamed(device, one.name, name));
      if (via === undefined) return [];
      return addressMatches(rangesOf(to, family), family).map(
        (match): StaticRoute | StaticRoute6 => {
          const common = {
            interface: via.name,
            ...(via.vrf === undefined ? {} : { vrf: via.vrf }),
            span: { start: 0, end: 0 },
          };
          switch (match.kind) {
            case 'host':
              return { ...common, family: 'ipv4', prefix: { address: match.address, length: 32 } };
            case 'wildcard':
              return {
                ...common,
                family: 'ipv4',
                prefix: { address: match.base, length: Math.clz32(match.wildcard) },
              };
            case 'host6':
              return { ...common, family: 'ipv6', prefix: { address: match.address, length: 128 } };
            case 'prefix6':
              return {
                ...common,
                family: 'ipv6',
                prefix: { address: match.address, length: match.length },
              };
            default:
              return family === 'ipv4'
                ? { ...common, family, prefix: { address: 0, length: 0 } }
                : { ...common, family, prefix: { address: showIpv6(0n), length: 0 } };
          }
        },
      );
    });
    return routes.length === 0 ? device : { ...device, routes: [...device.routes, ...routes] };
  });
}

function isNamed(device: Device, name: string, wanted: string): boolean {
  const own = device.hostname ?? device.source;
  return [name, `${own}:${name}`].some((one) => one.toLowerCase() === wanted.toLowerCase());
}

/** Leaves out doors and exits of which nobody knows where they attach, and says so. */
function placed(
  movers: readonly Mover[],
  topology: Topology,
  { paths = [], source }: Inventory,
  family: Family,
): { readonly movers: readonly Mover[]; readonly said: readonly MoveDiagnostic[] } {
  const said: MoveDiagnostic[] = [];
  const told = normalizeRanges(paths.flatMap(({ to }) => [...rangesOf(to, family)]));
  const known = normalizeRanges([
    ...topology.places.filter(({ kind }) => kind !== 'rest').flatMap(({ addresses }) => addresses),
    ...told,
  ]);
  const isPlaced = (addresses: Ranges, kept: boolean): boolean =>
    holds(kept ? told : known, addresses);
  const tell = (mover: Mover, addresses: Ranges, use: 'entry' | 'exit', kept: boolean): void => {
    said.push({
      code: 'move/path-unknown',
      source,
      span: mover.workload.span,
      facts: { workload: mover.id, address: addressesText(addresses, family), use, kept },
    });
  };
  const kept = movers.map((mover): Mover => {
    const doors = mover.doors?.filter(({ address }) => {
      const isKept = intersectRanges(address, mover.owned).length > 0;
      if (isPlaced(address, isKept)) return true;
      tell(mover, address, 'entry', isKept);
      return false;
    });
    const exits = mover.exits.filter(({ addresses, kind }) => {
      if (isPlaced(addresses, false)) return true;
      const pool = kind === 'pod' && doors?.some(({ address }) => holds(address, addresses));
      if (pool !== true) tell(mover, addresses, 'exit', false);
      return false;
    });
    const lost = mover.exits.filter((one) => !exits.includes(one)).flatMap(({ to }) => to);
    return {
      ...mover,
      doors,
      exits,
      noExit: normalizeRanges([...mover.noExit, ...lost]),
    };
  });
  return { movers: kept, said };
}

function holds(outer: Ranges, inner: Ranges): boolean {
  return subtractRanges(inner, outer).length === 0;
}

/** Every box of a list, those of answers included: denies of answers alone have no others. */
function listBoxes(list: FilterList): readonly FlowBox[] {
  return [
    ...filterListBoxes(list),
    ...list.rules.flatMap(({ match }) => [...match.answersMust, ...match.answersMay]),
  ];
}

/** Cuts of addresses and ports at both ends alike, since answers turn them round. */
class Cuts {
  readonly #ends = new Set<Value>();
  readonly #ports = new Set<Value>();
  readonly #protocols = new Set<Value>();
  readonly flows: FlowCuts;

  constructor(family: Family) {
    this.flows = new FlowCuts(family);
  }

  addresses(ranges: Ranges): this {
    this.flows.addresses(ranges);
    for (const { from, to } of ranges) this.#ends.add(from).add(after(to));
    return this;
  }

  boxes(boxes: Iterable<FlowBox>): this {
    for (const { destination, protocol, service, source, sourcePort } of boxes) {
      this.addresses([...(source ?? []), ...(destination ?? [])]);
      const ports = [...(service ?? []), ...(sourcePort ?? [])];
      for (const { from, to } of ports) this.#ports.add(from).add(after(to));
      for (const { from, to } of protocol ?? []) this.#protocols.add(from).add(after(to));
      const both = { service: ports, sourcePort: ports };
      this.flows.boxes([{ ...both, ...(protocol === undefined ? {} : { protocol }) }]);
    }
    return this;
  }

  tell(lists: Iterable<FilterList>): boolean {
    for (const list of lists) {
      if (!listBoxes(list).every((box) => this.tellBox(box))) return false;
    }
    return true;
  }

  tellBox({ destination, protocol, service, source, sourcePort }: FlowBox): boolean {
    const known = (cuts: ReadonlySet<Value>, ranges: Ranges = []): boolean =>
      ranges.every(({ from, to }) => cuts.has(from) && cuts.has(after(to)));
    return (
      known(this.#ends, source) &&
      known(this.#ends, destination) &&
      known(this.#protocols, protocol) &&
      known(this.#ports, service) &&
      known(this.#ports, sourcePort)
    );
  }
}

function spaceOf(
  family: Family,
  lists: readonly FilterList[],
  topologies: readonly Topology[],
  movers: readonly Mover[],
  addresses: Ranges,
  { nodeLimit }: GroundOptions,
): { readonly space: Space<FlowField>; readonly cuts: Cuts } {
  const ports = (values: readonly number[]): FlowBox => ({
    service: values.map((one) => ({ from: one, to: one })),
  });
  const cuts = new Cuts(family)
    .boxes(allOpenings(family))
    .boxes(messageServices(family).map((range) => ({ service: [range] })))
    .boxes([{ protocol: [TCP, UDP, SCTP].map((one) => ({ from: one, to: one })) }])
    .addresses([allAddresses(family)])
    .addresses(addresses);
  for (const list of lists) cuts.boxes(listBoxes(list));
  for (const topology of topologies) {
    for (const ranges of topologyAddresses(topology)) cuts.addresses(ranges);
  }
  for (const { doors = [], exits, old, owned, via, virtual } of movers) {
    cuts
      .addresses(old)
      .addresses(owned)
      .boxes([ports(via.map(({ port }) => port))]);
    for (const { address, entry, ports: some = [] } of doors) {
      const nodePort = entry.nodePort === undefined ? [] : [entry.nodePort];
      cuts
        .addresses(address)
        .addresses(rangesOf(entry.from ?? [], family))
        .boxes([ports([...nodePort, ...some.flatMap(({ port, target }) => [port, target])])]);
    }
    for (const { addresses, to } of exits) cuts.addresses(addresses).addresses(to);
    for (const { address, ports: some } of virtual) {
      cuts.addresses(address).boxes([ports(some.flatMap(({ port, target }) => [port, target]))]);
    }
  }
  return { cuts, space: cuts.flows.space(nodeLimit === undefined ? {} : { nodeLimit }) };
}
