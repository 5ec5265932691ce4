/**
 * Which command a line is: the longest row whose words it begins with.
 */
import { isWord } from './abbreviated-words.ts';
import type { Block, CommandRow } from './command.ts';
import { BLOCK_COMMANDS } from './block-commands.ts';
import { CLASS_COMMANDS } from './class-commands.ts';
import { FEATURE_USES } from './feature-uses.ts';
import { INTERFACE_COMMANDS } from './interface-commands.ts';
import { INTERFACE_ROUTING } from './interface-routing.ts';
import { LINK_COMMANDS } from './link-commands.ts';
import { LIST_USES } from './list-uses.ts';
import { POLICY_COMMANDS } from './policy-commands.ts';
import { RECEIVE_COMMANDS } from './receive-commands.ts';
import { ROUTE_MAP_COMMANDS } from './route-map-commands.ts';
import { ROUTE_COMMANDS } from './route-commands.ts';
import { ROUTER_COMMANDS } from './router-commands.ts';
import { ROUTER_HEADERS } from './router-headers.ts';
import { VLAN_MAP_COMMANDS } from './vlan-map-commands.ts';
import { SWITCHPORT_COMMANDS } from './switchport-commands.ts';
import { TEMPLATE_COMMANDS } from './template-commands.ts';
import { TRUSTSEC_COMMANDS } from './trustsec-commands.ts';
import { ZONE_COMMANDS } from './zone-commands.ts';

export { isWord };

/** Of rows with equal words, the first is tried first: what neighbours say comes before the lists that they name. */
const TABLES: readonly (readonly CommandRow[])[] = [
  INTERFACE_COMMANDS,
  LINK_COMMANDS,
  INTERFACE_ROUTING,
  SWITCHPORT_COMMANDS,
  ROUTER_COMMANDS,
  VLAN_MAP_COMMANDS,
  CLASS_COMMANDS,
  POLICY_COMMANDS,
  ROUTE_MAP_COMMANDS,
  ZONE_COMMANDS,
  RECEIVE_COMMANDS,
  TEMPLATE_COMMANDS,
  TRUSTSEC_COMMANDS,
  LIST_USES,
  FEATURE_USES,
  ROUTE_COMMANDS,
  ROUTER_HEADERS,
  BLOCK_COMMANDS,
];

/** Rows by block; within a block longer rows come first. */
const rows: ReadonlyMap<Block, readonly CommandRow[]> = (() => {
  const blocks = new Map<Block, CommandRow[]>();
  for (const row of TABLES.flat()) {
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
