/**
 * Every way that a packet may take through a small network, hop by hop, with what each list on it says.
 * Written from what devices do, without the product's code and without its reading of the text. Assumptions:
 *
 *  1. Shut interfaces, and those without an address, do not exist: their addresses are nobody's.
 *  2. A host sends to any forwarding device that has an address in the host's own subnet, or directly to whoever is in
 *     that subnet. So does a router that is not listed: it is a host of its segment that routes.
 *     The unlisted gateway that a switch without routing names is known to be there, so hosts of its subnet may send to it.
 *  3. A virtual address belongs to every member: whichever a packet reaches takes it. So does, with the broadcast address of
 *     a connected subnet, every device of that subnet.
 *  4. An address lives with the device that has it, else on the segment of the longest connected prefix, else behind the
 *     unlisted next hops of the longest static route to it, else outside. In VRFs with equal prefixes it lives several times.
 *  5. A device uses its connected subnet, else its longest static prefix that has a next hop (all routes of that prefix:
 *     floating ones may be in use), and beside it what a protocol may say of a longer prefix, or of the same one if a
 *     static route of larger distance waits. A protocol may say so if a neighbour can have heard of the prefix without this
 *     device. Of an address that nobody announces (outside) every neighbour may have heard.
 *  6. Where a protocol runs on an interface that is not passive, has no listed neighbour and has addresses left, someone
 *     unlisted speaks it. They, unlisted next hops of default routes, and the gateways of 2 lead to the rest of the world.
 *  7. What unlisted routers do is unknown. Handed a packet that is not for them, they hand it to a device of the same
 *     segment, or from any place where packets of its source may come in: next hops of default routes and of routes to the
 *     source, and speakers of protocols. That happens once on a way, and never back to whom it came from.
 *  8. No device is passed twice in one VRF, and packets do not change the VRF inside a device.
 *  9. What a device makes itself meets no filter of that device. `out` lists are not met by what is for the device.
 * 10. A way that does not arrive (no route, Null0, a loop) is no way: no list would have decided.
 * 11. Lists of ports, VLAN maps, lists, classes that drop and policy routes all apply; see `layer-two.ts` for who is where.
 */
import { type Crossing, enter, leave, showCrossing } from './crossings.ts';
import { layerTwo, type Party } from './layer-two.ts';
import { type AddressData, holds, type NetworkData, type NetworkFlow } from './network-data.ts';
import { routingTable, type RoutingTable, unique } from './routing-table.ts';
import {
  type Attachment,
  type Exit,
  exitKey,
  hasSubnet,
  owns,
  ownsAt,
  type Router,
} from './who-is-where.ts';

/** One possible way. */
export interface Way {
  /** In order. Empty: nothing that is listed is on the way. */
  readonly crossings: readonly Crossing[];
  /** Whether everything on the way lets the packet through. */
  readonly passes: boolean;
  /** Whether it leads through unlisted routers and back. */
  readonly wandered: boolean;
}

/** All ways of a flow that differ in what they cross; none: nothing leads there. */
export type Walker = (flow: NetworkFlow) => readonly Way[];

/** What a packet carries with it on one way. */
interface Travel {
  readonly crossings: readonly Crossing[];
  readonly visited: ReadonlySet<Router>;
  /** The unlisted router that handed it in, which does not take it back. */
  readonly from?: string;
  /** It has been handed on by unlisted routers once. */
  readonly wandered: boolean;
}

/** Prepares a network once for many flows. */
export function walker(network: NetworkData): Walker {
  const table = routingTable(network);
  const bridge = layerTwo(network);
  return (flow) => new Walk(table, bridge, flow).ways();
}

/** One line for each way: `r1 Gi0 in A:1 permit > r1 Gi1 out`. */
export function showWay({ crossings }: Way): string {
  return crossings.length === 0 ? 'directly' : crossings.map(showCrossing).join(' > ');
}

class Walk {
  readonly #table: RoutingTable;
  readonly #bridge: ReturnType<typeof layerTwo>;
  readonly #flow: NetworkFlow;
  readonly #found = new Map<string, Way>();

  constructor(table: RoutingTable, bridge: ReturnType<typeof layerTwo>, flow: NetworkFlow) {
    this.#table = table;
    this.#bridge = bridge;
    this.#flow = flow;
  }

