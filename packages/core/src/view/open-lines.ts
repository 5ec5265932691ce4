/** What to do about lines that wait for somebody, by what they wait for. */
import type { LedgerEntry } from '../ledger/ledger.ts';
import { plural } from '../report/numbers.ts';
import type { NextStep } from './next-step.ts';

/** Whether a decision settles lines that wait for this reason: one about partial coverage or about a condition. */
export function isDecidable(reason: string): boolean {
  return reason === 'partial-coverage' || reason === 'condition' || reason.startsWith('condition-');
}

/** Lines that no decision settles: what they wait for, and what helps. `lines`: `1 line` or `3 lines`. */
const ASK: readonly {
  readonly reason: string;
  readonly title: (lines: string) => string;
  readonly text: string;
}[] = [
  {
    reason: 'reply-without-opening',
    title: (lines) => `Look at ${lines} that let answers back to what nothing opens`,
    text: 'No list permits an opening that such answers belong to. Check whether a permit is missing in the list of the other direction, or give the configuration of the router on the other side.',
  },
  {
    reason: 'way-unknown',
    title: (lines) => `Find out which way the flows of ${lines} take`,
    text: 'They may pass another filter that nobody has given. Each line says where; a configuration of that device, or an option about the interface, answers it.',
  },
  {
    reason: 'no-segment',
    title: (lines) => `Say where the list of ${lines} stands`,
    text: 'Nothing says which flows meet the list where it is bound: add the address of the interface, or take the list as a filter of every flow in the options.',
  },
  {
    reason: 'vip',
    title: (lines) => `Look at ${lines} about a virtual address`,
    text: 'The inventory does not say enough about the address that pods stand behind. Each line says what is missing.',
  },
  {
    reason: 'other-family',
    title: (lines) => `Make IPv4 and IPv6 agree about ${lines}`,
    text: 'A label means both addresses of a pod, and the lists of the other family hold back what these permit.',
  },
  {
    reason: 'too-tangled',
    title: (lines) => `Migrate ${lines} with fewer others`,
    text: 'The lists are too tangled to compute exactly together. Give fewer configurations at a time.',
  },
];

/** A step for what decisions settle, then one for each other cause; a line without a name counts in none. */
export function openSteps(entries: readonly LedgerEntry[]): readonly NextStep[] {
  const counts = new Map<string, number>();
  for (const { outcome, reason } of entries) {
    if (outcome !== 'needs-decision' || reason === 'unmapped') continue;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const steps: NextStep[] = [];
  const decidable = [...counts.keys()].filter(isDecidable).toSorted();
  const toDecide = decidable.reduce((sum, reason) => sum + (counts.get(reason) ?? 0), 0);
  if (toDecide > 0) {
    steps.push({
      kind: 'decide',
      title: `Decide ${plural(toDecide, 'line')}`,
      text: 'Some line treats the pods of one workload differently, depends on what no policy knows, or waits for another that does. Until somebody decides, it grants nothing.',
      reasons: decidable,
    });
  }
  for (const { reason, text, title } of ASK) {
    const count = counts.get(reason) ?? 0;
    counts.delete(reason);
    if (count === 0) continue;
    steps.push({ kind: 'ask-about', title: title(plural(count, 'line')), text, reasons: [reason] });
  }
  const others = [...counts.keys()].filter((reason) => !isDecidable(reason)).toSorted();
  const left = others.reduce((sum, reason) => sum + (counts.get(reason) ?? 0), 0);
  if (left > 0) {
    steps.push({
      kind: 'ask-about',
      title: `Look at ${plural(left, 'line')} that nobody could settle`,
      text: 'Each line says what it waits for.',
      reasons: others,
    });
  }
  return steps;
}
