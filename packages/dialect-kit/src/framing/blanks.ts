/** What counts as a blank, and finding words between blanks. */

const TAB = 9;
const SPACE = 32;
const NO_BREAK_SPACE = 0xa0;
const BYTE_ORDER_MARK = 0xfeff;

/** Blanks and tabs, and what terminals and editors leave behind: NUL, BEL, BS, a byte order mark. */
export function isBlank(code: number): boolean {
  return (
    code === SPACE ||
    code === TAB ||
    code === 0 ||
    code === 7 ||
    code === 8 ||
    code === NO_BREAK_SPACE ||
    code === BYTE_ORDER_MARK
  );
}

/** Blanks that indent; the others only stand in the way. */
export function isIndent(code: number): boolean {
  return code === SPACE || code === TAB || code === NO_BREAK_SPACE;
}

/** Offset just after `count` words and the blanks that follow, from `from` on. */
export function afterWords(text: string, from: number, count: number): number {
  let at = from;
  for (let word = 0; word < count; word += 1) {
    while (at < text.length && !isBlank(text.charCodeAt(at))) at += 1;
    while (at < text.length && isBlank(text.charCodeAt(at))) at += 1;
  }
  return at;
}

/** The word that begins at `from`; empty at the end of the text. */
export function wordAt(text: string, from = 0): string {
  let end = from;
  while (end < text.length && !isBlank(text.charCodeAt(end))) end += 1;
  return text.slice(from, end);
}

/** The first `count` words, from `from` on. */
export function firstWords(text: string, from: number, count: number): string[] {
  const words: string[] = [];
  for (let at = from; words.length < count && at < text.length; at = afterWords(text, at, 1)) {
    words.push(wordAt(text, at));
  }
  return words;
}
