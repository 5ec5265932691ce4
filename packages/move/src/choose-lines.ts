/**
 * Chooses the lines that a list lacks. Lines are images of entries that are there, as far as these say nothing too much; what is
 * left is written from the set itself. Every permit lets through only what the state permits, so that any order of typing is safe;
 * where an image says too much, denies stand before it that say only what the state denies.
 */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  NOTHING,
  type Range,
  type Ranges,
  type Space,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';
import { type FlowBox, type FlowField, hasPorts, TCP } from '@aclift/verify';
import { entryCount, isTcp, type Line, type LineOrigin } from './line.ts';

/** A line that would be like an entry. */
export interface Candidate {
  readonly box: FlowBox;
  readonly origin: LineOrigin;
}

/** Openings and answers. */
export interface Both {
  readonly openings: Diagram;
  readonly answers: Diagram;
}

/** What a list lacks, and what its lines may do. */
export interface Want {
  /** To be permitted by new lines. */
  readonly missing: Both;
  /** What a new permit may hold. */
  readonly allowed: Both;
  /** Openings to be denied by new lines. */
  readonly forbidden: Diagram;
  /** What a new deny may hold. */
  readonly deniable: Both;
  /** Sets of addresses that are written as one: exits and doors. */
  readonly whole: readonly Ranges[];
}

/** Lines of one place in a list, in their order: denies before the permit that they guard. */
export type LineGroup = readonly [Line, ...Line[]];

/** What was chosen, and what could not be written. */
export interface Choice {
  readonly groups: readonly LineGroup[];
  readonly left: Both;
  readonly open: Diagram;
}

/** Most entries for one list that are written from a set without an entry like them. */
const MOST_ENTRIES = 96;

/** Most denies before one permit, and most entries that they make together. */
const MOST_GUARDS = 12;
const MOST_IN_GROUP = 48;

/** Fields that are left out together for a wider line. */
const WIDER: readonly (readonly (keyof FlowBox)[])[] = [
  ['source'],
  ['destination'],
  ['sourcePort'],
  ['sourcePort', 'service', 'protocol'],
  ['source', 'sourcePort', 'service', 'protocol'],
  ['destination', 'sourcePort', 'service', 'protocol'],
];

export class LineChooser {
  readonly #tells: (box: FlowBox) => boolean;
  readonly #space: Space<FlowField>;
  readonly #family: Family;
  readonly #tcp: Diagram;
  #written = 0;

  /** @param tells whether the space can tell a box from others. */
  constructor(space: Space<FlowField>, family: Family, tells: (box: FlowBox) => boolean) {
    this.#tells = tells;
    this.#space = space;
    this.#family = family;
    this.#tcp = space.box({ protocol: [{ from: TCP, to: TCP }] });
  }

