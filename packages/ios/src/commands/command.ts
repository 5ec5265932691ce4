/** What a row of the command table is, and what its reader gets to work with. */
import type { Command } from '../framing/command.ts';
import type { DeviceDraft } from '../device/device-draft.ts';
import type { NotOurs } from '../line-account.ts';
import type { Report } from '../report.ts';
import type { InterfaceDraft } from '../device/interface-draft.ts';
import type { TimeRangeDraft } from '../device/time-range-draft.ts';

/** The block a line stands in: which commands it may be. */
export type Block =
  | 'global'
  | 'interface'
  | 'line'
  | 'route-map'
  | 'class-map'
  | 'crypto-map'
  | 'client-group'
  | 'vlan-map'
  | 'router'
  | 'vlan'
  | 'time-range'
  /** A list that is no IP packet filter. */
  | 'other-list'
  /** Any other block: its lines are not ours. */
  | 'other';

/** What became of a line. */
export type Fate = 'modelled' | 'diagnostic' | NotOurs;

export interface CommandContext {
  readonly command: Command;
  /** Where the words after the matched ones begin. */
  readonly shift: number;
  /** `no …` or `default …`. */
  readonly negated: boolean;
  readonly device: DeviceDraft;
  readonly report: Report;
  /** The interface whose block is open. */
  readonly interface: InterfaceDraft | undefined;
  readonly timeRange: TimeRangeDraft | undefined;
  readonly vlan: number | undefined;
  readonly block: Block;
}

/** One command that aclift knows. */
export interface CommandRow {
  /** In lower case. */
  readonly words: readonly string[];
  /** Absent: a global command. */
  readonly within?: readonly Block[];
  /** @returns undefined when the words meant something else after all: later rows are tried. */
  readonly read: (context: CommandContext) => Fate | undefined;
}

/** The rest of the command after the matched words. */
export function restOf({ command, shift }: CommandContext): string {
  return command.text.slice(shift);
}
