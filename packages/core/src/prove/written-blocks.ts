/** Blocks of addresses as an item of a policy has them, whatever kind of policy it is. */
import type { Family } from '@aclift/ir';
import { normalizeRanges, type Ranges } from '@aclift/packet-set';
import { blockRanges } from '@aclift/verify';
import type { Draft, DraftedRule } from '../draft/draft.ts';

/** The addresses of one family in the blocks of a drafted rule. */
export function writtenAt(family: Family, draft: Draft, { path }: DraftedRule): Ranges {
  return normalizeRanges(blocksBelow(family, itemAt(draft.object, path)));
}

/** What stands at a place of an object; undefined: nothing. */
function itemAt(object: object, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null
        ? (at as Readonly<Record<string, unknown>>)[key]
        : undefined,
    object,
  );
}

/** The blocks of one family below an item: texts that are CIDRs, and `cidr` without its `except`. */
function blocksBelow(family: Family, item: unknown): Ranges {
  if (typeof item === 'string') return blockRanges(family, item, []) ?? [];
  if (typeof item !== 'object' || item === null) return [];
  const { cidr, except } = item as { readonly cidr?: unknown; readonly except?: unknown };
  if (typeof cidr === 'string') {
    const holes = Array.isArray(except) ? except.filter((one) => typeof one === 'string') : [];
    return blockRanges(family, cidr, holes) ?? [];
  }
  return Object.values(item).flatMap((part) => blocksBelow(family, part));
}
