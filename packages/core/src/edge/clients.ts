/** Whom drafts let in from outside, port by port. */
import type { VipProtocol } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { type Ranges, rangesHold, unionRanges } from '@aclift/packet-set';
import { allAddresses } from '@aclift/verify';
import type { WrittenDraft } from '../draft/draft.ts';
import { fromLine, type Stack } from '../sides/stack.ts';
import type { Services } from '../rows/services.ts';

/** A port of pods. */
export interface PodPort {
  readonly protocol: VipProtocol;
  readonly target: number;
}

/** Reads drafts. */
export class DraftClients {
  readonly #written: readonly WrittenDraft[];
  readonly #stack: Stack;

  constructor(written: readonly WrittenDraft[], stack: Stack) {
    this.#written = written;
    this.#stack = stack;
  }

  /** Whether some draft isolates the ingress of a workload. */
  isIsolated(workload: string): boolean {
    return this.#ofWorkload(workload).some(({ draft }) => draft.isolates.includes('ingress'));
  }

  /** Addresses outside that may open a port. */
  of(workload: string, family: Family, port: PodPort): Ranges {
    return this.#rules(workload, port).reduce<Ranges>(
      (sum, { peers }) =>
        unionRanges(
          sum,
          peers.anyone ? [allAddresses(family)] : fromLine(this.#stack, family, peers.outside),
        ),
      [],
    );
  }

  /** Whether other pods may open a port. */
  podsOf(workload: string, port: PodPort): readonly string[] {
    const ids = this.#rules(workload, port).flatMap(({ peers }) => [...peers.pods]);
    return [...new Set(ids)].filter((id) => id !== workload).toSorted();
  }

  #rules(workload: string, port: PodPort) {
    return this.#ofWorkload(workload)
      .flatMap(({ draft }) => draft.rules)
      .filter(
        ({ action, direction, services }) =>
          action === 'allow' && direction === 'ingress' && holds(services, port),
      );
  }

  #ofWorkload(workload: string): readonly WrittenDraft[] {
    return this.#written.filter(({ draft }) => draft.workloads.includes(workload));
  }
}

function holds({ others, ports }: Services, { protocol, target }: PodPort): boolean {
  return others || rangesHold(ports[protocol], target);
}
