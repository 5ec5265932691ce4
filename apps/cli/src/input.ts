/** Reading inputs: files by name, standard input as `-`. */
import { lstat, stat } from 'node:fs/promises';
import type { SourceText } from '@aclift/diagnostics';
import { readFileBounded, readStandardInput } from './bounded-read.ts';
import { filesInFolder } from './files-in-folder.ts';
import { InputError } from './input-error.ts';

export { InputError, reasonOf } from './input-error.ts';

/**
 * Reads one input as text: UTF-8, or UTF-16 if it begins with a byte order mark. Bytes that are neither are read as
 * Latin-1, which old banners and remarks are written in.
 * @throws InputError when there is no such file or it is too large.
 */
export async function readSource(name: string): Promise<SourceText> {
  return { name: name === '-' ? '(standard input)' : name, text: decode(await readBytes(name)) };
}

/** Whether something has this name: what is no file, or a link that leads nowhere, is said when it is read. */
export async function isThere(name: string): Promise<boolean> {
  return (await lstat(name).catch(() => undefined)) !== undefined;
}

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
    const inside = await filesInFolder(name, wanted);
    if (inside.length === 0)
      throw new InputError(`${name} holds no files of the kind that is read here`);
    files.push(...inside);
  }
  const seen = new Set<string>();
  for (const file of files) {
    if (seen.has(file)) {
      throw new InputError(
        file === '-' ? 'standard input (-) can be read only once' : `${file} is named twice`,
      );
    }
    seen.add(file);
  }
  return files;
}

function readBytes(name: string): Promise<Uint8Array> {
  return name === '-' ? readStandardInput() : readFileBounded(name);
}

/** Bytes of a file as its text. */
export function decode(bytes: Uint8Array): string {
  const wide = utf16Of(bytes);
  if (wide !== undefined) return new TextDecoder(wide, { ignoreBOM: true }).decode(bytes);
  try {
    // A leading byte order mark stays: the readers know it, and offsets count from the first character.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Windows programs call UTF-16 "Unicode", and begin it with a byte order mark. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
