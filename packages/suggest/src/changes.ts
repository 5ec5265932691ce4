/** What a reviewer changes, as a list that can be replayed from the files as they were: undo is leaving out the last. */
import type { Result } from '@aclift/diagnostics';
import {
  type ConditionEntry,
  type CoverageEntry,
  type EditProblem,
  recordCondition,
  recordDecision,
} from '@aclift/inventory';
import { decisionsAfter, inventoryAfter, type Review } from './review.ts';

/** One thing that somebody decided. JSON-safe. */
export type Change =
  /** Who has some addresses: changes the inventory where accepted, and the decisions in any case. */
  | { readonly kind: 'review'; readonly review: Review }
  /** What to do where only some addresses of a workload have a service. */
  | { readonly kind: 'coverage'; readonly entry: CoverageEntry }
  /** What a condition without a counterpart in policies is taken to do. */
  | { readonly kind: 'condition'; readonly entry: ConditionEntry };

/** The two files that reviews change. */
export interface ReviewedTexts {
  /** Undefined: there is none, and nothing needs one. */
  readonly inventory: string | undefined;
  readonly decisions: string | undefined;
}

/**
 * The files after all steps. Changes of one step belong together: suggestions that are accepted at once and have one owner become
 * one entry of the inventory. Both files are known to read without errors.
 */
export function applyChanges(
  texts: ReviewedTexts,
  steps: readonly (readonly Change[])[],
): Result<ReviewedTexts, EditProblem> {
  let { inventory, decisions } = texts;
  for (const step of steps) {
    const reviews = step.flatMap((change) => (change.kind === 'review' ? [change.review] : []));
    if (reviews.some(({ state }) => state === 'accepted')) {
      const result = inventoryAfter(inventory ?? 'version: 1\n', reviews);
      if (!result.ok) return result;
      inventory = result.value;
    }
    if (reviews.length > 0) decisions = decisionsAfter(decisions ?? '', reviews);
    for (const change of step) {
      if (change.kind === 'coverage') decisions = recordDecision(decisions ?? '', change.entry);
      if (change.kind === 'condition') decisions = recordCondition(decisions ?? '', change.entry);
    }
  }
  return { ok: true, value: { inventory, decisions } };
}
