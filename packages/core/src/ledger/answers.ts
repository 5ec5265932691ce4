/** Which entries let a connection open whose answers another entry lets through. */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  equalRanges,
  normalizeRanges,
  NOTHING,
  type Ranges,
  type Space,
  subtractRanges,
} from '@aclift/packet-set';
import {
  answeredOpenings,
  type FilterList,
  type FilterRule,
  type FlowBox,
  type FlowField,
  icmpService,
  ICMPV6,
  LINK_ICMPV6,
  type Today,
  type Topology,
} from '@aclift/verify';
import { seesChosenAddresses } from '../topology/translations.ts';
import type { LedgerPlace, LedgerVerdict } from './ledger-reason.ts';

/** The space, today and the topology belong together. */
export interface AnswersInput {
  readonly space: Space<FlowField>;
  readonly family: Family;
  readonly topology: Topology;
  readonly today: Today;
  /** Places of entries, with their lists. */
  readonly describe: (list: FilterList, rule: number) => LedgerPlace;
}

/** The verdict on an entry that matches answers only, with the entries that it depends on by name. */
export function answersVerdict(input: AnswersInput, list: FilterList, rule: number): LedgerVerdict {
  const { action, match } = list.rules[rule] as FilterRule;
  if (match.may.length > 0 && match.may.every(staysOnLink)) {
    return { outcome: 'same-segment', reason: 'link-local' };
  }
  if (action === 'deny') return { outcome: 'return-traffic', reason: 'answers-only', more: 0 };
  const named = openingsOf(input, list, rule, false);
  // Who opened what is answered at an address that translation chose, no entry says.
  const openings = seesChosenAddresses(list) ? openingsOf(input, list, rule, true) : named;
  if (openings === NOTHING) {
    return { outcome: 'needs-decision', reason: 'reply-without-opening', seen: 'answers-only' };
  }
  const [first, ...more] = permitsOf(input, openings);
  return {
    outcome: 'return-traffic',
    reason: 'answers-only',
    opening: first === undefined ? { kind: 'unfiltered' } : { kind: 'entry', place: first },
    more: more.length,
    ...(openings === named ? {} : { translated: true }),
  };
}

/** Whether a box holds nothing but ICMPv6 messages that no router forwards. */
function staysOnLink({ protocol, service }: FlowBox): boolean {
  const icmpv6 = [{ from: ICMPV6, to: ICMPV6 }];
  const onLink = normalizeRanges(LINK_ICMPV6.map((type) => icmpService(type)));
  return (
    protocol !== undefined &&
    service !== undefined &&
    equalRanges(protocol, icmpv6) &&
    subtractRanges(service, onLink as Ranges).length === 0
  );
}

/** What {@link openingsOf} asks of a list for each of its entries, by the list. */
const answeredAt = new WeakMap<AnswersInput, Map<string, Diagram>>();

/** Permitted openings between hosts whose answers meet the list. */
function openingsBehind(input: AnswersInput, list: FilterList): Diagram {
  const known = answeredAt.get(input) ?? new Map<string, Diagram>();
  answeredAt.set(input, known);
  const found = known.get(list.id) ?? findOpenings(input, list);
  known.set(list.id, found);
  return found;
}

function findOpenings({ space, topology, today }: AnswersInput, list: FilterList): Diagram {
  // An answer goes the other way: it meets the filters that stand between the ends of its opening in reverse.
  const ways = topology.filters
    .filter(({ steps }) =>
      steps.some((step) =>
        step.kind === 'entries'
          ? step.list === list.id
          : step.kind === 'select' && step.lists.some((one) => one.list === list.id),
      ),
    )
    .map(({ may }) => {
      const reversed = (pairs: typeof may.plus): Diagram =>
        space.unionAll(
          pairs.map(({ destinations, sources }) =>
            space.box({ source: destinations, destination: sources }),
          ),
        );
      return space.subtract(reversed(may.plus), reversed(may.minus));
    });
  // What routers open themselves is nobody's business here.
  const devices = topology.places.filter(({ kind }) => kind === 'own').map((p) => p.addresses);
  const byHosts = space.complement(
    space.unionAll(
      devices.flatMap((own) => [space.box({ source: own }), space.box({ destination: own })]),
    ),
  );
  return space.intersect(space.intersect(byHosts, space.unionAll(ways)), today.permitted.max);
}

/** Permitted openings whose answers match the entry. @param chosen whoever opens, because its address may be any to the list. */
function openingsOf(input: AnswersInput, list: FilterList, rule: number, chosen: boolean): Diagram {
  const { space, family } = input;
  const boxes = answeredOpenings(family, list.rules[rule] as FilterRule, list.device.semantics).map(
    ({ source, sourcePort, ...box }): FlowBox =>
      chosen
        ? box
        : {
            ...box,
            ...(source === undefined ? {} : { source }),
            ...(sourcePort === undefined ? {} : { sourcePort }),
          },
  );
  const answered = space.unionAll(boxes.map((box) => space.box(box)));
  return space.intersect(answered, openingsBehind(input, list));
}

/** Places of the permits that decide some of the openings, in the order of the lists. */
function permitsOf(
  { space, today, describe }: AnswersInput,
  openings: Diagram,
): readonly LedgerPlace[] {
  const places = new Map<string, LedgerPlace>();
  for (const { function: of, meets } of today.uses) {
    if (!space.meets(meets, openings)) continue;
    for (const label of space.terminalsWithin(of.decidedMax, space.intersect(meets, openings))) {
      const { action, entry } = of.list.rules[label - 1] ?? {};
      if (action !== 'permit' || entry?.kind !== 'ace') continue;
      const place = describe(of.list, label - 1);
      places.set(JSON.stringify(place), place);
    }
  }
  return [...places.values()];
}
