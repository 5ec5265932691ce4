/** What a row of the command table is, and what its reader gets to work with. */
import type { DeviceDraft } from '../device/device-draft.ts';
import type { GroupDraft } from '../device/group-draft.ts';
import type { InterfaceDraft } from '../device/interface-draft.ts';
import type { ListDraft } from '../device/list-draft.ts';
import type { Command, NotOurs, TimeRangeDraft } from '@aclift/dialect-kit';
import type { Report } from '../report.ts';

/** The block that a line stands in. `other`: its lines are not ours; `other-list`: its entries filter no IP packets. */
export type Open =
  | { readonly kind: 'global' }
  | { readonly kind: 'list'; readonly list: ListDraft; readonly show: boolean }
  /** `refused`: the name belongs to a group of another type, so the members are not used. */
  | { readonly kind: 'group'; readonly group: GroupDraft; readonly refused?: boolean }
  /** `more`: `interface range` stands for these besides; each command counts for all. */
  | {
      readonly kind: 'interface';
      readonly interface: InterfaceDraft;
      readonly more?: readonly InterfaceDraft[];
    }
  | { readonly kind: 'time-range'; readonly timeRange: TimeRangeDraft }
  | { readonly kind: 'vlan'; readonly id: number }
  | { readonly kind: PlainBlock };

/** Blocks that hold no state: only the commands that they allow matter. */
export type PlainBlock =
  | 'line'
  | 'route-map'
  | 'class-map'
  | 'policy-map'
  | 'control-plane'
  | 'crypto-map'
  | 'client-group'
  | 'vlan-map'
  | 'router'
  | 'template'
  | 'zone-pair'
  | 'guard-policy'
  | 'vlan-settings'
  | 'other-list'
  /** Below the header of a list that could not be read: its entries belong nowhere. */
  | 'unread-list'
  | 'other';

export type Block = Open['kind'];

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
  readonly open: Open;
  /** The command that opened the block; absent at the global level. */
  readonly header: string | undefined;
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
