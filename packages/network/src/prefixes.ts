/** The prefixes that a device reaches through its own interfaces: connected ones and static routes. */
import type { Device, Family, Interface, InterfaceAddress } from '@aclift/ir';
import type { Range } from '@aclift/packet-set';
import { prefix6Range, prefixRange } from '@aclift/verify';

/** A prefix behind an interface. Length 0 is a default route. */
export interface RoutedPrefix {
  readonly device: Device;
  readonly interface: Interface;
  readonly range: Range;
  readonly length: number;
  /** The interface has an address in it; false for static routes. */
  readonly connected: boolean;
}

/** In the order of the text. Interfaces that are shut down reach nothing; routes to Null0 drop and reach nothing. */
export function routedPrefixes(device: Device, family: Family): readonly RoutedPrefix[] {
  const up = device.interfaces.filter((via) => !via.shutdown);
  const connected = up.flatMap((via) =>
    via.addresses.flatMap((address): RoutedPrefix[] => {
      const prefix = connectedPrefix(address, family);
      return prefix === undefined ? [] : [{ device, interface: via, ...prefix, connected: true }];
    }),
  );
  const routed = device.routes.flatMap((route): RoutedPrefix[] => {
    if (route.family !== family) return [];
    const range =
      route.family === 'ipv4'
        ? prefixRange(route.prefix.address, route.prefix.length)
        : prefix6Range(route.prefix.address, route.prefix.length);
    const hop =
      route.nextHop === undefined
        ? undefined
        : route.family === 'ipv4'
          ? prefixRange(route.nextHop as number, 32).from
          : prefix6Range(route.nextHop as string, 128).from;
    const via =
      up.find((i) => route.interface !== undefined && sameInterface(i.name, route.interface)) ??
      longest(
        connected.filter(
          (p) => p.interface.vrf === route.vrf && hop !== undefined && holds(p.range, hop),
        ),
      );
    if (via === undefined) return [];
    return [
      {
        device,
        interface: 'name' in via ? via : via.interface,
        range,
        length: route.prefix.length,
        connected: false,
      },
    ];
  });
  return [...connected, ...routed];
}

function connectedPrefix(
  address: InterfaceAddress,
  family: Family,
): { range: Range; length: number } | undefined {
  if (address.kind === 'static' && family === 'ipv4') {
    return { range: prefixRange(address.address, address.length), length: address.length };
  }
  if (address.kind === 'static6' && family === 'ipv6') {
    return { range: prefix6Range(address.address, address.length), length: address.length };
  }
  return undefined;
}

function holds(range: Range, value: number | bigint): boolean {
  return range.from <= value && value <= range.to;
}

function longest(prefixes: readonly RoutedPrefix[]): RoutedPrefix | undefined {
  return prefixes.toSorted((a, b) => b.length - a.length)[0];
}

/** Interface names are equal whatever their case and blanks: `GigabitEthernet 0/1` and `gigabitethernet0/1`. */
function sameInterface(a: string, b: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replaceAll(' ', '');
  return plain(a) === plain(b);
}
