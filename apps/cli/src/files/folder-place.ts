/** Where the work on an output folder is kept while it is not done: beside the folder, so that nobody takes a part for the whole. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Disk } from './disk.ts';

/** An output folder as it is written. */
export interface FolderPlace {
  /** As the user named it, for messages. */
  readonly shown: string;
  /** Absolute, without links. */
  readonly folder: string;
  /** Held by whoever writes. */
  readonly lock: string;
  /** Where new files are complete before they come in, and old ones go. */
  readonly run: string;
}

const LOCK = '.aclift-lock';
const RUN = '.aclift-run';

/** Whether an entry of the folder is work of a run: it is there where nothing can be beside the folder, a mounted one for example. */
export function isWork(name: string): boolean {
  return name.startsWith(LOCK) || name === RUN;
}

/** The folder may be a link that the user named; nothing in it may be. Folders above it are made. */
export function placeOf(disk: Disk, shown: string): FolderPlace {
  const given = resolve(shown);
  disk.makeFolders(dirname(given));
  const folder =
    disk.kindOf(given) === undefined
      ? join(realpathSync(dirname(given)), basename(given))
      : realpathSync(given);
  const [above, name] = [dirname(folder), basename(folder)];
  const there = disk.kindOf(folder) !== undefined;
  const beside = name !== '' && disk.canMoveFrom(above, there ? folder : above);
  const own = (what: string): string =>
    beside ? join(above, `.${name}${what}`) : join(folder, what);
  return { shown, folder, lock: own(LOCK), run: own(RUN) };
}
