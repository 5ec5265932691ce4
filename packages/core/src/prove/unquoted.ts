/** Flows of a drafted rule that no entry of a list permits, in the words of their ends. */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  intersectRanges,
  next,
  normalizeRanges,
  NOTHING,
  previous,
  type Range,
  type Ranges,
  rangesHold,
  type Space,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import type { Ends, FlowField } from '@aclift/verify';
import type { Draft, DraftedRule } from '../draft/draft.ts';
import { fromLine, type Stack } from '../sides/stack.ts';
import { addressTexts } from '../draft/address-texts.ts';
import { writtenAt } from './written-blocks.ts';

/** Flows of a rule that no entry of a list permits. */
export interface Unquoted {
  /** `unfiltered`: nothing filters them. `unnamed`: filters on their way let them through, but no entry says so. */
  readonly kind: 'unfiltered' | 'unnamed';
  /** The other ends: workloads, and addresses in text. Empty: all those of the rule. */
  readonly peers: readonly string[];
  /** The ends are all but these. */
  readonly except: boolean;
  /** Of the flows of these ends only some. */
  readonly inPart: boolean;
}

/** Flows of a rule. */
export interface Located {
  /** All of them. */
  readonly whole: Diagram;
  /** Those that entries decide, also of devices. */
  readonly quoted: Diagram;
  /** Those that are asked about. */
  readonly rest: Diagram;
}

const FIELDS: readonly FlowField[] = ['source', 'destination', 'protocol', 'service', 'sourcePort'];

/** Words for the ends of flows, for one family. */
export class UnquotedWords {
  readonly #stack: Stack;
  readonly #space: Space<FlowField>;
  readonly #family: Family;
  readonly #ends: Ends;
  readonly #devices: readonly Ranges[];

  /** @param devices addresses of devices themselves. */
  constructor(
    stack: Stack,
    space: Space<FlowField>,
    family: Family,
    ends: Ends,
    devices: readonly Ranges[],
  ) {
    this.#stack = stack;
    this.#space = space;
    this.#family = family;
    this.#ends = ends;
    this.#devices = devices;
  }

  /** In which flows of a rule entries have no part. @param at the rest is of one kind. */
  of(kind: Unquoted['kind'], draft: Draft, rule: DraftedRule, at: Located): readonly Unquoted[] {
    const { quoted, rest, whole } = at;
    if (rest === NOTHING) return [];
    const field = rule.direction === 'egress' ? 'destination' : 'source';
    const [met, others, told] = [rest, whole, quoted].map((flows) =>
      this.#valuesOf(flows, field),
    ) as [Ranges, Ranges, Ranges];
    const inPart =
      this.#space.subtract(
        this.#space.intersect(whole, this.#space.box({ [field]: met })),
        rest,
      ) !== NOTHING;
    const left = subtractRanges(others, met);
    if (left.length === 0 && subtractRanges(told, others).length === 0) {
      return [{ kind, peers: [], except: false, inPart }];
    }
    const peers = this.#namesOf(draft, rule, this.#withoutGaps(met, told));
    const rests = this.#namesOf(draft, rule, this.#withoutGaps(left, []));
    const except = rests.length > 0 && rests.length < peers.length;
    return [{ kind, peers: except ? rests : peers, except, inPart }];
  }

  #valuesOf(flows: Diagram, field: 'source' | 'destination'): Ranges {
    const space = this.#space;
    const left = FIELDS.filter((name) => name !== field).reduce(
      (set, name) => space.exists(set, name),
      flows,
    );
    const intervals = space.intervals(left, field).filter(({ below }) => below !== NOTHING);
    return normalizeRanges(intervals.map(({ from, to }): Range => ({ from, to })));
  }

  /** With the addresses of devices that are surrounded by others: no gap worth naming, unless a line is about it. */
  #withoutGaps(ranges: Ranges, told: Ranges): Ranges {
    const gaps = this.#devices
      .flat()
      .filter(
        ({ from, to }) =>
          !rangesHold(told, from) &&
          (rangesHold(ranges, previous(from)) || rangesHold(ranges, next(to))),
      );
    return unionRanges(ranges, normalizeRanges(gaps));
  }

  /** Workloads and addresses that the rule has blocks for; addresses alone where it is for everyone. */
  #namesOf(draft: Draft, rule: DraftedRule, ranges: Ranges): readonly string[] {
    const { anyone, outside } = rule.peers;
    if (anyone) return addressTexts(this.#family, ranges);
    const pods = this.#ends.pods.filter(
      ({ addresses }) => intersectRanges(addresses, ranges).length > 0,
    );
    const others = pods.reduce<Ranges>(
      (left, { addresses }) => subtractRanges(left, addresses),
      ranges,
    );
    const named = intersectRanges(
      others,
      unionRanges(
        fromLine(this.#stack, this.#family, outside),
        writtenAt(this.#family, draft, rule),
      ),
    );
    return [...pods.map(({ workload }) => workload.id), ...addressTexts(this.#family, named)];
  }
}
