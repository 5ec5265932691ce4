/** On which interfaces BGP speaks to its neighbours: those whose prefix holds one, or that lead to it. */
import {
  type Family,
  type Interface,
  type InterfaceAddress,
  parseIpv6,
  type StaticRoute,
  type StaticRoute6,
} from '@aclift/ir';
import type { InterfaceNames } from './interface-names.ts';
import { type Bits, PrefixIndex } from './prefix-index.ts';
import type { RouterDraft, RouterScope } from './router-draft.ts';

export interface BgpFacts {
  /** Interfaces of the VRF that are up and have an address of the family that is carried. */
  readonly here: readonly Interface[];
  /** Interfaces of the VRF that are shut down. */
  readonly down: readonly Interface[];
  /** Static routes of the VRF. */
  readonly routes: readonly (StaticRoute | StaticRoute6)[];
  readonly names: InterfaceNames;
  /** Whether another protocol brings routes from there. */
  readonly runs: (at: Interface) => boolean;
}

/**
 * A neighbour that is not connected is reached by its static route, or by a protocol that knows a longer prefix; if
 * nothing tells, it may be behind every interface.
 * @param family the one whose routes are carried: neighbours may be spoken to over the other.
 */
export function neighborPlaces(
  router: RouterDraft,
  scope: RouterScope,
  family: Family,
  facts: BgpFacts,
): readonly Interface[] {
  const { neighbors } = scope;
  if (neighbors.length === 0 && scope.listens.size === 0) return [];
  const ways: Readonly<Record<Family, Ways>> = {
    ipv4: new Ways('ipv4', facts),
    ipv6: new Ways('ipv6', facts),
  };
  const found = new Set<Interface>();
  // What the process names carries its own family, unless that family's block switches it off.
  const block =
    scope === router.base
      ? router.scopes.find((one) => one.family === family && one.vrf === undefined)
      : undefined;
  for (const neighbor of neighbors) {
    const own = familyOf(neighbor.address);
    if (scope === router.base && (own !== family || block?.hasActive(neighbor) === false)) continue;
    const at =
      neighbor.interface === undefined
        ? ways[own].to(bitsOf(neighbor.address))
        : ways[own].named(neighbor.interface);
    for (const one of at) found.add(one);
  }
  for (const { address, family: own, length } of scope.listens.values()) {
    if (scope === router.base && own !== family) continue;
    for (const one of ways[own].into(bitsOf(address), length)) found.add(one);
  }
  return facts.here.filter((at) => found.has(at));
}

function familyOf(address: number | string): Family {
  return typeof address === 'number' ? 'ipv4' : 'ipv6';
}

function bitsOf(address: number | string): bigint {
  return typeof address === 'number' ? BigInt(address) : (parseIpv6(address) ?? 0n);
}

/** Routes that lead to one another in a circle lead nowhere. */
const DEEPEST = 8;

/** Connected prefixes and static routes of one VRF and family. */
class Ways {
  readonly #facts: BgpFacts;
  readonly #bits: Bits;
  readonly #connected: PrefixIndex<Interface>;
  readonly #down: PrefixIndex<Interface>;
  readonly #routed: PrefixIndex<StaticRoute | StaticRoute6>;
  /** Interfaces whose prefixes the text does not hold. */
  readonly #unknown: readonly Interface[];
  readonly #running: readonly Interface[];

  constructor(family: Family, facts: BgpFacts) {
    this.#facts = facts;
    this.#bits = family === 'ipv4' ? 32 : 128;
    this.#connected = this.#prefixes(facts.here, family);
    this.#down = this.#prefixes(facts.down, family);
    this.#routed = new PrefixIndex(this.#bits);
    for (const route of facts.routes) {
      if (route.family !== family) continue;
      this.#routed.add(bitsOf(route.prefix.address), route.prefix.length, route);
    }
    this.#unknown = facts.here.filter(({ addresses }) =>
      addresses.some((own) => own.kind === 'dynamic' && (own.family ?? 'ipv4') === family),
    );
    this.#running = facts.here.filter((at) => facts.runs(at));
  }

  to(address: bigint, depth = 0): readonly Interface[] {
    const connected = this.#connected.longest(address);
    const routed = this.#routed.longest(address);
    if (connected !== undefined && connected.length >= (routed?.length ?? 0)) {
      return connected.values;
    }
    const found = new Set<Interface>(this.#unknown);
    for (const route of routed?.values ?? []) {
      for (const at of this.#by(route, depth)) found.add(at);
    }
    // A protocol may know a longer prefix than the static route.
    if (routed === undefined || routed.length < this.#bits) {
      for (const at of this.#running) found.add(at);
    }
    if (found.size > 0 || this.#down.longest(address) !== undefined) return [...found];
    return this.#facts.here;
  }

  /** Interfaces behind which neighbours of a range may be. */
  into(address: bigint, length: number): readonly Interface[] {
    const connected = this.#connected.overlapping(address, length);
    return connected.length > 0 ? [...connected, ...this.#unknown] : this.#facts.here;
  }

  named(written: string): readonly Interface[] {
    const names = new Set(this.#facts.names.find(written));
    return this.#facts.here.filter(({ name }) => names.has(name));
  }

  #by(route: StaticRoute | StaticRoute6, depth: number): readonly Interface[] {
    if (route.interface !== undefined) return this.named(route.interface);
    if (route.nextHop === undefined || depth > DEEPEST) return [];
    return this.to(bitsOf(route.nextHop), depth + 1);
  }

  #prefixes(interfaces: readonly Interface[], family: Family): PrefixIndex<Interface> {
    const index = new PrefixIndex<Interface>(this.#bits);
    for (const at of interfaces) {
      for (const own of at.addresses) {
        if (!isStatic(own) || familyOf(own.address) !== family) continue;
        index.add(bitsOf(own.address), own.length, at);
      }
    }
    return index;
  }
}

function isStatic(
  address: InterfaceAddress,
): address is Extract<InterfaceAddress, { kind: 'static' | 'static6' }> {
  return address.kind === 'static' || address.kind === 'static6';
}
