/** Flows worth trying with a set of policies. */
import type { Target } from '@aclift/core';
import type { Value } from '@aclift/packet-set';
import type { Service } from './brute-world.ts';
import { addressOf, type EstateEnds } from './estate-ends.ts';

export interface SampleFlow {
  readonly from: Value;
  readonly to: Value;
  readonly service: Service;
}

/**
 * About `most` flows, spread evenly over all between ends of the estate and edges of the blocks in `texts`, on edges of
 * the ports in them.
 */
export function sampleFlows(
  estate: EstateEnds,
  texts: readonly string[],
  target: Target,
  most: number,
): readonly SampleFlow[] {
  const text = texts.join('\n');
  const blocks = [...text.matchAll(/(\d+\.\d+\.\d+\.\d+)\/\d+/g)].flatMap(([, base = '']) => {
    const value = Number(addressOf(base));
    return value === 0 ? [] : [value, value - 1, value + 129];
  });
  const ports = new Set([1, 65535]);
  for (const [, port] of text.matchAll(/[pP]ort: "?(\d+)/g)) {
    for (const near of [-1, 0, 1]) ports.add(Math.min(65535, Math.max(1, Number(port) + near)));
  }
  const services = [...ports].flatMap((service) =>
    [6, 17].map((protocol) => ({ protocol, service })),
  );
  const pings = (protocol: number, types: readonly number[]): readonly Service[] =>
    target === 'cilium' ? types.map((type) => ({ protocol, service: type * 256 })) : [];
  const pairs = (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const ends = [...estate.samples(family), ...(family === 'ipv4' ? blocks : [])];
    // Each family has an ICMP of its own.
    const asked = [...services, ...(family === 'ipv4' ? pings(1, [8, 13]) : pings(58, [128, 136]))];
    return [...new Set(ends)].flatMap((from, i, unique) =>
      unique.filter((_, j) => j !== i).map((to) => ({ from, to, asked })),
    );
  });
  const each = pairs[0]?.asked.length ?? 0;
  const total = pairs.length * each;
  // An odd step meets every service in turn.
  const step = Math.max(1, Math.floor(total / most)) | 1;
  const out: SampleFlow[] = [];
  for (let at = 0; at < total; at += step) {
    const pair = pairs[Math.floor(at / each)];
    const service = pair?.asked[at % each];
    if (pair !== undefined && service !== undefined) {
      out.push({ from: pair.from, to: pair.to, service });
    }
  }
  return out;
}