  ways(): readonly Way[] {
    const start: Travel = { crossings: [], visited: new Set(), wandered: false };
    const from = this.#table.home(this.#flow.source);
    for (const router of from.owners) this.#originate(router, start);
    for (const { segment, subnet } of from.segments) this.#send(segment, subnet, start);
    const exits = from.outside ? this.#table.upstreams : from.behind;
    for (const exit of exits) {
      this.#handIn(exit.segment, exit.subnet, { ...start, from: exitKey(exit) });
    }
    return [...this.#found.values()];
  }

  /** A host sends: as anybody on the segment does, and by the gateway that a switch there names. */
  #send(segment: string, subnet: AddressData, start: Travel): void {
    this.#handIn(segment, subnet, start);
    if (holds(subnet, this.#flow.destination)) return;
    for (const gateway of this.#table.gateways) {
      const { address } = gateway;
      const near = gateway.segment === segment && address !== undefined && holds(subnet, address);
      if (!near || address === this.#flow.source) continue;
      for (const bridged of this.#bridge(segment, 'someone', 'someone', this.#flow)) {
        this.#letGo(gateway, { ...start, crossings: bridged });
      }
    }
  }

  /** A host or an unlisted router sends on its segment: directly in its own subnet, else to any device that routes. */
  #handIn(segment: string, subnet: AddressData | undefined, travel: Travel): void {
    const { destination } = this.#flow;
    if (subnet !== undefined && holds(subnet, destination)) {
      this.#deliver(segment, 'someone', travel);
      return;
    }
    for (const at of this.#table.on(segment)) {
      if (subnet !== undefined && !hasSubnet(at, subnet)) continue;
      this.#arrive(at, 'someone', travel);
    }
  }

  /** The destination is on the segment: with the devices that own it there, else with a host. */
  #deliver(segment: string, sender: Party, travel: Travel): void {
    const owners = this.#table.on(segment).filter((at) => ownsAt(at, this.#flow.destination));
    for (const at of owners) this.#arrive(at, sender, travel);
    const { segments } = this.#table.home(this.#flow.destination);
    if (!segments.some((place) => place.segment === segment)) return;
    for (const bridged of this.#bridge(segment, sender, 'someone', this.#flow)) {
      this.#record([...travel.crossings, ...bridged], travel.wandered);
    }
  }

  #arrive(at: Attachment, sender: Party, travel: Travel): void {
    const { router } = at;
    if (travel.visited.has(router)) return;
    const met = enter(at, this.#flow);
    for (const bridged of this.#bridge(
      at.segment,
      sender,
      { attachment: at, own: false },
      this.#flow,
    )) {
      const crossings = [...travel.crossings, ...bridged, ...met];
      if (owns(router, this.#flow.destination)) this.#record(crossings, travel.wandered);
      else if (router.device.forwards) {
        this.#forward(router, {
          ...travel,
          crossings,
          visited: new Set(travel.visited).add(router),
        });
      }
    }
  }

  #forward(router: Router, travel: Travel): void {
    for (const step of this.#table.steps(router, this.#flow.destination)) {
      const met = leave(step.via, this.#flow);
      const sender = { attachment: step.via, own: false };
      this.#take(step, sender, { ...travel, crossings: [...travel.crossings, ...met] });
    }
  }

  /** A device sends what it made itself. */
  #originate(router: Router, start: Travel): void {
    const { destination } = this.#flow;
    if (owns(router, destination)) {
      this.#record([], false);
      return;
    }
    const travel = { ...start, visited: new Set([router]) };
    if (router.device.forwards) {
      for (const step of this.#table.steps(router, destination)) {
        this.#take(step, { attachment: step.via, own: true }, travel);
      }
      return;
    }
    // A switch is a host here: its subnet, else its gateway.
    const gateway = router.device.defaultGateway;
    for (const via of router.attachments) {
      const sender = { attachment: via, own: true };
      const { addresses } = via.interface;
      if (addresses.some((subnet) => holds(subnet, destination))) {
        this.#deliver(via.segment, sender, travel);
      } else if (gateway !== undefined && addresses.some((subnet) => holds(subnet, gateway))) {
        for (const at of this.#table.on(via.segment)) {
          if (ownsAt(at, gateway)) this.#arrive(at, sender, travel);
        }
        for (const exit of this.#table.gateways) {
          if (exit.segment !== via.segment || exit.address !== gateway) continue;
          this.#take({ kind: 'exit', via, exit }, sender, travel);
        }
      }
    }
  }

  #take(step: ReturnType<RoutingTable['steps']>[number], sender: Party, travel: Travel): void {
    switch (step.kind) {
      case 'connected':
        this.#deliver(step.via.segment, sender, travel);
        return;
      case 'router':
        this.#arrive(step.at, sender, travel);
        return;
      case 'exit':
        for (const bridged of this.#bridge(step.via.segment, sender, 'someone', this.#flow)) {
          this.#letGo(step.exit, { ...travel, crossings: [...travel.crossings, ...bridged] });
        }
        return;
      default:
        throw new Error('no such step');
    }
  }

  /** An unlisted router has the packet: it is there, or it is handed on in a way that nobody knows. */
  #letGo(exit: Exit, travel: Travel): void {
    const key = exitKey(exit);
    if (travel.from === key) return;
    const { outside, behind } = this.#table.home(this.#flow.destination);
    if (outside || behind.some((one) => exitKey(one) === key)) {
      this.#record(travel.crossings, travel.wandered);
      return;
    }
    if (travel.wandered) return;
    const handed = { ...travel, wandered: true };
    for (const by of unique([exit, ...this.#table.entriesFor(this.#flow.source)])) {
      this.#handIn(by.segment, by.subnet, { ...handed, from: exitKey(by) });
    }
  }

  #record(crossings: readonly Crossing[], wandered: boolean): void {
    const key = crossings
      .map((one) => `${one.device} ${one.interface} ${one.direction} ${one.line}`)
      .join('>');
    const known = this.#found.get(key);
    if (known !== undefined && !known.wandered) return;
    this.#found.set(key, {
      crossings,
      passes: crossings.every(({ permits }) => permits),
      wandered,
    });
  }
}
