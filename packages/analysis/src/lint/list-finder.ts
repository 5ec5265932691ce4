/** Which list a place in a text belongs to. */
import type { Span } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import type { ListName } from './finding.ts';

interface Stretch {
  readonly span: Span;
  readonly list: ListName;
}

/** The lists of devices by the places of their headers and entries. */
export class ListFinder {
  readonly #bySource = new Map<string, Stretch[]>();

  constructor(devices: readonly Device[]) {
    for (const { acls, source } of devices) {
      const stretches = acls.flatMap(({ entries, family, name, span }) => {
        const list = { source, family, name };
        return [{ span, list }, ...entries.map((entry) => ({ span: entry.span, list }))];
      });
      this.#bySource.set(
        source,
        stretches.toSorted((a, b) => a.span.start - b.span.start),
      );
    }
  }

  /** The list whose header or entry holds the place; undefined when none does. */
  at(source: string, span: Span): ListName | undefined {
    const stretches = this.#bySource.get(source) ?? [];
    let low = 0;
    let high = stretches.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const stretch = stretches[middle] as Stretch;
      if (span.start < stretch.span.start) high = middle - 1;
      else if (span.start >= stretch.span.end) low = middle + 1;
      else return stretch.list;
    }
    return undefined;
  }
}
