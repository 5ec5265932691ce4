/** What devices remember of an opening, so that its answers pass where others would not. */
import type { Device } from '@aclift/ir';
import type { Hop } from '@aclift/network';
import {
  decideByFilter,
  type FilterList,
  type Flow,
  ICMP,
  ICMPV6,
  type PlacedFilter,
} from '@aclift/verify';

/** Sources of devices that know an opening. */
export interface StateOf {
  /** They inspect it, and may let its answers past their lists. */
  readonly inspected: ReadonlySet<string>;
  /** Their zone pairs let its answers back. */
  readonly stateful: ReadonlySet<string>;
  /** They let answers to whatever passed back, past every list. */
  readonly remembering: ReadonlySet<string>;
}

type Lists = ReadonlyMap<string, FilterList>;

/** Names of the reflexive lists in which the entries that let the opening through record it. @param filters those on its way. */
export function recordedBy(
  opening: Flow,
  filters: readonly PlacedFilter[],
  lists: Lists,
): ReadonlySet<string> {
  return new Set(
    filters.flatMap((filter) =>
      decideByFilter(filter, lists, opening, false).lists.flatMap(
        ({ decision: { rule }, list }) => {
          const entry = rule === undefined ? undefined : list.rules[rule]?.entry;
          return entry?.kind === 'ace'
            ? entry.conditions.flatMap((c) => (c.kind === 'reflect' ? [c.name] : []))
            : [];
        },
      ),
    ),
  );
}

/** Which devices keep the state of an opening. @param filters those on its way. @param hops what it crosses. */
export function stateOf(
  opening: Flow,
  filters: readonly PlacedFilter[],
  lists: Lists,
  hops: readonly Hop[],
  devices: readonly Device[],
): StateOf {
  const deviceOf = (source: string): Device | undefined =>
    devices.find((device) => device.source === source);
  const inspected = new Set(
    hops
      .filter(({ direction, interface: name, source }) =>
        deviceOf(source)
          ?.interfaces.find((via) => via.name === name)
          ?.inspects?.includes(direction),
      )
      .map(({ source }) => source),
  );
  const stateful = new Set<string>();
  for (const filter of filters) {
    const { kind, source, span } = filter.place;
    if (kind !== 'zone-pair') continue;
    // The answer to what may pass is asked about as if that passes.
    if (decideByFilter(filter, lists, opening, false).verdict === 'deny') continue;
    const pair = deviceOf(source)?.zonePairs?.find(
      ({ filter: own, span: at }) => at.start === span.start || own?.span.start === span.start,
    );
    // Where only some classes inspect, nobody looks up which one took the opening.
    if (pair?.filter?.stateful === true) stateful.add(source);
    else inspected.add(source);
  }
  const what = isIcmp(opening) ? 'icmp' : 'connections';
  const stopping = new Set(
    filters
      .filter((filter) => decideByFilter(filter, lists, opening, false).verdict === 'deny')
      .map(({ place }) => place.source),
  );
  const remembering = new Set(
    devices
      .filter((d) => d.semantics.answers[what] === 'pass' && !stopping.has(d.source))
      .map(({ source }) => source),
  );
  return { inspected, stateful, remembering };
}

function isIcmp({ protocol }: Flow): boolean {
  return protocol === ICMP || protocol === ICMPV6;
}
