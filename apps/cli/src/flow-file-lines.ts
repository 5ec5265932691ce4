/** Files of flows on disk or standard input, line by line, gzip or not. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { flowLines, isGzip } from '@aclift/workspace';
import { InputError, reasonOf } from './input.ts';

/**
 * The lines of a file, or of standard input for `-`, without their ends.
 * @throws InputError when there is no such file. BrokenOff when it ends in the middle of compressed data or holds no lines.
 */
export async function* flowFileLines(name: string): AsyncGenerator<string> {
  if (name !== '-') {
    const found = await stat(name).catch((error: unknown) => {
      throw new InputError(`cannot read ${name}: ${reasonOf(error)}`);
    });
    if (found.isDirectory()) throw new InputError(`${name} is a folder, and a file is wanted here`);
  }
  const raw: Readable = name === '-' ? process.stdin : createReadStream(name);
  yield* flowLines(name === '-' ? '(standard input)' : name, decoded(raw), wordOf);
}

async function* decoded(raw: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of await unpacked(raw)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

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
  if (first.done === true || !isGzip(first.value)) return all;
  const gunzip = createGunzip();
  all.on('error', (error) => gunzip.destroy(error));
  return all.pipe(gunzip);
}

/** Undefined: the error says it itself. */
function wordOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code;
  if (code === 'Z_BUF_ERROR') return 'the compressed data is cut short';
  const damaged = typeof code === 'string' && code.startsWith('Z_');
  return damaged ? 'the compressed data is damaged' : undefined;
}
