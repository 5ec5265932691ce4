/**
 * Reads files, pipes and standard input as far as the limit, and no further: what never ends is an error, and memory holds at most
 * the limit.
 */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { InputError, reasonOf } from './input-error.ts';
import { inputLimit, sizeText } from './input-limit.ts';

/** How long nobody may open the other end of a pipe. */
const WAIT_MS = 5_000;

const STEP_MS = 20;

const CHUNK = 64 * 1024;

const LARGEST_CHUNK = 16 * CHUNK;

/**
 * @param name a file, or a pipe such as the shell makes for `<(…)`.
 * @throws InputError for a folder, a device, a socket, a pipe that nobody writes into, and more than the limit.
 */
export async function readFileBounded(name: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    // Without waiting: opening a pipe would wait for somebody to write into it, for ever.
    handle = await open(name, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (found.isDirectory()) throw new InputError(`${name} is a folder, and a file is wanted here`);
    if (found.isFIFO()) return await readPipe(name, handle);
    if (!found.isFile() && !isNothing(name)) {
      throw new InputError(
        `${name} is a device and no file; give a file, a pipe, or - for standard input`,
      );
    }
    if (found.size > inputLimit()) throw tooLarge(name);
    const chunk = Math.min(found.size + 1, LARGEST_CHUNK);
    const file = handle;
    return await readAll(name, chunk, async (into) => (await file.read(into)).bytesRead);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot read ${name}: ${reasonOf(error)}`);
  } finally {
    await handle?.close();
  }
}

/** @throws InputError for more than the limit. */
export async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > inputLimit()) throw tooLarge('standard input');
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot read standard input: ${reasonOf(error)}`);
  }
  return Buffer.concat(chunks);
}

/** The device that holds nothing, which stands for an empty file. */
function isNothing(name: string): boolean {
  return name === '/dev/null' || /^(?:\\\\\.\\)?nul$/i.test(name);
}

/** A pipe ends when everybody who wrote into it has closed it; before somebody opens it, it looks the same. */
async function readPipe(name: string, handle: FileHandle): Promise<Uint8Array> {
  // Without a name of its own it was open before this program began.
  let opened = /^\/(?:dev\/(?:fd\/\d+|stdin)|proc\/self\/fd\/\d+)$/.test(name);
  const until = Date.now() + WAIT_MS;
  const read = async (into: Uint8Array): Promise<number> => {
    for (;;) {
      try {
        const { bytesRead } = await handle.read(into);
        if (bytesRead > 0) opened = true;
        if (bytesRead > 0 || opened) return bytesRead;
        if (Date.now() > until) {
          throw new InputError(`nobody writes into the pipe ${name}; waited ${WAIT_MS / 1000} s`);
        }
      } catch (error) {
        // Open at the other end, and nothing in it yet.
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        opened = true;
      }
      await setTimeout(STEP_MS);
    }
  };
  return readAll(name, CHUNK, read);
}

async function readAll(
  name: string,
  chunk: number,
  read: (into: Uint8Array) => Promise<number>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let length = chunk; ; length = Math.max(chunk, CHUNK)) {
    const into = new Uint8Array(length);
    const count = await read(into);
    if (count === 0) return Buffer.concat(chunks);
    size += count;
    if (size > inputLimit()) throw tooLarge(name);
    chunks.push(into.subarray(0, count));
  }
}

function tooLarge(name: string): InputError {
  return new InputError(
    `${name} is larger than ${sizeText(inputLimit())}; --max-input takes more, for example --max-input 400MiB`,
  );
}
