/** Lines that never decide a packet, or that the list does not need, each with the lines that cause it. */
import {
  coverOf,
  decidedOtherwise,
  describeRegions,
  examplePacket,
  Explanations,
  leftOf,
  type ListModel,
  shadowOf,
  type Standing,
} from '@aclift/lists';
import { type Diagram, NOTHING } from '@aclift/packet-set';
import type { WitnessFlow } from '@aclift/verify';
import type { Cause, CauseRole, Finding, ListName } from './finding.ts';
import { lineFinding, type Said } from './line-finding.ts';

/** Most pairs of lines looked at for crossings in one list, and most regions shown of what is left of a line. */
const PAIR_BUDGET = 100_000;
const MOST_REGIONS = 3;
/** Most lines named that cut into another. */
const MOST_CROSSING = 3;

/** The findings that follow from the standings, in order of the lines. */
export function reachFindings(
  model: ListModel,
  standings: readonly Standing[],
): readonly Finding[] {
  const reasons = new Reasons(model, standings);
  return standings.flatMap((_, k) => reasons.of(k) ?? []);
}

class Reasons {
  readonly #model: ListModel;
  readonly #standings: readonly Standing[];
  readonly #list: ListName;
  readonly #explanations: Explanations;
  #pairs = PAIR_BUDGET;

  constructor(model: ListModel, standings: readonly Standing[]) {
    this.#model = model;
    this.#standings = standings;
    this.#explanations = new Explanations(model);
    const { acl, device } = model.list;
    this.#list = { source: device.source, family: acl.family, name: acl.name };
  }

  /** @returns undefined when there is nothing to say about the line, or it is not of the text. */
  of(k: number): Finding | undefined {
    const line = this.#model.lines[k];
    if (line?.entry === undefined || line.entry.kind === 'unrecognized') return undefined;
    const logs = this.#logs(k);
    const list = this.#list.name;
    switch (this.#standings[k]) {
      case 'matches-nothing':
        return this.#finding(k, { code: 'lint/matches-nothing', facts: { list } }, [], undefined);
      case 'shadowed':
        return this.#shadowed(k);
      case 'redundant': {
        const found = this.#explanations.try(() => {
          const { by, decided } = coverOf(this.#model, this.#standings, k);
          return { by, witness: this.#example(decided) };
        });
        if (found === undefined) {
          const facts = { list, causes: 0, logs, implied: false };
          return this.#finding(k, { code: 'lint/redundant', facts }, [], undefined);
        }
        const { by, witness } = found;
        const causes = by.flatMap((index) => this.#cause(index, 'decides-later'));
        const implied = causes.length < by.length;
        const facts = { list, causes: causes.length, logs: logs || by.some(this.#logs), implied };
        return this.#finding(k, { code: 'lint/redundant', facts }, causes, witness);
      }
      case 'needless-deny': {
        const { tree, space } = this.#model;
        const set = tree.line(k);
        const witness = this.#explanations.try(() =>
          this.#example(leftOf(space, set, tree.touching(0, k, set))),
        );
        const facts = { list, logs };
        return this.#finding(k, { code: 'lint/needless-deny', facts }, [], witness);
      }
      case 'partly-shadowed':
        return this.#crossed(k);
      default:
        return undefined;
    }
  }

  readonly #logs = (k: number): boolean => {
    const entry = this.#model.lines[k]?.entry;
    return entry?.kind === 'ace' && entry.log !== undefined;
  };

  #shadowed(k: number): Finding {
    const { lines, tree } = this.#model;
    const { action } = lines[k] as (typeof lines)[number];
    const by = this.#explanations.try(() => shadowOf(this.#model, k)) ?? [];
    const causes = by.flatMap((index) =>
      this.#cause(index, lines[index]?.action === action ? 'decides-first' : 'decides-otherwise'),
    );
    const facts = { list: this.#list.name, action, causes: causes.length };
    const other = this.#explanations.try(() => {
      const otherwise = decidedOtherwise(this.#model, k);
      return {
        // Where lines of its own action take as much of it, the line is dead weight rather than a trap.
        isMost: this.#isMost(otherwise, tree.line(k)),
        isSome: otherwise !== NOTHING,
        witness: this.#example(otherwise),
      };
    });
    // What cannot be told is taken for the worse.
    if (other === undefined || other.isMost) {
      const said = { code: 'lint/shadowed-by-opposite', facts } as const;
      return this.#finding(k, said, causes, other?.witness);
    }
    const said = { code: 'lint/shadowed', facts: { ...facts, mixed: other.isSome } } as const;
    return this.#finding(k, said, causes, this.#example(tree.line(k)));
  }

  /** Whether a part is more than half of a set; of its whole packets, where it has some. */
  #isMost(part: Diagram, set: Diagram): boolean {
    const { asked, space } = this.#model;
    const most = (a: Diagram, b: Diagram): boolean => 2n * space.count(a) > space.count(b);
    if (!asked.fragments) return most(part, set);
    const whole = space.box({ fragment: [{ from: 0, to: 0 }] });
    // Later fragments of a line with ports are those of all ports: they would outnumber what the line is about.
    return space.meets(set, whole)
      ? most(space.intersect(part, whole), space.intersect(set, whole))
      : most(part, set);
  }

  /** A line that lines of the other action cut into, neither holding the other. */
  #crossed(k: number): Finding | undefined {
    const { lines, space, tree } = this.#model;
    const set = tree.line(k);
    const { action } = lines[k] as (typeof lines)[number];
    const crossing: number[] = [];
    const meetsLine = (stretch: Diagram): boolean => space.meets(set, stretch);
    for (const index of tree.linesWhere(0, k, meetsLine)) {
      if ((this.#pairs -= 1) < 0 || crossing.length === MOST_CROSSING) break;
      if (lines[index]?.action === action || this.#standings[index] === 'shadowed') continue;
      // An exception that lies wholly inside is how lists are written.
      if (!space.isWithin(tree.line(index), set)) crossing.push(index);
    }
    if (crossing.length === 0) return undefined;
    const left = this.#explanations.try(() => {
      const rest = leftOf(space, set, tree.touching(0, k, set));
      return describeRegions(this.#list.family, space, rest, MOST_REGIONS);
    });
    const first = tree.line(crossing[0] as number);
    const witness = this.#explanations.try(() => this.#example(space.intersect(set, first)));
    return this.#finding(
      k,
      { code: 'lint/partly-shadowed', facts: { list: this.#list.name, action, left: left ?? [] } },
      crossing.flatMap((index) => this.#cause(index, 'decides-otherwise')),
      witness,
    );
  }

  #cause(index: number, role: CauseRole): readonly Cause[] {
    const entry = this.#model.lines[index]?.entry;
    return entry === undefined ? [] : [{ source: this.#list.source, span: entry.span, role }];
  }

  #example(packets: Diagram): WitnessFlow | undefined {
    return examplePacket(this.#model.space, this.#list.family, packets);
  }

  #finding(
    k: number,
    said: Said,
    causes: readonly Cause[],
    witness: WitnessFlow | undefined,
  ): Finding {
    const span = this.#model.lines[k]?.entry?.span ?? this.#model.list.acl.span;
    return lineFinding(this.#list, span, said, {
      causes,
      ...(witness === undefined ? {} : { witness }),
    });
  }
}
