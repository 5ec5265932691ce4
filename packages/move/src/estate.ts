/** The lists of a state of the devices, as filters of openings and of answers. */
import type { Device, Family } from '@aclift/ir';
import { translateLists } from '@aclift/core';
import type { Ranges } from '@aclift/packet-set';
import {
  type FilterList,
  filterList,
  type FlowBox,
  listId,
  ObjectGroups,
  type PlacedFilter,
  TCP,
  type Topology,
} from '@aclift/verify';

/** Devices in one state, with their lists of one family by id. */
export interface Estate {
  readonly devices: readonly Device[];
  readonly family: Family;
  /** As written. */
  readonly raw: ReadonlyMap<string, FilterList>;
  /** Those outside of static translations read with local addresses. */
  readonly lists: ReadonlyMap<string, FilterList>;
  /** Ids of lists that differ between the two. */
  readonly translated: ReadonlySet<string>;
}

/** Reads the lists of devices; once for each set of devices, so that what is worked out of an estate may be kept. */
export function estateOf(devices: readonly Device[], family: Family): Estate {
  const known = ESTATES[family].get(devices);
  if (known !== undefined) return known;
  const made = readEstate(devices, family);
  ESTATES[family].set(devices, made);
  return made;
}

const ESTATES: Readonly<Record<Family, WeakMap<readonly Device[], Estate>>> = {
  ipv4: new WeakMap(),
  ipv6: new WeakMap(),
};

function readEstate(devices: readonly Device[], family: Family): Estate {
  const raw = new Map(
    devices.flatMap((device) => {
      const groups = new ObjectGroups(device);
      return device.acls
        .filter((acl) => acl.family === family)
        .map((acl): [string, FilterList] => [
          listId(device.source, family, acl.name),
          filterList(device, groups, acl),
        ]);
    }),
  );
  const { lists, translated } = translateLists(devices, raw);
  return { devices, family, raw, lists, translated };
}

/** Everything but TCP. */
const NOT_TCP: Ranges = [
  { from: 0, to: TCP - 1 },
  { from: TCP + 1, to: 255 },
];

/**
 * A list as answers see it: TCP packets with ACK or RST, and packets of other protocols, of which nothing tells openings from
 * answers. `evaluate` lets every answer through: it stands for the connection that was recorded.
 */
export function answerView(list: FilterList): FilterList {
  const known = VIEWS.get(list);
  if (known !== undefined) return known;
  const made = viewOf(list);
  VIEWS.set(list, made);
  return made;
}

const VIEWS = new WeakMap<FilterList, FilterList>();

function viewOf(list: FilterList): FilterList {
  const rules = list.rules.map((rule) => {
    const { answersMay, answersMust, caveats, may, must } = rule.match;
    const match =
      rule.entry?.kind === 'evaluate'
        ? { must: [{}], may: [{}], answersMust: [], answersMay: [], caveats: [] }
        : {
            must: [...answersMust, ...withoutTcp(must)],
            may: [...answersMay, ...withoutTcp(may)],
            answersMust: [],
            answersMay: [],
            // Answers may be doubtful where openings are not.
            caveats:
              answersMust.length === answersMay.length
                ? caveats
                : [...caveats, { kind: 'unparsed' as const }],
          };
    return { ...rule, match };
  });
  return { ...list, rules };
}

/** As {@link answerView}, of many. */
export function answerViews(
  lists: ReadonlyMap<string, FilterList>,
): ReadonlyMap<string, FilterList> {
  return new Map([...lists].map(([id, list]) => [id, answerView(list)]));
}

function withoutTcp(boxes: readonly FlowBox[]): readonly FlowBox[] {
  return boxes.flatMap((box): readonly FlowBox[] => {
    if (box.protocol === undefined) return [{ ...box, protocol: NOT_TCP }];
    const protocol = box.protocol.flatMap(({ from, to }) =>
      from <= TCP && TCP <= to
        ? [
            { from, to: TCP - 1 },
            { from: TCP + 1, to },
          ].filter((one) => one.from <= one.to)
        : [{ from, to }],
    );
    return protocol.length === 0 ? [] : [{ ...box, protocol }];
  });
}

/** The topology for answers: filters that keep state let them back by themselves. */
export function answerTopology(topology: Topology, devices: readonly Device[]): Topology {
  const filters = topology.filters.map((filter): PlacedFilter =>
    keepsState(filter, devices) ? { ...filter, steps: [], otherwise: 'permit' } : filter,
  );
  return { ...topology, filters };
}

/** Whether answers pass a filter by the state that the device keeps: inspection at its interface, or a pair of zones. */
export function keepsState(
  { place }: Pick<PlacedFilter, 'place'>,
  devices: readonly Device[],
): boolean {
  if (place.kind === 'zone-pair') return true;
  const device = devices.find(({ source }) => source === place.source);
  const via = device?.interfaces.find(({ name }) => name === place.interface);
  const other = place.direction === 'in' ? 'out' : 'in';
  return via?.inspects?.includes(other) ?? false;
}
