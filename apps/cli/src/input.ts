/** Reading inputs: files by name, standard input as `-`. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText, notTextReason, type SourceText } from '@aclift/diagnostics';

/** An input that cannot be read; the message is for the user. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

/** Larger inputs are refused: no device has such a configuration, and memory is finite. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads one input as text, in whatever encoding it is.
 * @throws InputError when there is no such file, it is too large, or it is no text.
 */
export async function readSource(name: string): Promise<SourceText> {
  const read = decodeText(await readBytes(name));
  const shown = name === '-' ? '(standard input)' : name;
  if (!read.ok) throw new InputError(`cannot read ${shown}: it is ${notTextReason(read.error)}`);
  return { name: shown, text: read.value.text };
}

/** Whether there is a file of this name. */
export async function isFile(name: string): Promise<boolean> {
  return (await stat(name).catch(() => undefined))?.isFile() === true;
}

/** Most files that a folder may hold, folders in it included. */
const MAX_FILES = 20_000;

/**
 * Replaces folders by the files in them, folders inside included, sorted; hidden ones are left out.
 * @param wanted which files of a folder are meant; a file that is named itself is always taken.
 * @throws InputError when a name leads nowhere, a folder holds nothing, or an input is named twice.
 */
export async function expandInputs(
  names: readonly string[],
  wanted: RegExp = /(?:)/,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    const found = name === '-' ? undefined : await stat(name).catch(() => undefined);
    if (found?.isDirectory() !== true) {
      files.push(name);
      continue;
    }
    const inside = (await readdir(name, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter(
        (path) =>
          !path
            .slice(name.length)
            .split(/[\\/]/)
            .some((part) => part.startsWith('.')),
      )
      .filter((path) => wanted.test(path))
      .toSorted();
    if (inside.length === 0)
      throw new InputError(`${name} holds no files of the kind that is read here`);
    if (inside.length > MAX_FILES)
      throw new InputError(`${name} holds more than ${MAX_FILES} files`);
    files.push(...inside);
  }
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  if (twice !== undefined) {
    throw new InputError(
      twice === '-' ? 'standard input (-) can be read only once' : `${twice} is named twice`,
    );
  }
  return files;
}

async function readBytes(name: string): Promise<Uint8Array> {
  if (name === '-') {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of process.stdin) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > MAX_BYTES)
        throw new InputError(`standard input is larger than ${MAX_BYTES} bytes`);
    }
    return Buffer.concat(chunks);
  }
  try {
    const found = await stat(name);
    if (found.isDirectory()) throw new InputError(`${name} is a folder, and a file is wanted here`);
    if (found.size > MAX_BYTES) throw new InputError(`${name} is larger than ${MAX_BYTES} bytes`);
    return await readFile(name);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot read ${name}: ${reasonOf(error)}`);
  }
}

/** What the system said, without a stack. */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
