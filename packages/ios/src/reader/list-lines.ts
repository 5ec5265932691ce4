/** Lines inside an access list: entries, remarks, and the lines that remove them. */
import type { Span } from '@aclift/diagnostics';
import type { Unrecognized } from '@aclift/ir';
import type { Fate } from '../commands/command.ts';
import type { ListDraft } from '../device/list-draft.ts';
import { type Command, isBlank, withoutComment } from '@aclift/dialect-kit';
import { readEntry } from '../lowering/entry.ts';
import { namesHost } from '../lowering/host-names.ts';
import type { Reading } from '../lowering/reading.ts';
import type { Report } from '../report.ts';

/** What reading an entry needs beside its list. */
export interface EntryContext {
  readonly report: Report;
  readonly show: boolean;
  readonly isServiceGroup: (name: string) => boolean;
}

const REMARK = /^(?:(?:sequence\s+)?(\d+)\s+)?r(?:e(?:m(?:a(?:r(?:k)?)?)?)?)?(?:\s([^]*))?$/i;
const REMOVAL = /^(?:no|default)\s+/i;

/**
 * Whether the line is one that only a list can hold: anything else closes the list.
 * @param list the open one; undefined where none is.
 */
export function isEntryLine(text: string, list: ListDraft | undefined): boolean {
  switch (text.charCodeAt(0) | LOWER_CASE) {
    case LETTER_P:
      return startsWithWord(text, 'permit', 1);
    case LETTER_D:
      return (
        startsWithWord(text, 'deny', 3) || startsWithWord(text, 'dynamic', 2) || isRemoval(text)
      );
    case LETTER_R:
      return startsWithWord(text, 'remark', 1);
    case LETTER_E:
      return startsWithWord(text, 'evaluate', 2);
    case LETTER_N:
      return isRemoval(text);
    case LETTER_S:
      return list?.family === 'ipv6' && /^sequence\s+\d/i.test(text);
    default:
      // Only digits reach the pattern: it is for entries with their number in front.
      return (
        isDigit(text.charCodeAt(0)) &&
        /^\d+\s+(?:permit|deny|perm|den|remark|rem|evaluate|dynamic)(?:\s|$)/i.test(text)
      );
  }
}

const LOWER_CASE = 32;
const LETTER_D = 100;
const LETTER_E = 101;
const LETTER_N = 110;
const LETTER_P = 112;
const LETTER_R = 114;
const LETTER_S = 115;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** `no 20`, `no permit …`, `default 20 permit …`, `no remark`: of the list, not of the device. */
function isRemoval(text: string): boolean {
  return /^(?:no|default)\s+(?:\d+(?:\s|$)|sequence\s+\d|permit\s|deny\s|remark(?:\s|$)|evaluate\s|dynamic\s)/i.test(
    text,
  );
}

/** The first word is `word` or a prefix of it of at least `shortest` characters. */
function startsWithWord(text: string, word: string, shortest: number): boolean {
  let at = 0;
  while (at < word.length && (text.charCodeAt(at) | 32) === word.charCodeAt(at)) at += 1;
  const next = text.charCodeAt(at);
  return at >= shortest && (Number.isNaN(next) || isBlank(next));
}

/**
 * @param shift where the entry begins in the command: after `access-list 101 `.
 * @returns what became of the line.
 */
export function applyEntryLine(
  command: Command,
  shift: number,
  list: ListDraft,
  context: EntryContext,
): Fate {
  const written = shift === 0 ? command.text : command.text.slice(shift);
  const remark = mayBeRemark(written) ? REMARK.exec(written) : null;
  if (remark !== null) {
    const [, sequence, words = ''] = remark;
    list.remark({
      kind: 'remark',
      ...(sequence !== undefined && { sequence: Number(sequence) }),
      text: words,
      span: command.span,
    });
    return 'modelled';
  }
  return applyEntry(
    written.includes('!') ? withoutComment(command) : command,
    shift,
    list,
    context,
  );
}

