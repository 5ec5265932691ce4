/** Security zones and what may pass between them, while their lines arrive. */
import type { Span } from '@aclift/diagnostics';
import type { Quote } from './packet-filters.ts';

/** `zone-pair security NAME source A destination B`. */
export interface ZonePairDraft {
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly span: Span;
  /** `service-policy type inspect P`. */
  policy: { readonly name: string; readonly quote: Quote } | undefined;
}

export class Zones {
  readonly names: Set<string> = new Set();
  readonly #pairs = new Map<string, ZonePairDraft>();
  /** The pair whose block is open, or was the last. */
  current: ZonePairDraft | undefined;

  /** Entering a pair again without its zones keeps them. */
  enterPair(name: string, zones: { source?: string; destination?: string }, span: Span): void {
    const known = this.#pairs.get(name);
    const source = zones.source ?? known?.source ?? DEFAULT_ZONE;
    const destination = zones.destination ?? known?.destination ?? DEFAULT_ZONE;
    if (known?.source === source && known.destination === destination) this.current = known;
    else {
      this.current = { name, source, destination, span, policy: undefined };
      this.#pairs.set(name, this.current);
    }
  }

  removePair(name: string): void {
    this.#pairs.delete(name);
    this.current = undefined;
  }

  get pairs(): readonly ZonePairDraft[] {
    return [...this.#pairs.values()];
  }
}

/** The zone of interfaces that are members of no other, where the image has one. */
const DEFAULT_ZONE = 'default';
