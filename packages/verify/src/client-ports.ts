/** The source ports that openings come from, and what is open from all of them: policies know none. */
import type { Diagram, Ranges, Space } from '@aclift/packet-set';
import { type FlowField, MAX_PORT } from './flow.ts';
import type { Today } from './today.ts';

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

/** Flows that drafts may carry: certain, seen by a list if only those are wanted, and open to every source port. */
export function keptFlows(
  space: Space<FlowField>,
  today: Today,
  unseenTraffic: 'preserve' | 'strict',
  clientPorts: ClientPorts,
): Diagram {
  const certain = today.draftable;
  const kept = unseenTraffic === 'strict' ? space.intersect(certain, today.seen) : certain;
  return anySourcePort(space, kept, clientPorts);
}
