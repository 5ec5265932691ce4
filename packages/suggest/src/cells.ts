/**
 * Cells: the finest pieces of the address space that the inputs tell apart. All addresses of a cell are named by the
 * same sets, sit in one segment, are owned alike, and bear host names of one stem (or none).
 */
import type { OwnedRange } from '@aclift/inventory';
import { normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
import { type HostName, stemOf } from './host-names.ts';
import type { AddressSet } from './mentions.ts';
import type { Segment } from './segments.ts';

/** A cell that some set names. */
export interface Cell {
  readonly ranges: Ranges<number>;
  readonly size: number;
  /** Narrowest first. Hosts that lists treat alike have a set each. */
  readonly sets: readonly AddressSet[];
  readonly segment: Segment | undefined;
  /** Names of addresses of the cell, by address. */
  readonly hostNames: readonly HostName[];
  /** Key of the owner (see estate.ts); absent: the inventory names none of the addresses. */
  readonly owner?: string;
}

/** What an address is cut by besides the sets. */
export interface CellInput {
  readonly sets: readonly AddressSet[];
  readonly segments: readonly Segment[];
  readonly hostNames: readonly HostName[];
  readonly owned: readonly OwnedRange<number>[];
  readonly ownerKey: (owner: OwnedRange['owner']) => string;
}

/**
 * How a list treats a single host. Hosts that lists name one by one, in entries that differ only by their address and
 * stand below the same remark, are as good as a set.
 */
function patternOf({ group, id, mentions }: AddressSet): string {
  if (group !== undefined || mentions.length === 0) return `s${id}`;
  const seen = mentions.map(({ end, list, listPlace, peer, permits, remarks, services }) =>
    [
      listPlace.source,
      list,
      end,
      permits,
      services.join(','),
      peer ?? 'any',
      remarks.map(({ place }) => place.span.start).join(','),
    ].join(' '),
  );
  return `p${[...new Set(seen)].toSorted().join('; ')}`;
}

/** Hosts further apart than this are not taken for one subject only because lists treat them alike. */
const APART = 4;

/**
 * Cuts what the sets name into cells, by first address. Cost is n log n in the ends of all ranges, times the depth to
 * which sets nest.
 */
export function cellsOf(input: CellInput): readonly Cell[] {
  const events: Event[] = [];
  const open = (ranges: Ranges<number>, mark: Mark): void => {
    for (const { from, to } of ranges) {
      events.push({ at: from, opens: true, mark }, { at: to + 1, opens: false, mark });
    }
  };
  for (const set of input.sets) {
    open(set.ranges, { kind: 'set', set, key: set.size === 1 ? patternOf(set) : `s${set.id}` });
  }
  for (const segment of input.segments) open([segment], { kind: 'segment', segment });
  for (const { from, to, owner } of input.owned) {
    open([{ from, to }], { kind: 'owner', owner: input.ownerKey(owner) });
  }
  const named = new Map<number, HostName[]>();
  for (const name of input.hostNames) {
    const known = named.get(name.address);
    if (known === undefined) named.set(name.address, [name]);
    else if (!known.some((other) => other.name === name.name)) known.push(name);
  }
  for (const [address, names] of named) {
    open([{ from: address, to: address }], { kind: 'name', names });
  }
  return sweep(events);
}

type Mark =
  | { readonly kind: 'set'; readonly set: AddressSet; readonly key: string }
  | { readonly kind: 'segment'; readonly segment: Segment }
  | { readonly kind: 'owner'; readonly owner: string }
  | { readonly kind: 'name'; readonly names: readonly HostName[] };

interface Event {
  readonly at: number;
  readonly opens: boolean;
  readonly mark: Mark;
}

interface Piece {
  readonly range: Range<number>;
  readonly marks: readonly Mark[];
}

interface OpenCell {
  readonly pieces: Piece[];
}

function sweep(events: Event[]): readonly Cell[] {
  events.sort((a, b) => a.at - b.at || Number(a.opens) - Number(b.opens));
  const active = new Set<Mark>();
  const open = new Map<string, OpenCell>();
  const runs = new Map<string, { number: number; last: number }>();
  for (let i = 0; i < events.length;) {
    const { at } = events[i] as Event;
    for (; i < events.length && (events[i] as Event).at === at; i += 1) {
      const { mark, opens } = events[i] as Event;
      if (opens) active.add(mark);
      else active.delete(mark);
    }
    const next = events[i]?.at;
    const marks = [...active];
    if (next === undefined || !marks.some(({ kind }) => kind === 'set')) continue;
    const base = keyOf(marks);
    const run = runs.get(base) ?? { number: 0, last: at };
    // Named together, they may lie anywhere; merely treated alike, they have to be neighbours.
    const alike = marks.some((mark) => mark.kind === 'set' && mark.key.startsWith('p'));
    if (alike && at - run.last > APART) run.number += 1;
    run.last = next - 1;
    runs.set(base, run);
    const key = `${base} #${run.number}`;
    const cell = open.get(key) ?? { pieces: [] };
    cell.pieces.push({ range: { from: at, to: next - 1 }, marks });
    open.set(key, cell);
  }
  return [...open.values()]
    .flatMap(({ pieces }) => byStem(pieces))
    .map(cellOf)
    .toSorted((a, b) => (a.ranges[0]?.from ?? 0) - (b.ranges[0]?.from ?? 0));
}

function keyOf(marks: readonly Mark[]): string {
  const parts: string[] = [];
  for (const mark of marks) {
    if (mark.kind === 'set') parts.push(mark.key);
    else if (mark.kind === 'segment') parts.push(`g${mark.segment.id}`);
    else if (mark.kind === 'owner') parts.push(`o${mark.owner}`);
  }
  return parts.toSorted().join(' ');
}

/** Pieces apart by the stem of their host names. One stem alone stands for the nameless ones among few hosts too. */
function byStem(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const stems = Map.groupBy(pieces, ({ marks }) => {
    const names = marks.flatMap((mark) => (mark.kind === 'name' ? mark.names : []));
    return [...new Set(names.map(({ name }) => stemKey(name)))].toSorted().join('+');
  });
  const size = pieces.reduce((sum, { range }) => sum + range.to - range.from + 1, 0);
  return stems.size === 2 && stems.has('') && size <= FEW ? [pieces] : [...stems.values()];
}

/** Names of some hosts stand for the others of so many at most. */
const FEW = 32;

function stemKey(name: string): string {
  return [stemOf(name), ...name.split('.').slice(1)].join('.');
}

function cellOf(pieces: readonly Piece[]): Cell {
  const marks = [...new Set(pieces.flatMap((piece) => piece.marks))];
  const names = marks.flatMap((mark) => (mark.kind === 'name' ? mark.names : []));
  const ranges = normalizeRanges(pieces.map(({ range }) => range));
  const sets = marks.flatMap((mark) => (mark.kind === 'set' ? [mark.set] : []));
  const segments = marks.flatMap((mark) => (mark.kind === 'segment' ? [mark.segment] : []));
  // Owners are disjoint, so there is at most one.
  const owner = marks.find((mark) => mark.kind === 'owner')?.owner;
  return {
    ranges,
    size: ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    sets: sets.toSorted((a, b) => a.size - b.size || a.id - b.id),
    segment: segments.toSorted((a, b) => b.length - a.length)[0],
    hostNames: names,
    ...(owner === undefined ? {} : { owner }),
  };
}
