/** The way of a traced flow on the links of the view. */
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import type { TracedHop } from '../trace/trace-report.ts';
import type { FamilyNetwork, ViewedLink } from './model.ts';

/** One hop of the way. */
export interface ViewedHop {
  readonly hop: TracedHop;
  /** Ids of the links that it may be; several where one interface leads to several places that fit. */
  readonly links: readonly string[];
}

/** The links of a way, hop by hop. @param source address that the way begins at, and `destination` where it ends. */
export function networkWay(
  { family, links, nodes }: FamilyNetwork,
  hops: readonly TracedHop[],
  { destination, source }: { readonly source: string; readonly destination: string },
): readonly ViewedHop[] {
  const homes = (address: string): ReadonlySet<string> => homesOf(family, nodes, address);
  const way = hops.map((hop) =>
    links.filter((link) => link.file === hop.file && link.interface === hop.interface),
  );
  const narrow = (at: number, fits: (link: ViewedLink) => boolean): void => {
    const fitting = way[at]?.filter(fits) ?? [];
    if (fitting.length > 0) way[at] = fitting;
  };
  const last = hops.length - 1;
  if (hops[0]?.direction === 'in') narrow(0, ({ place }) => homes(source).has(place));
  if (hops[last]?.direction === 'out') narrow(last, ({ place }) => homes(destination).has(place));
  // Two hops after each other share the router between them, or the place.
  const join = (at: number, beside: number): void => {
    const shared = hops[Math.min(at, beside)]?.direction === 'in' ? 'device' : 'place';
    const ends = new Set(way[beside]?.map((link) => link[shared]));
    narrow(at, (link) => ends.has(link[shared]));
  };
  for (let at = 1; at <= last; at += 1) join(at, at - 1);
  for (let at = last - 1; at >= 0; at -= 1) join(at, at + 1);
  return hops.map((hop, at) => ({ hop, links: (way[at] ?? []).map(({ id }) => id) }));
}

/** Places with the longest prefix that holds the address; the world where none does. */
function homesOf(
  family: Family,
  nodes: FamilyNetwork['nodes'],
  address: string,
): ReadonlySet<string> {
  let longest = -1;
  let homes = new Set<string>();
  for (const node of nodes) {
    if (node.kind === 'device') continue;
    const length = Math.max(
      node.kind === 'world' ? 0 : -1,
      ...node.prefixes.map((prefix) => heldLength(family, prefix, address)),
    );
    if (length > longest) {
      longest = length;
      homes = new Set();
    }
    if (length === longest && length >= 0) homes.add(node.id);
  }
  return homes;
}

/** Length of a prefix that holds the address; -1: it does not. */
function heldLength(family: Family, prefix: string, address: string): number {
  const [base = '', length = '0'] = prefix.split('/');
  const value = (text: string): bigint | undefined => {
    const parsed = family === 'ipv4' ? parseIpv4(text) : parseIpv6(text);
    return parsed === undefined ? undefined : BigInt(parsed);
  };
  const [from, at] = [value(base), value(address)];
  if (from === undefined || at === undefined) return -1;
  const shift = BigInt((family === 'ipv4' ? 32 : 128) - Number(length));
  return from >> shift === at >> shift ? Number(length) : -1;
}
