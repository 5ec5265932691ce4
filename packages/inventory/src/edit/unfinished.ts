/** Entries that still say FILL-IN: what somebody else has named meanwhile is taken out of them. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { YAMLMap } from 'yaml';
import { FILL_IN } from '../field-reader.ts';
import { addressKeyOf, changeParts, isShared } from './change-entry.ts';
import type { Editing } from './change-entry.ts';
import { beginsLine, lineStart, markOf, pairOf } from './place.ts';

/**
 * Takes addresses out of the unfinished entries of a section.
 * @param named keys of the addresses.
 * @returns indexes of the entries that have none left. The comment above such an entry was about it and is removed here,
 * with a blank line before it; the entry itself is the caller's.
 */
export function emptyUnfinished(
  editing: Editing,
  root: YAMLMap,
  section: 'workloads' | 'externals',
  named: ReadonlySet<string>,
): readonly number[] {
  const list: unknown = pairOf(root, section)?.value;
  if (!isSeq(list) || isShared(list)) return [];
  const emptied: number[] = [];
  for (const [index, item] of list.items.entries()) {
    if (!isMap(item) || isShared(item) || !isUnfinished(item as YAMLMap)) continue;
    const own: unknown = pairOf(item, 'addresses')?.value;
    if (!isSeq(own) || isShared(own)) continue;
    const gone = new Set<number>();
    for (const [at, one] of own.items.entries()) {
      if (named.has(addressKeyOf(one) ?? '')) gone.add(at);
    }
    if (gone.size === 0) continue;
    if (gone.size < own.items.length) changeParts(editing, own, gone, []);
    else {
      emptied.push(index);
      if (list.flow !== true) removeCommentAbove(editing, markOf(list, index));
    }
  }
  return emptied;
}

function isUnfinished(entry: YAMLMap): boolean {
  const saysFillIn = (node: unknown): boolean => isScalar(node) && node.value === FILL_IN;
  const labels: unknown = pairOf(entry, 'labels')?.value;
  return (
    saysFillIn(pairOf(entry, 'namespace')?.value) ||
    saysFillIn(pairOf(entry, 'name')?.value) ||
    (isMap(labels) && labels.items.some(({ key, value }) => saysFillIn(key) || saysFillIn(value)))
  );
}

function removeCommentAbove({ splices, text }: Editing, mark: number): void {
  if (!beginsLine(text, mark)) return;
  const end = lineStart(text, mark);
  const lineAbove = (start: number): string => text.slice(lineStart(text, start - 1), start);
  let start = end;
  while (start > 0 && /^\s*#/.test(lineAbove(start))) start -= lineAbove(start).length;
  if (start > 0 && /^\s*$/.test(lineAbove(start))) start -= lineAbove(start).length;
  if (start < end) splices.remove(start, end);
}
