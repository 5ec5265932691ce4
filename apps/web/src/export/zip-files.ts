import { zipSync, type Zippable } from 'fflate';
import type { PackedFile } from '../engine/messages.ts';

/** The earliest date that zip files can hold: the same drafts make the same bytes on any day. */
const NO_DATE = new Date(1980, 0, 1);

/** Files with their folders as the command line lays them out. */
export function zipFiles(files: readonly PackedFile[]): Uint8Array<ArrayBuffer> {
  const entries: Zippable = Object.fromEntries(
    files.map(({ bytes, path }) => [path, [bytes, { mtime: NO_DATE }]]),
  );
  return zipSync(entries) as Uint8Array<ArrayBuffer>;
}
