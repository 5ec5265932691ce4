/**
 * Messages as data: a closed code, a place and typed facts. The sentence is made last, in one catalogue per package,
 * so that screens, JSON and tests all speak of the same thing.
 */
import type { Span } from './span.ts';

/** `error`: something was not used. `warning`: it was used, and the meaning may surprise. `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** One kind of message. Codes are `package/kebab-words`, never reused; each has a page in `docs/diagnostics/`. */
export interface DiagnosticOf<Code extends string, Facts> {
  readonly code: Code;
  /** Name of the {@link SourceText} that `span` cuts; empty when the message is about no file. */
  readonly source: string;
  readonly span: Span;
  readonly facts: Facts;
}

/** Any diagnostic of any package. */
export type AnyDiagnostic = DiagnosticOf<string, object>;

/** What is said about one code: how bad, what happened, and what to do about it. */
export interface Wording<Facts> {
  readonly severity: Severity;
  /** One sentence: what was found and what it means here. Never holds line numbers; renderers add the place. */
  readonly message: (facts: Facts) => string;
  /** What the user can do. Absent when there is nothing to do. */
  readonly help?: (facts: Facts) => string;
}

/** Every code of a package with its wording. A new code does not compile until it has one. */
export type Catalogue<D extends AnyDiagnostic> = {
  readonly [C in D['code']]: Wording<Extract<D, { readonly code: C }>['facts']>;
};

/** A diagnostic with its prose, ready for any renderer. */
export interface ExplainedDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly source: string;
  readonly span: Span;
  readonly message: string;
  readonly help?: string;
  readonly facts: object;
}

/**
 * Puts a diagnostic into words.
 * @throws Error when the catalogue does not know the code: the types forbid it, so it is our bug.
 */
export function explain<D extends AnyDiagnostic>(
  catalogue: Catalogue<D>,
  diagnostic: D,
): ExplainedDiagnostic {
  const wording = (catalogue as Readonly<Record<string, Wording<object> | undefined>>)[
    diagnostic.code
  ];
  if (wording === undefined) throw new Error(`no wording for ${diagnostic.code}`);
  const help = wording.help?.(diagnostic.facts);
  return {
    code: diagnostic.code,
    severity: wording.severity,
    source: diagnostic.source,
    span: diagnostic.span,
    message: wording.message(diagnostic.facts),
    ...(help === undefined ? {} : { help }),
    facts: diagnostic.facts,
  };
}

/** The best value a stage could make, and what it has to say about it. */
export interface Outcome<V, D> {
  readonly value: V;
  readonly diagnostics: readonly D[];
}

/** One answer or none. */
export type Result<V, E> =
  | { readonly ok: true; readonly value: V }
  | { readonly ok: false; readonly error: E };
