/**
 * The flows that a comparison is about, and the pairs of ends that it splits them into. A workload that is moving is
 * pods and addresses outside at once, so its flows are compared once in each form.
 */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  intersectRanges,
  NOTHING,
  normalizeRanges,
  type Ranges,
  type Space,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';
import type { FlowEnd } from './decide.ts';
import type { Ends } from './ends.ts';
import type { PodEnd } from './pod-end.ts';
import { allOpenings, type Flow, type FlowField, hasPorts, openingBoxes } from './flow.ts';
import type { AllowedBound, Peers, PolicyFunctions } from './policy-function.ts';
import type { PolicyDirection } from './policy-model.ts';
import { UNNAMED } from './witness.ts';

/** One way to take the moving workloads: as pods, or as the addresses that they still have. */
export interface Form {
  readonly from: Peers;
  readonly to: Peers;
  /** Flows that this form is about, so that no flow is judged twice in the same form. */
  readonly about: Diagram;
}

/** Every form that the ends can take; one without moving workloads. */
export function formsOf(space: Space<FlowField>, ends: Ends): readonly Form[] {
  const movers = ends.pods.filter(({ alsoOutside }) => alsoOutside);
  const moving = normalizeRanges(movers.flatMap((pod) => pod.addresses));
  const asPods = { pods: ends.pods, outside: subtractRanges(ends.outside, moving) };
  const everyFlow = space.box({});
  const base: Form = { from: asPods, to: asPods, about: everyFlow };
  if (movers.length === 0) return [base];
  const asAddresses = {
    pods: ends.pods.filter(({ alsoOutside }) => !alsoOutside),
    outside: ends.outside,
  };
  return [
    base,
    { from: asAddresses, to: asPods, about: space.box({ source: moving }) },
    { from: asPods, to: asAddresses, about: space.box({ destination: moving }) },
  ];
}

/** Openings of some protocols, from the source ports that clients use. */
export function openingFlows(
  space: Space<FlowField>,
  family: Family,
  protocols: readonly number[],
  sourcePort: Ranges<number>,
): Diagram {
  return space.unionAll(
    openingBoxes(family, protocols).map((box) =>
      // Protocols without ports have no source port to be chosen.
      space.box(hasPorts(Number(box.protocol?.[0]?.from)) ? { ...box, sourcePort } : box),
    ),
  );
}

/** How many openings of all protocols there are. */
export function countOpenings(space: Space<FlowField>, family: Family): bigint {
  return space.count(space.unionAll(allOpenings(family).map((box) => space.box(box))));
}

/** A form with the flows that policies can say something about: a pod at one end at least. */
export class FormFlows {
  readonly #space: Space<FlowField>;
  readonly #form: Form;
  /** Flows from pods, and to pods. */
  readonly fromPods: Diagram;
  readonly toPods: Diagram;
  /** The openings of the form with a pod at an end. */
  readonly all: Diagram;
  /**
   * Flows from a pod to itself: no router sees them, and no policy stops them. Addresses that stand alone; of those in
   * a row the flows count as flows among replicas, so that thousands of them need no diagram of their own.
   */
  readonly toItself: Diagram;

  constructor(space: Space<FlowField>, form: Form, openings: Diagram) {
    this.#space = space;
    this.#form = form;
    this.fromPods = space.box({ source: addressesOf(form.from.pods) });
    this.toPods = space.box({ destination: addressesOf(form.to.pods) });
    this.all = [
      form.about,
      openings,
      space.union(this.fromPods, this.toPods),
      space.union(this.fromPods, space.box({ source: form.from.outside })),
      space.union(this.toPods, space.box({ destination: form.to.outside })),
    ].reduce((sum, next) => space.intersect(sum, next));
    this.toItself = space.unionAll(
      form.from.pods
        .filter((pod) => form.to.pods.includes(pod))
        .flatMap(({ addresses }) => addresses)
        .filter(({ from, to }) => from === to)
        .map((one) => space.box({ source: [one], destination: [one] })),
    );
  }

  /** Flows that the pods at one end do not let through, as sure as `bound` says of what is let through. */
  held(functions: PolicyFunctions, direction: PolicyDirection, bound: AllowedBound): Diagram {
    const { from, to } = this.#form;
    const space = this.#space;
    const [own, allowed] =
      direction === 'egress'
        ? [this.fromPods, functions.allowed('egress', from.pods, to, bound)]
        : [this.toPods, functions.allowed('ingress', to.pods, from, bound)];
    return space.subtract(own, space.union(allowed, this.toItself));
  }
}

function addressesOf(pods: readonly PodEnd[]): Ranges {
  return normalizeRanges(pods.flatMap((pod) => pod.addresses));
}

/** One end of a part of the flows. */
export interface PairEnd {
  /** Workload id, external, or `(unnamed)`. */
  readonly name: string;
  readonly addresses: Ranges;
  readonly end: FlowEnd;
}

/** Flows of one pair of ends. */
interface Pair {
  readonly from: PairEnd;
  readonly to: PairEnd;
  readonly part: Diagram;
}

