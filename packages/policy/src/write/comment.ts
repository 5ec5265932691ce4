/** Comment lines that stay comments: remarks and names out of a configuration may hold anything. */

/**
 * @param text may hold line breaks and control characters; each line becomes a comment of its own, and what could
 * steer a terminal or reorder text becomes U+FFFD.
 */
export function commentLines(text: string): readonly string[] {
  return text.split(/\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/).map((line) => {
    const safe = line
      .replaceAll('\t', ' ')
      .replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '\ufffd')
      .trimEnd();
    return safe === '' ? '#' : `# ${safe}`;
  });
}
