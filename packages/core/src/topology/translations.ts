/**
 * Address translation as single packets meet it: a filter on the outside sees another address of the inside end than the flow has.
 * Static entries say which; of others nobody knows, so that a filter whose verdict depends on it has none.
 */
import type { Device, Family, Interface, StaticNat } from '@aclift/ir';
import { rangesHold } from '@aclift/packet-set';
import {
  decideByFilter,
  decideByList,
  type FilterDecision,
  type FilterList,
  type Flow,
  type FlowBox,
  listId,
  MAX_PORT,
  type PlacedFilter,
} from '@aclift/verify';
import { type Translation, translationOf } from './translate.ts';

/** A packet with what it belongs to. */
export interface TranslatedPacket {
  readonly packet: Flow;
  /** Whether it is a TCP packet with ACK. */
  readonly answer: boolean;
  /** The opening of which it is the answer; the packet itself where it opens. */
  readonly opening: Flow;
  /** As `decideByFilter` takes it. */
  readonly recorded?: ReadonlySet<string>;
}

/** A flow to a global address, and to whom it gets. */
export interface Untranslated {
  readonly device: Device;
  readonly entry: StaticNat;
  readonly flow: Flow;
}

/** Most packets tried to find out whether a verdict depends on the address. */
const MOST_TRIES = 4000;

/** The translations of the devices of a run, for one family. */
export class Translations {
  readonly #devices: ReadonlyMap<string, Device>;
  readonly #lists: ReadonlyMap<string, FilterList>;

  /** @param lists of the family by id, as they are compared: see `translateLists`. */
  constructor(devices: readonly Device[], family: Family, lists: ReadonlyMap<string, FilterList>) {
    const translates = ({ interfaces, semantics }: Device): boolean =>
      semantics.addresses === 'wire' &&
      (['inside', 'outside'] as const).every((side) => interfaces.some(({ nat }) => nat === side));
    this.#devices = new Map(
      family === 'ipv4' ? devices.filter(translates).map((device) => [device.source, device]) : [],
    );
    this.#lists = lists;
  }

  /** Whether there is any. */
  get none(): boolean {
    return this.#devices.size === 0;
  }

  /**
   * Whether nobody can tell what a filter does with a packet, because it sees an address that translation chose, or because its lists
   * are compared as they stand. @param decided what it does with the packet as the flow has it.
   */
  isUnknown(
    filter: PlacedFilter,
    asked: TranslatedPacket,
    decided: FilterDecision['verdict'],
  ): boolean {
    const { direction, interface: name, source } = filter.place;
    const device = this.#devices.get(source);
    if (device === undefined || direction === undefined || decided === 'unknown') return false;
    if (decided === 'unfiltered') return false;
    const via = device.interfaces.find((one) => one.name === name);
    if (via?.nat !== 'outside') return false;
    const { packet } = asked;
    const end = direction === 'in' ? 'destination' : 'source';
    const port = direction === 'in' ? 'service' : 'sourcePort';
    const told = this.#staticOf(device, packet, end, port);
    if (told !== undefined) {
      return this.#decide(filter, { ...asked, packet: told }) !== decided;
    }
    // What opens from outside is translated by static entries alone.
    if (direction === 'in' && packet === asked.opening) return false;
    const outward = direction === 'out' ? packet : asked.opening;
    if (!this.#mayChoose(device, outward)) return false;
    return this.#variants(filter, packet, end, port).some(
      (variant) =>
        variant === undefined || this.#decide(filter, { ...asked, packet: variant }) !== decided,
    );
  }

  /** Who a flow to a global address gets to, if it comes in on the outside of a device that knows. */
  untranslate(
    flow: Flow,
    comesIn: (to: Flow, device: Device, via: Interface) => boolean,
  ): Untranslated | undefined {
    for (const device of this.#devices.values()) {
      for (const entry of device.staticNat) {
        for (const translation of translationOf(device, entry)) {
          const local = localOf(translation, flow);
          if (local === undefined) continue;
          const outside = device.interfaces.filter(({ nat }) => nat === 'outside');
          if (outside.some((via) => comesIn(local, device, via))) {
            return { device, entry, flow: local };
          }
        }
      }
    }
    return undefined;
  }

  #decide(filter: PlacedFilter, { answer, packet, recorded }: TranslatedPacket) {
    return decideByFilter(filter, this.#lists, packet, answer, recorded).verdict;
  }

  /** The packet with the global address and port of a static entry; undefined: none is about it. */
  #staticOf(
    device: Device,
    packet: Flow,
    end: 'source' | 'destination',
    port: 'sourcePort' | 'service',
  ): Flow | undefined {
    for (const translation of device.staticNat.flatMap((nat) => translationOf(device, nat))) {
      const { global, local, port: ported, size } = translation;
      const at = Number(packet[end]) - local;
      if (at < 0 || at >= size) continue;
      if (ported === undefined) return { ...packet, [end]: global + at };
      if (packet.protocol === ported.protocol && packet[port] === ported.local) {
        return { ...packet, [end]: global + at, [port]: ported.global };
      }
    }
    return undefined;
  }

  /** Whether some translation that is not static may take what an inside end sends. */
  #mayChoose({ references, source, staticNat }: Device, outward: Flow): boolean {
    const chosen = references.filter(({ use }) => use === 'nat');
    // Without a list something else chooses (a route map), unless all there is are whole addresses.
    if (chosen.length === 0) return staticNat.every(({ globalPort }) => globalPort !== undefined);
    return chosen.some(({ list: name }) => {
      const list = this.#lists.get(listId(source, 'ipv4', name));
      return list === undefined || decideByList(list, outward, false).verdict !== 'deny';
    });
  }

  /** The packet with every other address and port that the lists tell apart; undefined for more than are tried. */
  #variants(
    { steps }: PlacedFilter,
    packet: Flow,
    end: 'source' | 'destination',
    port: 'sourcePort' | 'service',
  ): readonly (Flow | undefined)[] {
    const ids = steps.flatMap((step) =>
      step.kind === 'entries'
        ? [step.list]
        : step.kind === 'select'
          ? step.lists.map(({ list }) => list)
          : [],
    );
    const boxes = ids
      .flatMap((id) => this.#lists.get(id)?.rules ?? [])
      .flatMap(({ match }) => [
        ...match.must,
        ...match.may,
        ...match.answersMust,
        ...match.answersMay,
      ])
      .filter((box) => meets(box, packet, [end, port]));
    const hasPort = packet.protocol === 6 || packet.protocol === 17;
    const addresses = cuts(boxes, end, 2 ** 32 - 1);
    const ports = hasPort ? cuts(boxes, port, MAX_PORT) : [packet[port]];
    if (addresses.length * ports.length > MOST_TRIES) return [undefined];
    return addresses.flatMap((address) =>
      ports.map((value): Flow => ({ ...packet, [end]: address, [port]: value })),
    );
  }
}

