/** What a set of policies allows, as diagrams over flows. */
import {
  type Diagram,
  EVERYTHING,
  intersectRanges,
  type Ranges,
  type Space,
  unionRanges,
} from '@aclift/packet-set';
import type { PodEnd } from './ends.ts';
import type { FlowBox, FlowField } from './flow.ts';
import type { PolicyDirection, PolicyModel, RuleModel } from './policy-model.ts';

/** How the ends are taken for one evaluation: a moving workload is either pods or addresses outside. */
export interface Peers {
  readonly pods: readonly PodEnd[];
  readonly outside: Ranges;
}

/** Evaluates policies in one space. */
export class PolicyFunctions {
  readonly #space: Space<FlowField>;
  readonly #policies: readonly PolicyModel[];

  constructor(space: Space<FlowField>, policies: readonly PolicyModel[]) {
    this.#space = space;
    this.#policies = policies;
  }

  /**
   * Flows that the subjects' own side allows in a direction.
   * @returns a diagram about flows whose subject end is one of `subjects`; nothing for other flows.
   */
  allowed(direction: PolicyDirection, subjects: readonly PodEnd[], peers: Peers): Diagram {
    const functions = new Map<string, Diagram>();
    const bySubject = subjects.map(({ workload, addresses }) => {
      const applying = this.#policies.filter((policy) => policy.subjects.has(workload.id));
      const key = applying.map((policy) => this.#policies.indexOf(policy)).join(' ');
      const known = functions.get(key) ?? this.#evaluate(direction, applying, peers);
      functions.set(key, known);
      const end = direction === 'egress' ? 'source' : 'destination';
      return this.#space.intersect(this.#space.box({ [end]: addresses }), known);
    });
    return this.#space.unionAll(bySubject);
  }

  #evaluate(direction: PolicyDirection, applying: readonly PolicyModel[], peers: Peers): Diagram {
    const rules = applying
      .flatMap((policy) => policy.rules)
      .filter((r) => r.direction === direction);
    const union = (action: RuleModel['action']): Diagram =>
      this.#space.unionAll(
        rules.filter((rule) => rule.action === action).map((rule) => this.#match(rule, peers)),
      );
    const isolated = applying.some((policy) => policy.isolates[direction]);
    return this.#space.subtract(isolated ? union('allow') : EVERYTHING, union('deny'));
  }

  #match(rule: RuleModel, peers: Peers): Diagram {
    const end = rule.direction === 'egress' ? 'destination' : 'source';
    const matched = rule.peers;
    const box: FlowBox =
      matched.kind === 'anyone'
        ? {}
        : {
            [end]: peers.pods
              .filter(({ workload }) => matched.workloads.has(workload.id))
              .reduce(
                (sum, { addresses }) => unionRanges(sum, addresses),
                intersectRanges(matched.outside, peers.outside),
              ),
          };
    return this.#space.unionAll(
      rule.services.map(({ protocol, service }) =>
        this.#space.box({
          ...box,
          ...(protocol === undefined ? {} : { protocol: [{ from: protocol, to: protocol }] }),
          ...(service === undefined ? {} : { service }),
        }),
      ),
    );
  }
}

/** Every box that {@link PolicyFunctions} will ask for, ends apart. */
export function policyBoxes(policies: readonly PolicyModel[]): {
  readonly boxes: readonly FlowBox[];
  readonly addresses: Ranges;
} {
  const rules = policies.flatMap((policy) => policy.rules);
  return {
    boxes: rules.flatMap((rule) =>
      rule.services.map(({ protocol, service }) => ({
        ...(protocol === undefined ? {} : { protocol: [{ from: protocol, to: protocol }] }),
        ...(service === undefined ? {} : { service }),
      })),
    ),
    addresses: rules.flatMap(({ peers }) => (peers.kind === 'some' ? peers.outside : [])),
  };
}
