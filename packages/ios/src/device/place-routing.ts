/**
 * Which routing protocol runs on which interface. Where the text does not tell, a protocol runs on every interface of
 * its VRF that has an address of the family: it may then bring routes from anywhere.
 */
import type { Family, Interface, InterfaceRouting, StaticRoute, StaticRoute6 } from '@aclift/ir';
import { neighborPlaces } from './bgp-places.ts';
import { InterfaceNames } from './interface-names.ts';
import type { RouterDraft, RouterScope } from './router-draft.ts';
import { RoutingSettings } from './routing-settings.ts';

/** A command on an interface that makes a protocol run there: `ip ospf 1 area 0`. */
export interface RoutingStatement {
  readonly protocol: string;
  readonly process?: string;
  readonly family: Family;
}

export interface RoutingFacts {
  readonly interfaces: readonly Interface[];
  readonly routers: readonly RouterDraft[];
  /** By the interface's name. */
  readonly statements: ReadonlyMap<string, readonly RoutingStatement[]>;
  readonly routes: readonly (StaticRoute | StaticRoute6)[];
}

/** Protocols whose processes say by `network` where they run. */
const BY_NETWORK = new Set(['ospf', 'eigrp', 'rip', 'igrp']);
/** Protocols that `network` or a command on the interface places; all others but BGP may run anywhere. */
const PLACED = new Set([...BY_NETWORK, 'ospfv3', 'isis']);
/** A passive interface of these sends nothing, but takes in what neighbours send. */
const LISTENING = new Set(['rip', 'igrp']);

/** Interfaces with what runs on them; on those that are shut down nothing does. */
export function placeRouting(facts: RoutingFacts): readonly Interface[] {
  if (facts.routers.length === 0 && facts.statements.size === 0) return facts.interfaces;
  const places = new RoutingPlaces(facts);
  // Which other protocols run where tells where neighbours of BGP may be.
  const bgp = facts.routers.filter(({ protocol }) => protocol === 'bgp');
  const others = facts.routers.filter(({ protocol }) => protocol !== 'bgp');
  for (const router of others.slice(0, MOST)) places.place(router);
  places.placeAnywhere(others.slice(MOST));
  places.placeUndeclared();
  for (const router of bgp) places.place(router);
  return facts.interfaces.map((at) => {
    const routing = places.at(at);
    return routing.length === 0 ? at : { ...at, routing };
  });
}

/**
 * Processes that are looked at one by one; no device runs as many. Beyond, they are taken to run on every interface of
 * their table, so that a hostile text costs no more than its length.
 */
const MOST = 64;

interface Placed {
  readonly at: Interface;
  readonly statement: RoutingStatement;
}

class RoutingPlaces {
  readonly #names: InterfaceNames;
  readonly #settings: RoutingSettings;
  readonly #byName: ReadonlyMap<string, Interface>;
  readonly #byVrf = new Map<string | undefined, Interface[]>();
  readonly #undeclared: Set<Placed>;
  /** Statements by the process that they name. */
  readonly #placed: ReadonlyMap<string, readonly Placed[]>;
  readonly #routes: ReadonlyMap<string | undefined, RoutingFacts['routes']>;
  readonly #found = new Map<Interface, Map<string, InterfaceRouting>>();

  constructor(facts: RoutingFacts) {
    this.#names = new InterfaceNames(facts.interfaces.map(({ name }) => name));
    this.#settings = new RoutingSettings(this.#names);
    this.#byName = new Map(facts.interfaces.map((at) => [at.name, at]));
    for (const at of facts.interfaces) {
      const known = this.#byVrf.get(at.vrf);
      if (known === undefined) this.#byVrf.set(at.vrf, [at]);
      else known.push(at);
    }
    const placed = facts.interfaces.flatMap((at): Placed[] =>
      at.shutdown
        ? []
        : (facts.statements.get(at.name) ?? []).map((statement) => ({ at, statement })),
    );
    this.#undeclared = new Set(placed);
    this.#routes = Map.groupBy(facts.routes, ({ vrf }) => vrf);
    this.#placed = Map.groupBy(placed, ({ statement }) => statement.process ?? '');
  }

