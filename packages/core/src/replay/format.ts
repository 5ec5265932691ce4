/** Which format a file of flows has. */
import { columnsOf } from './csv-records.ts';

/** `csv`: aclift's own columns. `nfdump`: what `nfdump -o csv` prints. `hubble`: JSON lines. `syslog`: messages of lists. */
export type FlowFormat = 'csv' | 'nfdump' | 'hubble' | 'syslog';

export const FLOW_FORMATS: readonly FlowFormat[] = ['csv', 'nfdump', 'hubble', 'syslog'];

/** How many lines of a file are looked at. */
export const LINES_TO_TELL = 200;

/** @param lines the first lines of a file, at most {@link LINES_TO_TELL}. @returns undefined: none that is known here. */
export function formatOf(lines: readonly string[]): FlowFormat | undefined {
  const first = lines.find((line) => line.trim() !== '');
  if (first === undefined) return undefined;
  if (first.trimStart().startsWith('{')) return 'hubble';
  if (columnsOf(first) !== undefined) {
    return /\b(?:sa,da|srcAddr)\b/i.test(first) ? 'nfdump' : 'csv';
  }
  return lines.some((line) => /ACCESSLOG[A-Z]*:/.test(line)) ? 'syslog' : undefined;
}

/** Formats whose records do not say who opened the connection. */
export function guessesAnswers(format: FlowFormat): boolean {
  return format === 'nfdump' || format === 'syslog';
}
