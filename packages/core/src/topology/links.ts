/** Links between the routers of a run: what passes there depends on routing between them, which nobody here knows. */
import { type Device, type Family, parseIpv6 } from '@aclift/ir';
import { intersectRanges, type Range } from '@aclift/packet-set';
import { listId } from '@aclift/verify';
import { routedPrefixes } from './prefixes.ts';

/** Longest prefix of a link with room for hosts besides two routers. */
const LAN_LENGTH: Readonly<Record<Family, number>> = { ipv4: 29, ipv6: 125 };

/**
 * Ids of lists that are bound to links: where several of the devices meet in a prefix for two, or send packets on to one
 * another. Such a list may filter flows in transit, between places behind other interfaces; those are compared by the
 * lists at both ends alone. Redundant gateways of a segment are no link.
 */
export function linkLists(devices: readonly Device[], family: Family): ReadonlySet<string> {
  const places = devices.flatMap((device) =>
    routedPrefixes(device, family).filter(({ connected }) => connected),
  );
  const ids = new Set<string>();
  for (const { device, interface: via, range, length } of places) {
    const link = length > LAN_LENGTH[family] || leadsOn(devices, family, range);
    const shared = places.some(
      (other) => other.device !== device && intersectRanges([other.range], [range]).length > 0,
    );
    if (!shared || !link) continue;
    for (const { family: of, list } of via.bindings) {
      if (of === family) ids.add(listId(device.source, family, list));
    }
  }
  return ids;
}

/** Whether a static route of some device leads to an address of another one in the prefix. */
function leadsOn(devices: readonly Device[], family: Family, range: Range): boolean {
  return devices.some((device) =>
    device.routes.some(({ family: of, nextHop }) => {
      if (of !== family || nextHop === undefined) return false;
      const hop = typeof nextHop === 'number' ? nextHop : parseIpv6(nextHop);
      if (hop === undefined || hop < range.from || hop > range.to) return false;
      return devices.some((other) => other !== device && hasAddress(other, nextHop));
    }),
  );
}

function hasAddress({ interfaces }: Device, wanted: number | string): boolean {
  return interfaces.some(({ addresses }) =>
    addresses.some((own) => 'address' in own && own.address === wanted),
  );
}
