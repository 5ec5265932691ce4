/** The routing processes of a device while its lines arrive, in order of first appearance. */
import type { RoutingProcess } from '@aclift/ir';
import { RouterDraft } from './router-draft.ts';

export class Routers {
  readonly #drafts = new Map<string, RouterDraft>();
  #current: RouterDraft | undefined;

  /** The process whose block is open, or was the last. */
  get current(): RouterDraft | undefined {
    return this.#current;
  }

  /** Entering a process again adds to it. */
  enter(header: RoutingProcess): void {
    const key = keyOf(header);
    let draft = this.#drafts.get(key);
    if (draft === undefined) {
      draft = new RouterDraft(header);
      this.#drafts.set(key, draft);
    }
    draft.leaveFamily();
    this.#current = draft;
  }

  /** The block of something that is no routing process of IP. */
  leave(): void {
    this.#current = undefined;
  }

  remove(header: RoutingProcess): void {
    this.#drafts.delete(keyOf(header));
    this.#current = undefined;
  }

  all(): readonly RouterDraft[] {
    return [...this.#drafts.values()];
  }

  finish(): readonly RoutingProcess[] {
    return this.all().flatMap((draft) => draft.finish());
  }
}

function keyOf({ family, process, protocol }: RoutingProcess): string {
  return [family, protocol, process].join(' ');
}
