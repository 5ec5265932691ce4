/** Which list of the old configuration is to be compared with which of the new. */
import type { Device, Direction, Family } from '@aclift/ir';
import { type DeviceList, deviceLists } from '@aclift/lists';
import { filterList, ObjectGroups } from '@aclift/verify';

/** `name`: lists of one name. `binding`: what stands at one interface in one direction. */
export type PairBy = 'name' | 'binding';

/** A side that is undefined has no such list; by binding that means that everything passes. */
export interface ListPair {
  /** What the pair has in common, for people. */
  readonly title: string;
  readonly old: DeviceList | undefined;
  readonly new: DeviceList | undefined;
}

/** In order of the new configuration; what only the old one has comes last. */
export function pairLists(old: Device, young: Device, by: PairBy): readonly ListPair[] {
  const [before, after] = [sides(old, by), sides(young, by)];
  const titles = new Set([...after.keys(), ...before.keys()]);
  return [...titles].map((title) => ({
    title,
    old: before.get(title) ?? missing(old, title, by),
    new: after.get(title) ?? missing(young, title, by),
  }));
}

function sides(device: Device, by: PairBy): ReadonlyMap<string, DeviceList> {
  const lists = deviceLists(device);
  if (by === 'name') {
    return new Map(
      lists.map((each) => [`${FAMILY[each.list.acl.family]} list ${each.list.acl.name}`, each]),
    );
  }
  return new Map(
    device.interfaces
      .filter(({ shutdown }) => !shutdown)
      .flatMap(({ bindings, name }) =>
        bindings.map(({ direction, family, list }) => {
          const bound = lists.find(
            (each) => each.list.acl.name === list && each.list.acl.family === family,
          );
          return [titleOf(name, direction, family), bound ?? open(device, family, list)] as const;
        }),
      ),
  );
}

const FAMILY: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

function titleOf(name: string, direction: Direction, family: Family): string {
  return `${FAMILY[family]} ${name} ${direction}`;
}

/** No list at an interface lets everything pass; a list that has no counterpart by name is compared with nothing. */
function missing(device: Device, title: string, by: PairBy): DeviceList | undefined {
  return by === 'name' ? undefined : open(device, title.startsWith('IPv6') ? 'ipv6' : 'ipv4', '');
}

function open(device: Device, family: Family, name: string): DeviceList {
  const groups = new ObjectGroups(device);
  const acl = { name, family, type: 'extended', entries: [], span: { start: 0, end: 0 } } as const;
  return { list: filterList(device, groups, acl), groups };
}
