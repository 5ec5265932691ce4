/** Outside addresses that the configuration has a name for: network object-groups. */
import type { Device } from '@aclift/ir';
import type { DraftEnds } from '../families/join-ends.ts';
import { familiesOf, type Stack, toLine } from '../sides/stack.ts';
import { equalRanges, intersectRanges, type Ranges, unionRanges } from '@aclift/packet-set';
import { ObjectGroups } from '@aclift/verify';
import { contentHash, dnsLabel, draftName } from './name.ts';

/** Addresses with the name that they have on a device. */
export interface NamedAddresses {
  /** A DNS-1123 label, different for different addresses. */
  readonly name: string;
  /** Where the name comes from, for people. */
  readonly origin: string;
  /** Those that stay outside; not empty, and not every address there is. */
  readonly addresses: Ranges;
}

/**
 * The network object-groups whose addresses are known for certain, by name. Migrated addresses are left out: pods have others.
 * Groups of several devices with one name and the same addresses are one; with different addresses each gets a hash.
 */
export function namedAddresses(
  devices: readonly Device[],
  ends: DraftEnds,
  stack: Stack,
): readonly NamedAddresses[] {
  const byName = new Map<string, NamedAddresses[]>();
  for (const device of devices) {
    const groups = new ObjectGroups(device);
    for (const { kind, name } of device.objectGroups) {
      if (kind !== 'network') continue;
      const bounds = familiesOf(stack).map((family) => ({
        family,
        ...groups.addresses(name, family),
      }));
      const all = bounds.reduce<Ranges>(
        (sum, { family, must }) => unionRanges(sum, toLine(stack, family, must)),
        [],
      );
      const addresses = intersectRanges(all, ends.outside);
      const base = dnsLabel(name);
      const certain = bounds.every(({ must, may }) => must === may);
      if (!certain || addresses.length === 0 || base === '') continue;
      if (equalRanges(addresses, ends.outside)) continue;
      const known = byName.get(base) ?? [];
      if (!known.some((one) => equalRanges(one.addresses, addresses))) {
        known.push({
          name: base,
          origin: `object-group ${name} of ${device.source}`,
          addresses,
        });
      }
      byName.set(base, known);
    }
  }
  const taken = new Set<string>();
  const free = (name: string, at = 1): string => {
    // Two can have one name still: a hash is short, and somebody may have called a group like it.
    const one = at === 1 ? name : draftName(name, String(at));
    return taken.has(one) ? free(name, at + 1) : one;
  };
  return [...byName.values()]
    .flatMap((same) =>
      same.length === 1
        ? same
        : same.map((one) => ({ ...one, name: draftName(one.name, contentHash(one.origin)) })),
    )
    .map((one) => {
      const name = free(one.name);
      taken.add(name);
      return { ...one, name };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
