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
import { doubtsOf } from './doubts.ts';
import type { PacketBox, PacketField } from './packet.ts';

/** One line that takes part in evaluation. */
export interface Line {
  /** Undefined for the entries that IPv6 adds by itself. */
  readonly entry: FilterEntry | undefined;
  readonly action: Action;
  /** What it matches; `[]` or only empty boxes: nothing. */
  readonly boxes: readonly PacketBox[];
}

/** Kinds of packets besides whole ones that some line asks for; where none does, there are taken to be none. */
export interface Asked {
  /** Later fragments are told apart: a permit with ports lets those of its addresses through too, a deny never meets them. */
  readonly fragments: boolean;
  /** Packets in which no transport protocol can be found are told apart: lines that name a protocol never meet them. */
  readonly undetermined: boolean;
}

/** What some line of one of the lists asks for. */
export function askedBy(lists: readonly FilterList[]): Asked {
  const some = (kind: Condition['kind']): boolean =>
    lists.some(({ rules }) => rules.some(({ entry }) => entry?.kind === 'ace' && has(entry, kind)));
  return { fragments: some('fragments'), undetermined: some('undetermined-transport') };
}

/** The lines of a list in order of evaluation. @param asked what this list, or one that it is compared with, asks for. */
export function linesOf(list: FilterList, groups: ObjectGroups, asked: Asked): readonly Line[] {
  const { family } = list.acl;
  return list.rules.map(({ entry, action, match }): Line => {
    if (entry === undefined) {
      const whole = match.may.map((box): PacketBox =>
        asked.fragments ? { ...box, fragment: NO } : box,
      );
      return { entry, action, boxes: whole.flatMap((box) => byTransport(box, asked)) };
    }
    if (entry.kind === 'evaluate') {
      return { entry, action, boxes: [unknown(`${entry.name} has recorded the flow`)] };
    }
    if (entry.kind === 'unrecognized') {
      // Nobody can tell what it matches: each such line is a set of its own.
      return { entry, action, boxes: [unknown(`the line "${entry.text}" matches`)] };
    }
    const bare = entry.conditions.length === 0 ? match : matchOf(groups, family, without(entry));
    return { entry, action, boxes: boxesOf(entry, bare, asked) };
  });
}

/** The packets of an entry that is not in the list, read in the same way as {@link linesOf} reads those that are. */
export function acePackets(
  ace: Ace,
  family: Family,
  groups: ObjectGroups,
  asked: Asked,
): readonly PacketBox[] {
  return boxesOf(ace, matchOf(groups, family, without(ace)), asked);
}

/** @param match what addresses, ports and groups select, without conditions. */
function boxesOf(ace: Ace, match: AceMatch, asked: Asked): readonly PacketBox[] {
  const exact = match.caveats.length === 0;
  const doubts = exact ? {} : doubtsOf(ace, match.caveats);
  const addresses: readonly PacketBox[] = exact
    ? match.may
    : [...match.must, ...match.may.map((box) => ({ ...box, ...doubts }))];
  return ace.conditions
    .flatMap((condition) => conditionBox(condition) ?? [])
    .reduce<readonly PacketBox[]>(
      (boxes, box) => boxes.map((each) => intersectBoxes(each, box)),
      addresses,
    )
    .flatMap((box) => byFragment(box, ace, asked))
    .flatMap((box) =>
      has(ace, 'undetermined-transport')
        ? [{ ...box, undetermined: YES }]
        : byTransport(box, asked),
    );
}

const NO: Ranges = [{ from: 0, to: 0 }];
const YES: Ranges = [{ from: 1, to: 1 }];
const LAYER4: readonly PacketField[] = ['service', 'sourcePort', 'flags', 'igmp'];

/** What a box of an entry means for later fragments, which have no layer 4. */
function byFragment(box: PacketBox, ace: Ace, asked: Asked): readonly PacketBox[] {
  if (!asked.fragments) return [box];
  if (has(ace, 'fragments')) return [{ ...layer3(box), fragment: YES }];
  if (!LAYER4.some((field) => box[field] !== undefined)) return [box];
  const first = { ...box, fragment: NO };
  return ace.action === 'permit' ? [first, { ...layer3(box), fragment: YES }] : [first];
}

/** A box that names a protocol or anything in it has only packets in which it can be found. */
function byTransport(box: PacketBox, { fragments, undetermined }: Asked): readonly PacketBox[] {
  if (!undetermined) return [box];
  if (box.protocol === undefined && !LAYER4.some((field) => box[field] !== undefined)) return [box];
  // Whether a later fragment counts as undetermined nobody says; it is matched by its addresses either way.
  if (box.fragment?.[0]?.from === 1) return [box];
  if (!fragments || box.fragment !== undefined) return [{ ...box, undetermined: NO }];
  return [
    { ...box, fragment: NO, undetermined: NO },
    { ...box, fragment: YES },
  ];
}

/** A box as people ask for it: who names a protocol means packets in which it can be found. */
export function askedPackets(box: PacketBox, { undetermined }: Asked): PacketBox {
  return undetermined && box.protocol !== undefined ? { ...box, undetermined: NO } : box;
}

function layer3(box: PacketBox): PacketBox {
  return Object.fromEntries(
    Object.entries(box).filter(([field]) => !LAYER4.includes(field as PacketField)),
  );
}

function has({ conditions }: Ace, kind: Condition['kind']): boolean {
  return conditions.some((condition) => condition.kind === kind);
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
