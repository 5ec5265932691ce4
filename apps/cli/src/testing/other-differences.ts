/** Differences besides those that every list at an interface brings with it. */
import type { MigrateReport } from '@aclift/core';

/** Causes of differences, sorted, each once, without those of packets that the routers send or get themselves. */
export function otherDifferences({ proof }: MigrateReport): readonly (string | null)[] {
  const causes = new Set(proof.differences.map(({ because }) => because));
  causes.delete('device-traffic');
  return [...causes].toSorted();
}
