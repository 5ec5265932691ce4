/**
 * Changes a folder so that it holds the old files or the new ones, whenever the program ends. New files are complete beside it
 * before the first old one goes; then whole entries are renamed, the old ones out, then the new ones in. In between, entries are
 * missing, but never do old and new ones stand together. What was begun is written down first, so that the next run ends it.
 */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { InputError, reasonOf } from '../input-error.ts';
import type { Disk } from './disk.ts';
import type { FolderPlace } from './folder-place.ts';

/** What shall become of a folder; paths are below it, with `/`. */
export interface FolderChange {
  /** All new texts. */
  readonly files: ReadonlyMap<string, string>;
  /** Files that go. */
  readonly gone: ReadonlySet<string>;
  /** Files that get another name. */
  readonly moved: ReadonlyMap<string, string>;
  /** The entry that goes first and comes last: while it is missing, nobody takes the folder for complete. */
  readonly last: string;
}

/** What is left to do, once all new files are there. */
interface Plan {
  readonly schema: typeof PLAN_SCHEMA;
  /** Entries of the folder that go out, in order. */
  readonly out: readonly string[];
  /** Entries that come in, in order. */
  readonly in: readonly string[];
  /** Hashes of all files that go out. */
  readonly known: readonly string[];
}

const PLAN_SCHEMA = 'aclift/run/1';
const PLAN = 'plan.json';
const NEW = 'new';
const OLD = 'old';

/**
 * @throws InputError when something in the way is a link or no plain file.
 * @throws what the disk says; the folder is as it was then, or {@link finish} can end it.
 */
export function changeFolder(disk: Disk, place: FolderPlace, change: FolderChange): void {
  const { folder, run } = place;
  const fresh = disk.kindOf(folder) === undefined;
  if (fresh && dirname(run) === folder) disk.makeFolder(folder);
  disk.makeFolder(run);
  try {
    const plan = stage(disk, place, change);
    const text = `${JSON.stringify(plan)}\n`;
    disk.create(join(run, `${PLAN}.new`), bytesOf(text));
    disk.rename(join(run, `${PLAN}.new`), join(run, PLAN));
    if (fresh && dirname(run) !== folder) {
      disk.rename(join(run, NEW), folder);
    } else {
      swap(disk, place, plan);
    }
  } catch (error) {
    undo(disk, place);
    throw error;
  }
  clean(disk, place);
}

/** Makes every new file, with what stays beside them, and looks whether the disk has them as they were given. */
function stage(
  disk: Disk,
  { folder, run, shown }: FolderPlace,
  { files, gone, last, moved }: FolderChange,
): Plan {
  const fresh = join(run, NEW);
  disk.makeFolder(fresh);
  disk.makeFolder(join(run, OLD));
  const target = (path: string): string | undefined =>
    gone.has(path) || files.has(path) ? undefined : (moved.get(path) ?? path);
  const known = new Set<string>();
  const keep = (path: string, kind: string | undefined): void => {
    if (kind === 'folder') {
      const names = disk.list(join(folder, path));
      if (names.length === 0) disk.makeFolders(join(fresh, path));
      for (const name of names) {
        keep(`${path}/${name}`, disk.kindOf(join(folder, path, name)));
      }
      return;
    }
    if (kind !== 'file') throw notPlain(join(shown, path), kind);
    known.add(hashOf(disk.read(join(folder, path))));
    const to = target(path);
    if (to === undefined) return;
    disk.makeFolders(dirname(join(fresh, to)));
    disk.link(join(folder, path), join(fresh, to));
  };
  const touched = [...files.keys(), ...gone, ...moved.keys(), ...moved.values()];
  const entries = [...new Set(touched.map((path) => path.split('/')[0] ?? ''))].toSorted();
  const outgoing = entries.filter((entry) => {
    const kind = disk.kindOf(join(folder, entry));
    if (kind !== undefined) keep(entry, kind);
    return kind !== undefined;
  });
  for (const [path, text] of files) {
    disk.makeFolders(dirname(join(fresh, path)));
    disk.create(join(fresh, path), bytesOf(text));
  }
  for (const [path, text] of files) {
    if (hashOf(disk.read(join(fresh, path))) !== hashOf(bytesOf(text))) {
      throw new InputError(`${path} does not read back as it was written; the disk may be faulty`);
    }
  }
  const rank = (entry: string): number => (entry === last ? 1 : 0);
  const incoming = disk.list(fresh);
  return {
    schema: PLAN_SCHEMA,
    out: outgoing.toSorted((a, b) => rank(b) - rank(a)),
    in: incoming.toSorted((a, b) => rank(a) - rank(b)),
    known: [...known].toSorted(),
  };
}

