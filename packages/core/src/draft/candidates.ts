/** Selections worth considering, and the one that says most for its length. */
import TinyQueue from 'tinyqueue';
import type { PodSelection } from './pod-selection.ts';
import type { WorkloadIndex, WorkloadSet } from './workload-set.ts';

/** A selection that could be chosen. */
export interface Candidate {
  readonly selection: PodSelection;
  readonly denotes: WorkloadSet;
  /** How many workloads it denotes. */
  readonly size: number;
  /** Lower reads better. */
  readonly cost: number;
  /** Orders candidates of equal worth. */
  readonly text: string;
}

/** A candidate and how many workloads it adds for what it costs to read; or could add at most. */
interface Bid {
  readonly candidate: Candidate;
  readonly worth: number;
}

/** The best first; of equals the cheapest, then what means the most, then by text. */
function byWorth(a: Bid, b: Bid): number {
  return (
    b.worth - a.worth ||
    a.candidate.cost - b.candidate.cost ||
    b.candidate.size - a.candidate.size ||
    byText(a.candidate, b.candidate)
  );
}

export function byText(a: Candidate, b: Candidate): number {
  return a.text < b.text ? -1 : 1;
}

/** Collects candidates, each selection once, leaving out those that denote nobody. */
export class Candidates {
  readonly #index: WorkloadIndex;
  readonly #found = new Set<string>();
  readonly #all: Candidate[] = [];
  #sorted: readonly Bid[] | undefined;
  readonly #byMember = new Map<string, Candidate[]>();

  constructor(index: WorkloadIndex) {
    this.#index = index;
  }

  add(selection: PodSelection, cost: number, denotes: () => WorkloadSet): void {
    const text = JSON.stringify(selection);
    if (this.#found.has(text)) return;
    const set = denotes();
    const candidate = { selection, denotes: set, size: set.common(set), cost, text };
    this.#found.add(text);
    this.#all.push(candidate);
    this.#sorted = undefined;
    for (const id of this.#index.idsOf(set)) {
      const own = this.#byMember.get(id);
      if (own === undefined) this.#byMember.set(id, [candidate]);
      else own.push(candidate);
    }
  }

  /** Those that may denote some of the workloads, with what they could be worth at most, the best first. */
  about(wanted: ReadonlySet<string>): readonly Bid[] {
    // Few workloads are asked for their candidates; many have nearly all of them.
    if (wanted.size > this.#byMember.size / 20) return (this.#sorted ??= inOrder(this.#all));
    return inOrder(new Set([...wanted].flatMap((id) => this.#byMember.get(id) ?? [])));
  }
}

function inOrder(candidates: Iterable<Candidate>): readonly Bid[] {
  return [...candidates]
    .map((candidate) => ({ candidate, worth: candidate.size / candidate.cost }))
    .toSorted(byWorth);
}

/** Candidates that bid for one choice after the other. */
export class Bids {
  readonly #waiting: { readonly bids: readonly Bid[]; next: number }[];
  readonly #fits: (candidate: Candidate) => boolean;
  /** What each was worth when last asked: it can only have become less, so most need not be asked again. */
  readonly #asked = new TinyQueue<Bid>([], byWorth);

  /** @param all by what they could be worth at most, the best first: what stands far behind is never asked. */
  constructor(all: readonly (readonly Bid[])[], fits: (candidate: Candidate) => boolean) {
    this.#waiting = all.map((bids) => ({ bids, next: 0 }));
    this.#fits = fits;
  }

  /** The candidate that adds most of `open` for its cost; undefined: none adds any. */
  best(open: WorkloadSet): Candidate | undefined {
    for (;;) {
      this.#ask(open);
      const top = this.#asked.pop();
      if (top === undefined) return undefined;
      const bid = bidOf(top.candidate, open);
      if (bid.worth === 0) continue;
      if (bid.worth === top.worth) return bid.candidate;
      this.#asked.push(bid);
    }
  }

  /** Asks those that could be better than the best that was asked. */
  #ask(open: WorkloadSet): void {
    for (const waiting of this.#waiting) {
      for (; waiting.next < waiting.bids.length; waiting.next += 1) {
        const bound = waiting.bids[waiting.next] as Bid;
        const best = this.#asked.peek();
        if (best !== undefined && byWorth(best, bound) < 0) break;
        if (!this.#fits(bound.candidate)) continue;
        const bid = bidOf(bound.candidate, open);
        if (bid.worth > 0) this.#asked.push(bid);
      }
    }
  }
}

function bidOf(candidate: Candidate, open: WorkloadSet): Bid {
  return { candidate, worth: candidate.denotes.common(open) / candidate.cost };
}
