/**
 * The proof: what the lists let through today against what a set of policies allows, over every flow. Every difference
 * is shown with a flow, the entries that decide it, and the rule; and either it follows from something that labels
 * cannot say, by a criterion worked out here and not by the drafting code, or it is unexplained.
 */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  NOTHING,
  normalizeRanges,
  type Space,
  subtractRanges,
} from '@aclift/packet-set';
import { CoverageMap, type CoveragePlan, UNDECIDED } from './coverage.ts';
import { decideByPolicies, type PolicyDecision } from './decide.ts';
import { type Ends, togetherOf } from './ends.ts';
import { CLIENT_PORTS, type ClientPorts } from './client-ports.ts';
import { type Approximation, Explainer } from './explain.ts';
import { allOpenings, type Flow, type FlowField, icmpProtocol, SCTP, TCP, UDP } from './flow.ts';
import {
  countOpenings,
  endsOf,
  exampleFlow,
  type Form,
  openingFlows,
  FormFlows,
  formsOf,
  pairsOf,
  type PairEnd,
} from './forms.ts';
import type { OtherFamily } from './other-family.ts';
import { type AllowedBound, PolicyFunctions } from './policy-function.ts';
import type { PolicyDirection, PolicyModel } from './policy-model.ts';
import type { ListUse, Today } from './today.ts';
import { TouchedCollector, type TouchedRules } from './touched.ts';
import { UsesByEnds } from './uses-by-ends.ts';
import { describeFlow, type WitnessFlow } from './witness.ts';

export type DifferenceKind = 'widened' | 'narrowed';

/** A rule or entry that decided a flow. */
export interface DecidingEntry {
  readonly use: ListUse;
  /** Index into the list's rules; undefined for the implicit deny. */
  readonly rule: number | undefined;
}

/** Flows of one pair of ends that differ for one reason. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Undefined: nothing explains it, so either side has a bug. */
  readonly because: Approximation | undefined;
  /** Names of the ends: workload id, external, or `(unnamed)`. */
  readonly from: string;
  readonly to: string;
  readonly flows: bigint;
  /** The flows, in the space of the comparison. */
  readonly region: Diagram;
  readonly witness: WitnessFlow;
  readonly entries: readonly DecidingEntry[];
  readonly policy: PolicyDecision;
}

/** Flows of one pair of ends whose verdict only the cluster knows. */
export type Undecided = Pick<Difference, 'from' | 'to' | 'flows' | 'region' | 'witness' | 'policy'>;

/** Numbers of flows. Disjoint; together every opening. */
export interface Tally {
  readonly preserved: bigint;
  readonly widened: bigint;
  readonly narrowed: bigint;
  /** Part of the above that nothing explains. */
  readonly unexplained: bigint;
  /** Openings between two addresses outside the cluster, with virtual addresses, or of protocols that the target leaves open. */
  readonly notComparable: bigint;
  /** Part of `notComparable`: between two ends outside the cluster, of which no policy can say anything. */
  readonly transit: bigint;
  /** Part of `notComparable`: only the cluster knows what the policies do with them. */
  readonly undecided: bigint;
}

/** The result of a comparison. */
export interface Comparison {
  readonly tally: Tally;
  readonly differences: readonly Difference[];
  readonly undecided: readonly Undecided[];
  /** Indexes of rules that decide some narrowed or widened flow, for each use of a list. */
  readonly touched: ReadonlyMap<ListUse, TouchedRules>;
}

/** What to compare. The space must have been cut by everything in it. */
export interface CompareInput {
  readonly space: Space<FlowField>;
  readonly family: Family;
  readonly ends: Ends;
  readonly today: Today;
  /** With conditions taken to do what was decided. Absent: nothing was decided about conditions. */
  readonly assumed?: Today;
  /** Absent: nothing was decided about partial coverage. */
  readonly coverage?: CoveragePlan;
  readonly policies: readonly PolicyModel[];
  /** Protocols that the target decides; others are not comparable. */
  readonly protocols: readonly number[];
  readonly unseenTraffic: 'preserve' | 'strict';
  readonly clientPorts: ClientPorts;
  /** What the lists of the other family say between the same workloads. Absent: nobody has addresses of it. */
  readonly otherFamily?: OtherFamily;
  /**
   * Whether rules may look only into what the inventory asks for, so that anything else is unexplained: so it is with
   * drafts. Absent: a policy may look into whatever it likes.
   */
  readonly onlyAsked?: boolean;
}

/** Protocols that every NetworkPolicy implementation decides: for others the outcome is undefined. */
export const NETWORKPOLICY_PROTOCOLS: readonly number[] = [TCP, UDP, SCTP];

