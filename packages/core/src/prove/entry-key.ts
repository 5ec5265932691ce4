/** The name of an entry among the lists of a run. */
import type { FilterList } from '@aclift/verify';

/** A key for an entry of a list. */
export function entryKey({ id }: FilterList, rule: number): string {
  return `${id}\n${rule}`;
}
