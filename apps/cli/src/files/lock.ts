/** One writer at a time: a file that says who writes, and is gone afterwards. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { InputError } from '../input-error.ts';
import type { Disk } from './disk.ts';

/** Who writes. */
interface Owner {
  readonly host: string;
  readonly process: number;
  /** Tells processes apart that had the same number one after the other; empty where the system does not say. */
  readonly started: string;
}

/** Locks of this process. */
const held = new Set<string>();

/**
 * Does `work` while nobody else does any with the same lock.
 * @param what is written, for the message.
 * @throws InputError when somebody else is writing.
 */
export function withLock<T>(disk: Disk, lock: string, what: string, work: () => T): T {
  if (held.has(lock)) throw busy(what, lock, 'this program');
  take(disk, lock, what);
  held.add(lock);
  try {
    return work();
  } finally {
    held.delete(lock);
    disk.remove(lock);
  }
}

function take(disk: Disk, lock: string, what: string): void {
  const mine: Owner = {
    host: hostname(),
    process: process.pid,
    started: startOf(process.pid) ?? '',
  };
  const draft = `${lock}.${process.pid}`;
  disk.remove(draft);
  disk.create(draft, new TextEncoder().encode(`${JSON.stringify(mine)}\n`));
  try {
    // Linked, so that the lock never is there without saying whose it is.
    if (linked(disk, draft, lock)) return;
    const owner = ownerOf(disk, lock);
    if (owner === undefined || lives(owner)) {
      const who = owner === undefined ? 'somebody' : `process ${owner.process} on ${owner.host}`;
      throw busy(what, lock, who);
    }
    // Moved, not removed: of two that find the same abandoned lock only one can move it.
    const moved = `${draft}.old`;
    disk.rename(lock, moved);
    const same = JSON.stringify(ownerOf(disk, moved)) === JSON.stringify(owner);
    if (!same) linked(disk, moved, lock);
    disk.remove(moved);
    if (!same || !linked(disk, draft, lock)) throw busy(what, lock, 'somebody');
  } finally {
    disk.remove(draft);
  }
}

/** @returns false when something of that name is there. */
function linked(disk: Disk, from: string, to: string): boolean {
  try {
    disk.link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function busy(what: string, lock: string, who: string): InputError {
  return new InputError(
    `${what} is being written by ${who}; nothing was written. Try again when that is done; if nobody writes there, delete ${lock}`,
  );
}

/** Undefined: the lock does not say. */
function ownerOf(disk: Disk, lock: string): Owner | undefined {
  try {
    const {
      host,
      process: number,
      started,
    } = JSON.parse(new TextDecoder().decode(disk.read(lock))) as Partial<
      Record<keyof Owner, unknown>
    >;
    return typeof host === 'string' && typeof number === 'number' && typeof started === 'string'
      ? { host, process: number, started }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Of another machine nothing is known, so it counts as alive. */
function lives({ host, process: number, started }: Owner): boolean {
  if (host !== hostname()) return true;
  if (number === process.pid) return false;
  try {
    process.kill(number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = startOf(number);
  return now === undefined || started === '' || now === started;
}

/** When a process began, as the kernel counts; undefined where it does not say. @see proc_pid_stat(5), field 22. */
function startOf(number: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${number}/stat`, 'latin1');
    // The second field is a name in parentheses, which may hold blanks.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
