/** Ends of a flow by what people call them: an address, a workload, an external, a pod. */
import { parseIpv4 } from '@aclift/ir';
import { type Range, rangesHold, type Ranges } from '@aclift/packet-set';
import type { Ends } from '@aclift/verify';

/** An end that was found. */
export interface FoundEnd {
  readonly address: number;
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
}

/** Most addresses of an end that are tried. */
const MOST_ADDRESSES = 64;

/** IPv4. A pod is found by the name of its workload, which its own begins with. */
export function findEnd(ends: Ends, text: string): FoundEnd | NoEnd {
  const address = parseIpv4(text);
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
  return { ...endAt(ends, Number(first.from)), name: only.name, addresses: only.addresses };
}

function endAt(ends: Ends, address: number): FoundEnd {
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
export function someAddresses({ addresses }: FoundEnd): readonly number[] {
  const out: number[] = [];
  for (const { from, to } of addresses as readonly Range<number>[]) {
    for (let address = Number(from); address <= Number(to); address += 1) {
      if (out.length === MOST_ADDRESSES) return out;
      out.push(address);
    }
  }
  return out;
}
