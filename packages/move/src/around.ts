/**
 * What stands around the lists of a plan on each device: where lists are applied, and what the object-groups hold that they name. The
 * lines of a list mean something else as soon as one of them changes.
 */
import type { Device, Family } from '@aclift/ir';
import { type Range, type Ranges, subtractRanges } from '@aclift/packet-set';
import { ObjectGroups, showAddress } from '@aclift/verify';

/** One device. */
export interface Around {
  readonly device: string;
  readonly source: string;
  /** `GigabitEthernet0/0 in OUT-IN`, ascending. */
  readonly places: readonly string[];
  readonly groups: readonly GroupText[];
}

/** An object-group, in words that are equal for groups that hold the same. */
export interface GroupText {
  readonly name: string;
  /** Of a network group: its addresses, ascending. Of others: their members. */
  readonly holds: readonly string[];
}

/** Something around the lists that is not as it was. */
export interface AroundFault {
  readonly kind: 'not-applied' | 'applied' | 'group-lacks' | 'group-holds' | 'no-group';
  readonly device: string;
  /** The place, or the name of the group. */
  readonly what: string;
  /** What a group lacks or holds besides; empty: nothing to add. */
  readonly text: string;
}

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

/** Every place of a device, and every group: a list that is new somewhere matters as well. */
export function aroundOf(device: Device): Around {
  const groups = new ObjectGroups(device);
  return {
    device: device.hostname ?? device.source,
    source: device.source,
    places: device.interfaces
      .flatMap((one) =>
        one.bindings.map(({ direction, list }) => `${one.name} ${direction} ${list}`),
      )
      .toSorted(),
    groups: device.objectGroups.flatMap((group): readonly GroupText[] => {
      switch (group.kind) {
        case 'network': {
          const bounds = FAMILIES.map((family) => {
            const { may } = groups.addresses(group.name, family);
            return rangeTexts(family, may);
          });
          return [{ name: group.name, holds: bounds.flat() }];
        }
        case 'service': {
          const members = groups.services(group.name);
          return [
            { name: group.name, holds: members.map((one) => JSON.stringify(one)).toSorted() },
          ];
        }
        case 'other':
          return [];
      }
    }),
  };
}

/** Ranges as the plan writes them. */
export function rangeTexts(family: Family, ranges: Ranges): readonly string[] {
  return ranges.map((range) => rangeText(family, range));
}

function rangeText(family: Family, { from, to }: Range): string {
  return from === to
    ? showAddress(family, from)
    : `${showAddress(family, from)}-${showAddress(family, to)}`;
}

/**
 * Compares a device with what stood around its lists when the plan was made.
 * @param left addresses that workloads leave in the plan: a group may lose them, that is a task of it.
 */
export function aroundFaults(
  before: Around,
  device: Device,
  left: readonly string[],
): readonly AroundFault[] {
  const now = aroundOf(device);
  const own = before.device;
  const faults: AroundFault[] = [];
  for (const what of before.places) {
    if (!now.places.includes(what))
      faults.push({ kind: 'not-applied', device: own, what, text: '' });
  }
  for (const what of now.places) {
    if (!before.places.includes(what))
      faults.push({ kind: 'applied', device: own, what, text: '' });
  }
  for (const { holds, name } of before.groups) {
    const actual = now.groups.find((one) => one.name === name);
    if (actual === undefined) {
      faults.push({ kind: 'no-group', device: own, what: name, text: '' });
      continue;
    }
    const lost = without(without(holds, actual.holds), left);
    const found = without(actual.holds, holds);
    for (const text of lost) faults.push({ kind: 'group-lacks', device: own, what: name, text });
    for (const text of found) faults.push({ kind: 'group-holds', device: own, what: name, text });
  }
  return faults;
}

/** What some texts hold that others do not: addresses by ranges, all else by text. */
function without(some: readonly string[], others: readonly string[]): readonly string[] {
  const rest = some.filter((text) => parsed(text) === undefined && !others.includes(text));
  const ranges = FAMILIES.flatMap((family) => {
    const of = (texts: readonly string[]): Ranges =>
      texts.flatMap((text) => {
        const one = parsed(text);
        return one?.family === family ? [one.range] : [];
      });
    return subtractRanges(of(some), of(others)).map((range) => rangeText(family, range));
  });
  return [...ranges, ...rest];
}

/** A text of {@link rangeText}; undefined: it is none. */
function parsed(text: string): { readonly family: Family; readonly range: Range } | undefined {
  if (text.startsWith('{')) return undefined;
  const [first = '', last = first] = text.split('-');
  if (first.includes(':')) return { family: 'ipv6', range: { from: ipv6(first), to: ipv6(last) } };
  return { family: 'ipv4', range: { from: ipv4(first), to: ipv4(last) } };
}

function ipv4(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function ipv6(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const words = (part: string): readonly string[] => part.split(':').filter((one) => one !== '');
  const [a, b] = [words(head), words(tail ?? '')];
  const all =
    tail === undefined ? a : [...a, ...Array<string>(8 - a.length - b.length).fill('0'), ...b];
  return all.reduce((sum, word) => sum * 65_536n + BigInt(`0x${word}`), 0n);
}
