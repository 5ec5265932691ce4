/** The files of a folder that a command reads. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, reasonOf } from './input-error.ts';
import { warnLines } from './print.ts';

/** Most entries that a folder may hold, folders in it included. */
const MAX_ENTRIES = 20_000;

/**
 * Files below a folder, sorted. Hidden ones are left out, and so are folders behind links, which could lead in circles; links to
 * files are followed. What is left out for being no file is said on standard error.
 * @throws InputError when a folder cannot be read, or there is too much in it.
 */
export async function filesInFolder(folder: string, wanted: RegExp): Promise<readonly string[]> {
  const files: string[] = [];
  const leftOut: string[] = [];
  const waiting = [folder];
  let entries = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const place = at;
    const found = await readdir(place, { withFileTypes: true }).catch((error: unknown) => {
      throw new InputError(`cannot read ${place}: ${reasonOf(error)}`);
    });
    entries += found.length;
    if (entries > MAX_ENTRIES) {
      throw new InputError(`${folder} holds more than ${MAX_ENTRIES} files and folders`);
    }
    for (const entry of found.filter(({ name }) => !name.startsWith('.'))) {
      const path = join(place, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isSymbolicLink()) {
        const meant = await stat(path).catch(() => undefined);
        if (meant?.isDirectory() === true) leftOut.push(`${path} (a link to a folder)`);
        // A link that leads nowhere is an error when it is read.
        else if (wanted.test(path)) files.push(path);
      } else if (entry.isFile()) {
        if (wanted.test(path)) files.push(path);
      } else leftOut.push(`${path} (no file)`);
    }
  }
  warnLines(leftOut.toSorted().map((one) => `left out: ${one}`));
  return files.toSorted();
}
