/** One flow after another against lists and policies. Built once for each family; a flow costs a walk through a few diagrams. */
import type { Family } from '@aclift/ir';
import { rangesHold, type Space } from '@aclift/packet-set';
import type { PolicyDocument } from '@aclift/policy';
import {
  decideByPolicies,
  type Engine,
  type EngineOptions,
  type Flow,
  type FlowEnd,
  type FlowField,
  type ListUse,
  modelPolicies,
  type PodEnd,
  type PolicyModel,
  type RuleModel,
  today,
  type Today,
  UNNAMED,
  verdictOf,
  type VirtualService,
} from '@aclift/verify';
import type { ListsSide } from '../lists-side.ts';
import { flowCuts } from '../prove/prove.ts';

/** What the lists on the way do. `unknown`: it depends on what nobody can evaluate. */
export type ListsVerdict = 'permit' | 'deny' | 'unfiltered' | 'unknown';

/** What the policies do. `not-applicable`: both ends are outside. `undecided`: only the cluster can tell. */
export type ClusterVerdict = 'allow' | 'deny' | 'undecided' | 'not-applicable';

/** The entry of a list that decides; `rule` undefined: the end of the list. */
export interface DecidingRule {
  readonly use: ListUse;
  readonly rule: number | undefined;
}

export interface JudgedFlow {
  /** Workload id, external, or `(unnamed)`. */
  readonly from: string;
  readonly to: string;
  readonly acl: ListsVerdict;
  /** What every list on the way decides; empty: none is on the way. */
  readonly entries: readonly DecidingRule[];
  readonly policy: ClusterVerdict;
  /** The rules that allow or deny it; a policy that isolates without a matching rule has none. */
  readonly rules: readonly RuleModel[];
  /** Null: one side cannot tell, or policies do not concern the flow. */
  readonly agree: boolean | null;
}

/** Most addresses that are remembered. */
const MOST_ENDS = 65_536;

/** Flows of one family. */
export class FlowJudge {
  readonly #side: ListsSide;
  readonly #engine: Engine;
  readonly #space: Space<FlowField>;
  readonly #today: Today;
  /** Policies that may apply to a workload, by its id. */
  readonly #policies = new Map<string, PolicyModel[]>();
  readonly policies: readonly PolicyModel[];
  readonly #ends = new Map<Flow['source'], NamedAt>();

  constructor(
    side: ListsSide,
    documents: readonly PolicyDocument[],
    options: EngineOptions & { readonly engine: Engine },
  ) {
    this.#side = side;
    this.#engine = options.engine;
    const { family, inventory, lists, topology, spaceOptions } = side.proofInput;
    this.#space = flowCuts(side.proofInput).space(spaceOptions);
    this.#today = today(this.#space, topology, lists);
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
        const own = this.#policies.get(workload);
        if (own === undefined) this.#policies.set(workload, [policy]);
        else own.push(policy);
      }
    }
  }

  get family(): Family {
    return this.#side.proofInput.family;
  }

  /** Every use of a list. */
  get uses(): readonly ListUse[] {
    return this.#today.uses;
  }

  judge(flow: Flow): JudgedFlow {
    const { acl, entries } = this.#lists(flow);
    const from = this.#endAt(flow.source);
    const to = this.#endAt(flow.destination);
    const { policy, rules } = this.#cluster(flow, from, to);
    const passes = acl === 'permit' || acl === 'unfiltered';
    const agree =
      acl === 'unknown' || policy === 'undecided' || policy === 'not-applicable'
        ? null
        : passes === (policy === 'allow');
    return { from: from.name, to: to.name, acl, entries, policy, rules, agree };
  }

  #lists(flow: Flow): Pick<JudgedFlow, 'acl' | 'entries'> {
    const space = this.#space;
    const entries: DecidingRule[] = [];
    let denies = false;
    let doubtful = false;
    for (const use of this.#today.uses) {
      if (space.evaluate(use.meets, flow) === 0) continue;
      const { decidedMax, decidedMin, permittedMax, permittedMin } = use.function;
      const certain = space.evaluate(permittedMin, flow) !== 0;
      const possible = space.evaluate(permittedMax, flow) !== 0;
      if (!possible) denies = true;
      else if (!certain) doubtful = true;
      const label = space.evaluate(certain ? decidedMin : decidedMax, flow);
      entries.push({ use, rule: label === 0 ? undefined : label - 1 });
    }
    const acl = denies
      ? 'deny'
      : doubtful
        ? 'unknown'
        : entries.length > 0
          ? 'permit'
          : 'unfiltered';
    return { acl, entries };
  }

  #cluster(flow: Flow, from: NamedAt, to: NamedAt): Pick<JudgedFlow, 'policy' | 'rules'> {
    const service = this.#behind(flow);
    const [at, reached]: [Flow, FlowEnd] =
      service === undefined
        ? [flow, to.end]
        : [
            { ...flow, ...firstOf(service) },
            { kind: 'pod', workload: service.pod.workload.id },
          ];
    if (from.end.kind === 'outside' && reached.kind === 'outside') {
      return { policy: 'not-applicable', rules: [] };
    }
    const concerned = [from.end, reached].flatMap((end) =>
      end.kind === 'pod' ? (this.#policies.get(end.workload) ?? []) : [],
    );
    const enforcer = { engine: this.#engine, family: this.family };
    const decision = decideByPolicies(concerned, at, from.end, reached, enforcer);
    const rules = [decision.egress, decision.ingress].flatMap((side) =>
      'rule' in side ? [side.rule] : [],
    );
    const verdict = verdictOf(decision);
    const policy = verdict === 'held' ? 'deny' : verdict === 'undecided' ? 'undecided' : 'allow';
    return { policy, rules };
  }

  /** The port of a virtual address that the flow goes to, if pods are behind it. */
  #behind(flow: Flow): VirtualService | undefined {
    return this.#side.proofInput.ends.services.find(({ at }) =>
      (['destination', 'protocol', 'service'] as const).every((field) =>
        rangesHold(at[field] ?? [], flow[field]),
      ),
    );
  }

  #endAt(address: Flow['source']): NamedAt {
    const known = this.#ends.get(address);
    if (known !== undefined) return known;
    // Files of flows are as long as they like, and memory is not.
    if (this.#ends.size >= MOST_ENDS) this.#ends.clear();
    const found = this.#findEnd(address);
    this.#ends.set(address, found);
    return found;
  }

  #findEnd(address: Flow['source']): NamedAt {
    const { pods, named } = this.#side.proofInput.ends;
    const pod = pods.find((one: PodEnd) => rangesHold(one.addresses, address));
    if (pod !== undefined) {
      const { id } = pod.workload;
      return { name: id, end: { kind: 'pod', workload: id } };
    }
    const known = named.find(({ addresses }) => rangesHold(addresses, address));
    return { name: known?.name ?? UNNAMED, end: { kind: 'outside' } };
  }
}

interface NamedAt {
  readonly name: string;
  readonly end: FlowEnd;
}

/** The flow as the pods behind a virtual address get it. */
function firstOf({ leadsTo, pod }: VirtualService): Pick<Flow, 'destination' | 'service'> {
  return {
    destination: leadsTo.destination?.[0]?.from ?? pod.addresses[0]?.from ?? 0,
    service: leadsTo.service?.[0]?.from ?? 0,
  };
}
