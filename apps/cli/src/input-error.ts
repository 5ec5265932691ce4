import { printable } from '@aclift/diagnostics';

/** An input that cannot be read, or an output that cannot be written; the message is for the user. */
export class InputError extends Error {
  /** What is shown before the message, line by line. */
  readonly detail: readonly string[];

  /** @param message one line; names in it may hold anything. */
  constructor(message: string, detail: readonly string[] = []) {
    super(printable(message));
    this.name = 'InputError';
    this.detail = detail;
  }
}

/** What the system said, without a stack. */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && REASONS[code] !== undefined) return REASONS[code];
  // Without the name of the call and the paths, which the message around it has.
  return (error instanceof Error ? error.message : String(error)).replace(
    /^([A-Z][A-Z0-9]+): (.*?), \w+( '.*)?$/s,
    '$2 ($1)',
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'something else uses it',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'the file would be larger than the system allows',
  EIO: 'the disk reports a fault',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link, or links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long for the system',
  ENOENT: 'there is no such file',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'a part of the path is no folder',
  ENXIO: 'it is a socket or a device that cannot be read',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
  EXDEV: 'it is on another file system',
};
