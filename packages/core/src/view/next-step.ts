/** Something that the reader of a report could do. */

/** Something to do. JSON-safe. */
export interface NextStep {
  readonly kind:
    | 'mend-inputs'
    | 'write-inventory'
    | 'report-bug'
    | 'decide'
    | 'ask-about'
    | 'name-addresses'
    | 'read-differences'
    | 'export';
  /** What to do, as a short order. */
  readonly title: string;
  /** Why, in a sentence or two. */
  readonly text: string;
  /** Ledger reasons of the lines that it is about; absent: it is about no lines in particular. */
  readonly reasons?: readonly string[];
}
