/** Two entries as one: the words for what both match. */
import type { Ace, AddressMatch, PortMatch, Semantics } from '@aclift/ir';
import { countRanges, equalRanges, type Ranges, unionRanges } from '@aclift/packet-set';
import type { PacketBox } from './packet.ts';

type MergedField = 'source' | 'destination' | 'service' | 'sourcePort';
const MERGED: readonly MergedField[] = ['source', 'destination', 'service', 'sourcePort'];

/** The one field in which two single boxes differ. */
function differing(
  a: readonly PacketBox[],
  b: readonly PacketBox[],
): { readonly field: MergedField; readonly union: Ranges } | undefined {
  const [one, more] = a;
  const [two, most] = b;
  if (one === undefined || two === undefined || more !== undefined || most !== undefined) {
    return undefined;
  }
  const names = new Set([...Object.keys(one), ...Object.keys(two)] as (keyof PacketBox)[]);
  const apart = [...names].filter((name) => {
    const [x, y] = [one[name], two[name]];
    return x === undefined || y === undefined ? x !== y : !equalRanges(x, y);
  });
  const [field] = apart;
  if (apart.length !== 1 || !MERGED.includes(field as MergedField)) return undefined;
  const [x, y] = [one[field as MergedField], two[field as MergedField]];
  if (x === undefined || y === undefined) return undefined;
  return { field: field as MergedField, union: unionRanges(x, y) };
}

/**
 * The entry that stands for both, if they differ in one field only and its values join to one prefix, one port range or
 * as many ports as one entry takes. Whether it matches the same packets is for the caller to prove.
 * @returns undefined where there is none.
 */
export function mergeAces(
  a: Ace,
  b: Ace,
  boxesA: readonly PacketBox[],
  boxesB: readonly PacketBox[],
  { portsAfterEq }: Pick<Semantics, 'portsAfterEq'>,
): Ace | undefined {
  if (a.log?.kind !== b.log?.kind) return undefined;
  const apart = differing(boxesA, boxesB);
  if (apart === undefined || reflects(a) || reflects(b)) return undefined;
  const { span } = a;
  switch (apart.field) {
    case 'source':
    case 'destination': {
      const match = oneAddress(apart.union, a[apart.field]);
      return match === undefined ? undefined : { ...a, [apart.field]: match };
    }
    case 'service':
    case 'sourcePort': {
      // Message types are no ports.
      if (a.icmp !== undefined || a.protocol.kind === 'service-group') return undefined;
      const field = apart.field === 'service' ? 'destinationPorts' : 'sourcePorts';
      const ports = onePort(apart.union, span, [a[field], b[field]], portsAfterEq);
      if (ports === undefined) return undefined;
      return { ...a, [field]: ports };
    }
  }
}

/** What is recorded, and under which name, is more than what is matched. */
function reflects({ conditions }: Ace): boolean {
  return conditions.some(({ kind }) => kind === 'reflect');
}

/** The union as one IPv4 wildcard without gaps; undefined where it takes more, or the family has prefixes only. */
function oneAddress(union: Ranges, { kind, span }: AddressMatch): AddressMatch | undefined {
  const [range, more] = union;
  if (more !== undefined || range === undefined) return undefined;
  if (kind !== 'host' && kind !== 'wildcard') return undefined;
  const size = countRanges(union);
  const base = BigInt(range.from);
  if ((size & (size - 1n)) !== 0n || base % size !== 0n) return undefined;
  return { kind: 'wildcard', base: Number(base), wildcard: Number(size - 1n), span };
}

/** One range, or as many ports as fit that were named one by one: a range is easier to read than a list of what is in it. */
function onePort(
  union: Ranges,
  span: Ace['span'],
  parts: readonly (PortMatch | undefined)[],
  most: number,
): PortMatch | undefined {
  const [range, more] = union;
  if (range === undefined) return undefined;
  const count = Number(countRanges(union));
  if (more === undefined && count > 1) {
    return { kind: 'range', from: Number(range.from), to: Number(range.to), span };
  }
  if (count > most || parts.some((part) => part?.kind !== 'eq')) return undefined;
  const ports = union.flatMap(({ from, to }) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i),
  );
  return { kind: 'eq', ports, span };
}
