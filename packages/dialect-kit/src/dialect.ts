/** A language of configurations as a value: everything that commands, screens and reports need of it. */
import type { ExplainedDiagnostic, SourceText } from '@aclift/diagnostics';
import type { Ace, Acl, Device } from '@aclift/ir';
import type { LineAccount } from './account/line-account.ts';
import type { LogLine } from './log-message.ts';
import type { DialectName } from './marks/mark.ts';
import type { Refusal } from './marks/refusal.ts';
import type { SupportSection, SupportUse } from './support/support-row.ts';

/** What a reader made of one text. */
export interface ReadText {
  /** Empty of lists and interfaces when nothing was read. */
  readonly device: Device;
  /** In the order of the text. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  /** What became of each physical line. */
  readonly lines: LineAccount;
  /** Why nothing of the text was read; one of the diagnostics says it. Absent: it was read. */
  readonly refusal?: Refusal;
}

/**
 * One dialect. How its devices behave is no part of it: that is in the devices that it reads ({@link Device.semantics}),
 * and nobody but its own package and the registry asks which dialect a device speaks.
 */
export interface Dialect {
  /** Lower case, one word; the same as in {@link Device.dialect} of what it reads. */
  readonly id: string;
  /** In headings and options: `Cisco IOS`. */
  readonly name: string;
  /** Every system that the reader reads, in words: `IOS and IOS-XE`. */
  readonly systems: string;
  /** In sentences about its devices: `IOS`. */
  readonly short: string;
  /** What other readers call texts of this dialect when they refuse them. Empty: none of them knows it. */
  readonly marks: readonly DialectName[];
  /** Reads a configuration, or what the device shows of it. Never throws; cost is linear in the text's length. */
  readonly read: (source: SourceText) => ReadText;
  /** Codes of diagnostics that the analyser of lists repeats for each line concerned, with the cause. */
  readonly saidByAnalyser: ReadonlySet<string>;
  /** One entry in the words of its list, without a number. It reads back as the same entry. */
  readonly printLine: (ace: Ace, acl: Acl) => string;
  /** Reads one line of a syslog. Never throws. */
  readonly readLogMessage: (line: string) => LogLine;
  /** How far the reader goes with each construct. */
  readonly support: readonly SupportSection[];
  /** The constructs of {@link support} that a device of this dialect uses, in the order of the table. */
  readonly supportSummary: (device: Device) => readonly SupportUse[];
}
