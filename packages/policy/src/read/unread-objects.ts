/** Objects that were not read: nobody knows what they say, so nobody may take them for nothing. */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { PolicyObject } from '../api/policy-object.ts';
import type { PolicyDocument } from '../policy-document.ts';

/** What is known of such an object. */
export interface UnreadObject {
  readonly span: Span;
  /** Absent: not even its kind. */
  readonly kind?: string;
  readonly name?: string;
  /** Absent: it may be any. */
  readonly namespace?: string;
}

/** Collects them for one text. */
export class UnreadObjects {
  readonly #source: SourceText;
  readonly #found: PolicyDocument[] = [];

  constructor(source: SourceText) {
    this.#source = source;
  }

  add({ kind = 'a document', name = '(not read)', namespace, span }: UnreadObject): void {
    const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
    this.#found.push({
      source: this.#source.name,
      // It stands for an object in messages; its doubt says that nothing else is there.
      object: { kind, metadata } as unknown as PolicyObject,
      written: null,
      span,
      locate: () => span,
      doubt: 'unread',
    });
  }

  /** By place, each place once. */
  documents(): readonly PolicyDocument[] {
    const byPlace = new Map(this.#found.map((one) => [one.span.start, one]));
    return [...byPlace.values()].toSorted((a, b) => a.span.start - b.span.start);
  }
}
