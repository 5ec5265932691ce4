/** The text of a file, read as the command line reads it. */
import { decodeText, notTextReason } from '@aclift/diagnostics';
import type { InputFile } from './messages.ts';

/** @throws Error for bytes that are no text; its message is for the reader. */
export function fileText({ bytes, name }: InputFile): string {
  const read = decodeText(bytes);
  if (!read.ok) throw new Error(`${name} cannot be read: it is ${notTextReason(read.error)}.`);
  return read.value.text;
}

/** Why a file cannot be read, in a sentence; undefined for texts. */
export function whyNoText({ bytes, name }: InputFile): string | undefined {
  const read = decodeText(bytes);
  return read.ok ? undefined : `${name} cannot be read: it is ${notTextReason(read.error)}.`;
}
