/** The lines of files of any length: memory stays the same however long they are. */

/** Flow logs of clouds may be one line an hour; what is longer still is no text, or must be taken apart. */
const LONGEST_LINE = 32 * 1024 * 1024;

/** A file broke off: what came before it has been given. */
export class BrokenOff extends Error {
  /** How many lines came before. */
  readonly line: number;

  constructor(name: string, line: number, reason: string) {
    super(`${name} breaks off after line ${line}: ${reason}`);
    this.name = 'BrokenOff';
    this.line = line;
  }
}

/**
 * The lines of a text that comes in pieces, without their ends.
 * @param name of the file, for messages.
 * @param pieces decoded, in order; cut anywhere.
 * @param reason what an error of the pieces means to the user. Undefined: its own message.
 * @throws BrokenOff when the pieces end with an error, or there are no lines.
 */
export async function* flowLines(
  name: string,
  pieces: AsyncIterable<string>,
  reason: (error: unknown) => string | undefined = () => undefined,
): AsyncGenerator<string> {
  let rest = '';
  let line = 0;
  try {
    for await (const piece of pieces) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) {
        throw new Error(
          `a line is longer than ${LONGEST_LINE} characters; of JSON, write one record a line`,
        );
      }
      for (const text of lines) {
        line += 1;
        yield text.endsWith('\r') ? text.slice(0, -1) : text;
      }
    }
  } catch (error) {
    const own = error instanceof Error ? error.message : String(error);
    throw new BrokenOff(name, line, reason(error) ?? own);
  }
  if (rest !== '') yield rest;
}

/** Whether a file is compressed, as its first two bytes tell (RFC 1952). */
export function isGzip([one, two]: Iterable<number> & ArrayLike<number>): boolean {
  return one === 0x1f && two === 0x8b;
}
