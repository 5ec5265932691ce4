/** From a diagnostic of the analyser to a finding about a list. */
import { explain, type Span } from '@aclift/diagnostics';
import type { Finding, ListName } from './finding.ts';
import { lintCatalogue } from './lint-catalogue.ts';
import type { LintDiagnostic } from './lint-diagnostic.ts';

/** A code with its facts; the place is given apart. */
export type Said = Pick<LintDiagnostic, 'code' | 'facts'>;

/** @param more causes and witness, where there are some. */
export function lineFinding(
  list: ListName,
  span: Span,
  said: Said,
  more: Partial<Pick<Finding, 'causes' | 'order' | 'replacement' | 'witness'>> = {},
): Finding {
  // Code and facts belong together; a union cannot be told that of its parts.
  const diagnostic = { ...said, source: list.source, span } as LintDiagnostic;
  return { ...explain(lintCatalogue, diagnostic), list, causes: [], ...more };
}
