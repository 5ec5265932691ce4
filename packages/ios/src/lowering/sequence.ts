/** Sequence numbers of entries. */
import type { Family } from '@aclift/ir';
import type { EntryParts } from '../grammar/parts.ts';
import { inRange } from './number.ts';
import type { Reading } from './reading.ts';

/** The highest number that an entry of a list can have. */
export function highestSequence(family: Family): number {
  return family === 'ipv4' ? 2_147_483_647 : 4_294_967_294;
}

/** @returns null after a report. */
export function lowerSequence(
  parts: EntryParts,
  trailing: number | undefined,
  reading: Reading,
): number | undefined | null {
  if (parts.sequence === undefined) return trailing;
  const high = highestSequence(reading.family);
  return inRange(parts.sequence, 'sequence number', 1, high, reading) ?? null;
}
