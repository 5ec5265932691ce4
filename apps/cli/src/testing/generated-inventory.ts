/**
 * An inventory made from a configuration itself: hosts that its lists name and a few addresses of each segment become
 * workloads, some prefixes become externals. Deterministic; for trying the pipeline on configurations without one.
 */
import type { SourceText } from '@aclift/diagnostics';
import { type Device, showIpv4 } from '@aclift/ir';

/** Most workloads; enough to meet every list, few enough to be quick. */
const MAX_WORKLOADS = 24;

export function generatedInventory(device: Device): SourceText {
  const hosts = new Set<number>();
  const prefixes = new Set<string>();
  for (const { entries } of device.acls) {
    for (const entry of entries) {
      if (entry.kind !== 'ace') continue;
      for (const end of [entry.source, entry.destination]) {
        if (end.kind === 'host') hosts.add(end.address);
        const block = end.kind === 'wildcard' && (end.wildcard & (end.wildcard + 1)) === 0;
        if (block && end.wildcard < 2 ** 24) {
          prefixes.add(`${showIpv4(end.base)}/${Math.clz32(end.wildcard)}`);
          hosts.add(end.base + Math.min(end.wildcard, 7));
        }
      }
    }
  }
  const segments = device.interfaces.flatMap(({ addresses }) =>
    addresses.flatMap((own) => {
      if (own.kind !== 'static' || own.length > 29) return [];
      const first = own.address - (own.address % 2 ** (32 - own.length));
      return [first + 4, first + 5, first + 6];
    }),
  );
  // Replicas that sit apart, replicas side by side, and single ones: every third workload has two addresses.
  const addresses = [...new Set([...segments, ...thin([...hosts], MAX_WORKLOADS)])].filter(
    (address) => address > 0 && address < 0xe0000000,
  );
  const workloads: number[][] = [];
  for (const [i, address] of addresses.entries()) {
    if (workloads.length < MAX_WORKLOADS && i % 3 !== 2) workloads.push([address]);
    else workloads[i % workloads.length]?.push(address);
  }
  const tiers = ['web', 'app', 'data'];
  const lines = [
    'version: 1',
    'namespaces:',
    '  blue: { labels: { team: blue } }',
    '  green: { labels: { team: green } }',
    'workloads:',
    ...workloads.flatMap((owned, i) => [
      `  - namespace: ${i % 2 === 0 ? 'blue' : 'green'}`,
      `    labels: { app: w${i}, tier: ${tiers[i % 3] ?? ''} }`,
      `    addresses: [${owned.map(showIpv4).join(', ')}]`,
      ...(i % 7 === 6 ? ['    now: outside'] : i % 7 === 5 ? ['    now: both'] : []),
    ]),
    ...(workloads.length === 0 ? ['  []'] : []),
    'externals:',
    ...thin([...prefixes], 4).map(
      (prefix, i) => `  - { name: outsider-${i}, addresses: [${prefix}] }`,
    ),
    ...(prefixes.size === 0 ? ['  []'] : []),
  ];
  return { name: 'inventory.yaml', text: `${lines.join('\n')}\n` };
}

/** Evenly chosen items, so that every part of a long list has a say. */
function thin<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as T);
}
