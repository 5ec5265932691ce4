/** The services of a region of flows as texts. */
import type { Family } from '@aclift/ir';
import type { Diagram, Space } from '@aclift/packet-set';
import { type FlowField, icmpProtocol, icmpTypeServices, openingIcmpTypes } from '@aclift/verify';
import { ServiceReader, serviceTexts } from '@aclift/core/stages';

export class RegionServices {
  readonly #space: Space<FlowField>;
  readonly #family: Family;
  readonly #reader: ServiceReader;

  constructor(space: Space<FlowField>, family: Family) {
    this.#space = space;
    this.#family = family;
    this.#reader = new ServiceReader(space, family);
  }

  /** `tcp/443`, `icmp/8`, `any`: services of which some flows are in the region. */
  texts(region: Diagram): readonly string[] {
    const services = (['source', 'destination', 'sourcePort'] as const).reduce(
      (set, field) => this.#space.exists(set, field),
      region,
    );
    return serviceTexts(this.#family, this.#reader.read(this.#wholeTypes(services)));
  }

  /** A message type of which some code is meant, as a whole: people and targets name types. */
  #wholeTypes(services: Diagram): Diagram {
    const protocol = icmpProtocol(this.#family);
    const types = openingIcmpTypes(this.#family)
      .map((type) =>
        this.#space.box({
          protocol: [{ from: protocol, to: protocol }],
          service: [icmpTypeServices(this.#family, type)],
        }),
      )
      .filter((type) => this.#space.meets(type, services));
    return this.#space.unionAll([services, ...types]);
  }
}