/** Does what is left of a plan. */
function swap(disk: Disk, { folder, run }: FolderPlace, plan: Plan): void {
  if (disk.kindOf(folder) === undefined) disk.makeFolder(folder);
  for (const entry of plan.out) {
    const went = disk.kindOf(join(run, OLD, entry)) !== undefined;
    if (!went) move(disk, join(folder, entry), join(run, OLD, entry));
  }
  for (const entry of plan.in) move(disk, join(run, NEW, entry), join(folder, entry));
}

function move(disk: Disk, from: string, to: string): void {
  if (disk.kindOf(from) === undefined) return;
  if (disk.kindOf(to) !== undefined) throw new Error(`${to} is in the way`);
  disk.rename(from, to);
}

/** Puts everything back. Where the disk fails here too, what is left is for {@link finish}. */
function undo(disk: Disk, place: FolderPlace): void {
  const { folder, run } = place;
  try {
    const plan = planOf(disk, run);
    for (const entry of plan?.in.toReversed() ?? []) {
      const came = disk.kindOf(join(run, NEW, entry)) === undefined;
      if (came) move(disk, join(folder, entry), join(run, NEW, entry));
    }
    for (const entry of plan?.out.toReversed() ?? []) {
      move(disk, join(run, OLD, entry), join(folder, entry));
    }
    clean(disk, place);
  } catch {
    // The first fault is the one to tell of.
  }
}

/**
 * Ends what an earlier run has begun and not ended: drops it where no old file has gone yet, else brings the new files in.
 * @throws InputError when somebody has changed files meanwhile, so that ending it could lose something.
 */
export function finish(disk: Disk, place: FolderPlace): void {
  const { folder, run } = place;
  const kind = disk.kindOf(run);
  if (kind === undefined) return;
  if (kind !== 'folder') throw notPlain(run, kind);
  const plan = planOf(disk, run);
  if (plan === undefined) {
    disk.remove(run);
    return;
  }
  const whole = disk.kindOf(folder) === undefined && plan.out.length === 0;
  try {
    if (whole && disk.kindOf(join(run, NEW)) === 'folder') disk.rename(join(run, NEW), folder);
    else if (disk.kindOf(join(run, NEW)) === 'folder') swap(disk, place, plan);
  } catch (error) {
    throw interrupted(place, reasonOf(error));
  }
  clean(disk, place);
}

/** Removes what is left of a run that is done. */
function clean(disk: Disk, place: FolderPlace): void {
  const { run } = place;
  const plan = planOf(disk, run);
  if (plan !== undefined) {
    const known = new Set(plan.known);
    const strange = filesIn(disk, join(run, OLD)).find(
      (path) => !known.has(hashOf(disk.read(path))),
    );
    if (strange !== undefined) throw interrupted(place, `${strange} was edited meanwhile`);
    disk.remove(join(run, PLAN));
  }
  disk.remove(run);
}

function filesIn(disk: Disk, path: string): readonly string[] {
  const kind = disk.kindOf(path);
  if (kind === 'file') return [path];
  if (kind !== 'folder') return [];
  return disk.list(path).flatMap((name) => filesIn(disk, join(path, name)));
}

function planOf(disk: Disk, run: string): Plan | undefined {
  const path = join(run, PLAN);
  if (disk.kindOf(path) === undefined) return undefined;
  const plan = JSON.parse(new TextDecoder().decode(disk.read(path))) as Plan;
  if (plan.schema !== PLAN_SCHEMA) throw new InputError(`${path} is of another version of aclift`);
  return plan;
}

function interrupted({ run, shown }: FolderPlace, why: string): InputError {
  return new InputError(
    `an earlier run that wrote ${shown} was interrupted, and cannot be ended: ${why}. Its files are in ${run}; look at them, then delete that folder`,
  );
}

/** @param kind of what is there; undefined stands for nothing. */
export function notPlain(path: string, kind: string | undefined): InputError {
  return new InputError(
    kind === 'link'
      ? `${path} is a link; aclift writes to real files and folders only`
      : `${path} is no plain file; aclift does not write there`,
  );
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
