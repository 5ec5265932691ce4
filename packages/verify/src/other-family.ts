/**
 * What IPv6 has to do with IPv4: a label means the addresses of both families, so policies open between two workloads what the
 * lists of both let through. What the lists of one family hold back closes the other one too.
 */
import {
  type Diagram,
  intersectRanges,
  NOTHING,
  type Ranges,
  type Space,
} from '@aclift/packet-set';
import { type CoverageMap, withinAll } from './coverage.ts';
import { type Ends, type Together, togetherOf } from './ends.ts';
import { type ClientPorts, keptFlows } from './client-ports.ts';
import { type FlowBox, type FlowField, SCTP, TCP, UDP } from './flow.ts';
import type { Today } from './today.ts';

/** The verdicts of the other family's lists, in words that both families understand. */
export interface OtherFamily {
  /** Everything that its protocols and services tell apart; a space that asks must be cut by it. */
  readonly boxes: readonly FlowBox[];
  /**
   * Services that its lists do not let through between all addresses of two wholes.
   * @param from the whole's id, as `to`. @returns boxes of protocol and service; `[]`: there are no such flows, or they all pass.
   */
  readonly held: (from: string, to: string) => readonly FlowBox[];
}

/** Protocols that are the same in both families. */
const SHARED: Ranges<number> = [TCP, UDP, SCTP].map((protocol) => ({
  from: protocol,
  to: protocol,
}));

/** What {@link heldBetween} reads. All belong to one space. */
export interface HeldInput {
  readonly space: Space<FlowField>;
  readonly ends: Ends;
  /** With conditions taken to do what was decided. */
  readonly today: Today;
  readonly coverage: CoverageMap;
  readonly unseenTraffic: 'preserve' | 'strict';
  readonly clientPorts: ClientPorts;
}

/** Answers {@link OtherFamily.held} for one family. */
export function heldBetween(input: HeldInput): OtherFamily['held'] {
  const { space, ends, today, coverage } = input;
  const kept = keptFlows(space, today, input.unseenTraffic, input.clientPorts);
  const together = togetherOf(ends.pods, ends.wholes);
  const open = space.union(
    withinAll(space, kept, together, together),
    coverage.granted(kept, together, together),
  );
  const known = new Map(together.map((end) => [end.id, end]));
  return (from, to) => {
    const [source, destination] = [known.get(from)?.addresses, known.get(to)?.addresses];
    if (source === undefined || destination === undefined) return [];
    const held = space.subtract(space.box({ source, destination, protocol: SHARED }), open);
    return [...space.regions(held)].map(({ protocol, service }): FlowBox => ({
      protocol: intersectRanges(protocol ?? SHARED, SHARED),
      ...(service === undefined ? {} : { service }),
    }));
  };
}

/** The part of `flows` that the other family's lists hold back. */
export function heldByOther(
  space: Space<FlowField>,
  { held }: OtherFamily,
  flows: Diagram,
  from: readonly Together[],
  to: readonly Together[],
): Diagram {
  const parts: Diagram[] = [];
  for (const source of from) {
    const here = space.intersect(flows, space.box({ source: source.addresses }));
    if (here === NOTHING) continue;
    for (const destination of to) {
      const part = space.intersect(here, space.box({ destination: destination.addresses }));
      if (part === NOTHING) continue;
      const boxes = held(source.id, destination.id);
      parts.push(space.intersect(part, space.unionAll(boxes.map((box) => space.box(box)))));
    }
  }
  return space.unionAll(parts);
}
