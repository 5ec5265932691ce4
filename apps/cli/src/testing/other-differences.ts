/** Differences besides those that every list at an interface brings with it. */
import type { MigrateReport } from '@aclift/core';

/** Causes of differences (`none` where there is no excuse), sorted, each once, without those of packets that the routers send or get themselves. */
export function otherDifferences({ proof }: MigrateReport): readonly string[] {
  const causes = new Set(proof.differences.map(({ because }) => because ?? 'none'));
  causes.delete('device-traffic');
  return [...causes].toSorted((a, b) => (a < b ? -1 : 1));
}
