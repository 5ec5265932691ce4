/** Whether an interface could lead to addresses that sit elsewhere: its inbound lists tell. */
import type { Device, Family, Interface } from '@aclift/ir';
import { type Ranges, subtractRanges } from '@aclift/packet-set';
import { type FilterList, listId } from '@aclift/verify';

/**
 * Whether the interface's `in` lists permit sources that are none of `own`. Without an `in` list they do.
 * @param own the addresses that sit behind the interface.
 */
export function letsStrangersIn(
  device: Device,
  via: Interface,
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  own: Ranges,
): boolean {
  return via.bindings
    .filter((binding) => binding.family === family && binding.direction === 'in')
    .every((binding) => {
      const list = lists.get(listId(device.source, family, binding.list));
      return (
        list === undefined ||
        list.rules.length === 0 ||
        list.rules.some(
          ({ action, match }) =>
            action === 'permit' &&
            match.may.some(
              (box) => box.source === undefined || subtractRanges(box.source, own).length > 0,
            ),
        )
      );
    });
}
