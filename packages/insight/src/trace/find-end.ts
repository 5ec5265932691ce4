/** Ends of a flow by what people call them: an address, a workload, an external, a pod. */
import { parseIpv4, parseIpv6 } from '@aclift/ir';
import { next, rangesHold, type Ranges, type Value } from '@aclift/packet-set';
import type { Ends } from '@aclift/verify';
import type { NetworkSides, NetworkSide } from '@aclift/core';

/** An end that was found. */
export interface FoundEnd {
  readonly address: Value;
  /** Workload id or external; undefined: the inventory does not name the address. */
  readonly name: string | undefined;
  readonly kind: 'pod' | 'outside' | 'virtual';
  /** All addresses of whoever was named; the address alone where that was named. */
  readonly addresses: Ranges;
}

/** A name that leads to no end, or to several. */
export interface NoEnd {
  readonly text: string;
  /** What it could mean; empty: nothing. */
  readonly candidates: readonly string[];
  /**
   * `other`: the ends have no addresses of one family. `absent`: it is an IPv6 address, and neither lists nor inventory are
   * about IPv6.
   */
  readonly family?: 'other' | 'absent';
}

/** Most addresses of an end that are tried. */
const MOST_ADDRESSES = 64;

/** An address of the ends' family, or a name. A pod is found by the name of its workload, which its own begins with. */
export function findEnd(ends: Ends, text: string): FoundEnd | NoEnd {
  const address = ends.family === 'ipv4' ? parseIpv4(text) : parseIpv6(text);
  if (address !== undefined) return endAt(ends, address);
  const names = [
    ...ends.pods.map(({ workload, addresses }) => ({ name: workload.id, addresses })),
    ...ends.named.filter(({ name }) => ends.pods.every((pod) => pod.workload.id !== name)),
  ];
  const short = (name: string): string => name.slice(name.indexOf('/') + 1);
  const exact = names.filter(({ name }) => name === text);
  const byShort = names.filter(({ name }) => short(name) === text);
  const [namespace, pod] = text.includes('/') ? text.split('/', 2) : [undefined, text];
  const ofPod = names.filter(
    ({ name }) =>
      name.includes('/') &&
      (namespace === undefined || name.startsWith(`${namespace}/`)) &&
      pod?.startsWith(`${short(name)}-`) === true,
  );
  const longest = Math.max(0, ...ofPod.map(({ name }) => short(name).length));
  const found = [exact, byShort, ofPod.filter(({ name }) => short(name).length === longest)].find(
    (some) => some.length > 0,
  );
  const [only, second] = found ?? [];
  const first = only?.addresses[0];
  if (only === undefined || first === undefined || second !== undefined) {
    return { text, candidates: (found ?? []).map(({ name }) => name) };
  }
  return { ...endAt(ends, first.from), name: only.name, addresses: only.addresses };
}

/** Who has an address. */
export function endAt(ends: Ends, address: Value): FoundEnd {
  const pod = ends.pods.find(({ addresses }) => rangesHold(addresses, address));
  const named = ends.named.find(({ addresses }) => rangesHold(addresses, address));
  return {
    address,
    name: pod?.workload.id ?? named?.name,
    kind: pod !== undefined ? 'pod' : rangesHold(ends.virtual, address) ? 'virtual' : 'outside',
    addresses: [{ from: address, to: address }],
  };
}

/** The first addresses of an end, at most sixty-four. */
export function someAddresses({ addresses }: FoundEnd): readonly Value[] {
  const out: Value[] = [];
  for (const { from, to } of addresses) {
    for (let address = from; address <= to; address = next(address)) {
      if (out.length === MOST_ADDRESSES) return out;
      out.push(address);
    }
  }
  return out;
}

/** Both ends and the family in which they were found. */
export interface FoundEnds {
  readonly side: NetworkSide;
  readonly from: FoundEnd;
  readonly to: FoundEnd;
}

/** The ends in the first family in which there are both; else the end that was not found. */
export function findEnds(
  sides: NetworkSides['sides'],
  asked: { readonly from: string; readonly to: string },
): FoundEnds | NoEnd {
  const missing: NoEnd[] = [];
  for (const side of sides) {
    const { ends } = side.proofInput;
    const [from, to] = [findEnd(ends, asked.from), findEnd(ends, asked.to)];
    if ('address' in from && 'address' in to) return { side, from, to };
    missing.push(...[from, to].flatMap((end) => ('address' in end ? [] : [end])));
  }
  const ambiguous = missing.find(({ candidates }) => candidates.length > 0);
  if (ambiguous !== undefined) return ambiguous;
  const nowhere = missing.find(
    ({ text }) => missing.filter((other) => other.text === text).length === sides.length,
  );
  if (nowhere === undefined) return { text: asked.to, candidates: [], family: 'other' };
  const absent = parseIpv4(nowhere.text) !== undefined || parseIpv6(nowhere.text) !== undefined;
  return absent ? { ...nowhere, family: 'absent' } : nowhere;
}