  /**
   * @param permits candidates in order of preference; `answers`: boxes of answers to them.
   * @param denies images of denies.
   */
  choose(
    want: Want,
    permits: readonly Candidate[],
    answers: readonly Candidate[],
    denies: readonly Candidate[],
  ): Choice {
    const space = this.#space;
    this.#written = 0;
    const groups: LineGroup[] = [];
    let { openings, answers: back } = want.missing;
    const settle = (line: Line): void => {
      const box = space.box(line.box);
      if (!line.established) openings = space.subtract(openings, box);
      back = space.subtract(back, line.established ? space.intersect(box, this.#tcp) : box);
    };
    for (const { box, origin } of permits) {
      if (openings === NOTHING) break;
      if (!space.meets(space.box(box), openings)) continue;
      const group = this.#guarded(
        { action: 'permit', box, established: false, origin },
        want,
        denies,
      );
      if (group === undefined) continue;
      groups.push(group);
      settle(group.at(-1) as Line);
    }
    for (const region of space.regions(openings)) {
      if (!space.meets(space.box(region), openings)) continue;
      const group = this.#cheapest(region, false, want);
      if (group === undefined) continue;
      if (!this.#affordable(group)) break;
      groups.push(group);
      settle(group.at(-1) as Line);
    }
    for (const { box, origin } of answers) {
      if (back === NOTHING) break;
      if (!space.meets(space.box(box), back)) continue;
      for (const line of answerLines(box, origin)) {
        if (!space.meets(space.box(line.box), back)) continue;
        const group = this.#guarded(line, want, []);
        if (group === undefined) continue;
        groups.push(group);
        settle(line);
      }
    }
    for (const some of [space.intersect(back, this.#tcp), space.subtract(back, this.#tcp)]) {
      for (const region of space.regions(some)) {
        if (!space.meets(space.box(region), back)) continue;
        const group = this.#cheapest(region, isTcp(region), want);
        if (group === undefined) continue;
        if (!this.#affordable(group)) break;
        groups.push(group);
        settle(group.at(-1) as Line);
      }
    }
    const forbidding = this.#forbidding(want, denies);
    return {
      groups: [...forbidding.groups, ...this.#needed(groups, want)],
      left: { openings, answers: back },
      open: forbidding.open,
    };
  }

  /** Denies of what is to be denied. */
  #forbidding(
    want: Want,
    denies: readonly Candidate[],
  ): { readonly groups: readonly LineGroup[]; readonly open: Diagram } {
    const space = this.#space;
    const groups: LineGroup[] = [];
    let open = want.forbidden;
    for (const { box, origin } of denies) {
      if (open === NOTHING) break;
      if (!space.meets(space.box(box), open)) continue;
      const line: Line = { action: 'deny', box, established: false, origin };
      if (!this.#fits(line, want.deniable)) continue;
      groups.push([line]);
      open = space.subtract(open, space.box(box));
    }
    // What only the end of a list denied has no line that it would be like: policies hold it, and a finding says so.
    return { groups, open };
  }

  /** A permit with the denies that it needs before it. Undefined: it would say too much all the same. */
  #guarded(line: Line, want: Want, denies: readonly Candidate[]): LineGroup | undefined {
    const space = this.#space;
    const { established } = line;
    const whole = space.box(line.box);
    const box = established ? space.intersect(whole, this.#tcp) : whole;
    let openings = established ? NOTHING : space.subtract(box, want.allowed.openings);
    let answers = space.subtract(box, want.allowed.answers);
    const guards: Line[] = [];
    const guard = (deny: Line): void => {
      const there = space.box(deny.box);
      if (!space.meets(there, openings) && !space.meets(there, answers)) return;
      if (!this.#fits(deny, want.deniable)) return;
      guards.push(deny);
      openings = space.subtract(openings, there);
      answers = space.subtract(answers, there);
    };
    for (const { box: deny, origin } of denies) {
      if (openings === NOTHING && answers === NOTHING) break;
      guard({ action: 'deny', box: deny, established, origin });
    }
    let tries = 0;
    for (const region of space.regions(space.union(openings, answers))) {
      if (openings === NOTHING && answers === NOTHING) break;
      if ((tries += 1) > MOST_GUARDS) return undefined;
      guard({
        action: 'deny',
        box: this.#widened(region, want.deniable, established),
        established,
      });
    }
    const group = [...guards, line] as unknown as LineGroup;
    const settled = openings === NOTHING && answers === NOTHING;
    // A line by itself may name many addresses; denies before it only a few.
    return settled && (guards.length === 0 || this.#cost(group) <= MOST_IN_GROUP)
      ? group
      : undefined;
  }

  /** The shortest way to permit a region: as it is, wider where that is no more, or with denies before something wider. */
  #cheapest(region: FlowBox, established: boolean, want: Want): LineGroup | undefined {
    const exact = this.#widened(region, want.allowed, established);
    const bases = [exact, ...wholeBoxes(exact, want.whole)];
    const wider = bases
      .flatMap((base) => [base, ...WIDER.map((fields) => without(base, fields))])
      .filter(
        (box) => (!established || isTcp(box)) && (box.source ?? box.destination) !== undefined,
      );
    let best: LineGroup | undefined;
    let least = Infinity;
    for (const box of wider) {
      if (entryCount(box, this.#family) >= least) continue;
      const group = this.#guarded({ action: 'permit', box, established }, want, []);
      const cost = group === undefined ? Infinity : this.#cost(group);
      if (group === undefined || cost >= least) continue;
      best = group;
      least = cost;
    }
    return best;
  }

  #cost(group: LineGroup): number {
    return group.reduce((sum, { box }) => sum + entryCount(box, this.#family), 0);
  }

  #fits(line: Line, into: Both): boolean {
    const space = this.#space;
    const box = space.box(line.box);
    const back = line.established ? space.intersect(box, this.#tcp) : box;
    return (
      space.subtract(back, into.answers) === NOTHING &&
      (line.established || space.subtract(box, into.openings) === NOTHING)
    );
  }

  #widened(region: FlowBox, into: Both, established: boolean): FlowBox {
    let box = this.#rounded(region, into, established);
    for (const field of ['sourcePort', 'service', 'protocol', 'source', 'destination'] as const) {
      if (box[field] === undefined) continue;
      // Ports mean nothing without their protocol, and `established` is of TCP.
      const bound = established || (box.service ?? box.sourcePort) !== undefined;
      if (field === 'protocol' && bound) continue;
      // A line about nobody in particular would be about everybody.
      if (field === 'destination' && box.source === undefined) continue;
      const wider = without(box, [field]);
      if (this.#fits({ action: 'permit', box: wider, established }, into)) box = wider;
    }
    return box;
  }

  /** With prefixes and ranges in the place of what has holes, where these may be filled. */
  #rounded(region: FlowBox, into: Both, established: boolean): FlowBox {
    let box = region;
    for (const field of ['source', 'destination', 'service', 'sourcePort'] as const) {
      const ranges = box[field];
      const [first] = ranges ?? [];
      const last = ranges?.at(-1);
      if (ranges === undefined || first === undefined || last === undefined) continue;
      const isEnd = field === 'source' || field === 'destination';
      // Message types next to each other have nothing in common.
      if (!isEnd && (ranges.length < 2 || !isPorted(box))) continue;
      const whole = isEnd ? enclosing(first.from, last.to) : { from: first.from, to: last.to };
      if (ranges.length === 1 && whole.from === first.from && whole.to === last.to) continue;
      const wider = { ...box, [field]: [whole] };
      // Rounding may lead to addresses that nothing tells apart from others.
      if (!this.#tells(wider)) continue;
      if (this.#fits({ action: 'permit', box: wider, established }, into)) {
        box = wider;
      }
    }
    return box;
  }

  #affordable(group: LineGroup): boolean {
    this.#written += this.#cost(group);
    return this.#written <= MOST_ENTRIES;
  }

  /** Groups without which something would be missing, from the last to the first. */
  #needed(groups: readonly LineGroup[], want: Want): readonly LineGroup[] {
    const space = this.#space;
    let kept = [...groups];
    if (groups.length > 64) return kept;
    for (const group of groups.toReversed()) {
      const others = kept.filter((one) => one !== group);
      if (others.length === 0) break;
      const lines = others.map((one) => one.at(-1) as Line);
      const boxes = lines.map((line) => ({ line, box: space.box(line.box) }));
      const openings = space.unionAll(
        boxes.flatMap(({ box, line }) => (line.established ? [] : [box])),
      );
      const answers = space.unionAll(
        boxes.map(({ box, line }) => (line.established ? space.intersect(box, this.#tcp) : box)),
      );
      const own = group.at(-1) as Line;
      const box = space.box(own.box);
      const missed = space.intersect(want.missing.openings, own.established ? NOTHING : box);
      const missedBack = space.intersect(want.missing.answers, box);
      if (
        space.subtract(missed, openings) === NOTHING &&
        space.subtract(missedBack, answers) === NOTHING
      ) {
        kept = others;
      }
    }
    return kept;
  }
}

/** Lines for answers in a box: `established` for TCP, plain for the rest. */
function answerLines(box: FlowBox, origin: LineOrigin): readonly Line[] {
  if (box.protocol === undefined) {
    return [{ action: 'permit', box, established: false, origin }];
  }
  const holdsTcp = (range: Range): boolean => range.from <= TCP && TCP <= range.to;
  const tcp = { ...box, protocol: [{ from: TCP, to: TCP }] };
  const rest = box.protocol.flatMap((range) =>
    holdsTcp(range)
      ? [
          { from: range.from, to: TCP - 1 },
          { from: TCP + 1, to: range.to },
        ].filter((one) => one.from <= one.to)
      : [range],
  );
  return [
    ...(box.protocol.some(holdsTcp)
      ? [{ action: 'permit' as const, box: tcp, established: true, origin }]
      : []),
    ...(rest.length === 0
      ? []
      : [
          {
            action: 'permit' as const,
            box: { ...box, protocol: rest },
            established: false,
            origin,
          },
        ]),
  ];
}

function without(box: FlowBox, fields: readonly (keyof FlowBox)[]): FlowBox {
  return Object.fromEntries(
    Object.entries(box).filter(([field]) => !fields.includes(field as keyof FlowBox)),
  );
}

/** The box with an end that lies in a set of addresses widened to all of them. */
function wholeBoxes(box: FlowBox, whole: readonly Ranges[]): readonly FlowBox[] {
  return (['source', 'destination'] as const).flatMap((end) => {
    const ranges = box[end];
    if (ranges === undefined) return [];
    return whole
      .filter((one) => subtractRanges(ranges, one).length === 0)
      .map((one) => ({ ...box, [end]: one }));
  });
}

/** The smallest prefix that holds two addresses. */
function enclosing(from: Value, to: Value): Range {
  let size = 0n;
  const [low, high] = [BigInt(from), BigInt(to)];
  while (low >> size !== high >> size) size += 1n;
  const first = (low >> size) << size;
  const last = first + (1n << size) - 1n;
  return typeof from === 'bigint'
    ? { from: first, to: last }
    : { from: Number(first), to: Number(last) };
}

function isPorted({ protocol }: FlowBox): boolean {
  return protocol?.every(({ from, to }) => from === to && hasPorts(Number(from))) ?? false;
}
