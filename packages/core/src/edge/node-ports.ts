/** Node ports behind entries: source ranges hold nobody there, so the routers have to. */
import type { Inventory } from '@aclift/inventory';
import {
  intersectRanges,
  normalizeRanges,
  NOTHING,
  type Ranges,
  unionRanges,
} from '@aclift/packet-set';
import { blockRanges, describeFlow, SCTP, TCP, today, UDP } from '@aclift/verify';
import type { CoreDiagnostic } from '../diagnostic.ts';
import type { NetworkSides } from '../sides/both-families.ts';
import { flowCuts } from '../sides/flow-cuts.ts';
import type { Edge } from './edge.ts';
import { nodeAddresses } from './entry-objects.ts';
import { rangesHold } from '../draft/seen-as.ts';

/** Of documentation, so that it stands for anybody. */
const SOMEBODY = { ipv4: 0xc6336401, ipv6: 0x20010db8000000000000000000000001n } as const;

/** Clients whom the lists let through to a node port, and keep out of the workload behind it. */
export function nodePortDiagnostics(
  { cluster, workloads }: Inventory,
  { entries }: Edge,
  sides: NetworkSides['sides'],
): readonly CoreDiagnostic[] {
  if (rangesHold(cluster) === 'everywhere') return [];
  return workloads.flatMap(({ entries: listed = [], id }) =>
    listed.flatMap(({ address, nodePort }): readonly CoreDiagnostic[] => {
      if (nodePort === undefined) return [];
      const { family } = address;
      const nodes = nodeAddresses(cluster, family);
      const side = sides.find(({ proofInput }) => proofInput.family === family)?.proofInput;
      const opened = entries.find(
        (one) =>
          one.workload === id &&
          one.address === address.text &&
          one.verdict !== 'closed' &&
          one.seen.some((seen) => seen === 'node' || seen === 'world'),
      );
      if (opened === undefined || side === undefined || nodes.length === 0) return [];
      const clients: Ranges = normalizeRanges(
        opened.clients.flatMap((cidr) => blockRanges(family, cidr, []) ?? []),
      );
      const inside = normalizeRanges([
        ...nodes,
        ...(cluster?.pods ?? []).flatMap((range) =>
          range.family === family ? [{ from: range.from, to: range.to }] : [],
        ),
        ...clients,
      ]);
      const service = [{ from: nodePort, to: nodePort }];
      const space = flowCuts(side)
        .boxes([{ service }])
        .addresses(nodes)
        .addresses(inside)
        .space(side.spaceOptions);
      const { permitted, sameSegment } = today(space, side.topology, side.assumed);
      // Routers send past lists, and in the places of nodes and balancers nobody meets any.
      const theirs = unionRanges(nodes, [{ from: address.from, to: address.to }]);
      const own = normalizeRanges(
        side.topology.places
          .filter(
            ({ addresses, kind }) =>
              kind === 'own' || (kind !== 'rest' && intersectRanges(addresses, theirs).length > 0),
          )
          .flatMap(({ addresses }) => addresses),
      );
      const number = { tcp: TCP, udp: UDP, sctp: SCTP }[opened.protocol] ?? TCP;
      const through = space.intersect(
        permitted.max,
        space.box({ destination: nodes, service, protocol: [{ from: number, to: number }] }),
      );
      const others = space.subtract(
        space.subtract(through, space.box({ source: inside })),
        space.union(sameSegment, space.box({ source: own })),
      );
      if (others === NOTHING) return [];
      const flow = space.witness(others, { source: SOMEBODY[family] });
      if (flow === undefined) return [];
      return [
        {
          code: 'core/entry-node-port',
          source: '',
          span: { start: 0, end: 0 },
          facts: {
            workload: id,
            entry: address.text,
            nodePort,
            example: describeFlow(family, flow).source,
          },
        },
      ];
    }),
  );
}
