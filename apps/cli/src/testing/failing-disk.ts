/** Disks on which one operation fails, for tests of what is left then. */
import { writeFileSync } from 'node:fs';
import { DISK, type Disk } from '../files/disk.ts';

/**
 * `full`: one operation fails for want of space, and all others work. `dead`: from that one on nothing happens any more, as
 * when the program is killed; a file that was being made is there in part.
 */
export type Failure = 'full' | 'dead';

/** A disk that counts. */
export interface CountingDisk extends Disk {
  /** Operations so far. */
  count(): number;
}

/**
 * The disk of this machine, but `fail` is done at an operation.
 * @param at which one, from 1.
 */
export function diskFailingAt(at: number, fail: Failure | (() => never)): CountingDisk {
  let count = 0;
  const reaches = (): boolean => {
    count += 1;
    return fail === 'full' ? count === at : count >= at;
  };
  const wrap =
    <A extends readonly unknown[], R>(
      work: (...args: A) => R,
      part: (...args: A) => void = () => undefined,
    ) =>
    (...args: A): R => {
      if (!reaches()) return work(...args);
      if (count === at && fail !== 'full') part(...args);
      if (typeof fail === 'function') return fail();
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
  return {
    count: () => count,
    kindOf: wrap(DISK.kindOf),
    read: wrap(DISK.read),
    modeOf: wrap(DISK.modeOf),
    list: wrap(DISK.list),
    create: wrap(DISK.create, (path, bytes) =>
      writeFileSync(path, bytes.subarray(0, bytes.length / 2), { flag: 'wx' }),
    ),
    makeFolders: wrap(DISK.makeFolders),
    makeFolder: wrap(DISK.makeFolder),
    rename: wrap(DISK.rename),
    link: wrap(DISK.link),
    remove: wrap(DISK.remove),
    canMoveFrom: DISK.canMoveFrom,
  };
}
