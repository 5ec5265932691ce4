/** Interfaces that no packet of a family is routed through, with what is bound there all the same. */
import type { Device, Direction, Family, Interface } from '@aclift/ir';
import { deviceName, isCalled, isRouted, type Network } from '@aclift/network';
import { type FilterList, listId, type PlacedFilter } from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import type { ViewedApart, ViewedFilter } from './model.ts';
import { viewedFilter } from './viewed-filter.ts';

interface ApartInput {
  readonly devices: readonly Device[];
  readonly family: Family;
  /** Undefined: every interface is apart. */
  readonly network: Network | undefined;
  /** Interfaces that the user says carry no traffic. */
  readonly unused: readonly string[];
  /** Those at switch ports are among them. */
  readonly filters: readonly PlacedFilter[];
  readonly lists: ReadonlyMap<string, FilterList>;
  readonly sources: Sources;
}

/** By device as given, in the order of the file. */
export function apartInterfaces(input: ApartInput): readonly ViewedApart[] {
  const { devices, network, sources } = input;
  const linked = new Set(network?.built.graph.edges.map(({ via }) => via));
  return devices
    .toSorted((a, b) => {
      const [x, y] = [`${deviceName(a)} ${a.source}`, `${deviceName(b)} ${b.source}`];
      return x === y ? 0 : x < y ? -1 : 1;
    })
    .flatMap((device) =>
      device.interfaces
        .filter((via) => !linked.has(via))
        .map((via): ViewedApart => ({
          device: deviceName(device),
          file: device.source,
          interface: via.name,
          line: sources.line(device.source, via.span),
          why: whyApart(input, device, via),
          in: filtersAt(input, device, via, 'in'),
          out: filtersAt(input, device, via, 'out'),
        })),
    );
}

function whyApart(
  { family, network, unused }: ApartInput,
  device: Device,
  via: Interface,
): ViewedApart['why'] {
  if (via.shutdown) return 'shutdown';
  if (via.switchport !== undefined) return 'port';
  if (via.channelGroup !== undefined) return 'channel';
  if (!isRouted(via, family)) return 'no-address';
  if (unused.some((name) => isCalled({ device, interface: via }, name))) return 'unused';
  return network === undefined ? 'unasked' : 'itself';
}

/** Filters that the network has there; else what is bound, which no flow meets. */
function filtersAt(
  { family, filters, lists, sources }: ApartInput,
  device: Device,
  via: Interface,
  direction: Direction,
): readonly ViewedFilter[] {
  const placed = filters.filter(
    ({ place }) =>
      place.source === device.source &&
      place.interface === via.name &&
      place.direction === direction,
  );
  if (placed.length > 0) return placed.map((one) => viewedFilter(one, lists, sources));
  const kind = via.switchport === undefined ? 'access-group' : 'port';
  return via.bindings
    .filter((binding) => binding.family === family && binding.direction === direction)
    .map(({ list, span }) =>
      viewedFilter(
        {
          place: { kind, source: device.source, device: deviceName(device), name: list, span },
          steps: [{ kind: 'entries', list: listId(device.source, family, list) }],
          may: { plus: [], minus: [] },
        },
        lists,
        sources,
      ),
    );
}
