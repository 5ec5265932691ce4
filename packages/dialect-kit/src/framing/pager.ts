/**
 * What a terminal's pager leaves in a capture: `--More--`, and the backspaces, blanks and escape sequences by which
 * the terminal wiped it out. The text of the next line may follow on the same line.
 */

/**
 * Blanks, NUL and backspace, and escape sequences: what wiping a line leaves. Built from text, because a linter takes
 * control characters in a pattern for mistakes.
 */
const WIPING = String.raw`(?:[\s\0\b]|${'\u001b'}\[[0-9;?]*[A-Za-z])*`;
const REMAINS = new RegExp(
  String.raw`^[\s\0\b]*(?:<?-{2,3} ?More ?-{2,3}>?|<--- More --->)${WIPING}`,
  'i',
);
const ESCAPES = new RegExp(String.raw`^${WIPING}${'\u001b'}\[[0-9;?]*[A-Za-z]`);

/** Whether lines of the text need a look: most texts have no pager remains at all. */
export function hasPagerRemains(text: string): boolean {
  return text.includes('\u001b') || (text.includes('--') && /-- ?more ?--/i.test(text));
}

/** Whether the text holds what only a terminal session writes. */
export function isCapture(text: string): boolean {
  if (hasPagerRemains(text)) return true;
  if (!text.includes('#') && !text.includes('>')) return false;
  return /^[A-Za-z0-9][\w.-]{0,62}(?:\(config[\w-]{0,40}\))?[#>]/m.test(text);
}

/**
 * @param line a physical line.
 * @returns how many characters at its start are remains; the blanks after the last wiping character are indentation
 * of what follows, so they do not count.
 */
export function remainsLength(line: string): number {
  const match = REMAINS.exec(line) ?? ESCAPES.exec(line);
  if (match === null) return 0;
  let length = match[0].length;
  if (length === line.length) return length;
  while (length > 0 && line.charCodeAt(length - 1) === SPACE) length -= 1;
  // Without wiping characters the blanks belong to the pager: --More-- permit …
  return line.slice(0, length).endsWith('-') ? match[0].length : length;
}

const SPACE = 32;
