/**
 * Routing protocols: who speaks to whom, and who can have heard of a prefix. Costs and preferences are not known from the
 * text, so any neighbour that can have heard of a prefix without the help of the one who asks may be used.
 */
import {
  type AddressData,
  type BgpData,
  type OspfData,
  holds,
  sameSubnet,
} from './network-data.ts';
import { inRange } from './match-list.ts';
import { type Attachment, connectedTo, type Exit, type Router } from './who-is-where.ts';

/** One routing process, with what its text gives. */
type Process = { readonly router: Router; readonly talks: Talk[]; readonly exits: Way[] } & (
  | { readonly protocol: 'ospf'; readonly data: OspfData }
  | { readonly protocol: 'bgp'; readonly data: BgpData }
);

/** A session or adjacency, seen from one side. */
interface Talk {
  readonly via: Attachment;
  readonly at: Attachment;
  readonly with: Process;
}

/** An interface on which someone may speak the protocol who is not listed. */
export interface Way {
  readonly via: Attachment;
  readonly exit: Exit;
}

/** Where a protocol may send a packet: to a device, or out to someone who is not listed. */
export type LearnedStep =
  | { readonly kind: 'router'; readonly via: Attachment; readonly at: Attachment }
  | { readonly kind: 'exit'; readonly via: Attachment; readonly exit: Exit };

/** Administrative distances of routes that a neighbour told. */
const DISTANCE = { ospf: 110, bgp: 20 } as const;

export interface Protocols {
  /** Interfaces where someone unlisted may speak. */
  readonly outside: readonly Way[];
  /**
   * @param prefix Absent: a destination that nobody in the text announces, so anybody may have heard of it.
   * @param wins Whether a route of this administrative distance may be used.
   */
  readonly steps: (
    router: Router,
    prefix: AddressData | undefined,
    wins: (distance: number) => boolean,
  ) => readonly LearnedStep[];
}

