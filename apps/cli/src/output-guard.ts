/**
 * What was written, and whether it is still as it was: files that somebody has edited since are never overwritten or deleted
 * without being asked.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputFile } from '@aclift/core';

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

/** What to do about edited files. Absent: stop. `beside`: keep them, and write the new text as `NAME.new`. */
export type OverEdited = 'overwrite' | 'beside';

/** What the last run wrote. A file that is no manifest counts as none. */
export async function readManifest(folder: string): Promise<WrittenFiles> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => '{}');
  try {
    const { schema, files } = JSON.parse(text) as { schema?: unknown; files?: unknown };
    if (schema !== SCHEMA || typeof files !== 'object' || files === null) return new Map();
    const entries = Object.entries(files).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !/(^|[/\\])\.\.([/\\]|$)|^[/\\]/.test(entry[0]),
    );
    return new Map(entries);
  } catch {
    return new Map();
  }
}

/** The manifest of a run. @param kept entries of files that the run left as they are. */
export function manifestText(files: readonly OutputFile[], kept: WrittenFiles): string {
  const all = new Map([...kept, ...files.map(({ path, text }) => [path, hashOf(text)] as const)]);
  const sorted = [...all].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ schema: SCHEMA, files: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/**
 * Files that are neither as the last run wrote them nor as this one would write them.
 * @param stale paths that the run would delete.
 * @param read the text of a file in the folder; undefined: there is none.
 */
export async function editedFiles(
  files: readonly OutputFile[],
  stale: readonly string[],
  written: WrittenFiles,
  read: (path: string) => Promise<string | undefined>,
): Promise<readonly EditedFile[]> {
  const edited: EditedFile[] = [];
  const next: readonly (readonly [string, string | undefined])[] = [
    ...files.map(({ path, text }) => [path, text] as const),
    ...stale.map((path) => [path, undefined] as const),
  ];
  for (const [path, text] of next) {
    const now = await read(path);
    if (now === undefined || now === text || written.get(path) === hashOf(now)) continue;
    edited.push({ path, now, next: text });
  }
  return edited;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
