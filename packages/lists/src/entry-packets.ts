/** The packets that each line of a list matches, conditions included. */
import type { Ace, Action, Condition, Family } from '@aclift/ir';
import { intersectRanges, type Ranges } from '@aclift/packet-set';
import {
  type AceMatch,
  type FilterEntry,
  type FilterList,
  matchOf,
  type ObjectGroups,
} from '@aclift/verify';
import { conditionBox, unknown } from './condition-box.ts';
import type { PacketBox, PacketField } from './packet.ts';

/** One line that takes part in evaluation. */
export interface Line {
  /** Undefined for the entries that IPv6 adds by itself. */
  readonly entry: FilterEntry | undefined;
  readonly action: Action;
  /** What it matches; `[]` or only empty boxes: nothing. */
  readonly boxes: readonly PacketBox[];
}

/** Whether a list asks for later fragments anywhere; where none does, packets are taken to be whole. */
export function asksForFragments(list: FilterList): boolean {
  return list.rules.some(({ entry }) => entry?.kind === 'ace' && isFragments(entry));
}

/**
 * The lines of a list in order of evaluation.
 * @param fragments whether later fragments are told apart: then a permit with ports also lets the later fragments of
 *   its addresses through, and a deny with ports never meets them.
 */
export function linesOf(
  list: FilterList,
  groups: ObjectGroups,
  fragments: boolean,
): readonly Line[] {
  const { family } = list.acl;
  return list.rules.map(({ entry, action, match }): Line => {
    if (entry === undefined) return { entry, action, boxes: wholePackets(match.may, fragments) };
    if (entry.kind === 'evaluate') {
      return { entry, action, boxes: [unknown(`${entry.name} has recorded the flow`)] };
    }
    if (entry.kind === 'unrecognized') {
      // Nobody can tell what it matches: each such line is a set of its own.
      return { entry, action, boxes: [unknown(`the line "${entry.text}" matches`)] };
    }
    const bare = entry.conditions.length === 0 ? match : matchOf(groups, family, without(entry));
    return { entry, action, boxes: boxesOf(entry, action, family, bare, fragments) };
  });
}

/** The packets of an entry that is not in the list, read in the same way as {@link linesOf} reads those that are. */
export function acePackets(
  ace: Ace,
  family: Family,
  groups: ObjectGroups,
  fragments: boolean,
): readonly PacketBox[] {
  return boxesOf(ace, ace.action, family, matchOf(groups, family, without(ace)), fragments);
}

function boxesOf(
  ace: Ace,
  action: Action,
  family: Family,
  match: AceMatch,
  fragments: boolean,
): readonly PacketBox[] {
  const exact = match.caveats.length === 0;
  const addresses: readonly PacketBox[] = exact
    ? match.may
    : [
        ...match.must,
        ...match.may.map((box) => ({ ...box, ...unknown(uncertainty(ace, family)) })),
      ];
  const narrowed = ace.conditions
    .filter((condition) => condition.kind !== 'fragments')
    .map(conditionBox)
    .reduce<readonly PacketBox[]>(
      (boxes, box) => boxes.map((each) => intersectBoxes(each, box)),
      addresses,
    );
  if (!fragments) return narrowed;
  if (isFragments(ace)) return narrowed.map((box) => ({ ...layer3(box), fragment: LATER }));
  return narrowed.flatMap((box) => {
    if (!LAYER4.some((field) => box[field] !== undefined)) return [box];
    const first = { ...box, fragment: FIRST };
    return action === 'permit' ? [first, { ...layer3(box), fragment: LATER }] : [first];
  });
}

const FIRST: Ranges = [{ from: 0, to: 0 }];
const LATER: Ranges = [{ from: 1, to: 1 }];
const LAYER4: readonly PacketField[] = ['service', 'sourcePort', 'flags', 'igmp'];

function layer3(box: PacketBox): PacketBox {
  return Object.fromEntries(
    Object.entries(box).filter(([field]) => !LAYER4.includes(field as PacketField)),
  );
}

function wholePackets(boxes: readonly PacketBox[], fragments: boolean): readonly PacketBox[] {
  return fragments ? boxes.map((box) => ({ ...box, fragment: FIRST })) : boxes;
}

function isFragments({ conditions }: Ace): boolean {
  return conditions.some(({ kind }) => kind === 'fragments');
}

function without(ace: Ace): Ace {
  return { ...ace, conditions: [] satisfies Condition[] };
}

/** The packets of both. */
export function intersectBoxes(a: PacketBox, b: PacketBox): PacketBox {
  const out: { [K in PacketField]?: Ranges } = { ...a };
  for (const [name, ranges] of Object.entries(b) as [PacketField, Ranges][]) {
    const sofar = out[name];
    out[name] = sofar === undefined ? ranges : intersectRanges(sofar, ranges);
  }
  return out;
}

/** Names what cannot be told about an entry. Entries that say the same share the name, and so the unknown. */
function uncertainty({ destination, protocol, source, ...rest }: Ace, family: Family): string {
  const { sourcePorts, destinationPorts } = rest;
  const from = `${words(source, 'any')}${sourcePorts === undefined ? '' : ` ${words(sourcePorts, '')}`}`;
  const to = `${words(destination, 'any')}${destinationPorts === undefined ? '' : ` ${words(destinationPorts, '')}`}`;
  return `the unknown part of "${words(protocol, 'ip')} from ${from} to ${to}" (${family}) matches`;
}

/** Different for different parts, and readable for groups, which most doubts are about. */
function words(part: object, any: string): string {
  if ('name' in part) return `group ${String(part.name)}`;
  if ('kind' in part && part.kind === 'any') return any;
  return Object.entries(part)
    .filter(([key]) => key !== 'span')
    .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(' ');
}
