/** What Cilium takes an address outside for, read the obvious way. Shares nothing with the packages. */
import type { BruteCluster, End } from './brute-world.ts';

type Outsider = Extract<End, { kind: 'outside' }>;

/** Names of the reserved labels that an address has. */
export function reservedOf({ entity }: Outsider, { apiServer }: BruteCluster): readonly string[] {
  if (entity === undefined || entity === 'world') return ['world'];
  if (entity !== 'kube-apiserver') return [entity];
  return [apiServer === undefined || apiServer === 'outside' ? 'world' : apiServer, entity];
}

/** Whether blocks of addresses are about somebody: the world always, nodes in one mode, the rest never. */
export function hasBlocks(peer: Outsider, cluster: BruteCluster, cidr: string): boolean {
  const names = reservedOf(peer, cluster);
  if (names.includes('world')) return true;
  // The block of all addresses is another word for the world.
  if (cidr.endsWith('/0')) return false;
  return (
    cluster.blocksMatchNodes === true &&
    names.some((name) => name === 'host' || name === 'remote-node')
  );
}
