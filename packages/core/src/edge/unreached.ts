/** Entries that nobody reaches: no list lets anybody through to the old address of the workload, nor to the entry itself. */
import { Sources, type SourceText } from '@aclift/diagnostics';
import type { Inventory, InventoryDiagnostic } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { DiagramBudgetError, normalizeRanges, NOTHING, type Ranges } from '@aclift/packet-set';
import { decidedProtocols, type FlowBox, SCTP, TCP, today, UDP } from '@aclift/verify';
import { networkSides } from '../sides/both-families.ts';
import { flowCuts } from '../sides/flow-cuts.ts';
import type { ListsOptions } from '../sides/network-side.ts';

/** What is asked. */
export interface UnreachedInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  /** Texts of the devices and of the inventory. */
  readonly sources: readonly SourceText[];
}

const OPTIONS: ListsOptions = {
  unseenTraffic: 'preserve',
  clientPorts: 'any',
  detached: [],
  upstream: [],
};

const NUMBERS = { TCP, UDP, SCTP } as const;

/** A finding for each entry of which no port is reached. Of lists that are too tangled nothing is said. */
export function unreachedEntries(input: UnreachedInput): readonly InventoryDiagnostic[] {
  try {
    return unreached(input);
  } catch (error) {
    if (error instanceof DiagramBudgetError) return [];
    throw error;
  }
}

function unreached(input: UnreachedInput): readonly InventoryDiagnostic[] {
  const { devices, inventory } = input;
  const { workloads } = inventory;
  if (workloads.every(({ entries = [] }) => entries.length === 0)) return [];
  const { sides } = networkSides({
    devices,
    inventory,
    decisions: undefined,
    sources: new Sources(input.sources),
    options: OPTIONS,
    protocols: (family) => decidedProtocols('strict-spec', family),
  });
  return sides.flatMap(({ proofInput }): readonly InventoryDiagnostic[] => {
    const { family, spaceOptions, topology } = proofInput;
    const rangesOf = (
      some: readonly {
        readonly family: string;
        readonly from: number | bigint;
        readonly to: number | bigint;
      }[],
    ): Ranges =>
      normalizeRanges(
        some.filter((one) => one.family === family).map(({ from, to }) => ({ from, to })),
      );
    const asked = workloads.flatMap((workload) =>
      (workload.entries ?? [])
        .filter(({ address, ports }) => address.family === family && ports !== undefined)
        .map((entry) => ({
          workload,
          entry,
          boxes: (entry.ports ?? []).flatMap(({ port, protocol, target }): FlowBox[] => {
            const number = NUMBERS[protocol];
            const at = (destination: Ranges, service: number): FlowBox => ({
              destination,
              protocol: [{ from: number, to: number }],
              service: [{ from: service, to: service }],
            });
            return [
              at(rangesOf(workload.addresses), target),
              at(rangesOf(workload.vips.map(({ address }) => address)), port),
              at(rangesOf([entry.address]), port),
            ].filter((box) => (box.destination ?? []).length > 0);
          }),
        })),
    );
    if (asked.length === 0) return [];
    const space = flowCuts(proofInput)
      .boxes(asked.flatMap(({ boxes }) => boxes))
      .space(spaceOptions);
    // Neighbours of an entry may get there past the router: that is no way in for clients.
    const { permittedAnyWay, sameSegment } = today(space, topology, proofInput.lists);
    // Routers reach everything past lists, and neighbours meet none.
    const routers = normalizeRanges(
      topology.places.filter(({ kind }) => kind === 'own').flatMap(({ addresses }) => addresses),
    );
    const behindOneHop = topology.places
      .filter(({ kind }) => kind === 'beyond')
      .map(({ addresses }) => space.box({ source: addresses, destination: addresses }));
    const reached = space.subtract(
      permittedAnyWay,
      space.unionAll([sameSegment, space.box({ source: routers }), ...behindOneHop]),
    );
    return asked
      .filter(({ boxes }) =>
        boxes.every((box) => space.intersect(reached, space.box(box)) === NOTHING),
      )
      .map(({ entry, workload }) => ({
        code: 'inventory/entry-unreached',
        source: inventory.source,
        span: entry.span,
        facts: { workload: workload.id, entry: entry.address.text },
      }));
  });
}
