/**
 * Text of inputs that is shown and never obeyed. A name or a remark may hold what steers a terminal, turns the direction of
 * writing, or hides: none of that reaches a reader.
 */

/** Replaces every such character by U+FFFD, tabs by a blank; lengths stay, so that a caret below stays in its column. */
export function printable(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(HIDDEN, (character) => '\ufffd'.repeat(character.length));
}

/** The same for a text of several lines, which stay lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/**
 * JSON with two blanks of indentation and a final line end. What {@link printable} replaces is written as an escape, so that the
 * text can be shown anywhere and the data is the same.
 */
export function jsonText(value: unknown): string {
  return `${escapeHidden(JSON.stringify(value, null, 2))}\n`;
}

/** The same on one line, without a line end. */
export function jsonLine(value: unknown): string {
  return escapeHidden(JSON.stringify(value));
}

/** JSON never has such characters outside its texts, but for line ends between them. */
function escapeHidden(json: string): string {
  return json.replace(HIDDEN, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

/**
 * Control characters; format characters, such as the marks that turn the direction of writing, blanks of no width and tags; line
 * and paragraph separators; halves of pairs; and letters that have no shape.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u{115f}\u{1160}\u{3164}\u{ffa0}]|\u{34f}|[\u{17b4}\u{17b5}]/gu;
