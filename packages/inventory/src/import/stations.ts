/** Stations that a switch has seen, and the addresses that other tables tell of them. */
import type { SourceRecord } from './record.ts';

/** The addresses that records tell to be behind a MAC address, each once. */
export function addressesByMac(
  records: readonly SourceRecord[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { content, mac } of records) {
    if (mac === undefined || content.kind !== 'named') continue;
    const known = found.get(mac) ?? new Set();
    found.set(mac, known);
    for (const address of content.addresses) known.add(address);
  }
  return new Map([...found].map(([mac, addresses]) => [mac, [...addresses]]));
}
