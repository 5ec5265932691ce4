/** One flow after another against lists and policies. Built once for each family; a flow costs a walk through a few diagrams. */
import type { Family } from '@aclift/ir';
import { next, rangesHold, type Space } from '@aclift/packet-set';
import type { PolicyDocument } from '@aclift/policy';
import {
  decideByFilter,
  type Engine,
  type EngineOptions,
  type FilterList,
  type Flow,
  type FlowEnd,
  type FlowField,
  type ListUse,
  type PairRegion,
  type PodEnd,
  type PolicyModel,
  today,
  type Today,
  UNNAMED,
} from '@aclift/verify';
import type { NetworkSide } from '@aclift/core';
import { flowCuts } from '@aclift/core/stages';
import { type ClusterDecision, ClusterJudge } from './cluster-judge.ts';

/** What the lists on the way do. `unknown`: it depends on what nobody can evaluate. */
export type ListsVerdict = 'permit' | 'deny' | 'unfiltered' | 'unknown';

/** The entry of a list that decides; `rule` undefined: the end of the list. */
export interface DecidingRule {
  readonly use: ListUse;
  readonly rule: number | undefined;
}

export interface JudgedFlow extends ClusterDecision {
  /** Workload id, external, or `(unnamed)`. */
  readonly from: string;
  readonly to: string;
  readonly acl: ListsVerdict;
  /** What every list on the way decides; empty: none is on the way. */
  readonly entries: readonly DecidingRule[];
  /** Null: one side cannot tell, or policies do not concern the flow. */
  readonly agree: boolean | null;
}

/** An end of a flow that was seen: an address, or any of the old addresses of a workload. */
export interface SeenEnd {
  /** At least one, unless a workload has none in this family. */
  readonly addresses: readonly Flow['source'][];
  /** The workload whose pod it is, found by what the recorder says of it; undefined: the address says who it is. */
  readonly workload?: string;
}

/** Most addresses of a workload that are tried one by one. */
const MOST_REPLICAS = 64;

/** Most addresses that are remembered. */
const MOST_ENDS = 65_536;

/** Flows of one family. */
export class FlowJudge {
  readonly #side: NetworkSide;
  readonly #space: Space<FlowField>;
  readonly #cluster: ClusterJudge;
  readonly #today: Today;
  readonly #ends = new Map<Flow['source'], NamedAt>();
  readonly #between = new Map<string, Pick<JudgedFlow, 'acl' | 'entries'>>();
  /** Where the lists begin to treat another source port otherwise; ascending. */
  readonly #sourcePortCuts: readonly number[];
  readonly #replicas = new Map<string, readonly Flow['source'][]>();

  constructor(
    side: NetworkSide,
    documents: readonly PolicyDocument[],
    options: EngineOptions & { readonly engine: Engine },
  ) {
    this.#side = side;
    this.#sourcePortCuts = sourcePortCuts(side.proofInput.lists.values());
    const { lists, topology, spaceOptions } = side.proofInput;
    this.#space = flowCuts(side.proofInput).space(spaceOptions);
    this.#today = today(this.#space, topology, lists);
    this.#cluster = new ClusterJudge(side, documents, options);
  }

  get family(): Family {
    return this.#side.proofInput.family;
  }

  get policies(): readonly PolicyModel[] {
    return this.#cluster.policies;
  }

  /** Every use of a list. */
  get uses(): readonly ListUse[] {
    return this.#today.uses;
  }

