/** What nobody can tell about an entry, in the words of its line. */
import type { AceCaveat, FilterList, FilterRule } from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import type { LedgerDoubt } from './ledger-reason.ts';

/** The conditions that an entry waits for, as its line has them: `option any-options`, `dscp ef`, `time-range OFFICE`. */
export function conditionTexts(
  caveats: readonly AceCaveat[],
  { device }: FilterList,
  sources: Sources,
): readonly string[] {
  return caveats.flatMap((caveat) =>
    caveat.kind === 'condition' ? [sources.text(device.source, caveat.condition.span)] : [],
  );
}

/** What keeps an entry from being evaluated. @param rule one with a caveat. */
export function doubtOf({ match }: FilterRule, list: FilterList, sources: Sources): LedgerDoubt {
  const [first] = match.caveats;
  if (first === undefined) throw new Error('a doubt without a cause');
  return first.kind === 'condition'
    ? { kind: 'condition', texts: conditionTexts(match.caveats, list, sources) }
    : first;
}
