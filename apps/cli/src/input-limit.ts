/** How much of one input is read. A setting of the whole program, because every command reads. */
import { InputError } from './input-error.ts';

const MEBI = 1024 * 1024;

/** No device has a larger configuration, and memory is finite. */
const DEFAULT = 256 * MEBI;

/** What one text can hold at most: about 2^29 characters in this runtime. */
const MOST = 511 * MEBI;

let limit = DEFAULT;

/** Bytes. */
export function inputLimit(): number {
  return limit;
}

/** @param bytes from {@link sizeOf}; undefined: the default. */
export function setInputLimit(bytes: number | undefined): void {
  limit = bytes ?? DEFAULT;
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1000,
  ki: 1024,
  m: 1000 ** 2,
  mi: MEBI,
  g: 1000 ** 3,
  gi: 1024 * MEBI,
};

/**
 * `400MiB`, `300M`, `1000000`: a size in bytes.
 * @throws InputError for anything else, and for more than one text can hold.
 */
export function sizeOf(text: string): number {
  const parts = /^(\d+)\s*(ki|mi|gi|k|m|g)?b?$/i.exec(text.trim());
  const bytes = Number(parts?.[1]) * (UNITS[parts?.[2]?.toLowerCase() ?? ''] ?? 1);
  if (parts === null || bytes === 0) {
    throw new InputError(`--max-input takes a size such as 400MiB, not ${text}`);
  }
  if (bytes > MOST) {
    throw new InputError(`--max-input ${text}: no more than ${MOST / MEBI} MiB fit into one text`);
  }
  return bytes;
}

/** `256 MiB` where it is so even, else bytes. */
export function sizeText(bytes: number): string {
  return bytes % MEBI === 0 ? `${bytes / MEBI} MiB` : `${bytes} bytes`;
}
