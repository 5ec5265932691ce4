/**
 * Words that typed text may shorten. Which prefixes are unique depends on the image's whole command tree, so only those
 * listed here are taken.
 */

/** Shortest prefix of a word that is taken for it. Words that are not here are read only when written out. */
const SHORTEST: ReadonlyMap<string, number> = new Map([
  ['access-list', 8],
  ['access-group', 8],
  ['access-class', 8],
  ['traffic-filter', 2],
  ['address', 2],
  ['interface', 3],
  ['hostname', 5],
  ['shutdown', 3],
  ['description', 3],
  ['object-group', 3],
  ['extended', 1],
  ['standard', 1],
  ['resequence', 3],
  ['network', 1],
  ['neighbor', 3],
  ['passive-interface', 2],
  ['redistribute', 3],
  ['address-family', 4],
  ['af-interface', 4],
  ['service', 1],
  ['forwarding', 1],
  ['secondary', 3],
  ['access-map', 8],
  ['class-map', 7],
  ['policy-map', 8],
  ['route-map', 7],
  ['service-policy', 9],
  ['zone-pair', 6],
  ['switchport', 2],
  ['channel-group', 9],
]);

/** Whether `typed` (in lower case) is `word` or a prefix that is taken for it. */
export function isWord(typed: string, word: string): boolean {
  if (typed === word) return true;
  return typed.length >= (SHORTEST.get(word) ?? word.length) && word.startsWith(typed);
}
