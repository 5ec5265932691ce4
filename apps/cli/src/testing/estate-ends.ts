/** The ends of an inventory's flows as brute force sees them. */
import type { Inventory } from '@aclift/inventory';
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { rangesHold, type Value } from '@aclift/packet-set';
import { endsOf } from '@aclift/verify';
import type { BruteCluster, End } from './brute-world.ts';

/** Names of namespaces are labels of theirs in every cluster. */
export function labelsOfNamespace(
  { namespaces }: Inventory,
  name: string,
): Readonly<Record<string, string>> {
  return {
    'kubernetes.io/metadata.name': name,
    ...namespaces.find((n) => n.name === name)?.labels,
  };
}

/** Looks up who has an address. */
export class EstateEnds {
  readonly #inventory: Inventory;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  /** The forms that an address takes: pods, an address outside, or both while its workload moves. */
  at(address: Value): readonly End[] {
    const ends = endsOf(this.#inventory, familyOf(address));
    const named = ends.named.find(({ addresses }) => rangesHold(addresses, address));
    const outside: End = {
      kind: 'outside',
      address,
      ...(named?.entity === undefined ? {} : { entity: named.entity }),
    };
    const pod = ends.pods.find(({ addresses }) => rangesHold(addresses, address));
    if (pod === undefined) return [outside];
    const { namespace, labels } = pod.workload;
    const namespaceLabels = labelsOfNamespace(this.#inventory, namespace);
    const inside: End = { kind: 'pod', namespace, namespaceLabels, labels };
    return pod.alsoOutside ? [inside, outside] : [inside];
  }

  /** DNS names lead to the addresses that the inventory has for them. */
  cluster(): BruteCluster {
    return { names: (name) => namesOf(this.#inventory, name) };
  }

  /** An address of each workload and each named outsider, the neighbours of these, and two that nobody has named. */
  samples(family: Family): readonly Value[] {
    const { named, pods } = endsOf(this.#inventory, family);
    const first = [...pods, ...named].flatMap(({ addresses }) =>
      addresses.slice(0, 1).map(({ from }) => from),
    );
    const others =
      family === 'ipv4'
        ? ['203.0.113.77', '10.255.255.1'].map((text) => parseIpv4(text) as Value)
        : ['2001:db8:ffff::77'].map((text) => parseIpv6(text) as Value);
    return [...first, ...others];
  }
}

/** Who has the addresses that the inventory knows a DNS name for; undefined: it knows none. */
export function namesOf(inventory: Inventory, name: string): ((peer: End) => boolean) | undefined {
  if (!inventory.externals.some(({ fqdns }) => fqdns?.includes(name) === true)) return undefined;
  return (peer) =>
    peer.kind === 'outside' &&
    endsOf(inventory, familyOf(peer.address)).named.some(
      ({ addresses, fqdns }) =>
        fqdns?.includes(name) === true && rangesHold(addresses, peer.address),
    );
}

/** IPv4 addresses are numbers, IPv6 addresses bigints. */
export function familyOf(address: Value): Family {
  return typeof address === 'bigint' ? 'ipv6' : 'ipv4';
}

/** @throws Error for a text that is no address of either family. */
export function addressOf(text: string): Value {
  const value = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  if (value === undefined) throw new Error(`${text} is no address`);
  return value;
}
