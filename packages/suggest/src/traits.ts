/**
 * Traits: what owners may have in common without anybody having said so, such as a part of their host names, their
 * network, or the list that names them. Whether one tells anything is measured on the owners that are named (votes.ts).
 */
import type { Cell } from './cells.ts';
import { domainOf, type HostName, partsOf } from './host-names.ts';
import type { Mention, Place } from './mentions.ts';
import type { EvidencePlace } from './suggestion.ts';
import { isTelling } from './services.ts';
import type { Cite } from './sayings.ts';

/** A closed list. Parts of names are counted from the front, or from the end where the number is negative. */
export const TRAIT_TYPES = [
  'stem',
  'host',
  'part 1',
  'part 2',
  'part -1',
  'part -2',
  'beginning',
  'ending',
  'domain 1',
  'domain 2',
  'group',
  'group part 1',
  'group part -1',
  'network',
  'list',
  'service',
  'asked service',
] as const;
export type TraitType = (typeof TRAIT_TYPES)[number];

/** One trait of one address or cell. */
export interface Trait {
  readonly type: TraitType;
  readonly value: string;
  /** The line that shows it; absent: no single line does. */
  readonly place?: () => EvidencePlace;
}

/** Letters that are compared at the ends of names that are run together. */
const ENDS = 3;

/** Traits that a host name gives. */
export function traitsOfHost(host: HostName): readonly Trait[] {
  const parts = partsOf(host.name);
  const [first = '', second] = parts;
  const last = parts.at(-1) ?? '';
  const domain = domainOf(host.name);
  const place = (): EvidencePlace => ({ file: host.file, line: host.line, text: host.text });
  const stem = parts.join('-');
  // Of `db1.shop.example` every label but the last two, which everybody has.
  const own = domain.slice(0, Math.max(0, domain.length - 2));
  const found: readonly (readonly [TraitType, string | undefined])[] = [
    ['stem', stem === '' ? undefined : [stem, ...domain].join('.')],
    ['host', stem],
    ['part 1', parts.length > 1 ? first : undefined],
    ['part 2', parts.length > 2 ? second : undefined],
    ['part -1', parts.length > 1 ? last : undefined],
    ['part -2', parts.length > 2 ? parts.at(-2) : undefined],
    ['beginning', parts.length === 1 && stem.length > 2 * ENDS ? stem.slice(0, ENDS) : undefined],
    ['ending', parts.length === 1 && stem.length > 2 * ENDS ? stem.slice(-ENDS) : undefined],
    ['domain 1', own[0]],
    ['domain 2', own[1]],
  ];
  return found.flatMap(([type, value]) =>
    value === undefined || value === '' ? [] : [{ type, value, place }],
  );
}

/** Groups above this size are everybody's. */
const WIDE = 64;

/** Traits that lists, groups and networks give a cell. */
export function traitsOfCell(cell: Cell, cite: Cite): readonly Trait[] {
  const at = (place: Place) => (): EvidencePlace => cite(place);
  const traits: Trait[] = [];
  const group = cell.sets.find((set) => set.group !== undefined && set.size <= WIDE)?.group;
  if (group !== undefined) {
    const parts = group.name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((part) => part !== '');
    const place = at(group.place);
    traits.push({ type: 'group', value: group.name, place });
    if (parts.length > 1) {
      traits.push({ type: 'group part 1', value: parts[0] ?? '', place });
      traits.push({ type: 'group part -1', value: parts.at(-1) ?? '', place });
    }
  }
  const [first] = cell.ranges;
  if (first !== undefined) {
    const { segment } = cell;
    const value =
      segment?.kind === 'connected'
        ? `${segment.from}/${segment.length}`
        : `${Math.floor(first.from / 256)}.0/24`;
    traits.push({ type: 'network', value });
  }
  const near = nearest(cell);
  const lists = new Map(near.map((one) => [`${one.list} ${one.end}`, one]));
  const [list] = [...lists.values()];
  if (list !== undefined && lists.size === 1) {
    traits.push({ type: 'list', value: `${list.list} ${list.end}`, place: at(list.place) });
  }
  const permitted = near.filter(({ permits }) => permits);
  for (const serves of [true, false]) {
    const found = permitted.find(
      (one) => one.serves === serves && one.services.some((service) => isTelling(service)),
    );
    const service = found?.services.find((one) => isTelling(one));
    if (found !== undefined && service !== undefined) {
      const type = serves ? 'service' : 'asked service';
      traits.push({ type, value: service, place: at(found.place) });
    }
  }
  return traits;
}

/** Entries about the cell itself, or about a small set that holds it. */
function nearest({ sets, size }: Cell): readonly Mention[] {
  return sets.filter((set) => set.size <= Math.max(WIDE, size)).flatMap((set) => set.mentions);
}

/** `hosts that begin with "wms"`; who shares a trait, for sentences. */
export function sharers(type: TraitType, value: string): string {
  const quoted = `"${value}"`;
  switch (type) {
    case 'stem':
    case 'host':
      return `called ${quoted} but for their number`;
    case 'part 1':
      return `whose host name begins with ${quoted}`;
    case 'part 2':
      return `whose host name has ${quoted} as its second part`;
    case 'part -1':
      return `whose host name ends with ${quoted}`;
    case 'part -2':
      return `whose host name has ${quoted} as its last part but one`;
    case 'beginning':
      return `whose host name begins with ${quoted}`;
    case 'ending':
      return `whose host name ends with ${quoted}`;
    case 'domain 1':
    case 'domain 2':
      return `with ${quoted} in their domain`;
    case 'group':
      return `of object-group ${value}`;
    case 'group part 1':
      return `whose object-group begins with ${quoted}`;
    case 'group part -1':
      return `whose object-group ends with ${quoted}`;
    case 'network':
      return 'of the same network';
    case 'list':
      return `that list ${value.split(' ')[0]} names at the same end`;
    case 'service':
      return `that listen on ${value}`;
    case 'asked service':
      return `that ask for ${value}`;
  }
}
