/** Collecting the values that a space must tell apart, before it is made. */
import type { Family } from '@aclift/ir';
import { type Range, type Ranges, Space, type SpaceOptions } from '@aclift/packet-set';
import { CLIENT_PORTS } from './client-ports.ts';
import {
  type FlowBox,
  type FlowField,
  flowFields,
  ICMP,
  icmpTypeServices,
  ICMPV6,
  openingBoxes,
  openingIcmpTypes,
  SCTP,
  TCP,
  UDP,
} from './flow.ts';

/** Cuts for one family's flow space. */
export class FlowCuts {
  readonly #family: Family;
  readonly #cuts: Record<FlowField, Range[]> = {
    source: [],
    destination: [],
    protocol: [],
    service: [],
    sourcePort: [],
  };

  constructor(family: Family) {
    this.#family = family;
    // Every protocol that has a structure of its own; the others are alike until a list names them.
    this.boxes(openingBoxes(family, [ICMP, TCP, UDP, ICMPV6, SCTP]));
    // Questions about "any code" look at one ICMP type at a time.
    this.#cuts.service.push(...openingIcmpTypes(family).map((t) => icmpTypeServices(family, t)));
    this.boxes(Object.values(CLIENT_PORTS).map((sourcePort) => ({ sourcePort })));
  }

  boxes(boxes: Iterable<FlowBox>): this {
    for (const box of boxes) {
      for (const [field, ranges] of Object.entries(box) as [FlowField, Ranges][]) {
        for (const range of ranges) this.#cuts[field].push(range);
      }
    }
    return this;
  }

  /** Addresses that may be asked about at either end. */
  addresses(ranges: Iterable<Range>): this {
    for (const range of ranges) {
      this.#cuts.source.push(range);
      this.#cuts.destination.push(range);
    }
    return this;
  }

  /** @throws nothing here; the space throws when it is asked about values that were not announced. */
  space(options?: SpaceOptions): Space<FlowField> {
    return new Space(flowFields(this.#family), this.#cuts, options);
  }
}