/** Whether answers may meet the list for addresses that a pool or an overload chose: it is bound inward on the outside of one. */
export function seesChosenAddresses({ acl, device }: FilterList): boolean {
  const { interfaces, references, staticNat } = device;
  const chooses =
    references.some(({ use }) => use === 'nat') ||
    staticNat.every(({ globalPort }) => globalPort !== undefined);
  return (
    acl.family === 'ipv4' &&
    chooses &&
    interfaces.some(({ nat }) => nat === 'inside') &&
    interfaces.some(
      ({ bindings, nat }) =>
        nat === 'outside' &&
        bindings.some(
          ({ direction, family, list }) =>
            direction === 'in' && family === 'ipv4' && list === acl.name,
        ),
    )
  );
}

/** The flow at the inside end; undefined: the translation is not about it. */
function localOf({ global, local, port, size }: Translation, flow: Flow): Flow | undefined {
  const at = Number(flow.destination) - global;
  if (at < 0 || at >= size) return undefined;
  if (port === undefined) return { ...flow, destination: local + at };
  if (flow.protocol !== port.protocol || flow.service !== port.global) return undefined;
  return { ...flow, destination: local + at, service: port.local };
}

/** Whether a box holds the packet but for some fields. */
function meets(box: FlowBox, packet: Flow, but: readonly (keyof Flow)[]): boolean {
  return (Object.entries(box) as [keyof Flow, FlowBox[keyof FlowBox]][]).every(
    ([field, ranges]) =>
      ranges === undefined || but.includes(field) || rangesHold(ranges, packet[field]),
  );
}

/** One value of each class that the boxes tell apart. */
function cuts(boxes: readonly FlowBox[], field: keyof Flow, last: number): readonly number[] {
  const found = new Set([0]);
  for (const box of boxes) {
    for (const { from, to } of box[field] ?? []) found.add(Number(from)).add(Number(to) + 1);
  }
  return [...found].filter((value) => value <= last);
}
