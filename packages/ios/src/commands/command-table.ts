/**
 * Which command a line is: the longest row whose words it begins with. Typed text may shorten words to a prefix; which
 * prefixes are unique depends on the image's whole command tree, so only those listed here are taken.
 */
import type { Block, CommandRow } from './command.ts';
import { BLOCK_COMMANDS } from './block-commands.ts';
import { INTERFACE_COMMANDS } from './interface-commands.ts';
import { LIST_USES } from './list-uses.ts';
import { ROUTE_COMMANDS } from './route-commands.ts';
import { TRUSTSEC_COMMANDS } from './trustsec-commands.ts';

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
  ['service', 1],
  ['forwarding', 1],
  ['secondary', 3],
]);

/** Whether `typed` (in lower case) is `word` or a prefix that is taken for it. */
export function isWord(typed: string, word: string): boolean {
  if (typed === word) return true;
  return typed.length >= (SHORTEST.get(word) ?? word.length) && word.startsWith(typed);
}

/** Rows by block; within a block longer rows come first. */
const rows: ReadonlyMap<Block, readonly CommandRow[]> = (() => {
  const blocks = new Map<Block, CommandRow[]>();
  const all = [INTERFACE_COMMANDS, LIST_USES, ROUTE_COMMANDS, BLOCK_COMMANDS, TRUSTSEC_COMMANDS];
  for (const row of all.flat()) {
    for (const block of row.within ?? (['global'] as const)) {
      const known = blocks.get(block);
      if (known === undefined) blocks.set(block, [row]);
      else known.push(row);
    }
  }
  for (const known of blocks.values()) known.sort((a, b) => b.words.length - a.words.length);
  return blocks;
})();

/** Rows of a block whose words the line begins with, longest first. */
export function* rowsFor(block: Block, words: readonly string[]): Generator<CommandRow> {
  for (const row of rows.get(block) ?? []) {
    if (row.words.every((word, at) => isWord(words[at] ?? '', word))) yield row;
  }
}

/** Every command of the table, as its words. */
export function commandNames(): readonly string[] {
  const names = [...rows.values()].flat().map((row) => row.words.join(' '));
  return [...new Set(names)].toSorted();
}
