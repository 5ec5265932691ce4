/** Collects what the reader has to say about one file. */
import { LineMap, type SourceText, type Span } from '@aclift/diagnostics';
import type { FactsOf, InventoryCode, InventoryDiagnostic, OtherPlace } from './diagnostic.ts';

export class Reporter {
  readonly #source: SourceText;
  readonly #found: InventoryDiagnostic[] = [];
  #lines: LineMap | undefined;

  constructor(source: SourceText) {
    this.#source = source;
  }

  add<C extends InventoryCode>(code: C, span: Span, facts: FactsOf<C>): void {
    // The union cannot see that `code` and `facts` belong together.
    this.#found.push({ code, source: this.#source.name, span, facts } as InventoryDiagnostic);
  }

  /** A second place to tell of in a message. */
  place(span: Span): OtherPlace {
    this.#lines ??= new LineMap(this.#source.text);
    return { span, line: this.#lines.position(span.start).line };
  }

  /** Everything said, by place. */
  diagnostics(): readonly InventoryDiagnostic[] {
    return this.#found.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}
