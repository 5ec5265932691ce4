/** Decisions that are about nothing any more: the line, the name or the case is gone. */
import type { CoverageDecision, Decisions } from '@aclift/inventory';
import { type Ends, type FilterList, isAssumable } from '@aclift/verify';
import type { CoreDiagnostic } from '../diagnostic.ts';
import type { Sources } from '@aclift/diagnostics';
import { addressesOf, conditionDecision, foldedText } from './plan.ts';

/** What stale decisions are told from. */
export interface StaleInput {
  readonly decisions: Decisions;
  readonly lists: readonly FilterList[];
  /** For each family that was migrated. */
  readonly ends: readonly Ends[];
  /** Indexes of coverage decisions that decided some case. */
  readonly used: ReadonlySet<number>;
  readonly sources: Sources;
}

/** In the order of the file. */
export function staleDecisions(input: StaleInput): readonly CoreDiagnostic[] {
  const { decisions, used } = input;
  const texts = linesOf(input);
  const coverage = decisions.coverage.flatMap((decision, index): CoreDiagnostic[] => {
    if (used.has(index)) return [];
    return [stale(decisions.source, decision, whyUnused(input, texts, decision))];
  });
  const inUse = conditionsInUse(input);
  const conditions = decisions.conditions.flatMap((decision): CoreDiagnostic[] => {
    if (inUse.has(decision)) return [];
    const gone = decision.ace !== undefined && !texts.has(foldedText(decision.ace.text));
    return [
      stale(
        decisions.source,
        decision,
        gone ? 'no list has this line' : 'no line has such a condition that is not decided already',
      ),
    ];
  });
  return [...coverage, ...conditions];
}

function stale(
  source: string,
  { span }: Pick<CoverageDecision, 'span'>,
  because: string,
): CoreDiagnostic {
  return { code: 'core/stale-decision', source, span, facts: { because } };
}

function whyUnused(
  { ends }: StaleInput,
  texts: ReadonlySet<string>,
  { from, to, ace }: CoverageDecision,
): string {
  for (const end of [from, to]) {
    if (end !== undefined && ends.every((one) => addressesOf(one, end.text) === undefined)) {
      return `the inventory has no workload with pods and no external called ${end.text}`;
    }
  }
  if (ace !== undefined && !texts.has(foldedText(ace.text))) return 'no list has this line';
  return 'nothing that it is about is covered in part and left to it';
}

function linesOf({ lists, sources }: StaleInput): ReadonlySet<string> {
  return new Set(
    lists.flatMap(({ device, rules }) =>
      rules.flatMap(({ entry }) =>
        entry === undefined ? [] : [sources.text(device.source, entry.span)],
      ),
    ),
  );
}

function conditionsInUse({ decisions, lists, sources }: StaleInput): ReadonlySet<object> {
  const found = new Set<object>();
  for (const { device, acl } of lists) {
    for (const entry of acl.entries) {
      if (entry.kind !== 'ace') continue;
      const text = sources.text(device.source, entry.span);
      for (const condition of entry.conditions) {
        if (!isAssumable(condition)) continue;
        const decision = conditionDecision(decisions, text, condition);
        if (decision !== undefined) found.add(decision);
      }
    }
  }
  return found;
}