  judge(flow: Flow): JudgedFlow {
    return this.#judged(
      flow,
      this.#lists(flow),
      this.#endAt(flow.source),
      this.#endAt(flow.destination),
    );
  }

  /**
   * A flow between ends of which one or both are known by name. The lists have a verdict where they treat all old addresses alike:
   * which replica it was, nobody can tell.
   * @param flow with the addresses that were recorded, or any others.
   */
  judgeBetween(flow: Flow, source: SeenEnd, destination: SeenEnd): JudgedFlow {
    const [from, to] = [source, destination].map(({ addresses: [only], workload }): NamedAt =>
      workload === undefined
        ? this.#endAt(only ?? 0)
        : { name: workload, end: { kind: 'pod', workload } },
    ) as [NamedAt, NamedAt];
    return this.#judged(flow, this.#listsBetween(flow, source, destination), from, to);
  }

  /** The old addresses of a workload, in order; more than are tried are cut off. */
  addressesOf(workload: string): readonly Flow['source'][] {
    const known = this.#replicas.get(workload);
    if (known !== undefined) return known;
    const pod = this.#side.proofInput.ends.pods.find((one) => one.workload.id === workload);
    const out: Flow['source'][] = [];
    for (const { from, to } of pod?.addresses ?? []) {
      for (
        let address = from;
        address <= to && out.length <= MOST_REPLICAS;
        address = next(address)
      ) {
        out.push(address);
      }
    }
    this.#replicas.set(workload, out);
    return out;
  }

  /** Whether lists and policies know who has an address. */
  knows(address: Flow['source']): boolean {
    const { end, name } = this.#endAt(address);
    return (
      end.kind === 'pod' ||
      name !== UNNAMED ||
      rangesHold(this.#side.proofInput.ends.virtual, address)
    );
  }

  #judged(
    flow: Flow,
    { acl, entries }: Pick<JudgedFlow, 'acl' | 'entries'>,
    from: NamedAt,
    to: NamedAt,
  ): JudgedFlow {
    const cluster = this.#cluster.decide(flow, from.end, to.end);
    const { policy } = cluster;
    const passes = acl === 'permit' || acl === 'unfiltered';
    const agree =
      acl === 'unknown' || policy === 'undecided' || policy === 'not-applicable'
        ? null
        : passes === (policy === 'allow');
    return { from: from.name, to: to.name, acl, entries, ...cluster, agree };
  }

  #listsBetween(
    flow: Flow,
    { addresses: sources }: SeenEnd,
    { addresses: destinations }: SeenEnd,
  ): Pick<JudgedFlow, 'acl' | 'entries'> {
    const many = sources.length > MOST_REPLICAS || destinations.length > MOST_REPLICAS;
    const ends = [sources, destinations].map((some) => `${some.length} ${some[0] ?? ''}`);
    const port = this.#sourcePortCuts.findLastIndex((cut) => cut <= Number(flow.sourcePort));
    const key = [...ends, flow.protocol, flow.service, port].join(' ');
    const known = this.#between.get(key);
    if (known !== undefined) return known;
    const found = this.#tryAll(flow, many, sources, destinations);
    if (this.#between.size >= MOST_ENDS) this.#between.clear();
    this.#between.set(key, found);
    return found;
  }

  #tryAll(
    flow: Flow,
    many: boolean,
    sources: SeenEnd['addresses'],
    destinations: SeenEnd['addresses'],
  ): Pick<JudgedFlow, 'acl' | 'entries'> {
    let first: Pick<JudgedFlow, 'acl' | 'entries'> | undefined;
    for (const source of sources.slice(0, MOST_REPLICAS)) {
      for (const destination of destinations.slice(0, MOST_REPLICAS)) {
        // A replica that talks to another one is meant, where there are several.
        if (source === destination && sources.length > 1) continue;
        const one = this.#lists({ ...flow, source, destination });
        first ??= one;
        if (one.acl !== first.acl)
          return { acl: 'unknown', entries: [...first.entries, ...one.entries] };
      }
    }
    if (first === undefined || many) return { acl: 'unknown', entries: first?.entries ?? [] };
    return first;
  }

  #lists(flow: Flow): Pick<JudgedFlow, 'acl' | 'entries'> {
    const space = this.#space;
    const { permitted, seen, uses } = this.#today;
    const entries = uses
      .filter(({ meets }) => space.evaluate(meets, flow) !== 0)
      .map((use): DecidingRule => {
        const { decidedMax, decidedMin, permittedMin } = use.function;
        const certain = space.evaluate(permittedMin, flow) !== 0;
        const label = space.evaluate(certain ? decidedMin : decidedMax, flow);
        return { use, rule: label === 0 ? undefined : label - 1 };
      });
    const acl = this.#hangsOnTranslation(flow)
      ? 'unknown'
      : space.evaluate(permitted.max, flow) === 0
        ? 'deny'
        : space.evaluate(permitted.min, flow) === 0
          ? 'unknown'
          : space.evaluate(seen, flow) === 0
            ? 'unfiltered'
            : 'permit';
    return { acl, entries };
  }

  /** Whether a filter that may be on the way sees an address of which its verdict depends. */
  #hangsOnTranslation(flow: Flow): boolean {
    const { proofInput, translations } = this.#side;
    if (translations.none) return false;
    const { lists, topology } = proofInput;
    const question = { packet: flow, answer: false, opening: flow };
    return topology.filters.some((filter) => {
      if (!pairsHold(filter.may, flow)) return false;
      const { verdict } = decideByFilter(filter, lists, flow, false);
      return translations.isUnknown(filter, question, verdict);
    });
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

function pairsHold({ minus, plus }: PairRegion, { destination, source }: Flow): boolean {
  const within = (pairs: PairRegion['plus']): boolean =>
    pairs.some(
      ({ destinations, sources }) =>
        rangesHold(sources, source) && rangesHold(destinations, destination),
    );
  return within(plus) && !within(minus);
}

interface NamedAt {
  readonly name: string;
  readonly end: FlowEnd;
}

function sourcePortCuts(lists: Iterable<FilterList>): readonly number[] {
  const cuts = new Set<number>();
  for (const { rules } of lists) {
    for (const { sourcePort } of rules.flatMap(({ match }) => [...match.must, ...match.may])) {
      for (const { from, to } of sourcePort ?? []) cuts.add(Number(from)).add(Number(to) + 1);
    }
  }
  return [...cuts].toSorted((a, b) => a - b);
}
