/** Where the stages of a reader put their diagnostics: one list per source, in the order of the text at the end. */
import type { AnyDiagnostic } from './diagnostic.ts';
import type { Span } from './span.ts';

/** Collects the diagnostics of one source. @typeParam D the package's union. */
export class Collector<D extends AnyDiagnostic> {
  readonly #source: string;
  readonly #diagnostics: D[] = [];

  /** @param source name of the text. */
  constructor(source: string) {
    this.#source = source;
  }

  add<C extends D['code']>(
    code: C,
    span: Span,
    facts: Extract<D, { readonly code: C }>['facts'],
  ): void {
    // The facts of C belong to the diagnostic of C; the union cannot be told that in a generic function.
    this.#diagnostics.push({ code, source: this.#source, span, facts } as unknown as D);
  }

  get count(): number {
    return this.#diagnostics.length;
  }

  /** Forgets what was added after {@link count} was `count`: a reading that was tried and given up. */
  rewind(count: number): void {
    this.#diagnostics.length = count;
  }

  /** By place; diagnostics of one place keep the order in which they were found. */
  sorted(): readonly D[] {
    return this.#diagnostics.toSorted((a, b) => a.span.start - b.span.start);
  }
}
