/** One interface while its lines arrive. Later commands replace earlier ones, as on the device. */
import type { Span } from '@aclift/diagnostics';
import type {
  Binding,
  Direction,
  Family,
  Interface,
  InterfaceAddress,
  Tunnel,
  UnreadBinding,
  VirtualAddress,
} from '@aclift/ir';
import { storedName } from '../names/interface-names.ts';
import type { Quote } from './packet-filters.ts';
import type { RoutingStatement } from './place-routing.ts';
import { SwitchportDraft } from './switchport-draft.ts';

/** `service-policy input P`. */
export interface ServicePolicy {
  readonly direction: Direction;
  readonly name: string;
  readonly quote: Quote;
}

export class InterfaceDraft {
  readonly name: string;
  readonly span: Span;
  description: string | undefined;
  vrf: string | undefined;
  shutdown = false;
  nat: 'inside' | 'outside' | undefined;
  vlan: number | undefined;
  zone: string | undefined;
  /** `ip inspect NAME in`, by name and direction. */
  readonly inspects: Map<string, Direction> = new Map();
  /** `no ip address` stands there: a routed interface without one. */
  unaddressed = false;
  channelGroup: number | undefined;
  /** `ipv6 enable`. */
  ipv6Enabled: Span | undefined;
  readonly tunnel: Map<'source' | 'destination' | 'vrf', string> = new Map();
  readonly switchport: SwitchportDraft = new SwitchportDraft();
  /** By type and direction. */
  readonly servicePolicies: Map<string, ServicePolicy> = new Map();
  /** `ip policy route-map`, by family. */
  /** `source template`, by name. */
  readonly sources: Map<string, Quote> = new Map();
  readonly policyRoutes: Map<Family, Pick<ServicePolicy, 'name' | 'quote'>> = new Map();
  /** The VRRP group whose addresses follow, in the newer syntax. */
  vrrpGroup: number | undefined;
  readonly #addresses = new Map<string, InterfaceAddress>();
  #virtual: VirtualAddress[] = [];
  readonly #bindings = new Map<string, Binding>();
  /** Unread bindings that a readable one of the same direction replaces, by direction. */
  readonly #unread = new Map<string, UnreadBinding[]>();
  /** Those that stay: their direction is unknown, or they may have added a common list. */
  readonly #unreadForGood: UnreadBinding[] = [];
  /** Bindings in whose place a later line put another list. */
  #replaced: Binding[] = [];
  readonly #routing = new Map<string, RoutingStatement>();

  constructor(name: string, span: Span) {
    this.name = name;
    this.span = span;
    const svi = /^vlan(\d+)$/i.exec(storedName(name));
    if (svi !== null) this.vlan = Number(svi[1]);
  }

  /** A primary address replaces the earlier primary one; the same secondary is kept once. */
  addAddress(address: InterfaceAddress): void {
    const key = addressKey(address);
    // A secondary address that becomes the primary one is no longer secondary.
    if (address.kind === 'static') this.#addresses.delete(secondaryKey(address.address));
    this.#addresses.delete(key);
    this.#addresses.set(key, address);
  }

  /** `no ip address`: all of the family; with an address: that one. */
  removeAddresses(family: Family, address?: number | string): void {
    if (family === 'ipv4' && address === undefined) this.unaddressed = true;
    for (const [key, other] of this.#addresses) {
      if (isIpv6(other) !== (family === 'ipv6')) continue;
      if (address !== undefined && !('address' in other && other.address === address)) continue;
      this.#addresses.delete(key);
      if (address !== undefined) return;
    }
  }

  addVirtual(address: VirtualAddress): void {
    this.#virtual.push(address);
  }

  /** A binding replaces the earlier one of its direction, also one that could not be read. */
  bind(binding: Binding): void {
    const key = bindingKey(binding.family, binding.direction, binding.common === true);
    if (binding.common !== true) this.#unread.delete(key);
    const earlier = this.#bindings.get(key);
    if (earlier !== undefined && earlier.list !== binding.list) this.#replaced.push(earlier);
    // In the order of the lines that count.
    this.#bindings.delete(key);
    this.#bindings.set(key, binding);
  }

