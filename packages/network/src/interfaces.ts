/** Interfaces as places that packets cross: which are ways of a router at all, and with which addresses. */
import { type Device, type Family, type Interface, parseIpv6 } from '@aclift/ir';
import type { Range, Value } from '@aclift/packet-set';
import { prefix6Range, prefixRange } from '@aclift/verify';

/** An interface of a device. */
export interface Attachment {
  readonly device: Device;
  readonly interface: Interface;
}

/** An address of an interface with its connected prefix. */
export interface ConnectedPrefix {
  readonly own: Value;
  readonly range: Range;
  readonly length: number;
}

/** For people: the device's name, or its file, and the interface. */
export function attachmentName({ device, interface: via }: Attachment): string {
  return `${deviceName(device)} ${via.name}`;
}

/** The device's name, or its file. */
export function deviceName(device: Device): string {
  return device.hostname ?? device.source;
}

/** Whether `name` means the interface: its own name, or `device:interface`. */
export function isCalled({ device, interface: via }: Attachment, name: string): boolean {
  return name === via.name || name === `${deviceName(device)}:${via.name}`;
}

/** Every interface that is not shut down. */
export function upAttachments(devices: readonly Device[]): readonly Attachment[] {
  return devices.flatMap((device) =>
    device.interfaces.filter((i) => !i.shutdown).map((via) => ({ device, interface: via })),
  );
}

/** Whether packets of the family can be routed through the interface. */
export function isRouted(via: Interface, family: Family): boolean {
  if (via.shutdown) return false;
  const addressed =
    connectedPrefixes(via, family).length > 0 ||
    via.addresses.some((address) =>
      address.kind === 'dynamic' || address.kind === 'unnumbered'
        ? (address.family ?? 'ipv4') === family
        : address.kind !== 'static' && family === 'ipv6',
    );
  return addressed;
}

/** Whether the interface gets its address from outside, and with it the way out. */
export function isLeased(via: Interface, family: Family): boolean {
  return via.addresses.some(
    (address) => address.kind === 'dynamic' && (address.family ?? 'ipv4') === family,
  );
}

/** Addresses of the interface in the order of the text; those of one link only (fe80::/10) lead nowhere and are left out. */
export function connectedPrefixes(via: Interface, family: Family): readonly ConnectedPrefix[] {
  return via.addresses.flatMap((address): ConnectedPrefix[] => {
    if (address.kind === 'static' && family === 'ipv4') {
      const { address: own, length } = address;
      return [{ own, length, range: prefixRange(own, length) }];
    }
    if (address.kind === 'static6' && family === 'ipv6') {
      const own = parseIpv6(address.address);
      if (own === undefined || own >> 118n === 0x3fan) return [];
      const { length } = address;
      return [{ own, length, range: prefix6Range(address.address, length) }];
    }
    return [];
  });
}

/** Addresses that the interface shares with others: of HSRP, VRRP and GLBP. */
export function virtualAddresses(via: Interface, family: Family): readonly Value[] {
  return via.virtualAddresses.flatMap(({ address, family: of }) => {
    if (of !== family) return [];
    const value = typeof address === 'number' ? address : parseIpv6(address);
    return value === undefined || (typeof value === 'bigint' && value >> 118n === 0x3fan)
      ? []
      : [value];
  });
}

/** Interface names are equal whatever their case and blanks: `GigabitEthernet 0/1` and `gigabitethernet0/1`. */
export function sameInterface(a: string, b: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replaceAll(' ', '');
  return plain(a) === plain(b);
}

/** Whether the range holds the address. */
export function holds(range: Range, value: Value): boolean {
  return range.from <= value && value <= range.to;
}
