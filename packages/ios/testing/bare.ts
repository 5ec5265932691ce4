/**
 * The IR without what tells where and when it was read: places, names of sources, counters, removed lines, and whether
 * the text was whole.
 */
import type { Device } from '@aclift/ir';

const LEFT_OUT = new Set(['span', 'hits', 'active', 'whole']);

/** Two readings of the same configuration have equal bare forms. */
export function bare(device: Device): unknown {
  const facts = { ...device, source: '', removed: [] };
  return JSON.parse(
    JSON.stringify(facts, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value)),
  );
}
