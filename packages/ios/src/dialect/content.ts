/**
 * Tells texts that are no configuration at all: prose, JSON, a web page, nothing. Single lines of them may look like
 * commands, so what counts is how much of the text does.
 */
import type { Device } from '@aclift/ir';
import type { Fate } from '../commands/command.ts';
import { leavesBlock } from '../commands/known-commands.ts';
import {
  type Command,
  type Content,
  firstWords,
  isBlank,
  isReply,
  type Refusal,
} from '@aclift/dialect-kit';

/** How many lines that could be none there may be for each that is a command for certain, and for each that may be one. */
const FOR_CERTAIN = 6;
const FOR_PERHAPS = 3;

/** Counts what the lines of one text look like. */
export class ContentTally {
  /** Lines that a device, or its terminal, prints. */
  #certain = 0;
  /** Lines that begin like a command: sentences may, too. */
  #perhaps = 0;
  /** Lines at the left margin that nobody knows; indented ones say nothing. */
  #unknown = 0;
  #lines = 0;

  add({ indent, text }: Command, fate: Fate): void {
    this.#lines += 1;
    if (fate === 'noise' && isReply(text)) return;
    if (fate !== 'other-command') this.#certain += 1;
    else if (leavesBlock(firstWords(text.toLowerCase(), 0, 1))) this.#perhaps += 1;
    else if (indent === 0) this.#unknown += 1;
  }

  /** @returns undefined for configurations and what devices show of them. */
  verdict(device: Device, text: string): Refusal | undefined {
    const name = this.#content(device, text);
    if (name === undefined) return undefined;
    let start = 0;
    while (start < text.length && isWhite(text.charCodeAt(start))) start += 1;
    if (start === text.length) return { kind: 'none', name, span: { start: 0, end: 0 }, line: 1 };
    let end = start;
    while (end < text.length && !isLineEnd(text.charCodeAt(end))) end += 1;
    const line = text.slice(0, start).split(/\r*\n|\r/).length;
    return { kind: 'none', name, span: { start, end }, line };
  }

  #content(device: Device, text: string): Content | undefined {
    if (this.#lines === 0) return text.trim() === '' ? 'empty' : 'comments';
    const format = formatOf(text);
    // Lines of a configuration inside of these are not as the device printed them.
    if (format === 'JSON' || format === 'XML' || format === 'HTML') return format;
    const fits = FOR_CERTAIN * this.#certain + FOR_PERHAPS * this.#perhaps;
    if (fits === 0) return format;
    return holdsLists(device) || this.#unknown <= fits ? undefined : format;
  }
}

const LF = 10;
const CR = 13;

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

function isWhite(code: number): boolean {
  return isLineEnd(code) || isBlank(code);
}

/** One list, group or stray entry settles it: nothing of the kind is passed over. */
function holdsLists({ acls, objectGroups, removed, unread }: Device): boolean {
  return acls.length + objectGroups.length + removed.length + (unread?.length ?? 0) > 0;
}

function formatOf(text: string): Content {
  const head = text
    .slice(0, 4000)
    .trimStart()
    .replace(/^\ufeff\s*/, '');
  if (/^(?:<!doctype html|<html)/i.test(head)) return 'HTML';
  if (/^<\?xml|^<[a-z][\w:-]*(?:\s+[\w:-]+\s*=\s*["']|>\s*<)/i.test(head)) return 'XML';
  if (/^(?:\{\s*["}]|\[\s*(?:[{"[\]]|-?\d))/.test(head)) return 'JSON';
  return /^(?:#[^\n]*\n\s*)*(?:---\s|[\w.-]+:(?: |\r?\n))/.test(head) ? 'YAML' : 'text';
}
