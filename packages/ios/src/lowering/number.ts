/** Numbers with bounds. */
import type { IToken } from 'chevrotain';
import { type Reading, spanOf } from './reading.ts';

/** @returns undefined after a report. */
export function inRange(
  token: IToken,
  what: string,
  low: number,
  high: number,
  reading: Reading,
): number | undefined {
  const number = Number(token.image);
  if (number >= low && number <= high) return number;
  reading.report.add('ios/number-out-of-range', spanOf(reading, token), {
    number: token.image,
    what,
    low,
    high,
  });
  return undefined;
}
