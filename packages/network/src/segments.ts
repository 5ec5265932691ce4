/**
 * Segments: connected prefixes, each with the interfaces that stand in it. Interfaces of several devices with one prefix
 * stand in one segment: links, transit LANs, VLANs with two gateways.
 */
import type { Range } from '@aclift/packet-set';
import { append } from './append.ts';
import { type Attachment, type ConnectedPrefix, holds } from './interfaces.ts';

/** An interface in a segment. */
export interface Member extends Attachment, ConnectedPrefix {}

export interface Segment {
  /** The widest of its prefixes. */
  readonly range: Range;
  readonly length: number;
  readonly members: readonly Member[];
}

/**
 * Joins interfaces by prefix. A prefix that one device has in several VRFs is a segment for each VRF. Where somebody has written
 * a longer mask on the same wire, each of the two has the other's address in its prefix: those are one segment too.
 * @param members of one family; prefixes of a single address are none that hosts could sit in, and are left out.
 */
export function segmentsOf(members: readonly Member[], addressLength: number): readonly Segment[] {
  const shared = members.filter(({ length }) => length < addressLength);
  const byPrefix = groupBy(shared, ({ length, range }) => `${range.from}/${length}`);
  const segments = [...byPrefix.values()].flatMap((same) => {
    const vrfs = groupBy(same, (one) => one.device.source);
    const twice = [...vrfs.values()].some(
      (own) => new Set(own.map((one) => one.interface.vrf ?? '')).size > 1,
    );
    return twice ? [...groupBy(same, (one) => one.interface.vrf ?? '').values()] : [same];
  });
  return joinMasks(
    segments.map((own): Segment => {
      const [first] = own as [Member, ...Member[]];
      return { range: first.range, length: first.length, members: own };
    }),
  );
}

/** Joins a segment with a wider one around it if each holds an address that an interface of the other has. */
function joinMasks(segments: readonly Segment[]): readonly Segment[] {
  const sorted = segments.toSorted((a, b) =>
    a.range.from === b.range.from ? a.length - b.length : a.range.from < b.range.from ? -1 : 1,
  );
  const result: Segment[] = [];
  const around: { segment: Segment; at: number }[] = [];
  for (const segment of sorted) {
    while (
      around.length > 0 &&
      (around.at(-1)?.segment.range.to as Range['to']) < segment.range.to
    ) {
      around.pop();
    }
    const outer = around.at(-1);
    // Equal prefixes of two VRFs are two segments.
    const wider = outer !== undefined && outer.segment.length < segment.length;
    if (wider && outer.segment.members.some(({ own }) => holds(segment.range, own))) {
      const joined = { ...outer.segment, members: [...outer.segment.members, ...segment.members] };
      result[outer.at] = joined;
      around[around.length - 1] = { segment: joined, at: outer.at };
      continue;
    }
    around.push({ segment, at: result.length });
    result.push(segment);
  }
  return result;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) append(groups, key(item), item);
  return groups;
}
