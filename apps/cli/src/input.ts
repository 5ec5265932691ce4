/** Reading inputs: files by name, standard input as `-`. */
import { lstat, stat } from 'node:fs/promises';
import { decodeText, notTextReason, type SourceText } from '@aclift/diagnostics';
import { readFileBounded, readStandardInput } from './bounded-read.ts';
import { filesInFolder } from './files-in-folder.ts';
import { InputError } from './input-error.ts';

export { InputError, reasonOf } from './input-error.ts';

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
