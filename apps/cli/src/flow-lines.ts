/** Files of any length, line by line, gzip or not. Memory stays the same however long they are. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputError, reasonOf } from './input.ts';

/** Flow logs of clouds may be one line an hour; what is longer still is no text, or must be taken apart. */
const LONGEST_LINE = 32 * 1024 * 1024;

/** The file broke off: what came before it has been given. */
export class BrokenOff extends Error {
  readonly line: number;

  constructor(name: string, line: number, reason: string) {
    super(`${name} breaks off after line ${line}: ${reason}`);
    this.name = 'BrokenOff';
    this.line = line;
  }
}

/**
 * The lines of a file, or of standard input for `-`, without their ends.
 * @throws InputError when there is no such file. BrokenOff when it ends in the middle of compressed data or holds no lines.
 */
export async function* flowLines(name: string): AsyncGenerator<string> {
  const shown = name === '-' ? '(standard input)' : name;
  if (name !== '-') {
    const found = await stat(name).catch((error: unknown) => {
      throw new InputError(`cannot read ${name}: ${reasonOf(error)}`);
    });
    if (found.isDirectory()) throw new InputError(`${name} is a folder, and a file is wanted here`);
  }
  const raw: Readable = name === '-' ? process.stdin : createReadStream(name);
  let line = 0;
  try {
    for await (const text of splitLines(await unpacked(raw))) {
      line += 1;
      yield text;
    }
  } catch (error) {
    throw new BrokenOff(shown, line, wordOf(error));
  }
}

/** Compressed data is told by its first two bytes (RFC 1952). */
async function unpacked(raw: Readable): Promise<AsyncIterable<Buffer>> {
  const chunks = raw[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  const all = Readable.from(
    (async function* () {
      if (first.done !== true) yield first.value;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
        yield next.value;
      }
    })(),
  );
  const [one, two] = first.done === true ? [] : first.value;
  if (one !== 0x1f || two !== 0x8b) return all;
  const gunzip = createGunzip();
  all.on('error', (error) => gunzip.destroy(error));
  return all.pipe(gunzip);
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      throw new Error(
        `a line is longer than ${LONGEST_LINE} characters; of JSON, write one record a line`,
      );
    }
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

function wordOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (code === 'Z_BUF_ERROR') return 'the compressed data is cut short';
  if (typeof code === 'string' && code.startsWith('Z_')) return 'the compressed data is damaged';
  return error instanceof Error ? error.message : String(error);
}
