/** The table of support knows whatever the grammar and the keyword tables know, and its documentation is fresh. */
import { readFileSync } from 'node:fs';
import { CONDITION_KINDS } from '@aclift/ir';
import { expect, test } from 'vitest';
import { commandNames } from '../commands/command-table.ts';
import { openedBlocks } from '../commands/block-commands.ts';
import * as headerNames from '../names/header-names.ts';
import * as icmpNames from '../names/icmp-names.ts';
import * as igmpNames from '../names/igmp-names.ts';
import * as portNames from '../names/port-names.ts';
import * as protocolNames from '../names/protocol-names.ts';
import { ENTRY_KEYWORDS } from '../lexer/vocabulary.ts';
import { renderSupportTable, supportTable } from './support-table.ts';

const rows = supportTable.flatMap((section) => section.rows);
const covered = rows.flatMap((row) => row.covers);

/** Tables of names by the row that covers them. */
const TABLES: Readonly<Record<string, string>> = {
  PROTOCOLS: 'protocols',
  PROTOCOLS6: 'protocols6',
  TCP_PORTS: 'tcp-ports',
  UDP_PORTS: 'udp-ports',
  TCP_UDP_PORTS: 'tcp-ports',
  CANONICAL_TCP_PORTS: 'tcp-ports',
  CANONICAL_UDP_PORTS: 'udp-ports',
  FOREIGN_TCP_PORTS: 'foreign-ports',
  FOREIGN_UDP_PORTS: 'foreign-ports',
  ICMP_NAMES: 'icmp',
  NEWER_ICMP_NAMES: 'icmp',
  ICMP_GROUP_NAMES: 'icmp',
  ICMP6_NAMES: 'icmp6',
  NEWER_ICMP6_NAMES: 'icmp6',
  IGMP_NAMES: 'igmp',
  DSCP_NAMES: 'dscp',
  PRECEDENCE_NAMES: 'precedence',
  TOS_NAMES: 'tos',
  IP_OPTION_NAMES: 'ip-options',
  MOBILITY_NAMES: 'mobility',
};

const tables = [headerNames, icmpNames, igmpNames, portNames, protocolNames].flatMap((names) =>
  Object.entries(names)
    .filter(([, value]) => value instanceof Map || value instanceof Set)
    .map(([name]) => name),
);

test.each(tables)('the names of %s have a row', (table) => {
  expect(covered).toContain(`names:${TABLES[table]}`);
});

test.each(ENTRY_KEYWORDS)('the keyword %s has a row', (word) => {
  expect(covered).toContain(`word:${word}`);
});

test.each(CONDITION_KINDS)('the condition %s has a row', (condition) => {
  expect(covered).toContain(`condition:${condition}`);
});

test.each(commandNames())('the command %s has a row', (command) => {
  expect(covered).toContain(`command:${command}`);
});

test.each(openedBlocks())('the block %s has a row', (block) => {
  expect(covered).toContain(`block:${block}`);
});

test('nothing is in two rows', () => {
  expect(covered.filter((known, at) => covered.indexOf(known) !== at)).toEqual([]);
});

test('nothing is named that nobody knows any more', () => {
  const known = new Set([
    ...ENTRY_KEYWORDS.map((word) => `word:${word}`),
    ...CONDITION_KINDS.map((condition) => `condition:${condition}`),
    ...commandNames().map((command) => `command:${command}`),
    ...openedBlocks().map((block) => `block:${block}`),
  ]);
  const checked = covered.filter((one) => /^(?:word|condition|command|block):/.test(one));
  expect(checked.filter((one) => !known.has(one))).toEqual([]);
});

test('docs/reference/support.md is fresh: npm run docs:support', () => {
  const page = readFileSync(
    new URL('../../../../docs/reference/support.md', import.meta.url),
    'utf8',
  );
  expect(page).toBe(renderSupportTable());
});
