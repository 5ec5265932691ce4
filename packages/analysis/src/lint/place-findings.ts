/** Permits whose source can never arrive where the list stands, by the addresses of the interfaces. */
import { type Device, type Interface, parseIpv6 } from '@aclift/ir';
import type { ListModel, PacketBox } from '@aclift/lists';
import {
  intersectRanges,
  normalizeRanges,
  type Range,
  type Ranges,
  subtractRanges,
} from '@aclift/packet-set';
import { prefix6Range, prefixRange } from '@aclift/verify';
import type { Finding, ListName } from './finding.ts';
import { lineFinding } from './line-finding.ts';

/**
 * Permits of a list that is bound inbound, on interfaces whose addresses are known, where every source they name is
 * attached to some other interface of the same routing table. Nothing is said where a route leads there as well.
 */
export function placeFindings({ lines, list: { acl, device } }: ListModel): readonly Finding[] {
  const bound = device.interfaces.filter(({ bindings, shutdown }) =>
    bindings.some(({ family, list }) => !shutdown && list === acl.name && family === acl.family),
  );
  const inbound = bound.every(({ bindings }) =>
    bindings.every(
      ({ direction, family, list }) =>
        list !== acl.name || family !== acl.family || direction === 'in',
    ),
  );
  if (bound.length === 0 || !inbound) return [];
  const own = bound.map((via) => attached(via, acl.family));
  if (own.some((ranges) => ranges.length === 0)) return [];
  const tables = new Set(bound.map(({ vrf }) => vrf));
  const elsewhere = normalizeRanges(
    device.interfaces
      .filter((via) => !bound.includes(via) && !via.shutdown && tables.has(via.vrf))
      .flatMap((via) => attached(via, acl.family)),
  );
  const reachable = normalizeRanges([...own.flat(), ...routed(device, bound, acl.family)]);
  const name: ListName = { source: device.source, family: acl.family, name: acl.name };
  return lines.flatMap(({ action, boxes, entry }) => {
    if (action !== 'permit' || entry?.kind !== 'ace' || boxes.length === 0) return [];
    if (!boxes.every((box) => isElsewhere(box, elsewhere, reachable))) return [];
    const interfaces = bound.map((via) => via.name);
    const said = {
      code: 'lint/source-behind-other-interface',
      facts: { list: acl.name, interfaces },
    } as const;
    return [lineFinding(name, entry.source.span, said)];
  });
}

function isElsewhere({ source }: PacketBox, elsewhere: Ranges, reachable: Ranges): boolean {
  return (
    source !== undefined &&
    source.length > 0 &&
    subtractRanges(source, elsewhere).length === 0 &&
    intersectRanges(source, reachable).length === 0
  );
}

/** The prefixes of an interface's own addresses. */
function attached({ addresses }: Interface, family: 'ipv4' | 'ipv6'): readonly Range[] {
  return addresses.flatMap((address): readonly Range[] => {
    if (address.kind === 'static' && family === 'ipv4') {
      return [prefixRange(address.address, address.length)];
    }
    if (
      address.kind === 'static6' &&
      family === 'ipv6' &&
      parseIpv6(address.address) !== undefined
    ) {
      return [prefix6Range(address.address, address.length)];
    }
    return [];
  });
}

/** Destinations of static routes through one of the interfaces, default routes left out: they are the least specific. */
function routed(
  device: Device,
  through: readonly Interface[],
  family: 'ipv4' | 'ipv6',
): readonly Range[] {
  return device.routes.flatMap((route): readonly Range[] => {
    const next =
      route.family === 'ipv4'
        ? route.nextHop
        : route.nextHop === undefined
          ? undefined
          : parseIpv6(route.nextHop);
    const leads = through.some(
      (via) =>
        via.name === route.interface ||
        (next !== undefined &&
          attached(via, family).some(({ from, to }) => from <= next && next <= to)),
    );
    if (!leads || route.family !== family || route.prefix.length === 0) return [];
    return route.family === 'ipv4'
      ? [prefixRange(route.prefix.address, route.prefix.length)]
      : [prefix6Range(route.prefix.address, route.prefix.length)];
  });
}
