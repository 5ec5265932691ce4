/** Lines that apply a list of which nobody can tell the interface: each may stand at any interface of its device. */
import type { Device, Direction } from '@aclift/ir';
import type { Ranges } from '@aclift/packet-set';
import { allAddresses, type EndPairs, type PlacedFilter } from '@aclift/verify';
import type { NetworkGraph, RouterNode } from './graph.ts';
import { deviceName } from './interfaces.ts';
import type { Crossed } from './vlans.ts';

/**
 * One filter of unknown effect for each such line and direction it may have: on every way through the device, and on none for
 * certain. A switch port of the device may be the place too, and nothing says what passes there: so it may be on any way.
 */
export function unreadFilters(
  device: Device,
  graph: NetworkGraph,
  crossed: Crossed,
): readonly PlacedFilter[] {
  const { family } = graph;
  const unread = (device.unread ?? []).filter((line) => (line.family ?? family) === family);
  if (unread.length === 0) return [];
  const own = graph.edges.filter(
    ({ router, via }) => via !== undefined && (graph.nodes[router] as RouterNode).device === device,
  );
  const all: Ranges = [allAddresses(family)];
  const isSwitch = device.interfaces.some(
    ({ shutdown, switchport }) => !shutdown && switchport !== undefined,
  );
  const passing = (direction: Direction): readonly EndPairs[] =>
    isSwitch
      ? [{ sources: all, destinations: all }]
      : own.flatMap((edge) => crossed(edge, direction).may);
  const regions = { in: passing('in'), out: passing('out') };
  return unread.flatMap(({ direction, span, text }) =>
    (direction === undefined ? (['in', 'out'] as const) : [direction])
      .filter((role) => regions[role].length > 0)
      .map((role): PlacedFilter => ({
        place: {
          kind: 'unread',
          source: device.source,
          device: deviceName(device),
          ...(direction === undefined ? {} : { direction }),
          name: text,
          span,
        },
        role,
        steps: [{ kind: 'unknown' }],
        otherwise: 'permit',
        may: { plus: regions[role], minus: [] },
        must: { plus: [], minus: [] },
      })),
  );
}
