/** Collects what is to be said about one source. */
import type { Span } from '@aclift/diagnostics';
import type { FactsOf, PolicyCode, PolicyDiagnostic } from './diagnostic.ts';

export class Reporter {
  readonly #source: string;
  readonly #found: PolicyDiagnostic[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  add<C extends PolicyCode>(code: C, span: Span, facts: FactsOf<C>): void {
    // The union cannot see that `code` and `facts` belong together.
    this.#found.push({ code, source: this.#source, span, facts } as PolicyDiagnostic);
  }

  /** Everything said, by place. */
  diagnostics(): readonly PolicyDiagnostic[] {
    return this.#found.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}
