/**
 * Writes single files that somebody keeps. The new text is complete beside the old one before that goes, and what has changed
 * since it was read is not overwritten.
 */
import { basename, dirname, join } from 'node:path';
import { decodeText } from '@aclift/diagnostics';
import { InputError, reasonOf } from '../input-error.ts';
import { DISK, type Disk } from './disk.ts';
import { bytesOf, hashOf, notPlain } from './folder-run.ts';
import { withLock } from './lock.ts';
import { withoutSignals } from './signals.ts';

/** What was there when somebody looked: the text as it was read, bytes with a SHA-256, no file, or it does not matter. */
export type Before =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hash'; readonly hash: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'anything' };

/** What is to be written. */
export interface NewFile {
  readonly path: string;
  readonly text: string | Uint8Array;
  readonly before: Before;
}

/** A file is not as it was read. */
export class ChangedMeanwhile extends InputError {}

/**
 * Writes all of them, or none. The order counts if the machine stops between two: the first is written then.
 * @throws ChangedMeanwhile when one is not as it was read. InputError when one is a link or cannot be written.
 */
export async function writeFiles(files: readonly NewFile[], disk: Disk = DISK): Promise<void> {
  return withoutSignals(() => {
    inAllLocks(disk, files, () => replaceAll(disk, files));
  });
}

function inAllLocks(disk: Disk, files: readonly NewFile[], work: () => void): void {
  const [first, ...rest] = files;
  if (first === undefined) return work();
  const folder = dirname(first.path);
  if (disk.kindOf(folder) === undefined) {
    throw new InputError(`cannot write ${first.path}: there is no folder ${folder}`);
  }
  return told(first.path, () =>
    withLock(disk, beside(first.path, 'aclift-lock'), first.path, () =>
      inAllLocks(disk, rest, work),
    ),
  );
}

/** A hidden name in the same folder. */
function beside(path: string, what: string): string {
  return join(dirname(path), `.${basename(path)}.${what}`);
}

function replaceAll(disk: Disk, files: readonly NewFile[]): void {
  const done: { readonly file: NewFile; readonly old: Uint8Array | undefined }[] = [];
  try {
    for (const file of files) told(file.path, () => stage(disk, file));
    for (const file of files) {
      told(file.path, () => {
        const old = current(disk, file);
        const draft = beside(file.path, 'aclift-new');
        // Linked where nothing may be, because that never replaces what has come meanwhile.
        if (old === undefined) disk.link(draft, file.path);
        else disk.rename(draft, file.path);
        done.push({ file, old });
      });
    }
  } catch (error) {
    for (const { file, old } of done.toReversed()) putBack(disk, file, old);
    throw error;
  } finally {
    for (const { path } of files) discard(disk, beside(path, 'aclift-new'));
  }
}

function stage(disk: Disk, file: NewFile): void {
  const draft = beside(file.path, 'aclift-new');
  const old = current(disk, file);
  disk.remove(draft);
  const bytes = typeof file.text === 'string' ? bytesOf(file.text) : file.text;
  disk.create(draft, bytes, old === undefined ? undefined : disk.modeOf(file.path));
  if (!Buffer.from(disk.read(draft)).equals(bytes)) {
    throw new Error('it does not read back as it was written; the disk may be faulty');
  }
}

/** What is there now; undefined: nothing. @throws ChangedMeanwhile when that is not what it should be. */
function current(disk: Disk, { before, path }: NewFile): Uint8Array | undefined {
  const kind = disk.kindOf(path);
  if (kind !== undefined && kind !== 'file') throw notPlain(path, kind);
  const now = kind === undefined ? undefined : disk.read(path);
  if (!isAs(before, now)) {
    throw new ChangedMeanwhile(
      `${path} ${now === undefined ? 'is gone' : before.kind === 'nothing' ? 'has come' : 'was changed'} since aclift read it; nothing was written. Run it again to begin with what is there now`,
    );
  }
  return now;
}

function isAs(before: Before, now: Uint8Array | undefined): boolean {
  switch (before.kind) {
    case 'anything':
      return true;
    case 'nothing':
      return now === undefined;
    case 'text':
      return now !== undefined && textOf(now) === before.text;
    case 'hash':
      return now !== undefined && hashOf(now) === before.hash;
  }
}

/** @returns undefined: no text. */
function textOf(bytes: Uint8Array): string | undefined {
  const read = decodeText(bytes);
  return read.ok ? read.value.text : undefined;
}

function putBack(disk: Disk, file: NewFile, old: Uint8Array | undefined): void {
  try {
    if (old === undefined) return disk.remove(file.path);
    const draft = beside(file.path, 'aclift-new');
    disk.remove(draft);
    disk.create(draft, old, disk.modeOf(file.path));
    disk.rename(draft, file.path);
  } catch {
    // The first fault is the one to tell of.
  }
}

function discard(disk: Disk, path: string): void {
  try {
    disk.remove(path);
  } catch {
    // It is replaced by the next write.
  }
}

function told<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`cannot write ${path}: ${reasonOf(error)}`);
  }
}
