/** Lines that one line can stand for: same action, apart in one field only, and nothing between that cares. */
import type { Ace, AddressMatch, PortMatch } from '@aclift/ir';
import { countRanges, equalRanges, type Ranges, unionRanges } from '@aclift/packet-set';
import type { Finding, ListName } from './finding.ts';
import { lineFinding } from './line-finding.ts';
import { acePackets } from './entry-packets.ts';
import { lineDiagram } from './list-space.ts';
import type { ListModel } from './list-model.ts';
import type { PacketBox } from './packet.ts';
import { type Standing } from './reachability.ts';

/** How far below a line its partner is looked for. */
const REACH = 40;

/** A merge that has been proven: `by` in the place of `line`, and `other` gone, leave the list as it is. */
export interface Merge {
  readonly line: number;
  readonly other: number;
  readonly by: Ace;
}

/** One finding for each pair, at the first line. Lines take part in one merge at most. */
export function mergeFindings(model: ListModel, merges: readonly Merge[]): readonly Finding[] {
  const { acl, device } = model.list;
  const list: ListName = { source: device.source, family: acl.family, name: acl.name };
  return merges.flatMap(({ by, line, other }) => {
    const first = model.lines[line]?.entry;
    const second = model.lines[other]?.entry;
    if (first === undefined || second === undefined) return [];
    const causes = [{ source: device.source, span: second.span, role: 'merges' as const }];
    const said = { code: 'lint/mergeable', facts: { list: acl.name } } as const;
    return [lineFinding(list, first.span, said, { causes, replacement: by })];
  });
}

/** Pairs of needed lines that one line can replace, found from the top. */
export function mergesOf(model: ListModel, standings: readonly Standing[]): readonly Merge[] {
  const merges: Merge[] = [];
  const taken = new Set<number>();
  model.lines.forEach((_, k) => {
    if (taken.has(k)) return;
    const merge = partnerOf(model, standings, taken, k);
    if (merge === undefined) return;
    merges.push(merge);
    taken.add(k).add(merge.other);
  });
  return merges;
}

function partnerOf(
  { fragments, groups, lines, list, space, tree }: ListModel,
  standings: readonly Standing[],
  taken: ReadonlySet<number>,
  k: number,
): Merge | undefined {
  const line = lines[k];
  if (line?.entry?.kind !== 'ace' || !isNeeded(standings[k])) return undefined;
  for (let other = k + 1; other < Math.min(lines.length, k + 1 + REACH); other += 1) {
    const partner = lines[other];
    if (partner?.entry?.kind !== 'ace' || partner.action !== line.action) continue;
    if (taken.has(other) || !isNeeded(standings[other])) continue;
    const by = mergeAces(line.entry, partner.entry, line.boxes, partner.boxes);
    if (by === undefined) continue;
    // The partner moves up past the lines between: those of the other action must not touch it.
    const between = lines
      .slice(k + 1, other)
      .some(
        ({ action }, i) =>
          action !== line.action && space.meets(tree.line(other), tree.line(k + 1 + i)),
      );
    if (between) continue;
    // The proof: the merged line matches what the two match, no more and no less.
    const union = space.union(tree.line(k), tree.line(other));
    const merged = lineDiagram(space, {
      entry: by,
      action: by.action,
      boxes: acePackets(by, list.acl.family, groups, fragments),
    });
    if (merged === union) return { line: k, other, by };
  }
  return undefined;
}

function isNeeded(standing: Standing | undefined): boolean {
  return standing === 'live' || standing === 'partly-shadowed';
}

type MergedField = 'source' | 'destination' | 'service' | 'sourcePort';
const MERGED: readonly MergedField[] = ['source', 'destination', 'service', 'sourcePort'];

/** The one field in which two single boxes differ. */
function differing(
  a: readonly PacketBox[],
  b: readonly PacketBox[],
): { readonly field: MergedField; readonly union: Ranges } | undefined {
  const [one, more] = a;
  const [two, most] = b;
  if (one === undefined || two === undefined || more !== undefined || most !== undefined) {
    return undefined;
  }
  const names = new Set([...Object.keys(one), ...Object.keys(two)] as (keyof PacketBox)[]);
  const apart = [...names].filter((name) => {
    const [x, y] = [one[name], two[name]];
    return x === undefined || y === undefined ? x !== y : !equalRanges(x, y);
  });
  const [field] = apart;
  if (apart.length !== 1 || !MERGED.includes(field as MergedField)) return undefined;
  const [x, y] = [one[field as MergedField], two[field as MergedField]];
  if (x === undefined || y === undefined) return undefined;
  return { field: field as MergedField, union: unionRanges(x, y) };
}

function mergeAces(
  a: Ace,
  b: Ace,
  boxesA: readonly PacketBox[],
  boxesB: readonly PacketBox[],
): Ace | undefined {
  if (a.log?.kind !== b.log?.kind) return undefined;
  const apart = differing(boxesA, boxesB);
  if (apart === undefined || reflects(a) || reflects(b)) return undefined;
  const { span } = a;
  switch (apart.field) {
    case 'source':
    case 'destination': {
      const match = oneAddress(apart.union, a[apart.field]);
      return match === undefined ? undefined : { ...a, [apart.field]: match };
    }
    case 'service':
    case 'sourcePort': {
      // Message types are no ports.
      if (a.icmp !== undefined || a.protocol.kind === 'service-group') return undefined;
      const ports = onePort(apart.union, span);
      if (ports === undefined) return undefined;
      return apart.field === 'service'
        ? { ...a, destinationPorts: ports }
        : { ...a, sourcePorts: ports };
    }
  }
}

/** What is recorded, and under which name, is more than what is matched. */
function reflects({ conditions }: Ace): boolean {
  return conditions.some(({ kind }) => kind === 'reflect');
}

/** The union as one IPv4 wildcard without gaps; undefined where it takes more, or the family has prefixes only. */
function oneAddress(union: Ranges, { kind, span }: AddressMatch): AddressMatch | undefined {
  const [range, more] = union;
  if (more !== undefined || range === undefined) return undefined;
  if (kind !== 'host' && kind !== 'wildcard') return undefined;
  const size = countRanges(union);
  const base = BigInt(range.from);
  if ((size & (size - 1n)) !== 0n || base % size !== 0n) return undefined;
  return { kind: 'wildcard', base: Number(base), wildcard: Number(size - 1n), span };
}

/** One to ten ports, or one range. */
function onePort(union: Ranges, span: Ace['span']): PortMatch | undefined {
  const [range, more] = union;
  if (range === undefined) return undefined;
  const count = Number(countRanges(union));
  if (more === undefined && count > 1) {
    return { kind: 'range', from: Number(range.from), to: Number(range.to), span };
  }
  if (count > MOST_PORTS) return undefined;
  const ports = union.flatMap(({ from, to }) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i),
  );
  return { kind: 'eq', ports, span };
}

/** IOS takes ten ports after `eq`. */
const MOST_PORTS = 10;
