/** The rest of the address space: what no connected or static prefix holds, and through which interfaces it is reached. */
import type { Device, Family } from '@aclift/ir';
import { type Ranges, subtractRanges, unionRanges } from '@aclift/packet-set';
import { type FilterList, listId } from '@aclift/verify';
import type { CoreDiagnostic } from '../diagnostic.ts';
import { type Attachment, attachmentName, isCalled, upAttachments } from './attachment.ts';
import type { RoutedPrefix } from './prefixes.ts';

/** Where the addresses come from that no connected or static prefix holds. */
export interface Rest {
  /** The configuration or the user says so. Otherwise the attachments are all that it could be. */
  readonly certain: boolean;
  readonly attachments: readonly Attachment[];
  /** Why it is not certain. */
  readonly because: string;
}

/**
 * The upstream: what the user chose, else default routes, else interfaces that get their address (and so their default
 * route) from outside. Where nothing says, or a dynamic routing protocol may know better, it could also be any
 * interface whose lists let strangers through: packets from there must then pass the lists of all of them.
 */
export function restOf(
  devices: readonly Device[],
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  prefixes: readonly RoutedPrefix[],
  upstream: readonly string[],
): Rest {
  const all = upAttachments(devices);
  const chosen = all.filter((attachment) => upstream.some((name) => isCalled(attachment, name)));
  if (chosen.length > 0) return { certain: true, attachments: chosen, because: '' };
  const byDefault = prefixes
    .filter(({ length }) => length === 0)
    .map(({ device, interface: via }): Attachment => ({ device, interface: via }));
  const leased = all.filter(({ interface: via }) =>
    via.addresses.some((address) => address.kind === 'dynamic'),
  );
  const known = byDefault.length > 0 ? byDefault : leased;
  const isKnown = ({ interface: via }: Attachment): boolean =>
    known.some((attachment) => attachment.interface === via);
  const candidates = all.filter(
    (attachment) =>
      !isKnown(attachment) && letsStrangersThrough(attachment, family, lists, prefixes),
  );
  const filtered = candidates.some(({ interface: via }) =>
    via.bindings.some((binding) => binding.family === family),
  );
  const protocols = [...new Set(devices.flatMap(({ routing }) => routing.map((r) => r.protocol)))];
  if (known.length > 0 && (protocols.length === 0 || !filtered)) {
    return { certain: true, attachments: known, because: '' };
  }
  return {
    certain: false,
    attachments: [...known, ...candidates],
    because:
      known.length > 0
        ? `dynamic routing (${protocols.toSorted().join(', ')}) may know other ways`
        : 'there is no default route',
  };
}

/** Says so where the uncertainty matters: some list may or may not be on the way. */
export function uncertainRest(
  { attachments, because }: Rest,
  family: Family,
): readonly CoreDiagnostic[] {
  const filtered = attachments.filter(({ interface: via }) =>
    via.bindings.some((binding) => binding.family === family),
  );
  const [first] = filtered;
  if (first === undefined) return [];
  return [
    {
      code: 'core/no-upstream',
      source: first.device.source,
      span: first.interface.span,
      facts: { because, candidates: filtered.map(attachmentName).toSorted() },
    },
  ];
}

/** Whether the interface's `in` list permits sources that do not sit behind it. Without an `in` list it does. */
function letsStrangersThrough(
  { device, interface: via }: Attachment,
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  prefixes: readonly RoutedPrefix[],
): boolean {
  const own = prefixes
    .filter((p) => p.interface === via)
    .reduce<Ranges>((sum, { range }) => unionRanges(sum, [range]), []);
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

/** Upstream names that no interface has. */
export function unknownInterfaces(
  devices: readonly Device[],
  names: readonly string[],
): readonly CoreDiagnostic[] {
  const all = upAttachments(devices);
  return names
    .filter((name) => !all.some((attachment) => isCalled(attachment, name)))
    .map((name) => ({
      code: 'core/unknown-interface',
      source: '',
      span: { start: 0, end: 0 },
      facts: { name, known: all.map((a) => a.interface.name).toSorted() },
    }));
}
