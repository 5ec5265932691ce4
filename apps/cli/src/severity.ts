/** Severities as options take them. */
import type { Severity } from '@aclift/diagnostics';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Whether there is a finding of a severity or a worse one. */
export function failsAt(totals: { readonly [S in Severity]: number }, failOn: Severity): boolean {
  return SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1).some((s) => totals[s] > 0);
}
