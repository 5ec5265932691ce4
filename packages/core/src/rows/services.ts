/** What a pair of ends may open, in the terms that policies have: ports by protocol and ICMP types. */
import type { Family } from '@aclift/ir';
import { familiesOf, type Stack } from '../sides/stack.ts';
import {
  type Diagram,
  NOTHING,
  type Range,
  type Ranges,
  type Space,
  subtractRanges,
} from '@aclift/packet-set';
import {
  type FlowField,
  icmpProtocol,
  icmpTypeServices,
  MAX_PORT,
  openingIcmpTypes,
  SCTP,
  TCP,
  UDP,
} from '@aclift/verify';

/** The transport protocols that every target can name. */
export type Transport = 'TCP' | 'UDP' | 'SCTP';

export const TRANSPORTS: readonly { readonly name: Transport; readonly number: number }[] = [
  { name: 'TCP', number: TCP },
  { name: 'UDP', number: UDP },
  { name: 'SCTP', number: SCTP },
];

/** A set of services. Ports run from 1: no target can name port 0. */
export interface Services {
  readonly ports: { readonly [T in Transport]: Ranges<number> };
  /** Opening messages of ICMP and ICMPv6 that are included with every code, as {@link icmpMessage} numbers them, ascending. */
  readonly icmp: readonly number[];
  /** Every protocol besides TCP, UDP, SCTP and the family's ICMP is included too. */
  readonly others: boolean;
}

export const ALL_PORTS: Ranges<number> = [{ from: 1, to: MAX_PORT }];

/** Types of ICMPv6 are numbered behind those of ICMP. */
const ICMPV6_MESSAGES = 256;

/** One number for a type of either family's ICMP. */
export function icmpMessage(family: Family, type: number): number {
  return family === 'ipv4' ? type : ICMPV6_MESSAGES + type;
}

/** The family and type behind {@link icmpMessage}. */
export function icmpTypeOf(message: number): { readonly family: Family; readonly type: number } {
  return message < ICMPV6_MESSAGES
    ? { family: 'ipv4', type: message }
    : { family: 'ipv6', type: message - ICMPV6_MESSAGES };
}

/** Everything of ICMP that can be opened. */
export function allIcmp(stack: Stack): readonly number[] {
  return familiesOf(stack).flatMap((family) =>
    openingIcmpTypes(family).map((type) => icmpMessage(family, type)),
  );
}

/** Everything that can be opened. */
export function allServices(stack: Stack): Services {
  return {
    ports: { TCP: ALL_PORTS, UDP: ALL_PORTS, SCTP: ALL_PORTS },
    icmp: allIcmp(stack),
    others: true,
  };
}

export const NO_SERVICES: Services = {
  ports: { TCP: [], UDP: [], SCTP: [] },
  icmp: [],
  others: false,
};

/** Reads services out of diagrams that test nothing but protocol and service; remembers what it has read. */
export class ServiceReader {
  readonly #space: Space<FlowField>;
  readonly #family: Family;
  readonly #known = new Map<Diagram, Services>();

  constructor(space: Space<FlowField>, family: Family) {
    this.#space = space;
    this.#family = family;
  }

  /** The services of `diagram`: for ICMP only types with all of their codes, so the result never says too much. */
  read(diagram: Diagram): Services {
    const known = this.#known.get(diagram);
    if (known !== undefined) return known;
    const services = diagram === NOTHING ? NO_SERVICES : this.#read(diagram);
    this.#known.set(diagram, services);
    return services;
  }

  #read(diagram: Diagram): Services {
    const ports = (number: number): Ranges<number> =>
      this.#within(diagram, number, ALL_PORTS) as Ranges<number>;
    const icmp = icmpProtocol(this.#family);
    const types = this.#within(diagram, icmp, [{ from: 0, to: MAX_PORT }]);
    return {
      ports: { TCP: ports(TCP), UDP: ports(UDP), SCTP: ports(SCTP) },
      icmp: openingIcmpTypes(this.#family)
        .filter(
          (type) =>
            subtractRanges([icmpTypeServices(this.#family, type)] as Ranges, types).length === 0,
        )
        .map((type) => icmpMessage(this.#family, type)),
      others: this.#others(diagram, icmp),
    };
  }

  /** The `service` values of one protocol. */
  #within(diagram: Diagram, protocol: number, service: Ranges<number>): Ranges {
    const part = this.#space.intersect(
      diagram,
      this.#space.box({ protocol: [{ from: protocol, to: protocol }], service }),
    );
    const values: Range[] = [];
    for (const region of this.#space.regions(part)) values.push(...(region.service ?? service));
    return values;
  }

  #others(diagram: Diagram, icmp: number): boolean {
    const named = [icmp, TCP, UDP, SCTP].toSorted((a, b) => a - b);
    const rest = subtractRanges(
      [{ from: 0, to: 255 }],
      named.map((protocol) => ({ from: protocol, to: protocol })),
    );
    return this.#space.subtract(this.#space.box({ protocol: rest }), diagram) === NOTHING;
  }
}

/** A text that is equal for equal sets. */
export function serviceKey({ ports, icmp, others }: Services): string {
  const list = (ranges: Ranges): string => ranges.map(({ from, to }) => `${from}-${to}`).join(',');
  return `${list(ports.TCP)}|${list(ports.UDP)}|${list(ports.SCTP)}|${icmp.join(',')}|${others}`;
}

export function isNoServices({ ports, icmp, others }: Services): boolean {
  return !others && icmp.length === 0 && TRANSPORTS.every(({ name }) => ports[name].length === 0);
}

/** `a` without `b`. */
export function subtractServices(a: Services, b: Services): Services {
  return {
    ports: {
      TCP: subtractRanges(a.ports.TCP, b.ports.TCP),
      UDP: subtractRanges(a.ports.UDP, b.ports.UDP),
      SCTP: subtractRanges(a.ports.SCTP, b.ports.SCTP),
    },
    icmp: a.icmp.filter((type) => !b.icmp.includes(type)),
    others: a.others && !b.others,
  };
}

/** What both have. */
export function meetServices(a: Services, b: Services): Services {
  return subtractServices(a, subtractServices(a, b));
}

/** Whether `a` has everything that `b` has. */
export function includesServices(a: Services, b: Services): boolean {
  return (
    a === b ||
    ((a.others || !b.others) &&
      TRANSPORTS.every(({ name }) => includesRanges(a.ports[name], b.ports[name])) &&
      b.icmp.every((type) => a.icmp.includes(type)))
  );
}

/** One pass over the two. */
function includesRanges(a: Ranges<number>, b: Ranges<number>): boolean {
  let at = 0;
  return b.every(({ from, to }) => {
    while (at < a.length && (a[at] as Range<number>).to < from) at += 1;
    const around = a[at];
    return around !== undefined && around.from <= from && to <= around.to;
  });
}
