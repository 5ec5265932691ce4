/**
 * Partial coverage: lists that treat addresses of one workload differently, and what people decided about it. A label
 * cannot tell replicas apart, so such a service goes to all of them (a grant) or to none.
 */
import type { Family } from '@aclift/ir';
import { type Diagram, NOTHING, type Ranges, type Space } from '@aclift/packet-set';
import { type Ends, type Together, togetherOf } from './ends.ts';
import type { FilterList } from './filter-list.ts';
import { type FlowBox, type FlowField, icmpProtocol, icmpTypeServices } from './flow.ts';
import { SCTP, TCP, UDP } from './flow.ts';
import type { Coverage } from '@aclift/inventory';
import type { Today } from './today.ts';

/** An entry of a list, by the list's id and its index among the list's rules. */
export interface EntryKey {
  readonly list: FilterList['id'];
  readonly rule: number;
}

/** One decision. What is absent is not constrained. */
export interface CoverageRule {
  /** Addresses of the end that opens, and of the other. */
  readonly from?: Ranges;
  readonly to?: Ranges;
  readonly services?: FlowBox;
  /** It is about whatever one of these decides between two ends. `[]`: about nothing. */
  readonly entries?: readonly EntryKey[];
  readonly verdict: Coverage;
}

/** All decisions; of those about the same flow the first counts. */
export interface CoveragePlan {
  readonly rules: readonly CoverageRule[];
  /** For flows that no rule is about. Absent: withheld, and still to be decided. */
  readonly otherwise?: 'grant' | 'withhold';
}

/** Nothing is decided: everything partial is withheld. */
export const UNDECIDED: CoveragePlan = { rules: [] };

/**
 * The `services` of a rule.
 * @param values destination ports or ICMP types; absent: all.
 */
export function decidedServices(
  family: Family,
  protocol: 'tcp' | 'udp' | 'sctp' | 'icmp',
  values?: { readonly from: number; readonly to: number },
): FlowBox {
  const number = { tcp: TCP, udp: UDP, sctp: SCTP, icmp: icmpProtocol(family) }[protocol];
  const only: Ranges = [{ from: number, to: number }];
  if (values === undefined) return { protocol: only };
  if (protocol !== 'icmp') return { protocol: only, service: [values] };
  const { from } = icmpTypeServices(family, values.from);
  const { to } = icmpTypeServices(family, values.to);
  return { protocol: only, service: [{ from, to }] };
}

/** Every box that a {@link CoverageMap} will ask for. */
export function coverageBoxes({ rules }: CoveragePlan): readonly FlowBox[] {
  return rules.map(ruleBox);
}

function ruleBox({ from, to, services }: CoverageRule): FlowBox {
  return {
    ...(from === undefined ? {} : { source: from }),
    ...(to === undefined ? {} : { destination: to }),
    ...services,
  };
}

/** A plan in one space, together with what the lists say there. */
export class CoverageMap {
  readonly #space: Space<FlowField>;
  readonly #plan: CoveragePlan;
  /** Terminal: index of the deciding rule + 1. */
  readonly decided: Diagram;

  constructor(space: Space<FlowField>, today: Today, ends: Ends, plan: CoveragePlan) {
    this.#space = space;
    this.#plan = plan;
    this.decided = space.firstMatch(
      plan.rules.map((rule, index) => {
        const box = space.box(ruleBox(rule), index + 1);
        return rule.entries === undefined
          ? box
          : space.mask(box, decidedBetweenEnds(space, today, ends, rule.entries));
      }),
    );
  }

  /** Flows about which a verdict was given, by a rule or by the default. */
  with(verdict: Coverage): Diagram {
    const { rules, otherwise } = this.#plan;
    return this.#space.mapTerminals(this.decided, (label) =>
      (label === 0 ? otherwise : rules[label - 1]?.verdict) === verdict ? 1 : 0,
    );
  }

  /**
   * Flows that grants open: some pair of addresses of the two ends has the service, and a grant gives it to all.
   * @param kept what every source port may open.
   * @param from what policies name as wholes at the source; `to` at the destination.
   */
  granted(kept: Diagram, from: readonly Together[], to: readonly Together[]): Diagram {
    const grants = this.with('grant');
    if (grants === NOTHING) return NOTHING;
    return this.#space.intersect(grants, withinSome(this.#space, kept, from, to));
  }
}

/** What the entries decide, widened to all addresses of the workloads at both ends and to every source port. */
function decidedBetweenEnds(
  space: Space<FlowField>,
  today: Today,
  { pods, wholes }: Ends,
  entries: readonly EntryKey[],
): Diagram {
  const decided = today.uses.map((use) => {
    const wanted = new Set(
      entries.filter(({ list }) => list === use.function.list.id).map(({ rule }) => rule + 1),
    );
    if (wanted.size === 0) return NOTHING;
    return space.mapTerminals(space.mask(use.function.decidedMin, use.meets), (label) =>
      wanted.has(label) ? 1 : 0,
    );
  });
  const ends = togetherOf(pods, wholes);
  return withinSome(space, space.exists(space.unionAll(decided), 'sourcePort'), ends, ends);
}

/** Flows that every address of the wholes at both ends has. */
export function withinAll(
  space: Space<FlowField>,
  flows: Diagram,
  from: readonly Together[],
  to: readonly Together[],
): Diagram {
  const addresses = (ends: readonly Together[]): readonly Ranges[] => ends.map((e) => e.addresses);
  const bySource = space.forAllWithin(flows, 'source', addresses(from));
  return space.forAllWithin(bySource, 'destination', addresses(to));
}

/** Flows that some pair of addresses of the wholes at both ends has. */
export function withinSome(
  space: Space<FlowField>,
  flows: Diagram,
  from: readonly Together[],
  to: readonly Together[],
): Diagram {
  return space.complement(withinAll(space, space.complement(flows), from, to));
}