function applyEntry(command: Command, shift: number, list: ListDraft, context: EntryContext): Fate {
  const text = shift === 0 ? command.text : command.text.slice(shift);
  const removal = mayBeRemoval(text) ? REMOVAL.exec(text) : null;
  if (removal !== null) return remove(command, shift + removal[0].length, list, context);
  if (list.type === 'other' || (list.isFqdn && namesHost(text))) {
    list.add(unread(command, text), context.report);
    return 'modelled';
  }
  const entry = readEntry(readingOf(command, shift, list, context));
  if (context.show) list.addShown(entry, context.report);
  else list.add(entry, context.report);
  return entry.kind === 'unrecognized' ? 'diagnostic' : 'modelled';
}

/** Whether the text is a remark, with or without a number in front. */
export function isRemarkText(text: string): boolean {
  return REMARK.test(text);
}

/** Whether the command is a remark from `shift` on. */
export function isRemark(command: Command, shift: number): boolean {
  return REMARK.test(command.text.slice(shift));
}

/** Whether the command makes an entry or a remark of the list. Reports nothing. */
export function canRead(
  command: Command,
  shift: number,
  list: ListDraft,
  context: EntryContext,
): boolean {
  if (list.type === 'other' || isRemark(command, shift)) return true;
  const before = context.report.count;
  const { kind } = readEntry(readingOf(withoutComment(command), shift, list, context));
  context.report.rewind(before);
  return kind !== 'unrecognized';
}

/** An entry of a list whose entries are not read. */
function unread(command: Command, text: string): Unrecognized {
  const [head = '', sequence] = /^(?:sequence\s+)?(\d{1,9})\s+/i.exec(text) ?? [];
  const action = /(?:^|\s)(permit|deny)\s/i.exec(text)?.[1]?.toLowerCase();
  return {
    kind: 'unrecognized',
    ...(sequence !== undefined && { sequence: Number(sequence) }),
    ...((action === 'permit' || action === 'deny') && { action }),
    text: text.slice(head.length),
    span: command.span,
  };
}

function mayBeRemoval(text: string): boolean {
  const code = text.charCodeAt(0) | LOWER_CASE;
  return code === LETTER_N || code === LETTER_D;
}

/** Cheap: the word is looked for only where it can stand. */
function mayBeRemark(text: string): boolean {
  const code = text.charCodeAt(0);
  if (isDigit(code)) return /^\d+\s+r/i.test(text);
  return (code | LOWER_CASE) === LETTER_R || (code | LOWER_CASE) === LETTER_S;
}

function readingOf(
  command: Command,
  shift: number,
  list: ListDraft,
  context: EntryContext,
): Reading {
  return {
    command,
    shift,
    family: list.family,
    standard: list.type === 'standard',
    report: context.report,
    show: context.show,
    isServiceGroup: context.isServiceGroup,
  };
}

// no 20   no permit tcp any any eq 80   default 20 permit ip any any   no remark TEXT   no evaluate NAME
function remove(command: Command, shift: number, list: ListDraft, context: EntryContext): Fate {
  const { span } = command;
  const text = command.text.slice(shift);
  const numbered = /^(?:sequence\s+)?(\d+)(?=\s|$)/i.exec(text);
  if (numbered !== null)
    return done(list.removeNumber(Number(numbered[1]), span), span, list, context);
  const remark = REMARK.exec(text);
  if (remark !== null) return done(list.removeRemark(remark[2] ?? ''), span, list, context);
  const before = context.report.count;
  const entry = readEntry(readingOf(command, shift, list, context));
  switch (entry.kind) {
    case 'unrecognized':
      return 'diagnostic';
    case 'evaluate':
      return done(list.removeEvaluate(entry.name, span), span, list, context);
    case 'ace':
      // What is surprising about an entry that goes away is of no interest.
      context.report.rewind(before);
      return done(list.removeEqual(entry, span), span, list, context);
  }
}

function done(found: boolean, span: Span, list: ListDraft, { report }: EntryContext): Fate {
  if (!found) report.add('ios/nothing-to-remove', span, { list: list.name });
  return 'modelled';
}
