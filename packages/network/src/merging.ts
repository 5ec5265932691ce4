/** Pairs of ends and ways without what others say already. */
import { normalizeRanges, type Ranges } from '@aclift/packet-set';
import type { EndPairs } from '@aclift/verify';
import { append } from './append.ts';
import { type Crossing, crossingKey } from './graph.ts';

/** Pairs with the same sources as one. */
export function merged(pairs: readonly EndPairs[]): readonly EndPairs[] {
  const bySources = new Map<Ranges, Ranges[]>();
  for (const { destinations, sources } of pairs) append(bySources, sources, destinations);
  return [...bySources].map(([sources, [first = [], ...more]]) => ({
    sources,
    destinations: more.length === 0 ? first : normalizeRanges([first, ...more].flat()),
  }));
}

/** Ways without those that another one is part of: passing the shorter one is enough. */
export function distinctWays(
  ways: readonly (readonly Crossing[])[],
): readonly (readonly Crossing[])[] {
  const sorted = ways.toSorted((a, b) => a.length - b.length);
  const kept: { readonly way: readonly Crossing[]; readonly keys: ReadonlySet<string> }[] = [];
  for (const way of sorted) {
    const keys = new Set(way.map(crossingKey));
    if (kept.some((one) => [...one.keys].every((key) => keys.has(key)))) continue;
    kept.push({ way, keys });
  }
  return kept.map(({ way }) => way);
}
