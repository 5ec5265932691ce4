/** Node ports behind entries: source ranges hold nobody there, so the routers have to. */
import type { Entry, Inventory } from '@aclift/inventory';
import {
  DiagramBudgetError,
  intersectRanges,
  normalizeRanges,
  NOTHING,
  type Ranges,
  unionRanges,
} from '@aclift/packet-set';
import { blockRanges, describeFlow, SCTP, TCP, today, UDP } from '@aclift/verify';
import type { CoreDiagnostic } from '../diagnostic.ts';
import { flowCuts, type ProofInput } from '../sides/flow-cuts.ts';
import type { NetworkSides } from '../sides/both-families.ts';
import { rangesHold } from '../draft/seen-as.ts';
import type { Edge } from './edge.ts';
import { nodeAddresses } from './entry-objects.ts';
import type { EdgeEntry } from './verdicts.ts';

const NOWHERE = { source: '', span: { start: 0, end: 0 } } as const;

/** Of documentation, so that it stands for anybody. */
const SOMEBODY = { ipv4: 0xc6336401, ipv6: 0x20010db8000000000000000000000001n } as const;

/** A node port with whom the drafts let in behind it. */
interface Asked {
  readonly entry: Entry;
  readonly nodePort: number;
  readonly opened: EdgeEntry;
  readonly clients: Ranges;
}

/** Clients whom the lists let through to a node port, and keep out of the workload behind it. */
export function nodePortDiagnostics(
  inventory: Inventory,
  edge: Edge,
  sides: NetworkSides['sides'],
): readonly CoreDiagnostic[] {
  if (rangesHold(inventory.cluster) === 'everywhere') return [];
  return sides.flatMap(({ proofInput }): readonly CoreDiagnostic[] => {
    const asked = askedOf(inventory, edge, proofInput);
    const nodes = nodeAddresses(inventory.cluster, proofInput.family);
    if (asked.length === 0 || nodes.length === 0) return [];
    try {
      return passing(inventory, asked, nodes, proofInput);
    } catch (error) {
      if (!(error instanceof DiagramBudgetError)) throw error;
      const facts = { stage: 'ask who reaches node ports', limit: error.limit };
      return [{ code: 'core/too-tangled', ...NOWHERE, facts }];
    }
  });
}

/** Node ports of a family behind entries that are opened to nodes or the world. */
function askedOf(
  { workloads }: Inventory,
  { entries }: Edge,
  { family }: ProofInput,
): readonly Asked[] {
  return workloads.flatMap(({ entries: own = [], id }) =>
    own.flatMap((entry): readonly Asked[] => {
      const { address, nodePort } = entry;
      const opened = entries.find(
        (one) =>
          one.workload === id &&
          one.address === address.text &&
          one.verdict !== 'closed' &&
          one.seen.some((seen) => seen === 'node' || seen === 'world'),
      );
      if (nodePort === undefined || opened === undefined || address.family !== family) return [];
      const clients = normalizeRanges(
        opened.clients.flatMap((cidr) => blockRanges(family, cidr, []) ?? []),
      );
      return [{ entry, nodePort, opened, clients }];
    }),
  );
}

function passing(
  { cluster }: Inventory,
  asked: readonly Asked[],
  nodes: Ranges,
  side: ProofInput,
): readonly CoreDiagnostic[] {
  const { family, spaceOptions, topology } = side;
  const pods = normalizeRanges(
    (cluster?.pods ?? []).flatMap((range) =>
      range.family === family ? [{ from: range.from, to: range.to }] : [],
    ),
  );
  const portOf = (nodePort: number): Ranges<number> => [{ from: nodePort, to: nodePort }];
  const cuts = flowCuts(side)
    .boxes(asked.map(({ nodePort }) => ({ service: portOf(nodePort) })))
    .addresses(nodes)
    .addresses(pods);
  for (const { clients } of asked) cuts.addresses(clients);
  const space = cuts.space(spaceOptions);
  const { permitted, sameSegment } = today(space, topology, side.assumed);
  return asked.flatMap(({ clients, entry, nodePort, opened }): readonly CoreDiagnostic[] => {
    // Routers send past lists, and in the places of nodes and balancers nobody meets any.
    const theirs = unionRanges(nodes, [{ from: entry.address.from, to: entry.address.to }]);
    const own = normalizeRanges(
      topology.places
        .filter(
          ({ addresses, kind }) =>
            kind === 'own' || (kind !== 'rest' && intersectRanges(addresses, theirs).length > 0),
        )
        .flatMap(({ addresses }) => addresses),
    );
    const protocol = { tcp: TCP, udp: UDP, sctp: SCTP }[opened.protocol] ?? TCP;
    const through = space.intersect(
      permitted.max,
      space.box({
        destination: nodes,
        service: portOf(nodePort),
        protocol: [{ from: protocol, to: protocol }],
      }),
    );
    const others = space.subtract(
      through,
      space.unionAll([
        sameSegment,
        ...[nodes, pods, clients, own].map((source) => space.box({ source })),
      ]),
    );
    const flow =
      others === NOTHING ? undefined : space.witness(others, { source: SOMEBODY[family] });
    if (flow === undefined) return [];
    const facts = {
      workload: opened.workload,
      entry: entry.address.text,
      nodePort,
      example: describeFlow(family, flow).source,
    };
    return [{ code: 'core/entry-node-port', ...NOWHERE, facts }];
  });
}
