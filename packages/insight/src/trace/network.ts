/** The routers' side of a trace: where the ends sit, the ways between them, the filters on these, and the entries that decide. */
import { WayFinder, type WaysBetween } from '@aclift/network';
import type { Device } from '@aclift/ir';
import { rangesHold } from '@aclift/packet-set';
import {
  decideByFilter,
  type EndPairs,
  type FilterList,
  type Flow,
  type ListDecision,
  type PairRegion,
  type PlacedFilter,
  showAddress,
  TCP,
} from '@aclift/verify';
import type { NetworkSide, ReportedEntry } from '@aclift/core';
import type { Sources } from '@aclift/diagnostics';
import type { TranslatedPacket, Untranslated } from '@aclift/core/stages';
import type { OnTheWay } from './concerned.ts';
import type { FoundEnd } from './find-end.ts';
import { onTheWay } from './on-the-way.ts';
import { recordedBy, type StateOf, stateOf } from './state-of.ts';
import type { TracedEnd, TracedFilter, TracedList, TracedWay } from './trace-report.ts';

/** What one filter does with the packet. */
interface Asked {
  /** Index of the filter. */
  readonly index: number;
  readonly certain: boolean;
  readonly traced: TracedFilter;
  readonly verdict: TracedWay['verdict'];
}

/** Most ways that a trace shows. */
const MOST_WAYS = 8;

/** The routers' side of a trace. */
export class Network {
  readonly #side: NetworkSide;
  readonly #sources: Sources;
  readonly #devices: readonly Device[];
  readonly #finder: WayFinder | undefined;
  readonly #known = new Map<string, WaysBetween>();

  constructor(side: NetworkSide, devices: readonly Device[], sources: Sources) {
    this.#side = side;
    this.#devices = devices;
    this.#sources = sources;
    const { network } = side.topology;
    this.#finder = network === undefined ? undefined : new WayFinder(network);
  }

  end({ address, addresses, kind, name }: FoundEnd): TracedEnd {
    const count = addresses.reduce(
      (sum, range) => sum + BigInt(range.to) - BigInt(range.from) + 1n,
      0n,
    );
    const places = this.#side.proofInput.topology.places
      .filter((one) => rangesHold(one.addresses, address))
      .map((one) => one.name);
    return {
      address: showAddress(this.#side.proofInput.family, address),
      name: name ?? null,
      kind,
      place: places.length === 0 ? null : [...new Set(places)].toSorted().join(', '),
      addresses: Number(count),
    };
  }

  /** Both ends in one segment, and no filter that could be between them all the same. */
  isOneSegment(packet: Flow): boolean {
    return this.#between(packet)?.sameSegment === true && this.#filtersOn(packet).length === 0;
  }

  /** The way of a packet that opens a connection. */
  way(packet: Flow): TracedWay {
    return this.#way({ packet, answer: false, opening: packet }, undefined);
  }

  /** The way of the answer to an opening. */
  reply(packet: Flow, opening: Flow): TracedWay {
    const asked = { packet, opening, answer: packet.protocol === TCP };
    const { lists } = this.#side.proofInput;
    const filters = this.#placedOn(opening);
    const hops = (this.#between(opening)?.ways ?? []).flat();
    return this.#way(
      { ...asked, recorded: recordedBy(opening, filters, lists) },
      stateOf(opening, filters, lists, hops, this.#devices),
    );
  }

  #way(question: TranslatedPacket, state: StateOf | undefined): TracedWay {
    const { packet } = question;
    const asked = this.#filtersOn(packet).map((index) => this.#ask(index, question, state));
    const between = this.#between(packet);
    const shown = between?.ways.slice(0, MOST_WAYS) ?? [];
    return {
      verdict: this.#verdict(packet, asked),
      filters: asked.map(({ traced }) => traced),
      ways: shown.map((way) =>
        way.map(({ device, direction, interface: name, source }) => ({
          device,
          file: source,
          interface: name,
          direction,
        })),
      ),
      moreWays: between !== undefined && (!between.complete || between.ways.length > MOST_WAYS),
      routed: between?.routed ?? true,
    };
  }

  /** The way of a packet as it would answer; null where it would be stopped too, and for protocols without ACK. */
  asAnswer(flow: Flow): TracedWay | null {
    const way =
      flow.protocol === TCP
        ? this.#way({ packet: flow, answer: true, opening: flow }, undefined)
        : undefined;
    return way === undefined || way.verdict === 'deny' ? null : way;
  }

  /** What a flow and its answer meet. @param ends names that the inventory has for them. */
  onTheWay(packets: readonly Flow[], ends: readonly string[]): OnTheWay {
    const { lists, topology } = this.#side.proofInput;
    const [first] = packets;
    const addresses = first === undefined ? [] : [first.source, first.destination];
    return onTheWay({
      filters: packets.flatMap((packet) => this.#placedOn(packet)),
      between: packets.flatMap((packet) => this.#between(packet) ?? []),
      beside: addresses.flatMap((address) => this.#finder?.beside(address) ?? []),
      lists,
      places: topology.places,
      addresses,
      ends,
    });
  }

  #placedOn(packet: Flow): readonly PlacedFilter[] {
    const { filters } = this.#side.proofInput.topology;
    return this.#filtersOn(packet).map((index) => filters[index] as PlacedFilter);
  }

  /** To whom a flow gets that is for a global address; undefined: it is for its own destination. */
  untranslate(flow: Flow): Untranslated | undefined {
    return this.#side.translations.untranslate(flow, (to, device, via) =>
      (this.#between(to)?.ways ?? []).some((way) =>
        way.some(
          ({ direction, interface: name, source }) =>
            source === device.source && name === via.name && direction === 'in',
        ),
      ),
    );
  }

  #between({ destination, source }: Flow): WaysBetween | undefined {
    if (this.#finder === undefined) return undefined;
    const key = `${source} ${destination}`;
    const known = this.#known.get(key) ?? this.#finder.between(source, destination);
    this.#known.set(key, known);
    return known;
  }

  /** Filters that may be on the way, in the order in which the first way meets them. */
  #filtersOn(packet: Flow): readonly number[] {
    const { filters } = this.#side.proofInput.topology;
    const met = filters.flatMap(({ may }, index) => (holds(may, packet) ? [index] : []));
    const order = new Map<string, number>();
    for (const way of this.#between(packet)?.ways ?? []) {
      for (const { direction, interface: name, source } of way) {
        const key = `${source} ${name} ${direction}`;
        if (!order.has(key)) order.set(key, order.size);
      }
    }
    const rank = (index: number): number => {
      const { place } = filters[index] as PlacedFilter;
      const key = `${place.source} ${place.interface} ${place.direction}`;
      return place.kind === 'port' ? -1 : (order.get(key) ?? order.size);
    };
    return met.toSorted((a, b) => rank(a) - rank(b) || a - b);
  }

  /** The same as the comparison over all flows says of this one. */
  #verdict(packet: Flow, asked: readonly Asked[]): TracedWay['verdict'] {
    const filtering = asked.filter(({ verdict }) => verdict !== 'unfiltered');
    if (filtering.length === 0) return 'unfiltered';
    if (filtering.some(({ certain, verdict }) => certain && verdict === 'deny')) return 'deny';
    const { choices } = this.#side.proofInput.topology;
    const blocked = choices.some(
      ({ except, pairs, ways }) =>
        within(pairs, packet) &&
        !within(except, packet) &&
        ways.every((way) =>
          way.some((index) =>
            filtering.some((one) => one.verdict === 'deny' && one.index === index),
          ),
        ),
    );
    if (blocked) return 'deny';
    return filtering.every(({ verdict }) => verdict === 'permit') ? 'permit' : 'unknown';
  }

