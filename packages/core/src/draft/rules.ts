/**
 * From a row to rules, still without the words of any target: what anybody may open, and for each other set of
 * services the peers that may open it.
 */
import type { Ranges } from '@aclift/packet-set';
import { subtractRanges, unionRanges } from '@aclift/packet-set';
import type { Row } from '../project/project.ts';
import {
  includesServices,
  isNoServices,
  NO_SERVICES,
  serviceKey,
  type Services,
  subtractServices,
} from '../project/services.ts';

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
 * Groups a row into rules. Peers of which everything is same-segment are left out: they have an object of their own.
 */
export function rulesOf(row: Row, expressible: Expressible): readonly DraftRule[] {
  const everyPod = [...row.pods].map(([id, services]) => ({ id, services: expressible(services) }));
  const pods = everyPod.filter(({ id }) => !row.neighbours.has(id));
  // Neighbours are left to their own object, so that removing it ends what it keeps; but a label that its peers share
  // with the subject may mean the subject too.
  const subject = row.subject.workload.id;
  const mayBePeers = everyPod.filter(({ id }) => id === subject || !row.neighbours.has(id));
  const outside = mergeOutside(row, expressible);
  const common = intersectAll([
    ...[...row.pods.values()].map(expressible),
    ...outside.map(({ services }) => services),
  ]);

  const rules: DraftRule[] = [];
  if (!isNoServices(common)) {
    rules.push({
      peers: {
        anyone: true,
        pods: new Set(),
        podsAllowed: new Set(),
        outside: [],
        addressesAllowed: [],
      },
      services: common,
    });
  }
  const groups = new Map<string, Services>();
  for (const { services } of [...pods, ...outside.filter((o) => o.outside.length > 0)]) {
    if (!includesServices(common, services)) groups.set(serviceKey(services), services);
  }
  for (const key of [...groups.keys()].toSorted()) {
    const services = groups.get(key) as Services;
    const holds = (other: Services): boolean => includesServices(other, services);
    rules.push({
      peers: {
        anyone: false,
        pods: new Set(pods.filter((p) => serviceKey(p.services) === key).map(({ id }) => id)),
        podsAllowed: new Set(mayBePeers.filter((p) => holds(p.services)).map(({ id }) => id)),
        outside: outside.find((o) => serviceKey(o.services) === key)?.outside ?? [],
        addressesAllowed: outside
          .filter((o) => holds(o.services))
          .reduce<Ranges>((sum, o) => unionRanges(sum, o.addresses), []),
      },
      services: shorter(services, subtractServices(services, common)),
    });
  }
  return rules;
}

/** Outside peers merged by what the target can say of their services. */
function mergeOutside(
  row: Row,
  expressible: Expressible,
): readonly { services: Services; addresses: Ranges; outside: Ranges }[] {
  const merged = new Map<string, { services: Services; addresses: Ranges; outside: Ranges }>();
  for (const peers of row.outside) {
    const services = expressible(peers.services);
    const key = serviceKey(services);
    const known = merged.get(key);
    merged.set(key, {
      services,
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
  return rest.reduce((sum, next) => subtractServices(sum, subtractServices(sum, next)), first);
}

/** Of two sets of services that do the same here, the one that takes fewer words. */
function shorter(whole: Services, remainder: Services): Services {
  return words(whole) <= words(remainder) ? whole : remainder;
}

function words({ ports, icmp, others }: Services): number {
  if (others) return 0;
  return ports.TCP.length + ports.UDP.length + ports.SCTP.length + icmp.length;
}
