/** Which dialect a text is in, and what its reader makes of it. */
import type { SourceText } from '@aclift/diagnostics';
import type { Dialect, ReadText } from '@aclift/dialect-kit';
import type { Device } from '@aclift/ir';
import { DIALECTS } from './all.ts';

/** What was made of a text, and by whose reader. */
export interface DialectText extends ReadText {
  /** The dialect that the text was read as, or the one that refuses it. */
  readonly dialect: Dialect;
}

/**
 * Reads a text in its own dialect: the reader of the first one tells texts of others by name, and what is named like
 * another registered dialect is read by that one's reader. Never throws.
 * @param as the id of a dialect: read in that one, whatever the text looks like. Absent: the text decides.
 * @param dialects absent: all that there are.
 * @throws Error when no dialect has the id.
 */
export function readText(
  source: SourceText,
  as?: string,
  dialects: readonly [Dialect, ...Dialect[]] = DIALECTS,
): DialectText {
  const [first] = dialects;
  const dialect = as === undefined ? first : byId(as, dialects);
  const read = dialect.read(source);
  const { refusal } = read;
  if (as !== undefined || refusal?.kind !== 'other') return { ...read, dialect };
  const own = dialects.find(({ marks }) => marks.includes(refusal.name));
  return own === undefined ? { ...read, dialect } : { ...own.read(source), dialect: own };
}

/** A text as a device; undefined: nothing of it was read. */
export function readDevice(source: SourceText): Device | undefined {
  const { device, refusal } = readText(source);
  return refusal === undefined ? device : undefined;
}

/** @throws Error when no dialect has the id: it comes from the list itself, so it is our bug. */
export function byId(id: string, dialects: readonly Dialect[] = DIALECTS): Dialect {
  const found = dialects.find((dialect) => dialect.id === id);
  if (found === undefined) throw new Error(`no dialect is called ${id}`);
  return found;
}
