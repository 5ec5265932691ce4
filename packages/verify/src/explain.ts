/**
 * Why a set of policies cannot let through what the lists do. Each reason is a criterion on the lists and the inventory
 * alone: it holds or not whatever the policies are, so a drafting bug cannot hide behind it.
 */
import type { Family } from '@aclift/ir';
import { type Diagram, NOTHING, type Ranges, type Space } from '@aclift/packet-set';
import type { PodEnd } from './ends.ts';
import {
  type FlowField,
  icmpProtocol,
  icmpTypeServices,
  MAX_PORT,
  openingIcmpTypes,
} from './flow.ts';
import { mirrored, replyBoxes } from './reply.ts';
import type { Today } from './today.ts';

/** Why a draft differs from the lists, where that cannot be helped. */
export type Approximation =
  /** An entry depends on something that policies do not know; it grants nothing and denies what it may deny. */
  | 'condition'
  /** No list sees the flow, and the user asked for what lists permit only. */
  | 'unseen-traffic'
  /** An entry lets the answers of a service back, whose opening some list permits; policies allow answers anyway. */
  | 'return-traffic'
  /** An entry names a source port; policies know none. */
  | 'source-port'
  /** An entry names an ICMP code; the target knows types only. */
  | 'icmp-code'
  /** The lists treat addresses of one workload differently, and a label cannot. */
  | 'partial-coverage'
  /** The policy's own wish: a rule looks into what it lets through, and lists do not. */
  | 'layer-7';

interface ExplainInput {
  readonly space: Space<FlowField>;
  readonly family: Family;
  readonly today: Today;
  readonly unseenTraffic: 'preserve' | 'strict';
  readonly clientPorts: ClientPorts;
}

/** Source ports of openings: all, or those that clients use. */
export type ClientPorts = 'any' | 'ephemeral';

/** First port that clients open connections from (RFC 6056). */
const FIRST_EPHEMERAL = 1024;

/** The source ports that openings come from. */
export const CLIENT_PORTS: Readonly<Record<ClientPorts, Ranges<number>>> = {
  any: [{ from: 0, to: MAX_PORT }],
  ephemeral: [{ from: FIRST_EPHEMERAL, to: MAX_PORT }],
};

/** Flows that are in the set from every source port that an opening can have. */
export function anySourcePort(
  space: Space<FlowField>,
  flows: Diagram,
  clientPorts: ClientPorts,
): Diagram {
  const never = space.complement(space.box({ sourcePort: CLIENT_PORTS[clientPorts] }));
  return space.forAll(space.union(flows, never), 'sourcePort');
}

/** Splits narrowed flows by the first reason that applies to them. */
export class Explainer {
  readonly #input: ExplainInput;
  readonly #from: readonly PodEnd[];
  readonly #to: readonly PodEnd[];

  /** @param from workloads that are pods at the source; `to` at the destination. */
  constructor(input: ExplainInput, from: readonly PodEnd[], to: readonly PodEnd[]) {
    this.#input = input;
    this.#from = from;
    this.#to = to;
  }

  /** @returns disjoint parts of `flows`; the part without a reason comes last and is a bug. */
  narrowed(flows: Diagram): readonly (readonly [Approximation | undefined, Diagram])[] {
    const { space, today, unseenTraffic } = this.#input;
    const parts: [Approximation | undefined, Diagram][] = [];
    let rest = flows;
    const explain = (because: Approximation, where: Diagram): void => {
      const part = space.intersect(rest, where);
      if (part !== NOTHING) parts.push([because, part]);
      rest = space.subtract(rest, where);
    };
    if (rest === NOTHING) return [];
    const certain = today.permitted.min;
    explain('condition', space.complement(certain));
    if (unseenTraffic === 'strict') explain('unseen-traffic', space.complement(today.seen));
    if (rest === NOTHING) return parts;

    const kept = unseenTraffic === 'strict' ? space.intersect(certain, today.seen) : certain;
    const fromAnyPort = anySourcePort(space, kept, this.#input.clientPorts);
    const portBound = space.complement(fromAnyPort);
    explain('return-traffic', space.intersect(portBound, this.#answers()));
    explain('source-port', portBound);
    if (rest === NOTHING) return parts;
    const anyCode = this.#anyCode(fromAnyPort);
    explain('icmp-code', space.complement(anyCode));
    if (rest === NOTHING) return parts;
    const bySource = space.forAllWithin(
      anyCode,
      'source',
      this.#from.map(({ addresses }) => addresses),
    );
    const byBoth = space.forAllWithin(
      bySource,
      'destination',
      this.#to.map(({ addresses }) => addresses),
    );
    explain('partial-coverage', space.complement(byBoth));
    if (rest !== NOTHING) parts.push([undefined, rest]);
    return parts;
  }

  /** Flows that look like answers to openings that the lists permit. */
  #answers(): Diagram {
    const { space, today } = this.#input;
    const boxes = today.uses
      .flatMap((use) => use.function.list.rules)
      .flatMap(replyBoxes)
      .filter((box) => space.intersect(space.box(mirrored(box)), today.permitted.max) !== NOTHING);
    return space.unionAll(boxes.map((box) => space.box(box)));
  }

  /** Flows that pass with every code of their ICMP type. */
  #anyCode(flows: Diagram): Diagram {
    const { space, family } = this.#input;
    const icmp = [{ from: icmpProtocol(family), to: icmpProtocol(family) }];
    let result = flows;
    for (const type of openingIcmpTypes(family)) {
      const services = icmpTypeServices(family, type);
      if (services.from === services.to) continue;
      const ofType = space.box({ protocol: icmp, service: [services] });
      const every = space.forAll(space.union(flows, space.complement(ofType)), 'service');
      result = space.subtract(result, space.subtract(ofType, every));
    }
    return result;
  }
}