  at(at: Interface): readonly InterfaceRouting[] {
    return [...(this.#found.get(at)?.values() ?? [])];
  }

  place(router: RouterDraft): void {
    for (const scope of [router.base, ...router.scopes]) {
      if (router.base.down || scope.down || scope.family === 'other') continue;
      for (const family of familiesOf(router, scope)) {
        for (const at of this.#places(router, scope, family)) this.#run(router, scope, family, at);
      }
    }
    if (!PLACED.has(router.protocol)) return;
    for (const placed of this.#placed.get(firstWord(router.process)) ?? []) {
      const { at, statement } = placed;
      if (!belongsTo(statement, router)) continue;
      this.#undeclared.delete(placed);
      const scope = scopeOf(router, statement.family, at.vrf);
      if (!router.base.down && !scope.down) this.#run(router, scope, statement.family, at);
    }
  }

  /** The first of them for each table stands for all. */
  placeAnywhere(routers: readonly RouterDraft[]): void {
    const tables = new Set<string>();
    for (const router of routers) {
      for (const scope of [router.base, ...router.scopes]) {
        for (const family of familiesOf(router, scope)) {
          const table = `${family} ${scope.vrf ?? ''}`;
          if (tables.has(table)) continue;
          tables.add(table);
          for (const at of this.#byVrf.get(scope.vrf) ?? []) {
            if (at.shutdown || !hasAddress(at, family)) continue;
            const { process, protocol } = router;
            this.#add(at, {
              protocol,
              ...(process !== undefined && { process }),
              family,
              passive: false,
            });
          }
        }
      }
    }
  }

  /** `ip ospf 1 area 0` starts its process by itself. */
  placeUndeclared(): void {
    for (const { at, statement } of this.#undeclared) {
      this.#add(at, { ...statement, passive: false });
    }
  }

  /** Interfaces that are up and stand in the VRF, with an address of the family. */
  #places(router: RouterDraft, scope: RouterScope, family: Family): readonly Interface[] {
    const all = this.#byVrf.get(scope.vrf) ?? [];
    const here = all.filter((at) => !at.shutdown && hasAddress(at, family));
    if (router.protocol === 'bgp') {
      return neighborPlaces(router, scope, family, {
        here,
        down: all.filter(({ shutdown }) => shutdown),
        routes: this.#routes.get(scope.vrf) ?? [],
        names: this.#names,
        runs: (at) =>
          this.at(at).some(
            (one) => one.protocol !== 'bgp' && one.family === family && !one.passive,
          ),
      });
    }
    // Named EIGRP runs on every interface of IPv6.
    const everywhere = router.protocol === 'eigrp' && scope.family === 'ipv6';
    if (scope.unread || everywhere || !PLACED.has(router.protocol)) return here;
    if (router.protocol === 'isis') {
      // The prefix of a passive interface is announced, without a command on the interface.
      const passive = new Set(this.#settings.passiveNames(scope));
      return here.filter(({ name }) => passive.has(name));
    }
    if (!BY_NETWORK.has(router.protocol) || family !== 'ipv4') return [];
    const holds = networkTest(scope);
    // An address that is not in the text may be in any network.
    const anywhere = scope.networks.length > 0;
    return here.filter((at) =>
      this.#addresses(at).some((address) => (address === undefined ? anywhere : holds(address))),
    );
  }

  /** IPv4 addresses, primary and secondary; undefined for one that is not in the text. */
  #addresses(at: Interface): readonly (number | undefined)[] {
    return at.addresses.flatMap((address): readonly (number | undefined)[] => {
      if (address.kind === 'static') return [address.address];
      if (address.kind === 'dynamic') return address.family === undefined ? [undefined] : [];
      if (address.kind !== 'unnumbered' || address.family !== undefined) return [];
      const [name = '', another] = this.#names.find(address.interface);
      const lender = another === undefined ? this.#byName.get(name) : undefined;
      if (lender === undefined) return [undefined];
      return lender.addresses.flatMap((lent) => {
        if (lent.kind === 'static') return [lent.address];
        return lent.kind === 'dynamic' && lent.family === undefined ? [undefined] : [];
      });
    });
  }

  #run(router: RouterDraft, scope: RouterScope, family: Family, at: Interface): void {
    if (this.#settings.isDown(scope, at)) return;
    const { process, protocol } = router;
    this.#add(at, {
      protocol,
      ...(process !== undefined && { process }),
      family,
      passive: this.#settings.isPassive(router, scope, at),
    });
  }

  /** Said twice, a protocol is passive only if both say so. */
  #add(at: Interface, { family, passive, process, protocol }: InterfaceRouting): void {
    let here = this.#found.get(at);
    if (here === undefined) {
      here = new Map();
      this.#found.set(at, here);
    }
    const key = `${protocol} ${process ?? ''} ${family}`;
    const internal = isInternal(at);
    const quiet = internal || (passive && here.get(key)?.passive !== false);
    here.set(key, {
      protocol,
      ...(process !== undefined && { process }),
      family,
      passive: quiet,
      ...(quiet && !internal && LISTENING.has(protocol) && { listens: true }),
    });
  }
}

function familiesOf(router: RouterDraft, scope: RouterScope): readonly Family[] {
  if (scope.family === 'ipv4' || scope.family === 'ipv6') return [scope.family];
  if (router.family === 'ipv6') return ['ipv6'];
  return BY_NETWORK.has(router.protocol) ? ['ipv4'] : ['ipv4', 'ipv6'];
}

/** No neighbour is ever behind it. */
function isInternal({ name }: Interface): boolean {
  return /^(?:lo|null)/i.test(name);
}

function hasAddress({ addresses }: Interface, family: Family): boolean {
  return addresses.some((address) => {
    if (address.kind === 'static') return family === 'ipv4';
    if (address.kind === 'static6') return family === 'ipv6';
    if (address.kind === 'link-local') return family === 'ipv6';
    return (address.family ?? 'ipv4') === family;
  });
}

/** Looks an address up by each distinct mask, so that many statements cost little more than one. */
function networkTest({ networks }: RouterScope): (address: number) => boolean {
  const bases = new Map<number, Set<number>>();
  for (const { base, mask } of networks) {
    const known = bases.get(mask);
    if (known === undefined) bases.set(mask, new Set([base]));
    else known.add(base);
  }
  return (address) => {
    for (const [mask, known] of bases) if (known.has((address & mask) >>> 0)) return true;
    return false;
  };
}

function belongsTo({ family, protocol }: RoutingStatement, router: RouterDraft): boolean {
  // `ipv6 ospf` belongs to `ipv6 router ospf`, and on newer images to `router ospfv3`.
  if (router.protocol === 'ospfv3') {
    return protocol === 'ospfv3' || (protocol === 'ospf' && family === 'ipv6');
  }
  if (protocol !== router.protocol) return false;
  return protocol === 'isis' || (router.family ?? 'ipv4') === family;
}

function firstWord(text: string | undefined): string {
  return text?.split(/\s/, 1)[0] ?? '';
}

function scopeOf(router: RouterDraft, family: Family, vrf: string | undefined): RouterScope {
  const own = router.scopes.filter((scope) => scope.family === family);
  return (
    own.find((scope) => scope.vrf === vrf) ??
    own.find((scope) => scope.vrf === undefined) ??
    router.base
  );
}
