/**
 * Which flows two sets of policies treat alike whatever it is that only the cluster knows. Both may wait for the number
 * of a named port, or look into the same requests: where they ask the same questions and agree on everything else, they
 * agree, and nobody needs to know the answers.
 */
import { type Diagram, NOTHING, type Space } from '@aclift/packet-set';
import { canonical } from './canonical.ts';
import type { PodEnd } from './pod-end.ts';
import type { FlowField } from './flow.ts';
import type { Peers, PolicyFunctions } from './policy-function.ts';
import { type PolicyDirection, type PolicyModel, type RuleModel } from './policy-model.ts';

/** A set of policies with its functions. */
export interface ModelledSet {
  readonly policies: readonly PolicyModel[];
  readonly functions: PolicyFunctions;
}

/** Compares two sets question by question. */
export class Likeness {
  readonly #space: Space<FlowField>;
  readonly #a: ModelledSet;
  readonly #b: ModelledSet;

  constructor(space: Space<FlowField>, a: ModelledSet, b: ModelledSet) {
    this.#space = space;
    this.#a = a;
    this.#b = b;
  }

  /** Flows whose subject end is one of `subjects` and which both sets' policies for it treat alike for certain. */
  alike(direction: PolicyDirection, subjects: readonly PodEnd[], peers: Peers): Diagram {
    const space = this.#space;
    const end = direction === 'egress' ? 'source' : 'destination';
    const known = new Map<string, Diagram>();
    return space.unionAll(
      subjects.map(({ workload, addresses }) => {
        const a = applying(this.#a.policies, workload.id);
        const b = applying(this.#b.policies, workload.id);
        const key = `${a.key}/${b.key}`;
        const flows =
          known.get(key) ??
          this.#alike(
            this.#side(this.#a, a, direction, peers),
            this.#side(this.#b, b, direction, peers),
          );
        known.set(key, flows);
        return space.intersect(space.box({ [end]: addresses }), flows);
      }),
    );
  }

  #alike(a: Side, b: Side): Diagram {
    const space = this.#space;
    if (a.perhaps !== b.perhaps) return NOTHING;
    const both = [...a.questions.keys(), ...b.questions.keys()];
    const asked = [...new Set(both)].map((question) =>
      this.#same(a.questions.get(question) ?? NOTHING, b.questions.get(question) ?? NOTHING),
    );
    const undenied = space.complement(space.union(a.denied, b.denied));
    const alike = [undenied, this.#sameAllowed(a, b), ...asked].reduce((sum, next) =>
      space.intersect(sum, next),
    );
    // What both deny for certain is the same whatever else is asked.
    return space.union(space.intersect(a.denied, b.denied), alike);
  }

  /** Of flows that nothing denies for certain: those that both let through, or stop, for the same reason. */
  #sameAllowed(a: Side, b: Side): Diagram {
    const space = this.#space;
    const plain = space.complement(space.union(a.lookedInto, b.lookedInto));
    const same = this.#same(a.allowed, b.allowed);
    if (a.isolated && b.isolated) return same;
    if (!a.isolated && !b.isolated) return space.union(same, plain);
    // By a rule here, by the absence of isolation there: the same, unless a policy may isolate besides.
    if (a.perhaps !== '') return NOTHING;
    const [isolated, open] = a.isolated ? [a, b] : [b, a];
    return space.intersect(isolated.allowed, space.union(open.allowed, plain));
  }

  #same(a: Diagram, b: Diagram): Diagram {
    const space = this.#space;
    return space.complement(space.union(space.subtract(a, b), space.subtract(b, a)));
  }

  #side(
    set: ModelledSet,
    { certain, perhaps }: Applying,
    direction: PolicyDirection,
    peers: Peers,
  ): Side {
    const space = this.#space;
    const rules = certain.flatMap((policy) =>
      policy.rules.filter((rule) => rule.direction === direction),
    );
    const matched = (some: readonly RuleModel[]): Diagram =>
      space.unionAll(some.map((rule) => set.functions.matched(rule, peers)));
    const ofAction = (action: RuleModel['action']): readonly RuleModel[] =>
      rules.filter((rule) => rule.action === action && rule.caveat === undefined);
    const questions = new Map<string, Diagram>();
    for (const rule of rules) {
      if (rule.caveat === undefined) continue;
      const key = `${rule.action} ${rule.caveat} ${rule.question}`;
      questions.set(key, space.union(questions.get(key) ?? NOTHING, matched([rule])));
    }
    return {
      isolated: certain.some((policy) => policy.isolates[direction]),
      denied: matched(ofAction('deny')),
      allowed: matched(ofAction('allow')),
      lookedInto: matched(rules.filter((rule) => rule.looksInto === true)),
      questions,
      perhaps: [...new Set(perhaps.map((policy) => this.#meaningOf(policy, matched)))]
        .toSorted()
        .join('\n'),
    };
  }

  /** Whom a policy may apply to, and what it would do: policies with one text mean one thing in every cluster. */
  #meaningOf(policy: PolicyModel, matched: (rules: readonly RuleModel[]) => Diagram): string {
    const { object } = policy.document;
    const rule = at(object, policy.path) as Readonly<Record<string, unknown>> | undefined;
    return canonical([
      object.kind,
      object.metadata.namespace,
      policy.oneOf,
      policy.oneOf === undefined ? undefined : policy.subjects.size,
      rule?.['endpointSelector'] ?? rule?.['podSelector'],
      policy.isolates,
      policy.rules.map((one) => [
        one.direction,
        one.action,
        one.caveat,
        one.question,
        matched([one]),
      ]),
    ]);
  }
}

/** What one set's policies for one subject say in one direction. */
interface Side {
  readonly isolated: boolean;
  /** Denied and allowed for certain. */
  readonly denied: Diagram;
  readonly allowed: Diagram;
  /** Matched by rules that let connections open and look into them. */
  readonly lookedInto: Diagram;
  /** What each rule that only the cluster can read may match, by its text. */
  readonly questions: ReadonlyMap<string, Diagram>;
  /** Texts of the policies that may apply besides. */
  readonly perhaps: string;
}

interface Applying {
  readonly certain: readonly PolicyModel[];
  readonly perhaps: readonly PolicyModel[];
  readonly key: string;
}

function applying(policies: readonly PolicyModel[], workload: string): Applying {
  const certain = policies.filter(
    ({ oneOf, subjects }) => oneOf === undefined && subjects.has(workload),
  );
  const perhaps = policies.filter(
    (policy) =>
      policy.perhaps.has(workload) || (policy.oneOf !== undefined && policy.subjects.has(workload)),
  );
  const key = [certain, perhaps]
    .map((some) => some.map((policy) => policies.indexOf(policy)).join(' '))
    .join(';');
  return { certain, perhaps, key };
}

function at(object: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    object,
  );
}
