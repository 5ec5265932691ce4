/** Edits of one list as commands: what is inserted with which number, what is removed, and how to take it back. */
import type { Ace, Acl, Family } from '@aclift/ir';
import type { LineOrigin } from './line.ts';

/** New numbers for the entries of a list; nothing that it filters changes. */
export interface Resequence {
  readonly first: number;
  readonly step: number;
}

/** An entry to be typed. */
export interface Insert {
  readonly sequence: number;
  readonly ace: Ace;
  /** As the device reads it, without the number. */
  readonly text: string;
  /** The entry that it is like. Absent: made from the set of flows. */
  readonly origin?: LineOrigin;
}

/** An entry to be removed. */
export interface Remove {
  readonly sequence: number;
  /** As the device reads it, without the number. */
  readonly text: string;
  /** Line of the configuration, from 1. Absent: an earlier wave wrote it. */
  readonly line?: number;
}

/** The edits of one list in one step. */
export interface ListEdit {
  /** Id of the list. */
  readonly list: string;
  /** File of the device. */
  readonly source: string;
  readonly family: Family;
  readonly name: string;
  readonly type: Acl['type'];
  /** Typed once, before everything else. Absent: there is room. */
  readonly resequence?: Resequence;
  /** Ascending. */
  readonly inserts: readonly Insert[];
  /** Ascending. */
  readonly removes: readonly Remove[];
}

/** The command that opens a list for editing by number; numbered lists are edited like named ones. */
export function openCommand({
  family,
  name,
  type,
}: Pick<ListEdit, 'family' | 'name' | 'type'>): string {
  return family === 'ipv4' ? `ip access-list ${type} ${name}` : `ipv6 access-list ${name}`;
}

/** `ip access-list resequence 101 10 10` */
export function resequenceCommand({ name, resequence }: ListEdit): string | undefined {
  return resequence === undefined
    ? undefined
    : `ip access-list resequence ${name} ${resequence.first} ${resequence.step}`;
}

/** Lines in the order of typing: what is inserted first, so that no list is ever without what replaces a removed entry. */
export function editCommands(edit: ListEdit): readonly string[] {
  const { family, inserts, removes } = edit;
  if (inserts.length + removes.length === 0) return [];
  const numbered = (sequence: number): string =>
    family === 'ipv4' ? String(sequence) : `sequence ${sequence}`;
  return [
    openCommand(edit),
    ...inserts.map(({ sequence, text }) => ` ${numbered(sequence)} ${text}`),
    ...removes.map(({ sequence }) => ` no ${numbered(sequence)}`),
  ];
}

/**
 * Takes an edit back: puts removed entries where they were, and removes inserted ones, the last first, so that no permit is ever
 * without the denies before it.
 */
export function undoCommands(edit: ListEdit): readonly string[] {
  const { family, inserts, removes } = edit;
  if (inserts.length + removes.length === 0) return [];
  const numbered = (sequence: number): string =>
    family === 'ipv4' ? String(sequence) : `sequence ${sequence}`;
  return [
    openCommand(edit),
    ...removes.map(({ sequence, text }) => ` ${numbered(sequence)} ${text}`),
    ...inserts.toReversed().map(({ sequence }) => ` no ${numbered(sequence)}`),
  ];
}
