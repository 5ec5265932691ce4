/** Lines that one line can stand for: same action, apart in one field only, and nothing between that cares. */
import type { Ace, AclEntry, AddressMatch } from '@aclift/ir';
import type { Diagram } from '@aclift/packet-set';
import { acePackets } from './entry-packets.ts';
import { lineDiagram } from './list-space.ts';
import type { ListModel } from './list-model.ts';
import { mergeAces } from './merge-aces.ts';
import type { PacketBox } from './packet.ts';
import type { Standing } from './reachability.ts';

/** How far below a line its partner is looked for: lines that stand further apart were hardly meant as one. */
const REACH = 8;

/** A merge that has been proven: `by` in the place of `line`, and `others` gone, leave the list as it is. */
export interface Merge {
  readonly line: number;
  /** At least one, in order. */
  readonly others: readonly number[];
  readonly by: Ace;
}

/** A line of the list, or what some have become. */
interface Item {
  readonly lines: readonly number[];
  /** How many remarks stand above it in the list: what a remark parts belongs apart. */
  readonly paragraph: number;
  readonly action: Ace['action'];
  readonly set: Diagram;
  /** Absent: it takes part in no merge. */
  readonly ace?: { readonly ace: Ace; readonly boxes: readonly PacketBox[] };
}

/** Merges of needed lines, found from the top until there are no more: eight hosts in a row become one prefix. */
export function mergesOf(model: ListModel, standings: readonly Standing[]): readonly Merge[] {
  const { lines, tree } = model;
  const paragraphs = paragraphsOf(model);
  let items: readonly Item[] = lines.map(({ action, boxes, entry }, k) => ({
    lines: [k],
    paragraph: (entry && paragraphs.get(entry)) ?? 0,
    action,
    set: tree.line(k),
    ...(entry?.kind === 'ace' && isNeeded(standings[k]) ? { ace: { ace: entry, boxes } } : {}),
  }));
  for (;;) {
    const merged = mergeOnce(model, items);
    if (merged.length === items.length) break;
    items = merged;
  }
  return items.flatMap(({ ace, lines: [line, ...others] }) =>
    line === undefined ||
    others.length === 0 ||
    ace === undefined ||
    (others.length === 1 && joinsHosts(lines[line]?.entry, ace.ace))
      ? []
      : [{ line, others: others.toSorted((a, b) => a - b), by: ace.ace }],
  );
}

function paragraphsOf({ list }: ListModel): ReadonlyMap<AclEntry, number> {
  let remarks = 0;
  return new Map(
    list.acl.entries.map((entry) => {
      if (entry.kind === 'remark') remarks += 1;
      return [entry, remarks] as const;
    }),
  );
}

/** Whether an end that was a host is two now: neighbours by number alone, and a wildcard is harder to read than two hosts. */
function joinsHosts(first: AclEntry | undefined, by: Ace): boolean {
  return (
    first?.kind === 'ace' &&
    (['source', 'destination'] as const).some((end) => isHost(first[end]) && !isHost(by[end]))
  );
}

function isHost(match: AddressMatch): boolean {
  return match.kind === 'host' || (match.kind === 'wildcard' && match.wildcard === 0);
}

/** The items with each merged with the first that it can be, if any. */
function mergeOnce(model: ListModel, items: readonly Item[]): readonly Item[] {
  const gone = new Set<number>();
  const out: Item[] = [];
  items.forEach((item, k) => {
    if (gone.has(k)) return;
    for (let other = k + 1; other < Math.min(items.length, k + 1 + REACH); other += 1) {
      const partner = items[other] as Item;
      if (gone.has(other)) continue;
      const merged = merge(model, item, partner);
      if (merged === undefined || isCutOff(model, items, gone, k, other)) continue;
      gone.add(other);
      out.push(merged);
      return;
    }
    out.push(item);
  });
  return out;
}

/** Whether the partner moves up past a line of the other action that touches it. */
function isCutOff(
  { space }: ListModel,
  items: readonly Item[],
  gone: ReadonlySet<number>,
  k: number,
  other: number,
): boolean {
  const partner = items[other] as Item;
  return items
    .slice(k + 1, other)
    .some(
      ({ action, set }, i) =>
        !gone.has(k + 1 + i) && action !== partner.action && space.meets(partner.set, set),
    );
}

/** One item for two; the proof is that it matches what they match, no more and no less. */
function merge({ asked, groups, list, space }: ListModel, a: Item, b: Item): Item | undefined {
  if (a.ace === undefined || b.ace === undefined) return undefined;
  if (a.action !== b.action || a.paragraph !== b.paragraph) return undefined;
  const by = mergeAces(a.ace.ace, b.ace.ace, a.ace.boxes, b.ace.boxes, list.device.semantics);
  if (by === undefined) return undefined;
  const boxes = acePackets(by, list.acl.family, groups, asked);
  const set = lineDiagram(space, { entry: by, action: by.action, boxes });
  if (set !== space.union(a.set, b.set)) return undefined;
  return { ...a, lines: [...a.lines, ...b.lines], set, ace: { ace: by, boxes } };
}

function isNeeded(standing: Standing | undefined): boolean {
  return standing === 'live' || standing === 'partly-shadowed';
}
