/** Source texts by name, for showing entries as the user wrote them. */
import { LineMap } from './line-map.ts';
import type { Position, SourceText, Span } from './span.ts';

/** Line maps are built once a text. */
export class Sources {
  readonly #texts: ReadonlyMap<string, { readonly text: string; readonly lines: LineMap }>;

  constructor(sources: readonly SourceText[]) {
    this.#texts = new Map(
      sources.map(({ name, text }) => [name, { text, lines: new LineMap(text) }]),
    );
  }

  /** Line number, from 1. @throws Error for a source that was not given: spans come from our own readers. */
  line(source: string, span: Span): number {
    return this.position(source, span).line;
  }

  /** Line and column, from 1. @throws Error as {@link line} does. */
  position(source: string, span: Span): Position {
    return this.#get(source).lines.position(span.start);
  }

  /** The text of a span on one line: line ends and runs of blanks become one blank. */
  text(source: string, span: Span): string {
    return this.#get(source).text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
  }

  lines(source: string): LineMap | undefined {
    return this.#texts.get(source)?.lines;
  }

  #get(source: string): { readonly text: string; readonly lines: LineMap } {
    const found = this.#texts.get(source);
    if (found === undefined) throw new Error(`no source ${source}`);
    return found;
  }
}
