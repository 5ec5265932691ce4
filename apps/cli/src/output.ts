/** Writing the output folder: nothing outside it, nothing of anybody else's inside it, all of it or nothing. */
import { join } from 'node:path';
import type { OutputFile } from '@aclift/core';
import { textDiff } from '@aclift/analysis';
import { DISK, type Disk } from './files/disk.ts';
import { type FolderPlace, isWork, placeOf } from './files/folder-place.ts';
import { changeFolder, finish, notPlain } from './files/folder-run.ts';
import { withLock } from './files/lock.ts';
import { withoutSignals } from './files/signals.ts';
import { InputError, reasonOf } from './input-error.ts';
import {
  type EditedFile,
  editedFiles,
  MANIFEST,
  manifestFiles,
  manifestText,
  type OverEdited,
  staysInside,
  type WrittenFiles,
} from './output-guard.ts';
import type { OutputKind } from './output-kinds.ts';

/** What a run left in the folder that it did not make; paths below the folder. */
export interface Left {
  /** Edited files that stayed as they are; the new text is `PATH.new`. */
  readonly kept: readonly string[];
  /** Edited files that are no longer made; each is now `PATH.old`, or `.old` with a number. */
  readonly setAside: readonly string[];
  /** Files of somebody else among the objects that are applied. */
  readonly foreign: readonly string[];
}

/**
 * Writes `files` into `folder`. A folder of an earlier run is cleared of that run's files, so that drafts which are no longer
 * made do not stay behind. Whenever the program ends, the folder holds the earlier run or this one.
 * @param overEdited what to do about files that somebody has edited since. Absent: nothing is written.
 * @throws InputError when the folder holds something else, links, or edited files that may not be touched, when somebody else
 *   writes there, or when it cannot be written.
 */
export async function writeOutput(
  folder: string,
  files: readonly OutputFile[],
  kind: OutputKind,
  overEdited?: OverEdited,
  disk: Disk = DISK,
): Promise<Left> {
  return withoutSignals(() => {
    let place: FolderPlace | undefined;
    try {
      const found = placeOf(disk, folder);
      place = found;
      return withLock(disk, found.lock, folder, () => {
        finish(disk, found);
        return write(disk, found, files, kind, overEdited);
      });
    } catch (error) {
      if (error instanceof InputError) throw error;
      const state = wasLeft(disk, place)
        ? 'It stopped between the old files and the new ones; the next run into this folder ends that'
        : 'Nothing in it was changed';
      throw new InputError(`cannot write ${folder}: ${reasonOf(error)}. ${state}`);
    }
  });
}

function wasLeft(disk: Disk, place: FolderPlace | undefined): boolean {
  try {
    return place !== undefined && disk.kindOf(place.run) !== undefined;
  } catch {
    return true;
  }
}

function write(
  disk: Disk,
  place: FolderPlace,
  files: readonly OutputFile[],
  kind: OutputKind,
  overEdited: OverEdited | undefined,
): Left {
  const { folder, shown } = place;
  const found = disk.kindOf(folder);
  if (found !== undefined && found !== 'folder') {
    throw new InputError(`${shown} is no folder; choose another name`);
  }
  const read = (path: string): Uint8Array | undefined => bytesIn(disk, place, path);
  const written = manifestFiles(textOf(read(MANIFEST)) ?? '');
  const before = earlierRun(disk, place, kind, written);
  const made = new Set<string>();
  for (const { path } of [...files, { path: MANIFEST }]) {
    if (made.has(path)) throw new InputError(`two files would be written as ${join(shown, path)}`);
    made.add(path);
  }
  const objects = appliedFiles(disk, place, kind);
  const ours = objects.filter((path) => textOf(read(path))?.includes(MADE_BY_US) === true);
  const known = new Set([...before.files, ...written.keys(), ...ours]);
  const gone = [...known].filter((path) => !made.has(path));
  const edited = editedFiles(
    files.filter(({ path }) => path !== kind.report || written.has(path)),
    gone,
    written,
    read,
  );
  const beside = overEdited === 'beside';
  if (edited.length > 0) {
    if (overEdited === undefined) throw refusal(shown, edited);
    if (beside) refuseMixture(place, kind, files, edited, before);
  }
  const kept = new Set(beside ? edited.filter(stillMade).map(({ path }) => path) : []);
  const moved = new Map(
    (beside ? edited : [])
      .filter((one) => !stillMade(one))
      .map(({ path }) => [path, freeName(path, (other) => read(other) !== undefined)]),
  );
  const fresh = files.map(({ path, text }) => ({
    path: kept.has(path) ? `${path}.new` : path,
    text,
  }));
  const untouched = new Map([...written].filter(([path]) => kept.has(path)));
  changeFolder(disk, place, {
    files: new Map(
      [...fresh, { path: MANIFEST, text: manifestText(fresh, untouched) }].map(({ path, text }) => {
        if (!staysInside(path)) throw new InputError(`${path} could leave ${shown}`);
        return [path, text];
      }),
    ),
    gone: new Set(gone.filter((path) => !moved.has(path) && !made.has(path))),
    moved,
    last: kind.report,
  });
  return {
    kept: [...kept],
    setAside: [...moved.keys()],
    foreign: objects.filter((path) => !known.has(path) && !made.has(path)),
  };
}

