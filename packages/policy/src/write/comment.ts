/** Comment lines that stay comments: remarks and names out of a configuration may hold anything. */

/**
 * @param text may hold line breaks and control characters; each line becomes a comment of its own, and what could
 * steer a terminal or reorder text becomes U+FFFD.
 */
export function commentLines(text: string): readonly string[] {
  return text.split(LINE_END).map((line) => {
    const safe = line
      .replaceAll('\t', ' ')
      .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '\ufffd')
      .trimEnd();
    return safe === '' ? '#' : `# ${safe}`;
  });
}

/** Everything that some reader takes for the end of a line. */
const LINE_END = new RegExp(String.raw`\r\n|[\n\v\f\r\x85\u2028\u2029]`);
