/** Puts filters that other commands apply to interfaces in their place. */
import type { Interface, PacketFilter } from '@aclift/ir';
import { InterfaceNames } from './interface-names.ts';

/** Filters of both directions, by the names of interfaces as commands write them. */
export function withFilters(
  interfaces: readonly Interface[],
  by: ReadonlyMap<string, readonly PacketFilter[]>,
): readonly Interface[] {
  if (by.size === 0) return interfaces;
  const names = new InterfaceNames(interfaces.map(({ name }) => name));
  const found = new Map<string, readonly PacketFilter[]>();
  for (const [written, filters] of by) {
    for (const name of names.find(written)) found.set(name, filters);
  }
  return interfaces.map((at) => {
    const filters = (found.get(at.name) ?? []).flatMap((filter) =>
      (['in', 'out'] as const).map((direction) => ({ direction, filter })),
    );
    return filters.length === 0 ? at : { ...at, filters: [...filters, ...(at.filters ?? [])] };
  });
}
