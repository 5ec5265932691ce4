/** The block that the reader stands in, and the list that an unknown line may have interrupted. */
import type { Open } from '../commands/command.ts';
import type { ListDraft } from '../device/list-draft.ts';
import type { Command } from '@aclift/dialect-kit';

/** The state of an {@link OpenBlock}. */
export interface SavedBlock {
  readonly open: Open;
  readonly header: Command | undefined;
  readonly interrupted: { readonly list: ListDraft; readonly command: Command } | undefined;
}

export class OpenBlock {
  #open: Open = { kind: 'global' };
  #header: Command | undefined;
  #interrupted: { readonly list: ListDraft; readonly command: Command } | undefined;

  get current(): Open {
    return this.#open;
  }

  /** The command that opened the block; undefined at the global level. */
  get header(): string | undefined {
    return this.#header?.text;
  }

  /** Opens a block, or returns to the global level without one. */
  enter(header: Command, open: Open | undefined): void {
    this.leave();
    if (open === undefined) return;
    this.#open = open;
    this.#header = header;
  }

  leave(): void {
    this.#open = { kind: 'global' };
    this.#header = undefined;
    this.#interrupted = undefined;
  }

  /** Indented more than the line that opened the block. */
  holds({ indent }: Command): boolean {
    return this.#header !== undefined && indent > this.#header.indent;
  }

  /** Remembers the list that an unknown line closed: an entry that follows still belongs to it. */
  interrupt(list: ListDraft, command: Command): void {
    this.#interrupted = { list, command };
  }

  /** What is open, to come back to after output that stands in between. */
  save(): SavedBlock {
    return { open: this.#open, header: this.#header, interrupted: this.#interrupted };
  }

  restore({ header, interrupted, open }: SavedBlock): void {
    this.#open = open;
    this.#header = header;
    this.#interrupted = interrupted;
  }

  get interrupted(): { readonly list: ListDraft; readonly command: Command } | undefined {
    return this.#interrupted;
  }
}
