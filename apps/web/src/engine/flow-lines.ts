/** Files of any length, line by line, gzip or not; memory stays the same however long they are. */

/** No record of any format is longer; what is longer is no text. */
const LONGEST_LINE = 1024 * 1024;

/** The file broke off: what came before it has been given. */
export class BrokenOff extends Error {}

/**
 * The lines of a file without their ends.
 * @throws BrokenOff when compressed data is cut short or damaged, or there are no lines.
 */
export async function* flowLines(file: File): AsyncGenerator<string> {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  // Compressed data is told by its first two bytes (RFC 1952).
  const packed = head[0] === 0x1f && head[1] === 0x8b;
  const stream = packed
    ? file.stream().pipeThrough(new DecompressionStream('gzip'))
    : file.stream();
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let line = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) {
        throw new Error(`a line is longer than ${LONGEST_LINE} characters, so this is no text`);
      }
      for (const text of lines) {
        line += 1;
        yield text.endsWith('\r') ? text.slice(0, -1) : text;
      }
    }
  } catch (error) {
    const why = packed ? 'the compressed data is cut short or damaged' : String(error);
    throw new BrokenOff(`${file.name} breaks off after line ${line}: ${why}`);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
