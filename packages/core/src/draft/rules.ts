/**
 * From a row to rules, still without the words of any target: what anybody may open, and for each other set of
 * services the peers that may open it.
 */
import { normalizeRanges, type Ranges, subtractRanges, unionRanges } from '@aclift/packet-set';
import { type CoverRule, coverGroups } from './cover.ts';
import type { Row } from '../rows/rows.ts';
import {
  includesServices,
  isNoServices,
  meetServices,
  NO_SERVICES,
  serviceKey,
  type Services,
} from '../rows/services.ts';

/** Peers that share a set of services. `anyone`: every pod and every address, known or not. */
export interface RulePeers {
  readonly anyone: boolean;
  /** Workload ids that must be peers, and those that may be. */
  readonly pods: ReadonlySet<string>;
  readonly podsAllowed: ReadonlySet<string>;
  /** Outside addresses that must be peers, and addresses that may be. */
  readonly outside: Ranges;
  readonly addressesAllowed: Ranges;
}

/** One rule before it has a target's form. */
export interface DraftRule {
  readonly peers: RulePeers;
  readonly services: Services;
}

/** Narrows services to what the target can say. */
export type Expressible = (services: Services) => Services;

/** Whether the lists hold anything back from this row that the target can express. */
export function isRestricted(row: Row, expressible: Expressible, everything: Services): boolean {
  const full = (services: Services): boolean =>
    includesServices(expressible(services), expressible(everything));
  return !(
    [...row.pods.values()].every(full) && row.outside.every(({ services }) => full(services))
  );
}

/**
 * Groups a row into rules that may overlap: they add up. Peers of which everything is same-segment are left out: they have an object of their own.
 * @returns ways to say the same, never none.
 * @param wordings sets of services that entries name: what a person wrote makes a good rule.
 */
export function rulesOf(
  row: Row,
  expressible: Expressible,
  wordings: readonly Services[],
): readonly (readonly DraftRule[])[] {
  const said = new Map<Services, Keyed>();
  const keyed = (services: Services): Keyed => {
    const known = said.get(services);
    if (known !== undefined) return known;
    const own = expressible(services);
    const found = { services: own, key: serviceKey(own) };
    said.set(services, found);
    return found;
  };
  const everyPod = [...row.pods].map(([id, services]) => ({ id, ...keyed(services) }));
  const pods = everyPod.filter(({ id }) => !row.neighbours.has(id));
  // Neighbours are left to their own object, so that removing it ends what it keeps; but a label that its peers share
  // with the subject may mean the subject too.
  const subject = row.subject.workload.id;
  const mayBePeers = everyPod.filter(({ id }) => id === subject || !row.neighbours.has(id));
  const outside = mergeOutside(row, expressible);
  const common = intersectAll([
    ...new Map(everyPod.map(({ key, services }) => [key, services])).values(),
    ...outside.map(({ services }) => services),
  ]);

  const forAnyone: readonly DraftRule[] = isNoServices(common)
    ? []
    : [{ peers: ANYONE, services: common }];
  const groups = new Map<string, Services>();
  for (const { key, services } of [...pods, ...outside.filter((o) => o.outside.length > 0)]) {
    if (!groups.has(key) && !includesServices(common, services)) groups.set(key, services);
  }
  const keys = [...groups.keys()].toSorted();
  const sets = keys.map((key) => ({
    services: groups.get(key) as Services,
    weight: weightOf(
      pods.filter((p) => p.key === key).length,
      outside.find((o) => o.key === key)?.outside ?? [],
    ),
  }));
  const peersOf = ({ groups: needed, services }: CoverRule): RulePeers => {
    const meant = new Set(needed.map((at) => keys[at] as string));
    const holding = new Map<string, boolean>();
    const holds = ({ key, services: other }: Keyed): boolean => {
      const known = holding.get(key) ?? includesServices(other, services);
      holding.set(key, known);
      return known;
    };
    const means = ({ key }: Keyed): boolean => meant.has(key);
    const addresses = (which: (other: Keyed) => boolean, part: 'outside' | 'addresses'): Ranges =>
      normalizeRanges(outside.filter(which).flatMap((o) => o[part]));
    return {
      anyone: false,
      pods: new Set(pods.filter(means).map(({ id }) => id)),
      podsAllowed: new Set(mayBePeers.filter(holds).map(({ id }) => id)),
      outside: addresses(means, 'outside'),
      addressesAllowed: addresses(holds, 'addresses'),
    };
  };
  // Ways share rules: the same rule is the same object in all of them.
  const rulesByKey = new Map<string, DraftRule>();
  const ruleOf = (rule: CoverRule): DraftRule => {
    const key = `${rule.groups.join()} ${serviceKey(rule.services)}`;
    const known = rulesByKey.get(key) ?? { peers: peersOf(rule), services: rule.services };
    rulesByKey.set(key, known);
    return known;
  };
  return coverGroups(sets, common, wordings.map(expressible)).map((rules) => [
    ...forAnyone,
    ...rules
      .toSorted((a, b) => (serviceKey(a.services) < serviceKey(b.services) ? -1 : 1))
      .map(ruleOf),
  ]);
}

/** Services with the text that is equal for equal ones. */
interface Keyed {
  readonly services: Services;
  readonly key: string;
}

const ANYONE: RulePeers = {
  anyone: true,
  pods: new Set(),
  podsAllowed: new Set(),
  outside: [],
  addressesAllowed: [],
};

/** About how many lines these peers take. Many of a kind usually share a label or a prefix. */
function weightOf(pods: number, outside: Ranges): number {
  return Math.max(1, Math.min(pods, 3) + Math.min(outside.length, 3));
}

/** Outside peers merged by what the target can say of their services. */
function mergeOutside(
  row: Row,
  expressible: Expressible,
): readonly (Keyed & { readonly addresses: Ranges; readonly outside: Ranges })[] {
  const merged = new Map<string, Keyed & { addresses: Ranges; outside: Ranges }>();
  for (const peers of row.outside) {
    const services = expressible(peers.services);
    const key = serviceKey(services);
    const known = merged.get(key);
    merged.set(key, {
      services,
      key,
      addresses: unionRanges(known?.addresses ?? [], peers.addresses),
      // Neighbours have an object of their own, like neighbouring pods.
      outside: unionRanges(
        known?.outside ?? [],
        subtractRanges(peers.outside, row.neighbourAddresses),
      ),
    });
  }
  return [...merged.values()];
}

function intersectAll(all: readonly Services[]): Services {
  const [first, ...rest] = all;
  if (first === undefined) return NO_SERVICES;
  return rest.reduce(meetServices, first);
}
