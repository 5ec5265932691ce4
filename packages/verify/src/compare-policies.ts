/**
 * Two sets of policies against each other, over every flow: what the second lets through that the first does not, and
 * the other way round. Shares the evaluator and the witnesses with the proof; lists have no part in it.
 */
import type { Family } from '@aclift/ir';
import { type Diagram, NOTHING, type Space } from '@aclift/packet-set';
import { decideByPolicies, type PolicyDecision } from './decide.ts';
import type { Ends } from './ends.ts';
import { CLIENT_PORTS } from './client-ports.ts';
import type { FlowField } from './flow.ts';
import {
  countOpenings,
  exampleFlow,
  type Form,
  FormFlows,
  formsOf,
  openingFlows,
  pairsOf,
} from './forms.ts';
import { Likeness, type ModelledSet } from './likeness.ts';
import { type AllowedBound, PolicyFunctions } from './policy-function.ts';
import type { PolicyModel, RuleModel } from './policy-model.ts';
import { describeFlow, type WitnessFlow } from './witness.ts';

/** What to compare. The space must have been cut by everything in it. */
export interface ComparePoliciesInput {
  readonly space: Space<FlowField>;
  readonly family: Family;
  readonly ends: Ends;
  readonly a: readonly PolicyModel[];
  readonly b: readonly PolicyModel[];
  /** Protocols that the engine decides; others are not comparable. */
  readonly protocols: readonly number[];
}

/** Flows of one pair of ends that the two sets treat differently, decided by the same rules. */
export interface PolicyDifference {
  /** `opened`: the second set lets more through. `closed`: the first does. */
  readonly kind: 'opened' | 'closed';
  /** Both let the connection open, and one of them looks into what is said in it. */
  readonly inPart: boolean;
  readonly from: string;
  readonly to: string;
  readonly flows: bigint;
  /** The flows, in the space of the comparison. */
  readonly region: Diagram;
  readonly witness: WitnessFlow;
  readonly a: PolicyDecision;
  readonly b: PolicyDecision;
}

/** Numbers of flows. Disjoint; together every opening. */
export interface PolicyTally {
  readonly same: bigint;
  readonly opened: bigint;
  readonly closed: bigint;
  /** Openings between two addresses outside the cluster, or of protocols that the engine leaves open. */
  readonly notComparable: bigint;
  /** Part of `notComparable`: only the cluster knows whether the sets differ. */
  readonly undecided: bigint;
}

export interface PolicyComparison {
  readonly tally: PolicyTally;
  readonly differences: readonly PolicyDifference[];
  readonly undecided: readonly Omit<PolicyDifference, 'kind' | 'inPart'>[];
}

/** Compares two sets of policies. Swapping the sets swaps `opened` and `closed` and changes nothing else. */
export function comparePolicies(input: ComparePoliciesInput): PolicyComparison {
  const { ends, family, protocols, space } = input;
  const openings = openingFlows(space, family, protocols, CLIENT_PORTS.any);
  const differ = new Differ(input);
  const differences: PolicyDifference[] = [];
  const undecided: PolicyDifference[] = [];
  let comparable = 0n;
  for (const form of formsOf(space, ends)) {
    const found = differ.differing(form, openings);
    comparable += found.comparable;
    for (const [kind, inPart, flows] of found.parts) {
      for (const one of differ.describe(form, kind, inPart, flows)) differences.push(one);
    }
    for (const part of found.undecided) {
      for (const one of differ.describe(form, 'opened', false, part)) undecided.push(one);
    }
  }
  const sum = (some: readonly PolicyDifference[]): bigint =>
    some.reduce((total, { flows }) => total + flows, 0n);
  const opened = sum(differences.filter(({ kind }) => kind === 'opened'));
  const closed = sum(differences.filter(({ kind }) => kind === 'closed'));
  const left = sum(undecided);
  const decided = comparable - left;
  const all = countOpenings(space, family);
  return {
    tally: {
      same: decided - opened - closed,
      opened,
      closed,
      notComparable: all > decided ? all - decided : 0n,
      undecided: left,
    },
    differences: differences.toSorted(byPlace),
    undecided: undecided.toSorted(byPlace),
  };
}

/** By kind, then by ends; parts of one pair stay in the order in which they were found. */
function byPlace(one: PolicyDifference, other: PolicyDifference): number {
  const order = ({ from, inPart, kind, to }: PolicyDifference): string =>
    `${kind === 'opened' ? 0 : 1}${inPart ? 1 : 0} ${from}\u0000${to}`;
  const [a, b] = [order(one), order(other)];
  return a < b ? -1 : Number(a > b);
}

/** What one set does with the flows of a form, each as sure as it says. */
interface Verdicts {
  /** Stopped in every cluster. */
  readonly stopped: Diagram;
  /** Stopped for certain at the source's end, and at the destination's. */
  readonly stoppedAt: readonly [Diagram, Diagram];
  /** Opens in every cluster. */
  readonly opens: Diagram;
  /** The same, and nobody looks into it. */
  readonly passes: Diagram;
  /** Opens in every cluster, and is looked into in every one. */
  readonly lookedInto: Diagram;
}

type Kind = PolicyDifference['kind'];

class Differ {
  readonly #input: ComparePoliciesInput;
  readonly #a: ModelledSet;
  readonly #b: ModelledSet;
  readonly #likeness: Likeness;
  readonly #matches = new Map<Form, Map<RuleModel, Diagram>>();

