/** One interface while its lines arrive. Later commands replace earlier ones, as on the device. */
import type { Span } from '@aclift/diagnostics';
import type {
  Binding,
  Direction,
  Family,
  Interface,
  InterfaceAddress,
  UnreadBinding,
  VirtualAddress,
} from '@aclift/ir';
import { storedName } from '../names/interface-names.ts';

export class InterfaceDraft {
  readonly name: string;
  readonly span: Span;
  description: string | undefined;
  vrf: string | undefined;
  shutdown = false;
  nat: 'inside' | 'outside' | undefined;
  vlan: number | undefined;
  zone: string | undefined;
  inspected = false;
  /** The VRRP group whose addresses follow, in the newer syntax. */
  vrrpGroup: number | undefined;
  readonly #addresses = new Map<string, InterfaceAddress>();
  #virtual: VirtualAddress[] = [];
  readonly #bindings = new Map<string, Binding>();
  /** Unread bindings that a readable one of the same direction replaces, by direction. */
  readonly #unread = new Map<string, UnreadBinding[]>();
  /** Those that stay: their direction is unknown, or they may have added a common list. */
  readonly #unreadForGood: UnreadBinding[] = [];

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
    if (binding.common !== true) {
      this.#unread.delete(bindingKey(binding.family, binding.direction, false));
    }
    this.#bindings.set(
      bindingKey(binding.family, binding.direction, binding.common === true),
      binding,
    );
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
  }

  finish(): Interface {
    const unread = [...this.#unreadForGood, ...[...this.#unread.values()].flat()].toSorted(
      (a, b) => a.span.start - b.span.start,
    );
    return {
      name: this.name,
      ...(this.description !== undefined && { description: this.description }),
      addresses: [...this.#addresses.values()],
      virtualAddresses: this.#virtual,
      bindings: [...this.#bindings.values()],
      ...(this.vrf !== undefined && { vrf: this.vrf }),
      shutdown: this.shutdown,
      ...(this.nat !== undefined && { nat: this.nat }),
      ...(this.vlan !== undefined && { vlan: this.vlan }),
      ...(this.zone !== undefined && { zone: this.zone }),
      ...(this.inspected && { inspected: true }),
      ...(unread.length > 0 && { unread }),
      span: this.span,
    };
  }
}

function isIpv6(address: InterfaceAddress): boolean {
  return address.kind === 'static6' || (address.kind === 'dynamic' && address.family === 'ipv6');
}

function addressKey(address: InterfaceAddress): string {
  if (address.kind === 'static6') return `6 ${address.address}`;
  if (address.kind === 'dynamic' && address.family === 'ipv6') return `6 ${address.how}`;
  return address.kind === 'static' && address.secondary ? secondaryKey(address.address) : 'primary';
}

function secondaryKey(address: number): string {
  return `secondary ${address}`;
}

function bindingKey(family: Family, direction: Direction, common: boolean): string {
  return `${family} ${direction}${common ? ' common' : ''}`;
}
