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

/** What {@link bare} has and printing keeps: the rest was worked out from blocks whose lines are not kept. */
export function printed(device: Device): unknown {
  const interfaces = device.interfaces.map((at) => ({
    ...at,
    routing: undefined,
    filters: undefined,
    detours: undefined,
  }));
  const facts = bare({
    ...device,
    interfaces,
    vlanFilters: undefined,
    zones: undefined,
    zonePairs: undefined,
    receive: undefined,
  } as unknown as Device);
  // References by control-plane policies print without the policy that makes them so.
  return JSON.parse(JSON.stringify(facts).replaceAll('"control-plane"', '"class-map"'));
}
