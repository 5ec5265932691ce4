/** Where the stages put their diagnostics: one list per source, in the order of the text at the end. */
import type { Span } from '@aclift/diagnostics';
import type { FactsOf, IosDiagnostic } from './diagnostics.ts';

/** Collects the diagnostics of one source. */
export class Report {
  readonly #source: string;
  readonly #diagnostics: IosDiagnostic[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  add<C extends IosDiagnostic['code']>(code: C, span: Span, facts: FactsOf<C>): void {
    // The facts of C belong to the diagnostic of C; the union cannot be told that in a generic function.
    this.#diagnostics.push({ code, source: this.#source, span, facts } as unknown as IosDiagnostic);
  }

  get count(): number {
    return this.#diagnostics.length;
  }

  /** Forgets what was added after {@link count} was `count`: a reading that was tried and given up. */
  rewind(count: number): void {
    this.#diagnostics.length = count;
  }

  /** By place; diagnostics of one place keep the order in which they were found. */
  sorted(): readonly IosDiagnostic[] {
    return this.#diagnostics.toSorted((a, b) => a.span.start - b.span.start);
  }
}
