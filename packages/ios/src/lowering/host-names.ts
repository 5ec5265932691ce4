/** Entries of lists of host names: the device looks the names up, so no address is in the text. */

/** @param text of an entry such as `permit ip any host dynamic www.example.com`. */
export function namesHost(text: string): boolean {
  return /\bhost\s+dynamic\s+\S/i.test(text);
}