/** Protocols that Cilium decides without the agent's extended protocols. */
export function ciliumProtocols(family: Family): readonly number[] {
  return [icmpProtocol(family), TCP, UDP, SCTP];
}

/** Compares today's verdicts with the policies'. */
export function compare(input: CompareInput): Comparison {
  const { space, ends, family } = input;
  const openings = openingFlows(space, family, input.protocols, CLIENT_PORTS[input.clientPorts]);
  const collector = new Collector(input);
  let comparable = 0n;
  for (const form of formsOf(space, ends)) comparable += collector.add(form, openings);
  return collector.result(comparable, countOpenings(space, family));
}

/** Gathers tallies, differences and touched rules over the forms. */
class Collector {
  readonly #input: CompareInput;
  readonly #functions: PolicyFunctions;
  readonly #assumed: Today;
  readonly #coverage: CoverageMap;
  readonly #differences: Difference[] = [];
  readonly #undecided: Undecided[] = [];
  #undecidedFlows = 0n;
  readonly #touched: TouchedCollector;
  readonly #uses = new Map<Form, UsesByEnds>();
  #widened = 0n;
  #narrowed = 0n;
  #unexplained = 0n;

  constructor(input: CompareInput) {
    this.#input = input;
    this.#functions = new PolicyFunctions(input.space, input.policies);
    this.#assumed = input.assumed ?? input.today;
    this.#coverage = new CoverageMap(
      input.space,
      this.#assumed,
      input.ends,
      input.coverage ?? UNDECIDED,
    );
    this.#touched = new TouchedCollector(input.space, input.today, this.#coverage);
  }

  /** @returns how many flows of the form can be compared. */
  add(form: Form, openings: Diagram): bigint {
    const { space, today } = this.#input;
    const formFlows = new FormFlows(space, form, openings);
    const { all, fromPods, toItself, toPods } = formFlows;
    const heldBy = (direction: PolicyDirection, bound: AllowedBound): Diagram =>
      formFlows.held(this.#functions, direction, bound);
    const heldBySource = heldBy('egress', 'at-most');
    const heldByDestination = heldBy('ingress', 'at-most');
    const held = space.union(heldBySource, heldByDestination);
    const { comparable, partly } = this.#decided(form, all, held, heldBy);
    const widened = space.subtract(
      space.subtract(comparable, held),
      space.union(today.permitted.min, toItself),
    );
    const narrowed = space.intersect(space.intersect(comparable, held), today.permitted.max);

    const { wholes } = this.#input.ends;
    const [from, to] = [togetherOf(form.from.pods, wholes), togetherOf(form.to.pods, wholes)];
    const explainer = new Explainer(
      { ...this.#input, assumed: this.#assumed, coverage: this.#coverage },
      from,
      to,
    );
    const more = explainer.widened(widened);
    const inside = space.intersect(partly, today.permitted.min);
    const asked = this.#input.onlyAsked === true ? this.#askedFor(form) : space.box({});
    const named = this.#knownByName();
    const less = [
      ...explainer.narrowed(narrowed),
      ['dns-names', space.intersect(inside, named)] as const,
      ['layer-7', space.intersect(space.subtract(inside, named), asked)] as const,
      [undefined, space.subtract(inside, space.union(asked, named))] as const,
    ].filter(([, flows]) => flows !== NOTHING);
    for (const [because, flows] of more) this.#record(form, 'widened', because, flows);
    for (const [because, flows] of less) this.#record(form, 'narrowed', because, flows);
    this.#touched.widened(more, from, to);
    this.#touched.narrowed(comparable, less, (role) => {
      if (role === 'everywhere') return held;
      const [own, atOwnEnd, atOther] =
        role === 'in'
          ? [fromPods, heldBySource, heldByDestination]
          : [toPods, heldByDestination, heldBySource];
      return space.union(space.intersect(own, atOwnEnd), space.subtract(atOther, own));
    });
    return space.count(comparable);
  }

  /**
   * Takes out and records what only the cluster can decide.
   * @returns the decided flows, and those of them that open and are looked into.
   */
  #decided(
    form: Form,
    all: Diagram,
    held: Diagram,
    heldBy: (direction: PolicyDirection, bound: AllowedBound) => Diagram,
  ): { readonly comparable: Diagram; readonly partly: Diagram } {
    if (this.#functions.exact) return { comparable: all, partly: NOTHING };
    const { ends, space } = this.#input;
    const open = space.subtract(all, held);
    const within = (bound: AllowedBound): Diagram =>
      space.subtract(open, space.union(heldBy('egress', bound), heldBy('ingress', bound)));
    const opens = within('in-part');
    const undecided = space.subtract(open, opens);
    for (const { from, to, part } of pairsOf(space, ends, form, undecided)) {
      const { policy, witness } = this.#example(from, to, part);
      const flows = space.count(part);
      this.#undecidedFlows += flows;
      this.#undecided.push({ from: from.name, to: to.name, flows, region: part, witness, policy });
    }
    return {
      comparable: space.subtract(all, undecided),
      partly: space.subtract(opens, within('certain')),
    };
  }

  /** Flows to addresses that have DNS names. */
  #knownByName(): Diagram {
    const { space, ends } = this.#input;
    const addresses = ends.named
      .filter(({ fqdns }) => fqdns !== undefined)
      .flatMap((end) => end.addresses);
    return space.box({ destination: normalizeRanges(addresses) });
  }

  /** Flows that the inventory wants to be looked into. */
  #askedFor({ to }: Form): Diagram {
    const { space } = this.#input;
    const protocol = [{ from: TCP, to: TCP }];
    return space.unionAll(
      to.pods.flatMap(({ workload, addresses }) =>
        (workload.http ?? []).map(({ port }) =>
          space.box({ destination: addresses, protocol, service: [{ from: port, to: port }] }),
        ),
      ),
    );
  }

  /** Splits a region by the names of its ends and keeps a witness of each part. */
  #record(
    form: Form,
    kind: DifferenceKind,
    because: Approximation | undefined,
    flows: Diagram,
  ): void {
    const { ends, space } = this.#input;
    for (const { from, to, part, places } of pairsOf(space, ends, form, flows)) {
      const count = space.count(part);
      if (kind === 'widened') this.#widened += count;
      else this.#narrowed += count;
      if (because === undefined) this.#unexplained += count;
      const uses = this.#usesOf(form).between(...places);
      this.#differences.push(this.#difference(kind, because, from, to, part, count, uses));
    }
  }

  /** The lists of each form by its ends. */
  #usesOf(form: Form): UsesByEnds {
    const known = this.#uses.get(form);
    if (known !== undefined) return known;
    const { ends, space, today } = this.#input;
    const { destinations, sources } = endsOf(ends, form);
    const addresses = (all: readonly PairEnd[]) => all.map((end) => end.addresses);
    const made = new UsesByEnds(space, today.uses, addresses(sources), addresses(destinations));
    this.#uses.set(form, made);
    return made;
  }

  #example(
    from: PairEnd,
    to: PairEnd,
    part: Diagram,
  ): { readonly flow: Flow; readonly witness: WitnessFlow; readonly policy: PolicyDecision } {
    const { space, family, policies } = this.#input;
    const flow = exampleFlow(space, from, to, part);
    return {
      flow,
      witness: describeFlow(family, flow),
      policy: decideByPolicies(policies, flow, from.end, to.end),
    };
  }

  #difference(
    kind: DifferenceKind,
    because: Approximation | undefined,
    from: PairEnd,
    to: PairEnd,
    part: Diagram,
    flows: bigint,
    uses: readonly ListUse[],
  ): Difference {
    const { space } = this.#input;
    const { flow, policy, witness } = this.#example(from, to, part);
    const entries = uses
      .filter(({ meets }) => space.evaluate(meets, flow) !== 0)
      .map((use): DecidingEntry => {
        const decided = kind === 'widened' ? use.function.decidedMin : use.function.decidedMax;
        const label = space.evaluate(decided, flow);
        return { use, rule: label === 0 ? undefined : label - 1 };
      });
    const ends = { from: from.name, to: to.name };
    return { kind, because, ...ends, flows, region: part, witness, entries, policy };
  }

  #transit(): bigint {
    const { ends, family, space } = this.#input;
    const moving = ends.pods
      .filter(({ alsoOutside }) => alsoOutside)
      .flatMap(({ addresses }) => addresses);
    const outside = subtractRanges(ends.outside, normalizeRanges(moving));
    const between = space.box({ source: outside, destination: outside });
    const openings = space.unionAll(allOpenings(family).map((box) => space.box(box)));
    return space.count(space.intersect(between, openings));
  }

  result(comparable: bigint, all: bigint): Comparison {
    const order = (d: Difference): string => `${d.kind} ${d.because ?? ''} ${d.from} ${d.to}`;
    return {
      tally: {
        preserved: comparable - this.#widened - this.#narrowed,
        widened: this.#widened,
        narrowed: this.#narrowed,
        unexplained: this.#unexplained,
        notComparable: all > comparable ? all - comparable : 0n,
        transit: this.#transit(),
        undecided: this.#undecidedFlows,
      },
      undecided: this.#undecided,
      differences: this.#differences.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)),
      touched: this.#touched.byUse,
    };
  }
}
