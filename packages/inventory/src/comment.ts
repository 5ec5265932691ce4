/** Free text as comments of a YAML file. */

/** Everything that some reader takes for the end of a line. */
const LINE_END = new RegExp(String.raw`\r\n|[\n\v\f\r\x85\u2028\u2029]`);

/** Text that stays a comment whatever it holds: one item a line, each beginning with a blank, without the `#`. */
export function commentTexts(lines: readonly string[]): readonly string[] {
  return lines
    .flatMap((line) => line.split(LINE_END))
    .map((line) => ` ${line.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, ' ').trimEnd()}`);
}

/** Lines of comment. */
export function commentLines(lines: readonly string[]): readonly string[] {
  return commentTexts(lines).map((text) => `#${text}`.trimEnd());
}
