/** Prefixes nest or stay apart: what the longest of them is for an address, and what each holds besides those inside it. */
import {
  next as after,
  previous as before,
  type Range,
  type Ranges,
  type Value,
} from '@aclift/packet-set';

/** Answers which of many prefixes is the longest around an address, in logarithmic time. */
export class LongestPrefix<T extends { readonly range: Range }> {
  /** Where another prefix begins to be the longest, in order. Undefined: none holds the addresses from there. */
  readonly #changes: { readonly from: Value; readonly item: T | undefined }[] = [];

  /** Of equal prefixes the first counts. */
  constructor(items: readonly T[]) {
    const around: T[] = [];
    const leave = (until: Value | undefined): void => {
      for (let top = around.at(-1); top !== undefined; top = around.at(-1)) {
        if (until !== undefined && until <= top.range.to) return;
        around.pop();
        this.#change(after(top.range.to), around.at(-1));
      }
    };
    for (const item of widestFirst(items)) {
      leave(item.range.from);
      const outer = around.at(-1);
      if (outer?.range.from === item.range.from && outer.range.to === item.range.to) continue;
      this.#change(item.range.from, item);
      around.push(item);
    }
    leave(undefined);
  }

  /** Undefined: no prefix holds the address. */
  of(address: Value): T | undefined {
    let low = 0;
    let high = this.#changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#changes[middle] as { from: Value }).from <= address) low = middle + 1;
      else high = middle;
    }
    return this.#changes[low - 1]?.item;
  }

  #change(from: Value, item: T | undefined): void {
    if (this.#changes.at(-1)?.from === from) this.#changes.pop();
    this.#changes.push({ from, item });
  }
}

/** Cuts a set of addresses into pieces that none of the prefixes tells apart inside, the narrowest prefix first; nested prefixes are. */
export function piecesOf(addresses: Ranges, prefixes: readonly Range[]): readonly Ranges[] {
  const distinct = [
    ...new Map(prefixes.map((range) => [`${range.from} ${range.to}`, range])).values(),
  ];
  const order = new Map(distinct.map((range, at) => [range, at]));
  const longest = new LongestPrefix(distinct.map((range) => ({ range })));
  const pieces = new Map<Range | undefined, Range[]>();
  for (const part of clippedTo(addresses, distinct)) {
    const at = longest.of(part.from)?.range;
    const own = pieces.get(at);
    if (own === undefined) pieces.set(at, [part]);
    else own.push(part);
  }
  const rank = (range: Range | undefined): number =>
    range === undefined ? Number.POSITIVE_INFINITY : sizeOf(range);
  return [...pieces]
    .toSorted(([a], [b]) =>
      rank(a) === rank(b)
        ? a === undefined || b === undefined
          ? 0
          : (order.get(a) ?? 0) - (order.get(b) ?? 0)
        : rank(a) - rank(b),
    )
    .map(([, piece]) => joined(piece));
}

/** The addresses, cut wherever a prefix begins or ends. */
function clippedTo(addresses: Ranges, prefixes: readonly Range[]): readonly Range[] {
  const cuts = [...new Set(prefixes.flatMap(({ from, to }) => [from, after(to)]))].toSorted(
    (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  );
  const parts: Range[] = [];
  let at = 0;
  for (const { from, to } of addresses) {
    let start = from;
    while (at < cuts.length && (cuts[at] as Value) <= from) at += 1;
    for (let cut = cuts[at]; cut !== undefined && cut <= to; cut = cuts[at]) {
      parts.push({ from: start, to: before(cut) });
      start = cut;
      at += 1;
    }
    parts.push({ from: start, to });
  }
  return parts;
}

/** Ranges in order, with those that touch made one. */
function joined(parts: readonly Range[]): Ranges {
  const out: Range[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last !== undefined && after(last.to) === part.from)
      out[out.length - 1] = { from: last.from, to: part.to };
    else out.push(part);
  }
  return out;
}

function widestFirst<T extends { readonly range: Range }>(items: readonly T[]): readonly T[] {
  return items.toSorted(({ range: a }, { range: b }) =>
    a.from === b.from ? (a.to === b.to ? 0 : a.to > b.to ? -1 : 1) : a.from < b.from ? -1 : 1,
  );
}

function sizeOf({ from, to }: Range): number {
  return Number(to) - Number(from);
}
