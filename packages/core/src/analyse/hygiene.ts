/**
 * Second stage: what can be said of each entry from its list alone. Exact over all packets: an entry is shadowed when
 * earlier entries take everything it matches, and redundant when the list does the same without it.
 */
import { type Diagram, DiagramBudgetError, NOTHING, type Range, Space } from '@aclift/packet-set';
import {
  type AceMatch,
  allOpenings,
  type FilterList,
  type FlowBox,
  type FlowField,
  flowFields,
} from '@aclift/verify';

/** What the list makes of one entry. Indexes are into the list's rules. */
export type Standing =
  /** Decides some packet, and the list needs it. */
  | { readonly kind: 'live'; readonly permitsEverything: boolean }
  /** Matches no packet by itself. */
  | { readonly kind: 'matches-nothing' }
  /** Earlier entries decide everything it matches. */
  | { readonly kind: 'shadowed'; readonly by: readonly number[] }
  /** Later entries with the same action decide everything it decides. */
  | { readonly kind: 'redundant'; readonly by: readonly number[] }
  /** Matches packets, but none that opens a connection. */
  | { readonly kind: 'answers-only' }
  /** Depends on what the model does not have; nothing is claimed. */
  | { readonly kind: 'not-analysed' };

type AnalysisField = FlowField | 'answer';

/** Most set operations spent on looking for redundant entries of one list. */
const REDUNDANCY_BUDGET = 400_000;

/** The standing of every rule of a list. */
export function standings(list: FilterList): readonly Standing[] {
  try {
    return new ListAnalysis(list).standings();
  } catch (error) {
    if (error instanceof DiagramBudgetError)
      return list.rules.map(() => ({ kind: 'not-analysed' }));
    throw error;
  }
}

class ListAnalysis {
  readonly #list: FilterList;
  readonly #space: Space<AnalysisField>;
  readonly #certain: readonly Diagram[];
  readonly #possible: readonly Diagram[];
  readonly #hulls: readonly Hull[];
  readonly #packets: Diagram;
  readonly #openings: Diagram;
  #operations = 0;

