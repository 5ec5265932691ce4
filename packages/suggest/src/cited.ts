/** What a review of a suggestion rests on, so that it is asked about again when that changes. */
import type { Evidence } from './suggestion.ts';

/** Without strengths, and without evidence about the named owners: both move whenever something else is named. */
export function citedBy(evidence: readonly Evidence[]): readonly string[] {
  return evidence
    .filter(({ kind }) => !OF_OTHERS.has(kind))
    .flatMap(({ kind, places }) => places.map((place) => `${kind} ${place.text}`));
}

/** Kinds of evidence that cite or count what others are named. */
const OF_OTHERS: ReadonlySet<string> = new Set([
  'access-profile',
  'access-differs',
  'group-name-differs',
  'owner-voted',
  'owner-voted-otherwise',
  'namespace-voted',
  'namespace-voted-otherwise',
  'side-voted',
  'side-voted-otherwise',
  'name-voted',
  'name-rule',
  'name-rule-differs',
]);
