/** IPv6 extension headers by the words of an entry. */
import type { ExtensionHeader } from '@aclift/ir';

/** Complete by its type: a header of the IR that no word names does not compile. */
const HEADERS: Readonly<Record<ExtensionHeader, true>> = {
  routing: true,
  'dest-option': true,
  mobility: true,
  hbh: true,
  auth: true,
};

/** Undefined: the word names none, so whoever got it past the grammar has to say what it is. */
export function extensionHeader(word: string): ExtensionHeader | undefined {
  return Object.hasOwn(HEADERS, word) ? (word as ExtensionHeader) : undefined;
}
