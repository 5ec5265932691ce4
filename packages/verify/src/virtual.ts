/**
 * Old virtual addresses: flows to them reach pods on a target port, and that is the only form in which policies see them.
 */
import type { Family } from '@aclift/ir';
import { type Diagram, intersectRanges, NOTHING, type Range, type Space } from '@aclift/packet-set';
import type { PodEnd } from './pod-end.ts';
import { type FlowBox, type FlowField, SCTP, TCP, UDP } from './flow.ts';
import type { FlowBounds, Today } from './today.ts';

/** One port of a virtual address, and where it leads. */
export interface VirtualService {
  readonly pod: PodEnd;
  /** Flows to the port of the virtual address. */
  readonly at: FlowBox;
  /** The same flows at the pods: every address of theirs, the target port. */
  readonly leadsTo: FlowBox;
}

const PROTOCOLS = { TCP, UDP, SCTP };

/**
 * The ports of virtual addresses behind which there are pods.
 * @param virtual addresses of the family that are virtual: an address that somebody else claimed is none.
 */
export function virtualServices(
  family: Family,
  pods: readonly PodEnd[],
  virtual: readonly Range[],
): readonly VirtualService[] {
  return pods.flatMap((pod) =>
    pod.workload.vips
      .filter(({ address }) => address.family === family)
      .flatMap(({ address: { from, to }, ports }) =>
        ports.flatMap(({ port, target, protocol }): VirtualService[] => {
          const destination = intersectRanges([{ from, to }], virtual);
          if (destination.length === 0) return [];
          const number = PROTOCOLS[protocol];
          const only = [{ from: number, to: number }];
          return [
            {
              pod,
              at: { destination, protocol: only, service: [{ from: port, to: port }] },
              leadsTo: {
                destination: pod.addresses,
                protocol: only,
                service: [{ from: target, to: target }],
              },
            },
          ];
        }),
      ),
  );
}

/** Flows to virtual addresses as the pods behind them see them. The space must be cut by both boxes of every service. */
export function atPods(
  space: Space<FlowField>,
  services: readonly VirtualService[],
  flows: Diagram,
): Diagram {
  return space.unionAll(
    services.flatMap(({ at, leadsTo }) =>
      [...space.regions(space.intersect(flows, space.box(at)))].map((region) =>
        space.box({ ...region, ...leadsTo }),
      ),
    ),
  );
}

/** Flows at pods as they were on their way to virtual addresses: the reverse of {@link atPods}. */
export function atVirtual(
  space: Space<FlowField>,
  services: readonly VirtualService[],
  flows: Diagram,
): Diagram {
  return space.unionAll(
    services.flatMap(({ at, leadsTo }) =>
      [...space.regions(space.intersect(flows, space.box(leadsTo)))].map((region) =>
        space.box({ ...region, ...at }),
      ),
    ),
  );
}

/**
 * Today with virtual addresses followed: what may open a port of one may open the target port of the pods. Either half of
 * the verdict holds the whole of it, so that no half adds what the other one denied.
 */
export function followVirtual(
  space: Space<FlowField>,
  today: Today,
  services: readonly VirtualService[],
): Today {
  if (services.length === 0) return today;
  const more: FlowBounds = {
    min: atPods(space, services, today.permitted.min),
    max: atPods(space, services, today.permitted.max),
  };
  // A list that holds a virtual address back says nothing of who gets to the pods past every list.
  const seen = atPods(space, services, space.intersect(today.seen, today.permitted.max));
  if (more.max === NOTHING && seen === NOTHING) return today;
  const joined = (bounds: FlowBounds): FlowBounds => ({
    min: space.union(bounds.min, more.min),
    max: space.union(bounds.max, more.max),
  });
  return {
    ...today,
    in: joined(today.in),
    out: joined(today.out),
    everywhere: joined(today.everywhere),
    permitted: joined(today.permitted),
    draftable: space.union(today.draftable, atPods(space, services, today.draftable)),
    permittedAnyWay: space.union(
      today.permittedAnyWay,
      atPods(space, services, today.permittedAnyWay),
    ),
    seen: space.union(today.seen, seen),
  };
}
