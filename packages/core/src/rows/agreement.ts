/**
 * What all addresses of workloads agree on, out of a set of flows. Every answer is worked out once for each different node of
 * the set, for all workloads together: estates have far fewer of those than pairs of workloads.
 */
import { type Diagram, type Interval, type Space, type ValueGroups } from '@aclift/packet-set';
import type { FlowField } from '@aclift/verify';
import type { PolicyDirection } from '../options.ts';

/** The workloads as groups of addresses at both ends, numbered alike. */
export interface WorkloadGroups {
  readonly sources: ValueGroups<FlowField>;
  readonly destinations: ValueGroups<FlowField>;
}

/** One set of flows by workloads and addresses at its ends. */
export class Agreement {
  readonly #space: Space<FlowField>;
  readonly #flows: Diagram;
  readonly #groups: WorkloadGroups;
  readonly #read: (services: Diagram) => Diagram;
  /** What all addresses of each workload lead to. */
  #rows: Int32Array | undefined;
  /** Below each such node, what all addresses of each workload lead to, as it is read. */
  readonly #columns = new Map<Diagram, Int32Array>();
  #bySource: readonly Interval[] | undefined;
  readonly #byDestination = new Map<Diagram, readonly Interval[]>();

  /** @param read narrows what hangs below both ends. It must give `a ∩ b` what it gives to both. */
  constructor(
    space: Space<FlowField>,
    flows: Diagram,
    groups: WorkloadGroups,
    read: (services: Diagram) => Diagram,
  ) {
    this.#space = space;
    this.#flows = flows;
    this.#groups = groups;
    this.#read = read;
  }

  /** What every address of a workload may open with every address of another. */
  between(subject: number, direction: PolicyDirection, peer: number): Diagram {
    const [from, to] = direction === 'egress' ? [subject, peer] : [peer, subject];
    return this.#column(this.#row(from))[to] as Diagram;
  }

  /** For each peer address what all addresses of a workload agree on. Together the intervals are the whole field. */
  peers(subject: number, direction: PolicyDirection): readonly Interval[] {
    if (direction === 'egress') return this.#destinations(this.#row(subject));
    this.#bySource ??= this.#space.intervals(this.#flows, 'source');
    return this.#bySource.map(({ from, to, below }) => ({
      from,
      to,
      below: this.#column(below)[subject] as Diagram,
    }));
  }

  #destinations(row: Diagram): readonly Interval[] {
    const known = this.#byDestination.get(row);
    if (known !== undefined) return known;
    const found = this.#space
      .intervals(row, 'destination')
      .map(({ from, to, below }) => ({ from, to, below: this.#read(below) }));
    this.#byDestination.set(row, found);
    return found;
  }

  #row(workload: number): Diagram {
    this.#rows ??= this.#space.allOfGroups(this.#flows, this.#groups.sources);
    return this.#rows[workload] as Diagram;
  }

  #column(row: Diagram): Int32Array {
    const known = this.#columns.get(row);
    if (known !== undefined) return known;
    const found = this.#space
      .allOfGroups(row, this.#groups.destinations)
      .map((below) => this.#read(below));
    this.#columns.set(row, found);
    return found;
  }
}
