/** What is asked of whichever dialect a device speaks. */
import type { LogLine } from '@aclift/dialect-kit';
import type { Ace, Acl, Device } from '@aclift/ir';
import { DIALECTS } from './all.ts';
import { byId } from './read-text.ts';

/** One entry as its device would show it, without a number. @param device the one that holds the list. */
export function printLine(ace: Ace, acl: Acl, device: Device): string {
  return byId(device.dialect).printLine(ace, acl);
}

/**
 * One line of a log that may hold messages of many devices. A message that some dialect reads counts; else what the first
 * of them finds wrong with it. Never throws.
 */
export function readLogMessage(line: string): LogLine {
  const [first, ...more] = DIALECTS.map((dialect) => dialect.readLogMessage(line));
  const said = [first, ...more].filter((one) => one !== undefined);
  return (
    said.find(({ kind }) => kind === 'message') ??
    said.find(({ kind }) => kind === 'unreadable') ??
    said.find((one) => one.kind === 'other' && one.missed !== undefined) ?? { kind: 'other' }
  );
}

/** Codes of diagnostics that the analyser of lists repeats with the cause, of all dialects. */
export const SAID_BY_ANALYSER: ReadonlySet<string> = new Set(
  DIALECTS.flatMap(({ saidByAnalyser }) => [...saidByAnalyser]),
);
