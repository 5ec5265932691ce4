/**
 * The few operations on files that writing needs. One room for them, so that tests can make any of them fail. They wait for
 * the disk on purpose: between the steps of a write nothing else of the program runs, and signals come after it.
 */
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { inputLimit, sizeText } from '../input-limit.ts';

/** What a name leads to. `other`: a device, a pipe, a socket. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** Every method throws what the system says, with its `code`. */
export interface Disk {
  /** Does not follow links. Undefined: nothing is there. */
  readonly kindOf: (path: string) => EntryKind | undefined;
  /** A plain file, whole. @throws for a link, a file that is no plain file, and one above the limit of inputs. */
  readonly read: (path: string) => Uint8Array;
  /** Permission bits of a file. */
  readonly modeOf: (path: string) => number;
  /** Names in a folder, sorted. */
  readonly list: (path: string) => readonly string[];
  /**
   * A new file, which the disk holds when this returns. @throws when something of that name is there.
   * @param mode permission bits; absent: as the user's mask says.
   */
  readonly create: (path: string, bytes: Uint8Array, mode?: number) => void;
  /** A new folder, with those above it. */
  readonly makeFolders: (path: string) => void;
  /** @throws when it is there. */
  readonly makeFolder: (path: string) => void;
  readonly rename: (from: string, to: string) => void;
  /** A second name for a file, or a copy where the disk has no second names. @throws when something of that name is there. */
  readonly link: (from: string, to: string) => void;
  /** A file, or a folder with all in it; nothing happens where nothing is. */
  readonly remove: (path: string) => void;
  /** Whether files can be made in a folder and then be moved into another one by renaming. */
  readonly canMoveFrom: (folder: string, to: string) => boolean;
}

/** Before the user's mask. */
const NEW_FILE = 0o666;

// Windows has no O_NOFOLLOW, which then adds nothing.
const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants;

/** The disk of this machine. */
export const DISK: Disk = {
  kindOf(path) {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  },
  read(path) {
    const handle = openSync(path, O_RDONLY | O_NOFOLLOW);
    try {
      const found = fstatSync(handle);
      if (!found.isFile()) throw new Error('it is no plain file');
      if (found.size > inputLimit()) throw new Error(`it is larger than ${sizeText(inputLimit())}`);
      return readFileSync(handle);
    } finally {
      closeSync(handle);
    }
  },
  modeOf: (path) => lstatSync(path).mode & 0o7777,
  list: (path) => readdirSync(path).toSorted(),
  create(path, bytes, mode) {
    const handle = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode ?? NEW_FILE);
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
      if (mode !== undefined) fchmodSync(handle, mode);
      fsyncSync(handle);
    } catch (error) {
      // A part of a file is worth nothing, and in the way of the next try.
      rmSync(path, { force: true });
      throw error;
    } finally {
      closeSync(handle);
    }
  },
  makeFolders: (path) => void mkdirSync(path, { recursive: true }),
  makeFolder: (path) => mkdirSync(path),
  rename: (from, to) => renameSync(from, to),
  link(from, to) {
    try {
      linkSync(from, to);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      copyFileSync(from, to, constants.COPYFILE_EXCL);
    }
  },
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  canMoveFrom(folder, to) {
    try {
      accessSync(folder, constants.W_OK);
      return statSync(folder).dev === statSync(to).dev;
    } catch {
      return false;
    }
  },
};

/** Disks without second names, and files that have too many. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'ENOSYS', 'EXDEV', 'EMLINK']);