/** The ends of a form by their names, in the order in which {@link pairsOf} numbers them. */
export function endsOf(
  ends: Ends,
  { from, to }: Form,
): { readonly sources: readonly PairEnd[]; readonly destinations: readonly PairEnd[] } {
  return { sources: namedEnds(ends, from), destinations: namedEnds(ends, to) };
}

/** Splits flows of a form by the names of their ends. `places`: numbers of the ends, as {@link endsOf} gives them. */
export function* pairsOf(
  space: Space<FlowField>,
  ends: Ends,
  form: Form,
  flows: Diagram,
): Generator<Pair & { readonly places: readonly [source: number, destination: number] }> {
  if (flows === NOTHING) return;
  const { destinations, sources } = endsOf(ends, form);
  const addressesAt = (all: readonly PairEnd[]): readonly Ranges[] =>
    all.map(({ addresses }) => addresses);
  const bySource = space.groups('source', addressesAt(sources));
  const byDestination = space.groups('destination', addressesAt(destinations));
  const toEach = destinations.map(({ addresses }) => space.box({ destination: addresses }));
  for (const source of space.groupsMet(flows, bySource)) {
    const from = sources[source] as PairEnd;
    const here = space.intersect(flows, space.box({ source: from.addresses }));
    for (const at of space.groupsMet(here, byDestination)) {
      const part = space.intersect(here, toEach[at] as Diagram);
      yield { from, to: destinations[at] as PairEnd, part, places: [source, at] };
    }
  }
}

/**
 * A flow of a part that a person would try: from a port of clients to one that services have, where the part does not ask for
 * another; from and to addresses of hosts, and between two pods where both are of one workload. Whoever has no name is somebody
 * far away, where the part has such an address.
 */
export function exampleFlow(
  space: Space<FlowField>,
  from: PairEnd,
  to: PairEnd,
  part: Diagram,
): Flow {
  const last = to.addresses.at(-1);
  const stranger = STRANGERS[typeof last?.to === 'bigint' ? 'ipv6' : 'ipv4'];
  const flow = space.witness(part, {
    sourcePort: EXAMPLE_PORT,
    ...(from.name === UNNAMED ? { source: stranger } : {}),
    ...(to.name === UNNAMED ? { destination: stranger } : {}),
    ...(from.name === to.name && last !== undefined ? { destination: last.to } : {}),
  }) as Flow;
  const has = (other: Partial<Flow>): boolean => space.evaluate(part, { ...flow, ...other }) > 0;
  const source = hostBeside(flow.source, (address) => has({ source: address }));
  const destination = hostBeside(flow.destination, (address) =>
    has({ source, destination: address }),
  );
  const ends = { source, destination };
  // A port alone is what the part is about; the first of a range says nothing.
  const alone = !has({ ...ends, service: Number(flow.service) + 1 });
  const usual =
    !hasPorts(Number(flow.protocol)) || alone
      ? undefined
      : USUAL_PORTS.find((service) => has({ ...ends, service }));
  return { ...flow, ...ends, ...(usual === undefined ? {} : { service: usual }) };
}

/** An address that a host may have, in the place of that of a network: some that people give to hosts, where the part has them. */
function hostBeside(address: Value, has: (address: Value) => boolean): Value {
  const big = typeof address === 'bigint';
  if (big ? (address & 0xffffn) !== 0n : (address & 0xff) !== 0) return address;
  const near = [10, 2, 1].map((step) => (big ? address + BigInt(step) : address + step));
  // The first of all addresses stands for anywhere.
  const anywhere = Number(address) === 0 ? [STRANGERS[big ? 'ipv6' : 'ipv4']] : [];
  return [...anywhere, ...near].find(has) ?? address;
}

/** Somebody outside, from the blocks for documentation (RFC 5737, RFC 3849). */
const STRANGERS: Readonly<Record<Family, Value>> = {
  ipv4: 0xcb007101,
  ipv6: 0x2001_0db8_0000_0000_0000_0000_0000_0001n,
};

/** Ports that many services have, the best known first. */
const USUAL_PORTS: readonly number[] = [443, 80, 22, 8080, 53, 25, 3389, 5432];

/** First of the ports that systems choose for clients (RFC 6335, section 6). */
const EXAMPLE_PORT = 49152;

function namedEnds(ends: Ends, { pods, outside }: Peers): readonly PairEnd[] {
  const out: PairEnd[] = pods.map(({ workload, addresses }) => ({
    name: workload.id,
    addresses,
    end: { kind: 'pod', workload: workload.id },
  }));
  let rest = outside;
  for (const { name, addresses } of ends.named) {
    const here = intersectRanges(addresses, outside);
    if (here.length > 0) out.push({ name, addresses: here, end: { kind: 'outside' } });
    rest = subtractRanges(rest, addresses);
  }
  if (rest.length > 0) out.push({ name: UNNAMED, addresses: rest, end: { kind: 'outside' } });
  return out;
}
