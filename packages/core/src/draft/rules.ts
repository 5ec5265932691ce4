/**
 * From a row to rules, still without the words of any target: what anybody may open, and for each other set of
 * services the peers that may open it.
 */
import { joinRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
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
import type { WorkloadIndex, WorkloadSet } from './workload-set.ts';

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

/** Peers of a row of which the target says the same. */
interface Kind extends Keyed {
  /** Workloads that must be peers of a rule about them, and those that may be. */
  readonly pods: WorkloadSet;
  readonly podsAllowed: WorkloadSet;
  readonly addresses: Ranges;
  readonly outside: Ranges;
}

/** Makes rules out of the rows of a run. What rows have in common is worked out once. */
export class RuleMaker {
  readonly #index: WorkloadIndex;
  readonly #expressible: Expressible;
  readonly #wordings: readonly Services[];
  readonly #said = new Map<Services, Keyed>();

  /** @param wordings sets of services that entries name: what a person wrote makes a good rule. */
  constructor(index: WorkloadIndex, expressible: Expressible, wordings: readonly Services[]) {
    this.#index = index;
    this.#expressible = expressible;
    this.#wordings = wordings.map(expressible);
  }

  /** Whether the lists hold anything back from this row that the target can express. */
  isRestricted(row: Row, everything: Services): boolean {
    const all = this.#keyed(everything).services;
    const held = new Set([...row.pods.values(), ...row.outside.map(({ services }) => services)]);
    return [...held].some((services) => !includesServices(this.#keyed(services).services, all));
  }

  /**
   * Groups a row into rules that may overlap: they add up. Peers of which everything is same-segment are left out: they have an
   * object of their own.
   * @returns ways to say the same, never none.
   */
  rulesOf(row: Row): readonly (readonly DraftRule[])[] {
    const kinds = this.#kindsOf(row);
    const common = kinds
      .map(({ services }) => services)
      .reduce<Services | undefined>(
        (a, b) => (a === undefined ? b : meetServices(a, b)),
        undefined,
      );
    const given = common ?? NO_SERVICES;
    const forAnyone: readonly DraftRule[] = isNoServices(given)
      ? []
      : [{ peers: ANYONE, services: given }];
    const groups = kinds
      .filter(
        ({ outside, pods, services }) =>
          (!pods.isEmpty || outside.length > 0) && !includesServices(given, services),
      )
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const sets = groups.map(({ outside, pods, services }) => ({
      services,
      weight: weightOf(pods.common(pods), outside),
    }));
    // Ways share rules: the same rule is the same object in all of them.
    const rulesByKey = new Map<string, DraftRule>();
    const ruleOf = (rule: CoverRule): DraftRule => {
      const key = `${rule.groups.join()} ${serviceKey(rule.services)}`;
      const known = rulesByKey.get(key) ?? {
        peers: this.#peersOf(
          rule.groups.map((at) => groups[at] as Kind),
          kinds.filter(({ services }) => includesServices(services, rule.services)),
        ),
        services: rule.services,
      };
      rulesByKey.set(key, known);
      return known;
    };
    return coverGroups(sets, given, this.#wordings).map((rules) => [
      ...forAnyone,
      ...rules
        .toSorted((a, b) => (serviceKey(a.services) < serviceKey(b.services) ? -1 : 1))
        .map(ruleOf),
    ]);
  }

  #peersOf(meant: readonly Kind[], allowed: readonly Kind[]): RulePeers {
    return {
      anyone: false,
      pods: this.#index.idSetOf(meant.map(({ pods }) => pods)),
      podsAllowed: this.#index.idSetOf(allowed.map(({ podsAllowed }) => podsAllowed)),
      outside: joinRanges(meant.map(({ outside }) => outside)),
      addressesAllowed: joinRanges(allowed.map(({ addresses }) => addresses)),
    };
  }

  /** The peers of a row by what the target can say of their services, pods before addresses. */
  #kindsOf(row: Row): readonly Kind[] {
    const subject = row.subject.workload.id;
    const found = new Map<string, KindParts>();
    const kindOf = (services: Services): KindParts => {
      const own = this.#keyed(services);
      const known = found.get(own.key) ?? {
        ...own,
        pods: [],
        podsAllowed: [],
        addresses: [],
        outside: [],
      };
      found.set(own.key, known);
      return known;
    };
    for (const [id, services] of row.pods) {
      const kind = kindOf(services);
      // Neighbours are left to their own object, so that removing it ends what it keeps; but a label that its peers share
      // with the subject may mean the subject too.
      const isNeighbour = row.neighbours.has(id);
      if (!isNeighbour) kind.pods.push(id);
      if (!isNeighbour || id === subject) kind.podsAllowed.push(id);
    }
    for (const peers of row.outside) {
      const kind = kindOf(peers.services);
      kind.addresses.push(peers.addresses);
      // Neighbours have an object of their own, like neighbouring pods.
      kind.outside.push(subtractRanges(peers.outside, row.neighbourAddresses));
    }
    return [...found.values()].map(({ addresses, key, outside, pods, podsAllowed, services }) => ({
      key,
      services,
      pods: this.#index.setOf(pods),
      podsAllowed: this.#index.setOf(podsAllowed),
      addresses: joinRanges(addresses),
      outside: joinRanges(outside),
    }));
  }

  #keyed(services: Services): Keyed {
    const known = this.#said.get(services);
    if (known !== undefined) return known;
    const own = this.#expressible(services);
    const found = { services: own, key: serviceKey(own) };
    this.#said.set(services, found);
    return found;
  }
}

interface KindParts extends Keyed {
  readonly pods: string[];
  readonly podsAllowed: string[];
  readonly addresses: Ranges[];
  readonly outside: Ranges[];
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
