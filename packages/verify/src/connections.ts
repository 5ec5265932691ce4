/** Who may open what to whom, today and with a set of policies: the comparison seen as a map instead of a verdict. */
import { type Diagram, NOTHING } from '@aclift/packet-set';
import { CLIENT_PORTS } from './client-ports.ts';
import type { CompareInput } from './compare.ts';
import { FormFlows, formsOf, openingFlows, pairsOf } from './forms.ts';
import { PolicyFunctions } from './policy-function.ts';

/** Flows of one pair of ends, in the space of the comparison. */
export interface Connection {
  /** Workload id, external, or `(unnamed)`. */
  readonly from: string;
  readonly to: string;
  /** What today's network lets through, as far as anybody can tell. */
  readonly today: Diagram;
  /** What the policies let through; whoever is looked into or reached by name counts as let through. */
  readonly policies: Diagram;
  /** Policies let through what the network surely does not: as a proof counts `widened`. */
  readonly opened: Diagram;
  /** Policies hold what the network may let through: as a proof counts `narrowed`. */
  readonly closed: Diagram;
  /** Some addresses of the ends have services today that others have not. */
  readonly partly: boolean;
  /** Some services are open today from some client ports only: answers, mostly. */
  readonly someClientPorts: boolean;
}

/**
 * Every pair of ends between which something can be opened, today or with the policies. A pod at one end at least; what a
 * pod opens to itself is left out. A workload that is moving comes once in each of its forms. About five set operations a pair.
 */
export function* connections(
  input: Omit<CompareInput, 'assumed' | 'coverage'>,
): Generator<Connection> {
  const { clientPorts, ends, family, policies, protocols, space, today } = input;
  const openings = openingFlows(space, family, protocols, CLIENT_PORTS[clientPorts]);
  const functions = new PolicyFunctions(space, policies);
  for (const form of formsOf(space, ends)) {
    const flows = new FormFlows(space, form, openings);
    // Routers themselves are no ends that anybody asks about: what they send past lists is left out.
    const ofDevices = space.subtract(today.permitted.min, today.draftable);
    const all = space.subtract(space.subtract(flows.all, flows.toItself), ofDevices);
    const held = space.union(
      flows.held(functions, 'egress', 'at-most'),
      flows.held(functions, 'ingress', 'at-most'),
    );
    const before = space.intersect(all, today.permitted.max);
    const after = space.subtract(all, held);
    const opened = space.subtract(after, today.permitted.min);
    const closed = space.intersect(before, held);
    for (const { from, part, to } of pairsOf(space, ends, form, space.union(before, after))) {
      const within = (flowsOf: Diagram): Diagram => space.intersect(part, flowsOf);
      const now = within(before);
      const pair = space.intersect(
        all,
        space.box({ source: from.addresses, destination: to.addresses }),
      );
      const somewhere = ['source', 'destination'] as const;
      const services = somewhere.reduce((set, field) => space.exists(set, field), now);
      const everywhere = space.intersect(pair, services);
      yield {
        from: from.name,
        to: to.name,
        today: now,
        policies: within(after),
        opened: within(opened),
        closed: within(closed),
        partly: now !== NOTHING && everywhere !== now,
        someClientPorts: space.intersect(pair, space.exists(services, 'sourcePort')) !== everywhere,
      };
    }
  }
}
