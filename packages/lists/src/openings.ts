/** Which lines decide packets that open a connection: the only ones that policies judge. */
import type { Family } from '@aclift/ir';
import { type Diagram, intersectRanges, NOTHING } from '@aclift/packet-set';
import {
  type AceMatch,
  allOpenings,
  type FilterList,
  type FlowBox,
  type FlowField,
  TCP,
} from '@aclift/verify';
import type { Asked } from './entry-packets.ts';
import type { ListModel } from './list-model.ts';
import type { PacketBox } from './packet.ts';
import { leftOf } from './reachability.ts';

/** States to look at for one packet before the set is computed instead. */
const SEARCH_BUDGET = 3_000;

/** SYN alone. @see RFC 9293, section 3.5. */
const SYN = [{ from: 2, to: 2 }];
const NO = [{ from: 0, to: 0 }];

/** Whether nothing that an entry may match opens a connection: answers, errors, fragments, odd flags. */
export function opensNothing({ may }: AceMatch, family: Family): boolean {
  const openings = allOpenings(family);
  return may.every((box) => openings.every((opening) => isApart(box, opening)));
}

function isApart(a: FlowBox, b: FlowBox): boolean {
  return (Object.keys(a) as FlowField[]).some((field) => {
    const [x, y] = [a[field], b[field]];
    return x !== undefined && intersectRanges(x, y ?? x).length === 0;
  });
}

/** Whether a line of the list looks at TCP flags: openings and answers of one service may meet different lines then. */
export function asksForFlags({ rules }: FilterList): boolean {
  return rules.some(
    ({ entry }) =>
      entry?.kind === 'ace' &&
      entry.conditions.some(({ kind }) => kind === 'tcp-flags' || kind === 'established'),
  );
}

/** The packets that open connections, in a space where flags are told apart. */
export function openingPackets(family: Family, asked: Asked): readonly PacketBox[] {
  const whole: PacketBox = {
    ...(asked.fragments ? { fragment: NO } : {}),
    ...(asked.undetermined ? { undetermined: NO } : {}),
  };
  return allOpenings(family).map((box): PacketBox => {
    const tcp = box.protocol?.some(({ from, to }) => from <= TCP && TCP <= to) === true;
    return { ...box, ...whole, ...(tcp ? { flags: SYN } : {}) };
  });
}

/**
 * Whether a line decides some packet that opens a connection.
 * @param model in a space that knows {@link openingPackets}.
 */
export function decidesOpening({ space, tree }: ListModel, openings: Diagram, k: number): boolean {
  const line = tree.line(k);
  const before = tree.touching(0, k, line);
  const found = space.find({ inside: [line, openings], outside: before }, SEARCH_BUDGET);
  if (found !== 'gave-up') return found !== undefined;
  return leftOf(space, space.intersect(line, openings), before) !== NOTHING;
}
