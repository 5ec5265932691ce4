/** A list ready to be questioned: its lines, what each matches, and the tree of its first matches, all in one space. */
import type { Diagram } from '@aclift/packet-set';
import { type FilterList, filterList, ObjectGroups } from '@aclift/verify';
import type { Acl, Device } from '@aclift/ir';
import { type Asked, askedBy, type Line, linesOf } from './entry-packets.ts';
import { FirstMatchTree } from './first-match-tree.ts';
import { lineDiagram, type PacketSpace, spaceFor } from './list-space.ts';
import type { PacketBox } from './packet.ts';

export interface ListModel {
  readonly list: FilterList;
  readonly groups: ObjectGroups;
  /** Kinds of packets that are told apart besides whole ones. */
  readonly asked: Asked;
  readonly lines: readonly Line[];
  readonly space: PacketSpace;
  /** The list as it stands. */
  readonly tree: FirstMatchTree;
}

/** A list with the groups of its device. */
export interface DeviceList {
  readonly list: FilterList;
  readonly groups: ObjectGroups;
}

/** The filter lists of a device, in order of the text; lists whose entries are no address filters are left out. */
export function deviceLists(device: Device): readonly DeviceList[] {
  const groups = new ObjectGroups(device);
  return device.acls
    .filter(({ type }: Acl) => type !== 'other')
    .map((acl) => ({ list: filterList(device, groups, acl), groups }));
}

/**
 * Models lists of one family in a space of their own, so that they can be compared with each other.
 * @param more boxes that will be asked about besides.
 * @throws DiagramBudgetError when they are too tangled.
 */
export function modelLists(
  lists: readonly DeviceList[],
  more: readonly PacketBox[] = [],
  nodeLimit?: number,
): readonly ListModel[] {
  const [first] = lists;
  if (first === undefined) return [];
  const asked = askedBy(lists.map(({ list }) => list));
  const lines = lists.map(({ list, groups }) => linesOf(list, groups, asked));
  const boxes = [...lines.flat().flatMap((line) => line.boxes), ...more];
  const space = spaceFor(first.list.acl.family, boxes, nodeLimit);
  return lists.map(({ groups, list }, i) => {
    const own = lines[i] as readonly Line[];
    const diagrams: readonly Diagram[] = own.map((line) => lineDiagram(space, line));
    return {
      list,
      groups,
      asked,
      lines: own,
      space,
      tree: new FirstMatchTree(space, diagrams),
    };
  });
}
