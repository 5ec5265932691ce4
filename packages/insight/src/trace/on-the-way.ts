/** What stands on the ways of packets, as far as diagnostics may be about it. */
import { assertNever } from '@aclift/ir';
import type { Hop, WaysBetween } from '@aclift/network';
import { rangesHold, type Value } from '@aclift/packet-set';
import type { AddressPlace, FilterList, PlacedFilter } from '@aclift/verify';
import { listKey, type OnTheWay } from './concerned.ts';

export interface OnTheWayInput {
  /** Filters that may be on the ways. */
  readonly filters: readonly PlacedFilter[];
  /** The ways; empty: there is no network to speak of. */
  readonly between: readonly WaysBetween[];
  /** Interfaces at the places of the ends. */
  readonly beside: readonly Pick<Hop, 'source' | 'interface'>[];
  /** By id. */
  readonly lists: ReadonlyMap<string, FilterList>;
  readonly places: readonly AddressPlace[];
  readonly addresses: readonly Value[];
  /** Names that the inventory has for the ends. */
  readonly ends: readonly string[];
}

export function onTheWay(input: OnTheWayInput): OnTheWay {
  const { addresses, beside, between, ends, filters, lists, places } = input;
  const told =
    between.length > 0 &&
    between.every(
      ({ complete, routed, sameSegment, ways }) =>
        sameSegment || (complete && routed && ways.length > 0),
    );
  const interfaces = new Map<string, Set<string>>();
  const add = (source: string, name: string | null | undefined): void => {
    const names = interfaces.get(source) ?? new Set();
    interfaces.set(source, typeof name === 'string' ? names.add(name) : names);
  };
  for (const hop of [...between.flatMap(({ ways }) => ways).flat(), ...beside])
    add(hop.source, hop.interface);
  for (const { place } of filters) add(place.source, place.interface);
  return {
    interfaces: told ? interfaces : undefined,
    lists: new Set(
      filters
        .flatMap(({ steps }) => steps.flatMap(listIds))
        .flatMap((id) => lists.get(id) ?? [])
        .map(({ acl, device }) => listKey(device.source, acl.name)),
    ),
    world: addresses.some((address) =>
      places.some((place) => place.kind === 'rest' && rangesHold(place.addresses, address)),
    ),
    ends,
  };
}

function listIds(step: PlacedFilter['steps'][number]): readonly string[] {
  switch (step.kind) {
    case 'entries':
      return [step.list];
    case 'select':
      return step.lists.map(({ list }) => list);
    case 'unknown':
      return [];
    default:
      return assertNever(step);
  }
}
