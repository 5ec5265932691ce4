/** One construct of a dialect and how far aclift goes with it. */
import type { Span } from '@aclift/diagnostics';

/**
 * `supported`: means exactly what it says. `conditional`: read, but whether it holds is decided outside the model.
 * `recognised-harmless`: read or skipped, and nothing is lost. `recognised-refused`: known, and not used; a diagnostic
 * says so. `unrecognised`: not known; a diagnostic says so where it could matter.
 */
export type SupportState =
  | 'supported'
  | 'conditional'
  | 'recognised-harmless'
  | 'recognised-refused'
  | 'unrecognised';

/**
 * What the grammar, the keyword tables and the command tables know. Each must appear in a row.
 * `word:`: a keyword of entries. `names:`: a table of names. `condition:`: a condition of the IR. `command:`: a row of
 * the command table. `block:`: a block that a command opens. `list:`, `group:`: kinds of lists and groups.
 * `skip:`: blocks skipped whole. `line:`: everything else that a line can be.
 */
export type Known =
  `${'word' | 'names' | 'condition' | 'command' | 'block' | 'list' | 'group' | 'skip' | 'line'}:${string}`;

export interface SupportRow {
  /** As it is written. */
  readonly syntax: string;
  readonly state: SupportState;
  /** What becomes of a permit that has it; absent where it is no part of an entry. */
  readonly permit?: string;
  /** What becomes of a deny that has it. */
  readonly deny?: string;
  readonly note?: string;
  readonly covers: readonly Known[];
}

/** Rows that belong together in the documentation. */
export interface SupportSection {
  readonly title: string;
  readonly rows: readonly SupportRow[];
}

/** One construct that the device uses. */
export interface SupportUse {
  /** As the row spells it. */
  readonly syntax: string;
  readonly state: SupportState;
  readonly uses: number;
  /** The first use in the text. */
  readonly first: Span;
}

const EXACT = 'matches exactly';

/** Part of an entry that means what it says. */
export function exact(syntax: string, covers: readonly Known[], note?: string): SupportRow {
  return {
    syntax,
    state: 'supported',
    permit: EXACT,
    deny: EXACT,
    ...(note !== undefined && { note }),
    covers,
  };
}

/** Part of an entry that holds only sometimes: drafts fail closed. */
export function conditional(syntax: string, covers: readonly Known[], note?: string): SupportRow {
  return {
    syntax,
    state: 'conditional',
    permit: 'grants nothing',
    deny: 'denies whatever it may match',
    ...(note !== undefined && { note }),
    covers,
  };
}

/** Something beside entries that is read and kept. */
export function kept(syntax: string, covers: readonly Known[], note?: string): SupportRow {
  return { syntax, state: 'supported', ...(note !== undefined && { note }), covers };
}

export function harmless(syntax: string, covers: readonly Known[], note?: string): SupportRow {
  return { syntax, state: 'recognised-harmless', ...(note !== undefined && { note }), covers };
}

export function refused(syntax: string, covers: readonly Known[], note?: string): SupportRow {
  return { syntax, state: 'recognised-refused', ...(note !== undefined && { note }), covers };
}