/** @param others The other devices' interfaces on the segment of one. */
export function protocolsOf(
  routers: readonly Router[],
  others: (via: Attachment) => readonly Attachment[],
): Protocols {
  const processes = routers.flatMap((router) => processesOf(router));
  for (const process of processes) findNeighbours(process, processes, others);

  const answers = new Map<string, boolean>();
  /** Whether a process can have heard of a prefix if one router were not there. */
  const knows = (start: Process, prefix: AddressData, without: Router): boolean => {
    const key = `${processes.indexOf(start)} ${prefix.address}/${prefix.length} ${routers.indexOf(without)}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const reached = new Set([start]);
    for (const process of reached) {
      for (const next of sourcesOf(process, processes)) {
        if (next.router !== without) reached.add(next);
      }
    }
    const found = [...reached].some((process) => announces(process, prefix));
    answers.set(key, found);
    return found;
  };

  return {
    outside: processes.flatMap(({ exits }) => exits),
    steps: (router, prefix, wins) =>
      processes
        .filter((process) => process.router === router && wins(DISTANCE[process.protocol]))
        .flatMap((process): readonly LearnedStep[] => {
          const heardOutside =
            prefix === undefined ||
            processes.some(
              (other) =>
                other.router !== router &&
                other.protocol === process.protocol &&
                other.exits.length > 0 &&
                knows(other, prefix, router),
            );
          return [
            ...process.talks
              .filter((talk) => prefix === undefined || knows(talk.with, prefix, router))
              .map(({ via, at }) => ({ kind: 'router', via, at }) as const),
            ...(heardOutside
              ? process.exits.map(({ via, exit }) => ({ kind: 'exit', via, exit }) as const)
              : []),
          ];
        }),
  };
}

function processesOf(router: Router): readonly Process[] {
  const { device, vrf } = router;
  const ospf = device.ospf
    .filter((data) => data.vrf === vrf)
    .map((data): Process => ({ protocol: 'ospf', data, router, talks: [], exits: [] }));
  if (device.bgp === undefined || vrf !== undefined) return ospf;
  return [...ospf, { protocol: 'bgp', data: device.bgp, router, talks: [], exits: [] }];
}

/** Processes from which this one hears: neighbours, what it redistributes, and its like beyond unlisted routers. */
function sourcesOf(process: Process, all: readonly Process[]): readonly Process[] {
  const redistributed: readonly string[] = process.data.redistributes;
  return [
    ...process.talks.map((talk) => talk.with),
    ...all.filter(
      (other) => other.router === process.router && redistributed.includes(other.protocol),
    ),
    ...(process.exits.length === 0
      ? []
      : all.filter((other) => other.protocol === process.protocol && other.exits.length > 0)),
  ];
}

/** Whether the process itself puts the prefix into the protocol. */
function announces(process: Process, prefix: AddressData): boolean {
  const { router, data } = process;
  const subnets = router.attachments.flatMap((via) =>
    via.interface.addresses.map((subnet) => ({ via, subnet })),
  );
  const connected = subnets.filter(({ subnet }) => sameSubnet(subnet, prefix));
  const redistributed: readonly string[] = data.redistributes;
  if (redistributed.includes('connected') && connected.length > 0) return true;
  const written = router.device.routes.some(
    (route) => route.vrf === router.vrf && sameSubnet(route.prefix, prefix),
  );
  if (redistributed.includes('static') && written) return true;
  return process.protocol === 'ospf'
    ? connected.some(({ via, subnet }) => covers(process.data, via, subnet))
    : (connected.length > 0 || written) &&
        process.data.networks.some((network) => sameSubnet(network, prefix));
}

/** Whether OSPF takes part with a subnet of an interface: it has to take part with the primary one, too. */
function covers(data: OspfData, { interface: own }: Attachment, subnet: AddressData): boolean {
  if (own.ospf === data.process) return true;
  const primary = own.addresses[0];
  const named = (address: AddressData): boolean =>
    data.networks.some((network) => inRange(network, address.address));
  return primary !== undefined && named(primary) && named(subnet);
}

function speaksOspf(data: OspfData, via: Attachment): boolean {
  const { addresses, name, ospf } = via.interface;
  const primary = addresses[0];
  const runs = ospf === data.process || (primary !== undefined && covers(data, via, primary));
  return runs && data.passiveDefault === data.exceptions.includes(name);
}

function findNeighbours(
  process: Process,
  all: readonly Process[],
  others: (via: Attachment) => readonly Attachment[],
): void {
  const add = (via: Attachment, at: Attachment, speaks: (other: Process) => boolean): void => {
    for (const other of all) {
      if (other.router === at.router && speaks(other)) process.talks.push({ via, at, with: other });
    }
  };
  if (process.protocol === 'ospf') {
    for (const via of process.router.attachments) {
      if (via.interface.kind === 'loopback' || !speaksOspf(process.data, via)) continue;
      const before = process.talks.length;
      for (const at of others(via)) {
        if (!samePrimary(via, at)) continue;
        add(via, at, (other) => other.protocol === 'ospf' && speaksOspf(other.data, at));
      }
      if (process.talks.length > before || !hasRoom(via, others(via))) continue;
      const subnet = via.interface.addresses[0];
      const exit = { segment: via.segment, ...(subnet === undefined ? {} : { subnet }) };
      process.exits.push({ via, exit });
    }
    return;
  }
  for (const { address } of process.data.neighbors) {
    const connected = connectedTo(process.router, address);
    if (connected === undefined) continue;
    const { via, subnet } = connected;
    const peers = others(via).filter(({ interface: { addresses } }) =>
      addresses.some((own) => own.address === address),
    );
    if (peers.length === 0) {
      process.exits.push({ via, exit: { segment: via.segment, address, subnet } });
    }
    const mine = via.interface.addresses.map((own) => own.address);
    for (const at of peers) {
      add(
        via,
        at,
        (other) =>
          other.protocol === 'bgp' &&
          other.data.neighbors.some((neighbor) => mine.includes(neighbor.address)),
      );
    }
  }
}

function samePrimary(a: Attachment, b: Attachment): boolean {
  const [mine, theirs] = [a.interface.addresses[0], b.interface.addresses[0]];
  return mine !== undefined && theirs !== undefined && sameSubnet(mine, theirs);
}

/** Whether the subnet has an address left for someone who is not listed. */
function hasRoom(via: Attachment, others: readonly Attachment[]): boolean {
  const subnet = via.interface.addresses[0];
  if (subnet === undefined) return true;
  const size = 2 ** (32 - subnet.length);
  const taken = new Set(
    [via, ...others].flatMap(({ interface: { addresses, virtual } }) =>
      [...addresses, ...virtual]
        .map(({ address }) => address)
        .filter((address) => holds(subnet, address)),
    ),
  );
  return taken.size < (subnet.length >= 31 ? size : size - 2);
}