  #ask(index: number, question: TranslatedPacket, state: StateOf | undefined): Asked {
    const { lists, topology } = this.#side.proofInput;
    const filter = topology.filters[index] as PlacedFilter;
    const { answer, packet, recorded } = question;
    const { lists: decided, verdict: plain } = decideByFilter(
      filter,
      lists,
      packet,
      answer,
      recorded,
    );
    const besides = this.#besides(filter, question, state, plain);
    const verdict = besides === null ? plain : besides === 'stateful' ? 'permit' : 'unknown';
    const certain = holds(filter.must, packet);
    const traced: TracedFilter = {
      role: filter.role,
      kind: filter.place.kind,
      device: filter.place.device,
      file: filter.place.source,
      interface: filter.place.interface ?? null,
      direction: filter.place.direction ?? null,
      name: filter.place.name,
      certain,
      verdict,
      besides,
      lists: decided.map(({ decision, list }) => this.#decide(list, decision)),
    };
    return { index, certain, verdict, traced };
  }

  /** What has a say besides the entries; null: nothing. */
  #besides(
    filter: PlacedFilter,
    question: TranslatedPacket,
    state: StateOf | undefined,
    verdict: TracedFilter['verdict'],
  ): TracedFilter['besides'] {
    const { kind, source } = filter.place;
    if (verdict === 'deny' && state?.remembering.has(source) === true) return 'stateful';
    if (verdict === 'deny' && state?.stateful.has(source) === true && kind === 'zone-pair')
      return 'stateful';
    if (verdict === 'deny' && state?.inspected.has(source) === true) return 'inspection';
    return this.#side.translations.isUnknown(filter, question, verdict) ? 'translation' : null;
  }

  #decide(list: FilterList, { doubtful, rule, verdict }: ListDecision): TracedList {
    return {
      file: list.device.source,
      list: list.acl.name,
      verdict,
      entry: verdict === 'unfiltered' ? null : this.#entry(list, rule),
      doubtful: doubtful.map((k) => this.#entry(list, k)),
    };
  }

  #entry({ acl, device, rules }: FilterList, rule: number | undefined): ReportedEntry {
    const entry = rule === undefined ? undefined : rules[rule]?.entry;
    const file = device.source;
    if (entry === undefined) {
      return { file, list: acl.name, text: 'implicit deny at the end of the list' };
    }
    return {
      file,
      list: acl.name,
      line: this.#sources.line(file, entry.span),
      text: this.#sources.text(file, entry.span),
    };
  }
}

function holds({ minus, plus }: PairRegion, packet: Flow): boolean {
  return within(plus, packet) && !within(minus, packet);
}

function within(pairs: readonly EndPairs[], { destination, source }: Flow): boolean {
  return pairs.some(
    (one) => rangesHold(one.sources, source) && rangesHold(one.destinations, destination),
  );
}
