/** Single files of text with comments that say of themselves whether somebody has edited them. */
import { InputError } from '../input-error.ts';
import { isThere, readSource } from '../input.ts';
import { bytesOf, hashOf } from './folder-run.ts';
import { writeFiles } from './write-files.ts';

const SEAL = '# As aclift wrote it; SHA-256 of all above: ';

/** The text with a last line that holds a hash of it. @param text ends with a line end. */
export function sealed(text: string): string {
  return `${text}${SEAL}${hashOf(bytesOf(text))}\n`;
}

function isAsWritten(text: string): boolean {
  const at = text.lastIndexOf(SEAL);
  return at >= 0 && text === sealed(text.slice(0, at));
}

/**
 * Writes a text with its seal. A file that is there is replaced only if nobody has edited it since it was written so.
 * @param force replaces any file.
 * @throws InputError when it may not be replaced, or cannot be written.
 */
export async function writeSealed(path: string, text: string, force: boolean): Promise<void> {
  const old = !force && (await isThere(path)) ? await readSource(path) : undefined;
  if (old !== undefined && old.text !== '' && !isAsWritten(old.text)) {
    throw new InputError(
      `${path} was edited since aclift wrote it, or is not from an earlier run; nothing was written. --force overwrites, or choose another file`,
    );
  }
  const before =
    old !== undefined
      ? ({ kind: 'text', text: old.text } as const)
      : ({ kind: force ? 'anything' : 'nothing' } as const);
  await writeFiles([{ path, text: sealed(text), before }]);
}