  constructor(input: ComparePoliciesInput) {
    const modelled = (policies: readonly PolicyModel[]): ModelledSet => ({
      policies,
      functions: new PolicyFunctions(input.space, policies),
    });
    this.#input = input;
    this.#a = modelled(input.a);
    this.#b = modelled(input.b);
    this.#likeness = new Likeness(input.space, this.#a, this.#b);
  }

  differing(
    form: Form,
    openings: Diagram,
  ): {
    readonly comparable: bigint;
    readonly parts: readonly (readonly [Kind, boolean, Diagram])[];
    readonly undecided: readonly Diagram[];
  } {
    const { space } = this.#input;
    const flows = new FormFlows(space, form, openings);
    const a = this.#verdicts(this.#a, flows);
    const b = this.#verdicts(this.#b, flows);
    const both = (x: Diagram, y: Diagram): Diagram => space.intersect(x, y);
    const whole: readonly (readonly [Kind, boolean, Diagram])[] = [
      ['opened', false, both(a.stopped, b.opens)],
      ['opened', true, both(a.lookedInto, b.passes)],
      ['closed', false, both(a.opens, b.stopped)],
      ['closed', true, both(a.passes, b.lookedInto)],
    ];
    const open = ({ lookedInto, passes, stopped }: Verdicts): Diagram =>
      space.subtract(flows.all, space.unionAll([stopped, passes, lookedInto]));
    const known = [both(a.stopped, b.opens), both(a.opens, b.stopped), both(a.stopped, b.stopped)];
    const doubtful = space.subtract(
      space.unionAll([open(a), open(b), both(a.lookedInto, b.lookedInto)]),
      space.unionAll(known),
    );
    const undecided =
      doubtful === NOTHING ? NOTHING : space.subtract(doubtful, this.#alike(form, flows));
    const parts = whole.flatMap(([kind, inPart, part]) =>
      splitBy(space, part, kind === 'opened' ? a.stoppedAt : b.stoppedAt).map(
        (piece) => [kind, inPart, piece] as const,
      ),
    );
    return {
      comparable: space.count(flows.all),
      parts,
      undecided: splitBy(space, undecided, [a.stopped, b.stopped]).flatMap((part) =>
        splitBy(space, part, [a.opens, b.opens]),
      ),
    };
  }

  /** Names the ends of differing flows, and the rules that decide them. */
  describe(form: Form, kind: Kind, inPart: boolean, flows: Diagram): readonly PolicyDifference[] {
    const { a, b, ends, family, space } = this.#input;
    const out: PolicyDifference[] = [];
    for (const { from, to, part } of pairsOf(space, ends, form, flows)) {
      let rest = part;
      while (rest !== NOTHING) {
        const flow = exampleFlow(space, from, to, rest);
        const inA = decideByPolicies(a, flow, from.end, to.end);
        const inB = decideByPolicies(b, flow, from.end, to.end);
        const region = [...deciding(inA), ...deciding(inB)].reduce(
          (set, rule) => space.intersect(set, this.#matched(form, rule)),
          rest,
        );
        rest = space.subtract(rest, region);
        out.push({
          kind,
          inPart,
          from: from.name,
          to: to.name,
          flows: space.count(region),
          region,
          witness: describeFlow(family, flow),
          a: inA,
          b: inB,
        });
      }
    }
    return out;
  }

  #verdicts({ functions }: ModelledSet, flows: FormFlows): Verdicts {
    const { space } = this.#input;
    const held = (bound: AllowedBound): readonly [Diagram, Diagram] => [
      flows.held(functions, 'egress', bound),
      flows.held(functions, 'ingress', bound),
    ];
    const stoppedAt = held('at-most');
    const stopped = space.intersect(flows.all, space.union(...stoppedAt));
    const open = space.subtract(flows.all, stopped);
    if (functions.exact) {
      return { stopped, stoppedAt, opens: open, passes: open, lookedInto: NOTHING };
    }
    const opens = space.subtract(open, space.union(...held('in-part')));
    return {
      stopped,
      stoppedAt,
      opens,
      passes: space.subtract(open, space.union(...held('certain'))),
      lookedInto: space.intersect(opens, space.union(...held('wholly-at-most'))),
    };
  }

  /** Flows that both sets treat alike at both ends, whatever the cluster knows. */
  #alike({ from, to }: Form, { fromPods, toPods }: FormFlows): Diagram {
    const { space } = this.#input;
    const egress = this.#likeness.alike('egress', from.pods, to);
    const ingress = this.#likeness.alike('ingress', to.pods, from);
    return space.intersect(
      space.union(space.complement(fromPods), egress),
      space.union(space.complement(toPods), ingress),
    );
  }

  #matched(form: Form, rule: RuleModel): Diagram {
    const known = this.#matches.get(form) ?? new Map<RuleModel, Diagram>();
    this.#matches.set(form, known);
    const peers = rule.direction === 'egress' ? form.to : form.from;
    const match = known.get(rule) ?? this.#a.functions.matched(rule, peers);
    known.set(rule, match);
    return match;
  }
}

/** The rules that a decision rests on. */
function deciding({ egress, ingress }: PolicyDecision): readonly RuleModel[] {
  return [egress, ingress].flatMap((side) => ('rule' in side ? [side.rule] : []));
}

/** Disjoint parts of a set: in both of two others, in the first only, in the second only, in neither. */
function splitBy(
  space: Space<FlowField>,
  set: Diagram,
  [one, other]: readonly [Diagram, Diagram],
): readonly Diagram[] {
  const parts = [space.intersect(set, one), space.subtract(set, one)];
  return parts
    .flatMap((part) => [space.intersect(part, other), space.subtract(part, other)])
    .filter((part) => part !== NOTHING);
}
