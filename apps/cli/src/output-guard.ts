/**
 * What was written, and whether it is still as it was: files that somebody has edited since are never overwritten or deleted
 * without being asked.
 */
import type { OutputFile } from '@aclift/core';
import { bytesOf, hashOf } from './files/folder-run.ts';

/** Holds a hash of every file that a run wrote. */
export const MANIFEST = '.aclift-files.json';

const SCHEMA = 'aclift/files/1';

/** Hashes by path; empty where no run has left any. */
export type WrittenFiles = ReadonlyMap<string, string>;

/** A file that a run would overwrite or delete although it is not as the last run wrote it. */
export interface EditedFile {
  readonly path: string;
  readonly now: string;
  /** What the run would write; undefined: it would delete the file. */
  readonly next: string | undefined;
}

/**
 * What to do about edited files. Absent: stop. `beside`: keep them; the new text goes to `NAME.new`, and a file that is no
 * longer made to `NAME.old`, where nobody applies it.
 */
export type OverEdited = 'overwrite' | 'beside';

/** What the last run wrote. A text that is no manifest counts as none. */
export function manifestFiles(text: string): WrittenFiles {
  try {
    const { schema, files } = JSON.parse(text) as { schema?: unknown; files?: unknown };
    if (schema !== SCHEMA || typeof files !== 'object' || files === null) return new Map();
    const entries = Object.entries(files).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && staysInside(entry[0]),
    );
    return new Map(entries);
  } catch {
    return new Map();
  }
}

/** Whether a path with `/` leads to something below a folder, written plainly. */
export function staysInside(path: string): boolean {
  return path.split(/[/\\]/).every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The manifest of a run. @param kept entries of files that the run left as they are. */
export function manifestText(files: readonly OutputFile[], kept: WrittenFiles): string {
  const fresh = files.map(({ path, text }) => [path, hashOf(bytesOf(text))] as const);
  const sorted = [...new Map([...kept, ...fresh])].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ schema: SCHEMA, files: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/**
 * Files that are neither as the last run wrote them nor as this one would write them.
 * @param gone paths that the run would delete.
 * @param read the bytes of a file in the folder; undefined: there is none.
 */
export function editedFiles(
  files: readonly OutputFile[],
  gone: readonly string[],
  written: WrittenFiles,
  read: (path: string) => Uint8Array | undefined,
): readonly EditedFile[] {
  const edited: EditedFile[] = [];
  const next: readonly (readonly [string, string | undefined])[] = [
    ...files.map(({ path, text }) => [path, text] as const),
    ...gone.map((path) => [path, undefined] as const),
  ];
  for (const [path, text] of next) {
    const now = read(path);
    if (now === undefined) continue;
    const hash = hashOf(now);
    if (hash === written.get(path) || (text !== undefined && hash === hashOf(bytesOf(text)))) {
      continue;
    }
    edited.push({ path, now: new TextDecoder().decode(now), next: text });
  }
  return edited;
}
