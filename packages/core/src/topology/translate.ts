/**
 * Static address translation: a list on the outside of it sees global addresses, while flows are compared by the local
 * ones that the inventory knows. Such a list is read as if it named the local addresses.
 */
import type { Device, Family, Interface, StaticNat } from '@aclift/ir';
import {
  intersectRanges,
  type Range,
  type Ranges,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import { allAddresses, type FilterList, type FlowBox, listId, MAX_PORT } from '@aclift/verify';

/** One address or port as the outside sees it, and as the inside does. */
export interface Translation {
  readonly global: number;
  readonly local: number;
  /** Addresses from there on that are translated alike. */
  readonly size: number;
  /** Absent: whatever the protocol and the port. */
  readonly port?: { readonly protocol: number; readonly global: number; readonly local: number };
}

/** Lists after translation, and who they are. */
export interface TranslatedLists {
  readonly lists: ReadonlyMap<string, FilterList>;
  /** Ids of lists that were rewritten. */
  readonly translated: ReadonlySet<string>;
}

/**
 * Rewrites the lists that stand on the outside of static translations and nowhere else. `in` lists meet packets before their
 * destination is translated, `out` lists after their source was.
 */
export function translateLists(
  devices: readonly Device[],
  lists: ReadonlyMap<string, FilterList>,
): TranslatedLists {
  const result = new Map(lists);
  const translated = new Set<string>();
  for (const device of devices) {
    // Lists that name the hosts' own addresses are read as they stand.
    if (device.semantics.addresses === 'real') continue;
    const translations = device.staticNat.flatMap((nat) => translationOf(device, nat));
    if (translations.length === 0) continue;
    for (const [id, list] of lists) {
      if (list.device !== device || list.acl.family !== 'ipv4') continue;
      const direction = outsideDirection(device, id);
      if (direction === undefined) continue;
      translated.add(id);
      const boxes = (given: readonly FlowBox[]): readonly FlowBox[] =>
        given.flatMap((box) => translateBox(box, direction, translations));
      const rules = list.rules.map((rule) => {
        const { must, may, answersMust, answersMay, caveats } = rule.match;
        const both = boxes(may);
        const match = {
          must: must === may ? both : boxes(must),
          may: both,
          answersMust: boxes(answersMust),
          answersMay: boxes(answersMay),
          caveats,
        };
        return { ...rule, match };
      });
      result.set(id, { ...list, rules });
    }
  }
  return { lists: result, translated };
}

/** The one direction in which a list is bound to outside interfaces; undefined: none, both, or bound elsewhere too. */
function outsideDirection(device: Device, id: string): 'in' | 'out' | undefined {
  const family: Family = 'ipv4';
  const uses = device.interfaces.flatMap((via) =>
    via.shutdown
      ? []
      : via.bindings
          .filter((b) => b.family === family && listId(device.source, family, b.list) === id)
          .map(({ direction }) => ({ direction, outside: via.nat === 'outside' })),
  );
  const [first] = uses;
  const alike = uses.every((use) => use.outside && use.direction === first?.direction);
  return alike ? first?.direction : undefined;
}

/** What a static entry translates. Only `ip nat inside source static`; other forms translate the other end, which no inventory names. */
export function translationOf(device: Device, nat: StaticNat): readonly Translation[] {
  if (nat.side !== 'inside' || nat.end !== 'source') return [];
  const via = device.interfaces.find(({ name }) => name === nat.interface);
  const global = nat.global ?? (via === undefined ? undefined : addressOf(via));
  if (global === undefined) return [];
  const size = 2 ** (32 - (nat.length ?? 32));
  const { protocol, globalPort, localPort, local } = nat;
  const ported = protocol !== undefined && globalPort !== undefined && localPort !== undefined;
  const port = ported ? { protocol, global: globalPort, local: localPort } : undefined;
  return [{ global, local, size, ...(port === undefined ? {} : { port }) }];
}

function addressOf({ addresses }: Interface): number | undefined {
  const fixed = addresses.find((address) => address.kind === 'static');
  return fixed?.kind === 'static' ? fixed.address : undefined;
}

/** Flows with a local address match what the box says of the global one; what it says of local addresses is void. */
function translateBox(
  box: FlowBox,
  direction: 'in' | 'out',
  translations: readonly Translation[],
): readonly FlowBox[] {
  const end = direction === 'in' ? 'destination' : 'source';
  // Who opens a connection chooses its source port, so a translated port says nothing about openings from inside.
  const usable = translations.filter(({ port }) => port === undefined || direction === 'in');
  const addresses: Ranges = box[end] ?? [allAddresses('ipv4')];
  const out: FlowBox[] = [];
  let rest: FlowBox[] = [{ ...box, [end]: addresses }];
  for (const { local, size, port } of usable) {
    const own: Ranges = [{ from: local, to: local + size - 1 }];
    rest = rest.flatMap((piece) => without(piece, end, own, port));
  }
  out.push(...rest);
  for (const { global, local, size, port } of usable) {
    const met = intersectRanges(addresses, [{ from: global, to: global + size - 1 }]);
    if (met.length === 0) continue;
    const moved = met.map(({ from, to }) => ({
      from: Number(from) - global + local,
      to: Number(to) - global + local,
    }));
    if (port === undefined) out.push({ ...box, [end]: moved });
    else if (holds(box.protocol, port.protocol) && holds(box.service, port.global)) {
      out.push({
        ...box,
        [end]: moved,
        protocol: [one(port.protocol)],
        service: [one(port.local)],
      });
    }
  }
  return out;
}

/** A box without addresses of one end, or without one port of them. */
function without(
  box: FlowBox,
  end: 'source' | 'destination',
  addresses: Ranges,
  port: Translation['port'],
): FlowBox[] {
  const ends = box[end] ?? [allAddresses('ipv4')];
  const inside = intersectRanges(ends, addresses);
  const pieces: FlowBox[] = [{ ...box, [end]: subtractRanges(ends, addresses) }];
  if (port !== undefined && inside.length > 0) {
    const protocols: Ranges = box.protocol ?? [{ from: 0, to: 255 }];
    const services: Ranges = box.service ?? [{ from: 0, to: MAX_PORT }];
    const here = { ...box, [end]: inside };
    pieces.push({ ...here, protocol: subtractRanges(protocols, [one(port.protocol)]) });
    pieces.push({
      ...here,
      protocol: intersectRanges(protocols, [one(port.protocol)]),
      service: subtractRanges(services, [one(port.local)]),
    });
  }
  return pieces.filter((piece) =>
    [piece.source, piece.destination, piece.protocol, piece.service].every(
      (ranges) => ranges === undefined || unionRanges(ranges, []).length > 0,
    ),
  );
}

function holds(ranges: Ranges | undefined, value: number): boolean {
  return ranges === undefined || intersectRanges(ranges, [one(value)]).length > 0;
}

function one(value: number): Range {
  return { from: value, to: value };
}
