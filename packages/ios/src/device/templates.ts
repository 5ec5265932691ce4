/**
 * Interface templates: what stands in one takes effect on every interface that sources it, as if it stood there; lines of
 * the interface itself win.
 * @see Cisco IOS XE Identity-Based Networking Services Configuration Guide, "Configuring Interface Templates".
 */
import type { Span } from '@aclift/diagnostics';
import type { ListReference } from '@aclift/ir';
import { InterfaceDraft } from './interface-draft.ts';

export class Templates {
  readonly #drafts = new Map<string, InterfaceDraft>();

  /** The template of that name, made on first mention. */
  get(name: string, span: Span): InterfaceDraft {
    let draft = this.#drafts.get(name);
    if (draft === undefined) {
      draft = new InterfaceDraft(name, span);
      this.#drafts.set(name, draft);
    }
    return draft;
  }

  remove(name: string): void {
    this.#drafts.delete(name);
  }

  has(name: string): boolean {
    return this.#drafts.has(name);
  }

  /** Gives each interface what its templates say. */
  apply(interfaces: Iterable<InterfaceDraft>): void {
    for (const at of interfaces) {
      for (const name of at.sources.keys()) {
        const template = this.#drafts.get(name);
        if (template !== undefined) at.inherit(template);
      }
    }
  }

  /** Lists that a sourced template binds are bound: its lines are no other use of them. */
  withoutBindings(
    references: readonly ListReference[],
    interfaces: Iterable<InterfaceDraft>,
  ): readonly ListReference[] {
    if (this.#drafts.size === 0) return references;
    const sourced = new Set([...interfaces].flatMap(({ sources }) => [...sources.keys()]));
    return references.filter(({ text, within }) => {
      const name = templateName(within);
      return name === undefined || !sourced.has(name) || !BINDING.test(text);
    });
  }
}

const BINDING = /^(?:ip\s+access-\S+|ipv6\s+tr\S*)\s/i;

/** The name in `template NAME`; undefined: the header is of something else. */
export function templateName(header: string | undefined): string | undefined {
  return /^template\s+(\S+)/i.exec(header ?? '')?.[1];
}

/** Templates that images come with: no text defines them, and none of them binds a list. */
export function isBuiltIn(name: string): boolean {
  return /_INTERFACE_TEMPLATE$/i.test(name);
}
