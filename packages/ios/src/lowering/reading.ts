/** What lowering one line needs to know: the command it came from, its family, and where to report. */
import type { Span } from '@aclift/diagnostics';
import type { Family } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { Command } from '@aclift/dialect-kit';
import type { Report } from '../report.ts';

export interface Reading {
  readonly command: Command;
  /** Where the lexed text begins in the command. */
  readonly shift: number;
  readonly family: Family;
  /** Standard entries name a source only, and a bare address there is the usual form. */
  readonly standard: boolean;
  readonly report: Report;
  /** `show` output spells some things differently. */
  readonly show: boolean;
  /** Whether the text defines a service group of this name: only then may a bare word stand for one. */
  readonly isServiceGroup: (name: string) => boolean;
}

export function spanOf(reading: Reading, token: IToken): Span {
  return reading.command.spanOf(token, reading.shift);
}

/** From the first to the last token, both included. */
export function spanOver(reading: Reading, first: IToken, last: IToken): Span {
  const from = reading.shift + first.startOffset;
  return reading.command.between(from, reading.shift + last.startOffset + last.image.length);
}
