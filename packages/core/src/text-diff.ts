/** Differences of texts for people. */
import { createPatch } from 'diff';

/** What a side of a difference is called, beside the name of the file. */
export interface DiffSides {
  readonly before: string;
  readonly after: string;
}

/** A unified difference with three lines of context; LF line ends. */
export function textDiff(name: string, before: string, after: string, sides?: DiffSides): string {
  return createPatch(name, before, after, sides?.before, sides?.after, { context: 3 });
}
