/** What a line did that may open a block. */
import type { Fate, Open } from '../commands/command.ts';
import type { ListDraft } from '../device/list-draft.ts';
import type { Command } from '@aclift/dialect-kit';

export interface Opened {
  readonly fate: Fate;
  /** The block that its following lines stand in; absent: the global level. */
  readonly open?: Open;
  /** `access-list 101 ` and its list: lines that begin alike are entries of it. */
  readonly numbered?: { readonly prefix: string; readonly list: ListDraft };
  /** The command with the lines that were found to belong to it; absent: as it was. */
  readonly command?: Command;
}
