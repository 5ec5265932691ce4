/** What filters at each interface, port and VLAN: from the plain facts of a device to filters by steps. */
import {
  assertNever,
  type Device,
  type Direction,
  type Family,
  type Interface,
  type PacketFilter,
} from '@aclift/ir';
import {
  type FilterList,
  type FilterPlace,
  listId,
  type PlacedFilter,
  type PlacedStep,
} from '@aclift/verify';
import { deviceName } from './interfaces.ts';

/** A filter before it is known who meets it. */
export type FilterSpec = Omit<PlacedFilter, 'may' | 'must'>;

type Lists = ReadonlyMap<string, FilterList>;

/** Filters of packets that cross an interface in a direction, in the order in which packets meet them. */
export function interfaceFilters(
  device: Device,
  via: Interface,
  family: Family,
  direction: Direction,
  lists: Lists,
): readonly FilterSpec[] {
  const place = {
    source: device.source,
    device: deviceName(device),
    interface: via.name,
    direction,
  };
  const others = (via.filters ?? [])
    .filter((one) => one.direction === direction && one.filter.families.includes(family))
    .map(({ filter }) => packetFilter(place, device, family, filter, lists))
    .filter((spec) => spec !== undefined);
  const own = boundLists(device, via, family, direction, 'access-group');
  // Policy routing and classes come before the list on the way in only in part of the platforms; all of them have to let it through.
  return direction === 'in' ? [...own, ...others] : [...others, ...own];
}

/** The lists that are bound to an interface in one direction, a common one and its own as one filter, and what could not be read. */
export function boundLists(
  device: Device,
  via: Interface,
  family: Family,
  direction: Direction,
  kind: 'access-group' | 'port',
): readonly FilterSpec[] {
  const base = {
    source: device.source,
    device: deviceName(device),
    interface: via.name,
    direction,
  };
  const bound = via.bindings
    .filter((binding) => binding.family === family && binding.direction === direction)
    .toSorted((a, b) => Number(b.common === true) - Number(a.common === true));
  const [first] = bound;
  const specs: FilterSpec[] = [];
  if (first !== undefined) {
    specs.push({
      place: {
        ...base,
        kind,
        name: bound.map(({ list }) => list).join(' then '),
        span: first.span,
      },
      role: direction,
      steps: bound.map(({ list }) => ({
        kind: 'entries',
        list: listId(device.source, family, list),
      })),
      otherwise: 'deny',
    });
  }
  for (const unread of via.unread ?? []) {
    if ((unread.family ?? family) !== family) continue;
    if ((unread.direction ?? direction) !== direction) continue;
    specs.push({
      place: { ...base, kind: 'unread', name: unread.text, span: unread.span },
      role: direction,
      steps: [{ kind: 'unknown' }],
      otherwise: 'permit',
    });
  }
  return specs;
}

/** A filter other than a list. @returns undefined where it lets everything of the family through. */
export function packetFilter(
  place: Pick<FilterPlace, 'source' | 'device' | 'interface' | 'direction'>,
  device: Device,
  family: Family,
  filter: PacketFilter,
  lists: Lists,
): FilterSpec | undefined {
  if (!filter.families.includes(family)) return undefined;
  const steps = filter.steps.flatMap((step): PlacedStep[] => {
    switch (step.kind) {
      case 'entries':
        return [{ kind: 'entries', list: listId(device.source, family, step.list) }];
      case 'select': {
        const named = step.lists.map(({ family: of, list, negated = false }) => ({
          list: listId(device.source, family, list),
          negated,
          // A list of the other family selects nothing of this one.
          foreign: (of ?? familyOf(device, list, family, lists)) !== family,
        }));
        const own = named.filter(({ foreign }) => !foreign);
        const never =
          named.length > 0 &&
          (step.join === 'every' ? own.length < named.length : own.length === 0);
        if (never) return [];
        const { action, certain, join } = step;
        const wanted = own.map(({ list, negated }) => ({ list, negated }));
        return [{ kind: 'select', lists: wanted, join, action, certain }];
      }
      default:
        return assertNever(step);
    }
  });
  const drops =
    filter.otherwise === 'deny' ||
    steps.some((step) => step.kind !== 'select' || step.action === 'deny');
  if (!drops) return undefined;
  return {
    place: { ...place, kind: filter.kind, name: filter.name, span: filter.span },
    role: place.direction ?? 'out',
    steps,
    otherwise: filter.otherwise,
  };
}

/** The family of a list that a command names without one; the asked one where no list of the name is defined. */
function familyOf(device: Device, list: string, asked: Family, lists: Lists): Family {
  if (lists.has(listId(device.source, asked, list))) return asked;
  const other = asked === 'ipv4' ? 'ipv6' : 'ipv4';
  return device.acls.some((acl) => acl.name === list && acl.family === other) ? other : asked;
}