  constructor(list: FilterList) {
    this.#list = list;
    const { family } = list.acl;
    const boxes = [
      ...list.rules.flatMap(({ match }) => [
        ...match.must,
        ...match.may,
        ...match.answersMust,
        ...match.answersMay,
      ]),
      ...allOpenings(family),
      { protocol: [{ from: 6, to: 6 }] } satisfies FlowBox,
    ];
    const cut = (field: FlowField): Range[] => boxes.flatMap((box) => box[field] ?? []);
    this.#space = new Space<AnalysisField>(
      // Protocol first: it is what entries differ in most, and keeps the diagrams small.
      [
        ...flowFields(family).toSorted((a, b) => order(a.name) - order(b.name)),
        { name: 'answer', max: 1 },
      ],
      {
        source: cut('source'),
        destination: cut('destination'),
        protocol: cut('protocol'),
        service: cut('service'),
        sourcePort: cut('sourcePort'),
        answer: [{ from: 0, to: 0 }],
      },
    );
    this.#certain = list.rules.map(({ match }) => this.#set(match.must, match.answersMust));
    this.#possible = list.rules.map(({ match }) => this.#set(match.may, match.answersMay));
    this.#hulls = list.rules.map(({ match }) => hullOf(match));
    const opening = { answer: [{ from: 0, to: 0 }] };
    const tcp = { protocol: [{ from: 6, to: 6 }] };
    this.#packets = this.#space.union(this.#space.box(opening), this.#space.box(tcp));
    this.#openings = this.#space.unionAll(
      allOpenings(family).map((box) => this.#space.box({ ...box, ...opening })),
    );
  }

  /** Packets of boxes about openings and boxes about TCP answers. */
  #set(openings: readonly FlowBox[], answers: readonly FlowBox[]): Diagram {
    return this.#space.unionAll([
      ...openings.map((box) => this.#space.box({ ...box, answer: [{ from: 0, to: 0 }] })),
      ...answers.map((box) => this.#space.box({ ...box, answer: [{ from: 1, to: 1 }] })),
    ]);
  }

  standings(): readonly Standing[] {
    const space = this.#space;
    const labelled = this.#certain.map((set, i) =>
      space.mapTerminals(set, (t) => (t > 0 ? i + 1 : 0)),
    );
    const flat = space.firstMatch(labelled);
    const live = new Set(space.terminals(flat));
    return this.#list.rules.map(({ entry, match }, k): Standing => {
      if (entry === undefined || isOpaque(entry)) return { kind: 'not-analysed' };
      const possible = this.#possible[k] as Diagram;
      if (possible === NOTHING) return { kind: 'matches-nothing' };
      if (match.caveats.length > 0) {
        const before = space.firstMatch(labelled.slice(0, k));
        return space.subtract(possible, before) === NOTHING
          ? { kind: 'shadowed', by: this.#labels(before, possible) }
          : { kind: 'not-analysed' };
      }
      if (!live.has(k + 1)) return { kind: 'shadowed', by: this.#labels(flat, possible) };
      if (space.intersect(possible, this.#openings) === NOTHING) return { kind: 'answers-only' };
      const decided = space.mapTerminals(space.mask(flat, possible), (t) => (t === k + 1 ? 1 : 0));
      const by = this.#coveredLater(k, decided);
      if (by !== undefined) return { kind: 'redundant', by };
      const all =
        this.#list.rules[k]?.action === 'permit' &&
        space.subtract(this.#packets, possible) === NOTHING;
      return { kind: 'live', permitsEverything: all };
    });
  }

  #labels(flat: Diagram, set: Diagram): number[] {
    return this.#space.terminals(this.#space.mask(flat, set)).map((label) => label - 1);
  }

  /**
   * Whether the rules after `k` would decide `packets` just the same.
   * @returns the rules that would; undefined when something would change, or the budget is spent.
   */
  #coveredLater(k: number, packets: Diagram): readonly number[] | undefined {
    const action = this.#list.rules[k]?.action;
    const hull = this.#hulls[k] as Hull;
    const by: number[] = [];
    let rest = packets;
    for (let j = k + 1; j < this.#list.rules.length; j += 1) {
      const rule = this.#list.rules[j];
      if (rule === undefined || rule.entry === undefined) continue;
      if (!overlap(hull, this.#hulls[j] as Hull)) continue;
      if ((this.#operations += 1) > REDUNDANCY_BUDGET) return undefined;
      if (rule.action !== action) {
        if (isOpaque(rule.entry)) return undefined;
        if (this.#space.intersect(rest, this.#possible[j] as Diagram) !== NOTHING) return undefined;
        continue;
      }
      const left = this.#space.subtract(rest, this.#certain[j] as Diagram);
      if (left === rest) continue;
      by.push(j);
      rest = left;
      if (rest === NOTHING) return by;
    }
    return undefined;
  }
}

/** `evaluate` and `fragments` are about packets that the model of a packet does not have. */
function isOpaque(entry: NonNullable<FilterList['rules'][number]['entry']>): boolean {
  return (
    entry.kind === 'evaluate' ||
    (entry.kind === 'ace' && entry.conditions.some(({ kind }) => kind === 'fragments'))
  );
}

function order(field: FlowField): number {
  return ['protocol', 'source', 'destination', 'service', 'sourcePort'].indexOf(field);
}

/** Smallest intervals around what an entry may match: a cheap way to see that two entries have nothing in common. */
interface Hull {
  readonly source: Range | undefined;
  readonly destination: Range | undefined;
  readonly protocol: Range | undefined;
}

function hullOf({ may, answersMay }: AceMatch): Hull {
  const hull = (field: 'source' | 'destination' | 'protocol'): Range | undefined => {
    let found: { from: Range['from']; to: Range['to'] } | undefined;
    for (const box of [...may, ...answersMay]) {
      const ranges = box[field];
      const first = ranges?.[0];
      const last = ranges?.at(-1);
      if (first === undefined || last === undefined) return undefined;
      if (found === undefined) found = { from: first.from, to: last.to };
      else {
        if (first.from < found.from) found.from = first.from;
        if (last.to > found.to) found.to = last.to;
      }
    }
    return found;
  };
  return { source: hull('source'), destination: hull('destination'), protocol: hull('protocol') };
}

function overlap(a: Hull, b: Hull): boolean {
  const meet = (x: Range | undefined, y: Range | undefined): boolean =>
    x === undefined || y === undefined || (x.from <= y.to && y.from <= x.to);
  return (
    meet(a.source, b.source) && meet(a.destination, b.destination) && meet(a.protocol, b.protocol)
  );
}