  /** A line that applies a list and could not be read. */
  addUnread(binding: UnreadBinding): void {
    const { direction, family, text } = binding;
    if (family === undefined || direction === undefined || /\bcommon\b/i.test(text)) {
      this.#unreadForGood.push(binding);
      return;
    }
    const key = bindingKey(family, direction, false);
    const known = this.#unread.get(key);
    if (known === undefined) this.#unread.set(key, [binding]);
    else known.push(binding);
  }

  unbind(family: Family, direction: Direction): void {
    this.#bindings.delete(bindingKey(family, direction, false));
    this.#bindings.delete(bindingKey(family, direction, true));
    this.#replaced = this.#replaced.filter(
      (one) => one.family !== family || one.direction !== direction,
    );
  }

  /** `ip ospf 1 area 0`. */
  runRouting(statement: RoutingStatement): void {
    this.#routing.set(routingKey(statement), statement);
  }

  stopRouting(statement: RoutingStatement): void {
    this.#routing.delete(routingKey(statement));
  }

  get routing(): readonly RoutingStatement[] {
    return [...this.#routing.values()];
  }

  /** Takes over what a template says and no line of its own does. */
  inherit(template: InterfaceDraft): void {
    for (const [key, binding] of template.#bindings) {
      if (!this.#bindings.has(key)) this.#bindings.set(key, binding);
    }
    for (const [key, unread] of template.#unread) {
      if (!this.#bindings.has(key))
        this.#unread.set(key, [...(this.#unread.get(key) ?? []), ...unread]);
    }
    this.#unreadForGood.push(...template.#unreadForGood);
    for (const [key, policy] of template.servicePolicies) {
      if (!this.servicePolicies.has(key)) this.servicePolicies.set(key, policy);
    }
    this.switchport.inherit(template.switchport);
  }

  #allAddresses(): readonly InterfaceAddress[] {
    const addresses = [...this.#addresses.values()];
    const span = this.ipv6Enabled;
    if (span === undefined || addresses.some(isIpv6)) return addresses;
    return [...addresses, { kind: 'link-local', span }];
  }

  finish(): Interface {
    const unread = [...this.#unreadForGood, ...[...this.#unread.values()].flat()].toSorted(
      (a, b) => a.span.start - b.span.start,
    );
    return {
      name: this.name,
      ...(this.description !== undefined && { description: this.description }),
      addresses: this.#allAddresses(),
      virtualAddresses: this.#virtual,
      bindings: [...this.#bindings.values()],
      ...(this.tunnel.size > 0 && { tunnel: Object.fromEntries(this.tunnel) as Tunnel }),
      ...(this.#replaced.length > 0 && {
        replaced: this.#replaced.toSorted((a, b) => a.span.start - b.span.start),
      }),
      ...(this.vrf !== undefined && { vrf: this.vrf }),
      shutdown: this.shutdown,
      ...(this.nat !== undefined && { nat: this.nat }),
      ...(this.vlan !== undefined && { vlan: this.vlan }),
      ...(this.zone !== undefined && { zone: this.zone }),
      ...(this.inspects.size > 0 && { inspected: true, inspects: inOrder(this.inspects.values()) }),
      ...(unread.length > 0 && { unread }),
      ...(this.channelGroup !== undefined && { channelGroup: this.channelGroup }),
      span: this.span,
    };
  }
}

function inOrder(directions: Iterable<Direction>): readonly Direction[] {
  const found = new Set(directions);
  return (['in', 'out'] as const).filter((direction) => found.has(direction));
}

function isIpv6(address: InterfaceAddress): boolean {
  if (address.kind === 'static6' || address.kind === 'link-local') return true;
  return address.kind !== 'static' && address.family === 'ipv6';
}

function addressKey(address: InterfaceAddress): string {
  if (address.kind === 'static6') return `6 ${address.address}`;
  if (address.kind === 'dynamic' && address.family === 'ipv6') return `6 ${address.how}`;
  if (address.kind === 'unnumbered' && address.family === 'ipv6') return '6 unnumbered';
  return address.kind === 'static' && address.secondary ? secondaryKey(address.address) : 'primary';
}

function secondaryKey(address: number): string {
  return `secondary ${address}`;
}

function bindingKey(family: Family, direction: Direction, common: boolean): string {
  return `${family} ${direction}${common ? ' common' : ''}`;
}

function routingKey({ family, process, protocol }: RoutingStatement): string {
  return `${family} ${protocol} ${process ?? ''}`;
}
