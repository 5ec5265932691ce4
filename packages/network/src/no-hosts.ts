/** Addresses of a segment that no host of it has. */
import { intersectRanges, normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
import type { NetworkGraph, PlaceNode } from './graph.ts';
import { hopOf } from './static-routes.ts';

/** Next hops of all static routes: they are routers. */
export function nextHops({ family, nodes }: NetworkGraph): Ranges {
  return normalizeRanges(
    nodes.flatMap((node): Range[] =>
      node.kind === 'router'
        ? node.device.routes.flatMap((route) => {
            const hop = route.family === family ? hopOf(route) : undefined;
            return hop === undefined ? [] : [{ from: hop, to: hop }];
          })
        : [],
    ),
  );
}

/**
 * Addresses of the prefixes themselves and those for all of their hosts (in IPv4; a /31 has neither, RFC 3021), and next hops.
 * @param hops as {@link nextHops} gives them.
 */
export function noHostsIn(
  { prefixes }: PlaceNode,
  family: NetworkGraph['family'],
  hops: Ranges,
): Ranges {
  const edges = prefixes.flatMap(({ length, range: { from, to } }): Range[] =>
    family === 'ipv4' && length < 31
      ? [
          { from, to: from },
          { from: to, to },
        ]
      : [],
  );
  const inside = normalizeRanges(prefixes.map(({ range }) => range));
  return normalizeRanges([...edges, ...intersectRanges(hops, inside)]);
}
