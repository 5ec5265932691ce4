/** One flow after another against policies. */
import { rangesHold } from '@aclift/packet-set';
import type { PolicyDocument } from '@aclift/policy';
import {
  decideByPolicies,
  type Enforcer,
  type Engine,
  type EngineOptions,
  type Flow,
  type FlowEnd,
  modelPolicies,
  type PolicyModel,
  type RuleModel,
  verdictOf,
  type VirtualService,
} from '@aclift/verify';
import type { NetworkSide } from '@aclift/core';

/** What the policies do. `not-applicable`: both ends are outside. `undecided`: only the cluster can tell. */
export type ClusterVerdict = 'allow' | 'deny' | 'undecided' | 'not-applicable';

/** An end of a flow that policies isolate. */
export interface IsolatedEnd {
  readonly direction: 'ingress' | 'egress';
  /** Workload id. */
  readonly workload: string;
  /** At least one. */
  readonly by: readonly PolicyModel[];
}

/** What policies do with one flow, and by what. */
export interface ClusterDecision {
  readonly policy: ClusterVerdict;
  /** The rules that decide it: of a flow that is stopped those of the end that stops it. What isolates without a rule has none. */
  readonly rules: readonly RuleModel[];
  /** Ends that are isolated and have no rule for it, where it is stopped. */
  readonly isolated: readonly IsolatedEnd[];
  /** Every rule that matches, whatever it decides. */
  readonly matched: readonly RuleModel[];
}

/** Policies of one family. */
export class ClusterJudge {
  readonly policies: readonly PolicyModel[];
  /** Policies that may apply to a workload, by its id. */
  readonly #concerning = new Map<string, PolicyModel[]>();
  readonly #enforcer: Enforcer;
  readonly #services: readonly VirtualService[];

  constructor(
    { proofInput }: NetworkSide,
    documents: readonly PolicyDocument[],
    options: EngineOptions & { readonly engine: Engine },
  ) {
    const { ends, family, inventory } = proofInput;
    this.#enforcer = { engine: options.engine, family };
    this.#services = ends.services;
    this.policies =
      inventory === undefined ? [] : modelPolicies(documents, inventory, family, options).policies;
    for (const policy of this.policies) {
      // Who is selected by one of several objects of a name has to know of the others.
      const namesakes = this.policies.filter(
        ({ oneOf }) => oneOf !== undefined && oneOf === policy.oneOf,
      );
      const workloads = new Set(
        [policy, ...namesakes].flatMap(({ perhaps, subjects }) => [...subjects, ...perhaps]),
      );
      for (const workload of workloads) {
        const own = this.#concerning.get(workload);
        if (own === undefined) this.#concerning.set(workload, [policy]);
        else own.push(policy);
      }
    }
  }

  decide(flow: Flow, from: FlowEnd, to: FlowEnd): ClusterDecision {
    const service = to.kind === 'outside' ? this.#behind(flow) : undefined;
    const [at, reached]: [Flow, FlowEnd] =
      service === undefined
        ? [flow, to]
        : [
            { ...flow, ...firstOf(service) },
            { kind: 'pod', workload: service.pod.workload.id },
          ];
    if (from.kind === 'outside' && reached.kind === 'outside') {
      return { policy: 'not-applicable', rules: [], isolated: [], matched: [] };
    }
    const concerned = [from, reached].flatMap((end) =>
      end.kind === 'pod' ? (this.#concerning.get(end.workload) ?? []) : [],
    );
    const decision = decideByPolicies(concerned, at, from, reached, this.#enforcer);
    const sides = [
      { direction: 'egress', end: from, side: decision.egress },
      { direction: 'ingress', end: reached, side: decision.ingress },
    ] as const;
    const rulesOf = (some: readonly (typeof sides)[number][]): readonly RuleModel[] =>
      some.flatMap(({ side }) => ('rule' in side ? [side.rule] : []));
    const matched = rulesOf(sides);
    const verdict = verdictOf(decision);
    if (verdict !== 'held') {
      return {
        policy: verdict === 'undecided' ? 'undecided' : 'allow',
        rules:
          verdict === 'undecided'
            ? rulesOf(sides.filter(({ side }) => side.kind === 'undecided'))
            : matched,
        isolated: [],
        matched,
      };
    }
    return {
      policy: 'deny',
      rules: rulesOf(sides.filter(({ side }) => side.kind === 'denied')),
      isolated: sides.flatMap(({ direction, end, side }): readonly IsolatedEnd[] =>
        side.kind === 'no-rule' && end.kind === 'pod'
          ? [{ direction, workload: end.workload, by: side.isolatedBy }]
          : [],
      ),
      matched,
    };
  }

  /** The port of a virtual address that the flow goes to, if pods are behind it. */
  #behind(flow: Flow): VirtualService | undefined {
    return this.#services.find(({ at }) =>
      (['destination', 'protocol', 'service'] as const).every((field) =>
        rangesHold(at[field] ?? [], flow[field]),
      ),
    );
  }
}

/** The flow as the pods behind a virtual address get it. */
function firstOf({ leadsTo, pod }: VirtualService): Pick<Flow, 'destination' | 'service'> {
  return {
    destination: leadsTo.destination?.[0]?.from ?? pod.addresses[0]?.from ?? 0,
    service: leadsTo.service?.[0]?.from ?? 0,
  };
}
