/** Differences of texts for people. */
import { createPatch } from 'diff';

/** What a side of a difference is called, beside the name of the file. */
export interface DiffSides {
  readonly before: string;
  readonly after: string;
}

/** A unified difference with three lines of context; LF line ends. */
export function textDiff(name: string, before: string, after: string, sides?: DiffSides): string {
  return createPatch(quoted(name), before, after, sides?.before, sides?.after, { context: 3 });
}

/**
 * A name as the programs that apply differences take it: in quotes, with C escapes, where it holds what could end its line or
 * lead elsewhere.
 * @see GNU Diffutils, "Unified Format": file names are quoted like C strings.
 */
function quoted(name: string): string {
  if (!/["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|^\s|\s$/u.test(name)) return name;
  const inner = name
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/["\\]/g, String.raw`\$&`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      encodeURIComponent(character).replace(
        /%(..)|[^%]/g,
        (byte, digits: string | undefined) =>
          `\\${(digits === undefined ? byte.charCodeAt(0) : Number.parseInt(digits, 16)).toString(8).padStart(3, '0')}`,
      ),
    );
  return `"${inner}"`;
}
