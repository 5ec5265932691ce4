/** Who the two ends of a record are. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { type Flow, showAddress } from '@aclift/verify';
import type { FlowJudge, SeenEnd } from './flow-judge.ts';
import type { FlowRecord } from './flow-record.ts';
import { WorkloadFinder } from './workload-finder.ts';

/** An end of a record, with the address that was recorded if there was one. */
export interface FoundEnd extends SeenEnd {
  readonly address?: Flow['source'];
}

/** The address that was recorded; the workload, where none was. */
export function nameOf(
  family: Family,
  { address, addresses: [first], workload }: FoundEnd,
): string {
  if (address !== undefined) return showAddress(family, address);
  return workload ?? showAddress(family, first ?? 0);
}

/** Both ends of a record, and the family in which they are compared. */
interface FoundEnds {
  readonly family: Family;
  readonly source: FoundEnd;
  readonly destination: FoundEnd;
}

/** Finds the ends of records among the workloads and addresses that lists and policies know. */
export class SeenEnds {
  readonly #judges: ReadonlyMap<Family, FlowJudge>;
  readonly #workloads: WorkloadFinder;

  constructor(inventory: Inventory, judges: ReadonlyMap<Family, FlowJudge>) {
    this.#judges = judges;
    this.#workloads = new WorkloadFinder(inventory);
  }

  /**
   * The ends of a record: who they are by namespace and labels, else by address.
   * @returns `ends`: nobody says who an end is, or it is a pod that the inventory should know by its namespace. `other-ends`: the
   * inventory is not about it.
   */
  of(record: FlowRecord): FoundEnds | 'ends' | 'other-ends' {
    const { pods } = record;
    const workloads = {
      source: pods?.source === undefined ? undefined : this.#workloads.find(pods.source),
      destination:
        pods?.destination === undefined ? undefined : this.#workloads.find(pods.destination),
    };
    const family = record.family ?? this.#familyOf(workloads);
    const judge = this.#judges.get(family);
    const found = (['source', 'destination'] as const).map((end): FoundEnd | undefined => {
      const address = record[end];
      const workload = workloads[end];
      if (workload !== undefined) {
        const addresses = judge?.addressesOf(workload) ?? [];
        if (address === undefined) return { addresses, workload };
        // Where pods have the addresses of the inventory, the address says which replica it is.
        return addresses.includes(address)
          ? { addresses: [address], address }
          : { addresses, address, workload };
      }
      if (address === undefined) return undefined;
      const known = pods?.[end] === undefined || judge === undefined || judge.knows(address);
      return known ? { addresses: [address], address } : undefined;
    });
    const [source, destination] = found;
    if (source !== undefined && destination !== undefined) return { family, source, destination };
    const missing = [
      ...(source === undefined ? [pods?.source] : []),
      ...(destination === undefined ? [pods?.destination] : []),
    ];
    return missing.every((pod) => pod !== undefined && !this.#workloads.isAbout(pod.namespace))
      ? 'other-ends'
      : 'ends';
  }

  /** The family of ends without addresses: the first in which both have old ones; else the first of all. */
  #familyOf(workloads: {
    readonly source: string | undefined;
    readonly destination: string | undefined;
  }): Family {
    const all = [...this.#judges];
    const both = all.find(([, judge]) =>
      [workloads.source, workloads.destination].every(
        (workload) => workload !== undefined && judge.addressesOf(workload).length > 0,
      ),
    );
    return (both ?? all[0])?.[0] ?? 'ipv4';
  }
}
