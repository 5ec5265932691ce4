import type { OutputFile } from '@aclift/core';
import { strToU8, zipSync, type Zippable } from 'fflate';

/** The earliest date that zip files can hold: the same drafts make the same bytes on any day. */
const NO_DATE = new Date(1980, 0, 1);

/** Files with their folders as the command line lays them out. */
export function zipFiles(files: readonly OutputFile[]): Uint8Array<ArrayBuffer> {
  const entries: Zippable = Object.fromEntries(
    files.map(({ path, text }) => [path, [strToU8(text), { mtime: NO_DATE }]]),
  );
  return zipSync(entries) as Uint8Array<ArrayBuffer>;
}
