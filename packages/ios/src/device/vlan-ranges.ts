/** Sets of VLAN numbers as ascending, disjoint ranges that do not touch. */
import type { VlanRange } from '@aclift/ir';

/** Every VLAN that a port can carry. */
export const ALL_VLANS: readonly VlanRange[] = [{ from: 1, to: 4094 }];

/** `10,20-30`; blanks may stand after commas. @returns undefined when the text is no list of VLANs. */
export function parseVlans(text: string): readonly VlanRange[] | undefined {
  const ranges: VlanRange[] = [];
  for (const part of text.split(/[,\s]+/)) {
    if (part === '') continue;
    const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part);
    if (match === null) return undefined;
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (from > to || to > 4094) return undefined;
    ranges.push({ from, to });
  }
  return ranges.length === 0 ? undefined : unionVlans(ranges);
}

export function unionVlans(ranges: readonly VlanRange[]): readonly VlanRange[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** What is in `ranges` and not in `without`. */
export function subtractVlans(
  ranges: readonly VlanRange[],
  without: readonly VlanRange[],
): readonly VlanRange[] {
  let left = ranges;
  for (const { from, to } of without) {
    left = left.flatMap((range) => {
      if (to < range.from || from > range.to) return [range];
      return [
        ...(range.from < from ? [{ from: range.from, to: from - 1 }] : []),
        ...(range.to > to ? [{ from: to + 1, to: range.to }] : []),
      ];
    });
  }
  return left;
}

/** As commands write them: `10,20-30`. */
export function showVlans(ranges: readonly VlanRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