/** A label of every draft; it finds drafts of runs whose report and manifest are gone. */
const MADE_BY_US = 'app.kubernetes.io/managed-by: aclift';

function stillMade({ next }: EditedFile): boolean {
  return next !== undefined;
}

function freeName(path: string, taken: (path: string) => boolean): string {
  let name = `${path}.old`;
  for (let count = 2; taken(name); count += 1) name = `${path}.old${count}`;
  return name;
}

/** @throws InputError where keeping edited files would leave what no run has made as a whole. */
function refuseMixture(
  { shown }: FolderPlace,
  kind: OutputKind,
  files: readonly OutputFile[],
  edited: readonly EditedFile[],
  before: EarlierRun,
): void {
  if (edited.some(({ path }) => path === kind.report)) {
    throw new InputError(
      `${join(shown, kind.report)} itself was edited, and a folder has one report; nothing was written. --force overwrites, or choose another folder`,
    );
  }
  const target = kind.targetOf(parsed(files.find(({ path }) => path === kind.report)?.text ?? ''));
  if (before.target !== target) {
    const paths = edited.map(({ path }) => path).join(', ');
    throw new InputError(
      `${shown} holds drafts for ${before.target === '' ? 'an unknown target' : before.target}, some of them edited (${paths}), and these are for ${target}: side by side both would be in force; nothing was written. --force overwrites, or choose another folder`,
    );
  }
}

/** Most lines of differences that are shown. */
const MOST_SHOWN = 400;

/** Shows what would be lost. */
function refusal(folder: string, edited: readonly EditedFile[]): InputError {
  const lines = edited
    .map(({ path, now, next }) =>
      textDiff(path, now, next ?? '', {
        before: 'as it is',
        after: next === undefined ? 'deleted' : 'new',
      }),
    )
    .join('\n')
    .split('\n');
  const more = lines.length - MOST_SHOWN;
  const shown = lines.slice(0, MOST_SHOWN);
  if (more > 0) shown.push(`… and ${more} more lines`);
  const count = edited.length === 1 ? 'a file that was' : `${edited.length} files that were`;
  return new InputError(
    `${folder} has ${count} edited since aclift wrote it, or not written by aclift; nothing was written. --force overwrites, --beside writes the new text as NAME.new`,
    shown,
  );
}

/** What the report of an earlier run says. */
interface EarlierRun {
  readonly files: readonly string[];
  readonly target: string;
}

/**
 * Nothing for a new or empty folder.
 * @throws InputError when the folder holds anything else than an earlier run of this kind.
 */
function earlierRun(
  disk: Disk,
  place: FolderPlace,
  kind: OutputKind,
  written: WrittenFiles,
): EarlierRun {
  const { folder, shown } = place;
  if (disk.kindOf(folder) === undefined) return { files: [], target: '' };
  const present = disk.list(folder).filter((name) => !isWork(name));
  if (present.length === 0) return { files: [], target: '' };
  // Whatever somebody has made of the report since, a run of this kind has written it.
  const ours = written.has(kind.report);
  if (!present.includes(kind.report) && !ours) {
    throw new InputError(
      `${shown} is not empty and not from an earlier run (it has no ${kind.report}); choose another folder`,
    );
  }
  const report = parsed(textOf(bytesIn(disk, place, kind.report)) ?? '');
  const files = kind.filesOf(report);
  if (files === undefined && !ours) {
    throw new InputError(
      `${join(shown, kind.report)} is not a report of aclift; choose another folder`,
    );
  }
  return { files: (files ?? []).filter(staysInside), target: kind.targetOf(report) };
}

/** Files of objects in the folders of objects, whoever made them. */
function appliedFiles(disk: Disk, place: FolderPlace, { applied }: OutputKind): readonly string[] {
  if (applied === undefined || disk.kindOf(place.folder) === undefined) return [];
  const inside = (path: string): readonly string[] => {
    const kind = disk.kindOf(join(place.folder, path));
    if (kind === 'file') return /\.(?:ya?ml|json)$/i.test(path) ? [path] : [];
    if (kind !== 'folder') throw notPlain(join(place.shown, path), kind);
    return disk.list(join(place.folder, path)).flatMap((name) => inside(`${path}/${name}`));
  };
  return disk
    .list(place.folder)
    .filter((name) => applied.test(name))
    .flatMap(inside);
}

/**
 * A file in the folder. Undefined: there is none.
 * @throws InputError when a part of its path is a link, or it is no plain file.
 */
function bytesIn(disk: Disk, { folder, shown }: FolderPlace, path: string): Uint8Array | undefined {
  let at = '';
  for (const part of path.split('/')) {
    const above = at;
    at = at === '' ? part : `${at}/${part}`;
    const kind = disk.kindOf(join(folder, at));
    if (kind === undefined) return undefined;
    const wanted = at === path ? 'file' : 'folder';
    if (kind !== wanted) throw notPlain(join(shown, kind === 'file' ? above : at), kind);
  }
  return disk.read(join(folder, path));
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

/** An empty object for a text that is no JSON object. */
function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as unknown) ?? {};
  } catch {
    return {};
  }
}
