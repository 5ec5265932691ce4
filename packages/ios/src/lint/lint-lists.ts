/** Lists and their uses: undefined, empty, unused, bound twice. */
import type {
  Acl,
  AclEntry,
  Binding,
  Device,
  Family,
  Interface,
  ListReference,
  UnreadBinding,
} from '@aclift/ir';
import type { Report } from '../report.ts';

export function lintLists(device: Device, report: Report): void {
  const lists = new Map(device.acls.map((acl) => [keyOf(acl.family, acl.name), acl]));
  const used = new Set<string>();
  for (const one of [...(device.unread ?? []), ...device.interfaces.flatMap(unreadOf)]) {
    if (one.list === undefined) continue;
    for (const family of familiesOf(one)) used.add(keyOf(family, one.list));
  }
  // A line below `interface range` binds on many interfaces, and is worth one remark.
  const seen = new Set<number>();
  for (const { bindings } of device.interfaces) {
    for (const binding of bindings) {
      used.add(keyOf(binding.family, binding.list));
      if (seen.has(binding.span.start)) continue;
      lintBinding(binding, lists.get(keyOf(binding.family, binding.list)), report);
    }
    lintDirections(
      bindings.filter(({ span }) => !seen.has(span.start)),
      report,
    );
    for (const { span } of bindings) seen.add(span.start);
  }
  for (const reference of device.references) {
    const families = familiesOf(reference);
    for (const family of families) used.add(keyOf(family, reference.list));
    if (!families.some((family) => lists.has(keyOf(family, reference.list)))) {
      const { list, span, use } = reference;
      report.add('ios/undefined-reference', span, { list, use });
    }
  }
  // A bare list, or the output of show, does not tell where its lists are used.
  if (device.interfaces.length === 0 && device.references.length === 0) return;
  for (const acl of device.acls) {
    if (used.has(keyOf(acl.family, acl.name))) continue;
    report.add('ios/unused-list', acl.span, { list: acl.name });
  }
}

function keyOf(family: Family, list: string): string {
  return `${family} ${list}`;
}

function unreadOf({ unread }: Interface): readonly UnreadBinding[] {
  return unread ?? [];
}

function familiesOf({ family }: ListReference | UnreadBinding): readonly Family[] {
  return family === undefined ? ['ipv4', 'ipv6'] : [family];
}

function lintBinding(binding: Binding, acl: Acl | undefined, report: Report): void {
  const { direction, list, span } = binding;
  if (acl === undefined) report.add('ios/undefined-list', span, { list, direction });
  else if (!acl.entries.some(isEntry)) report.add('ios/empty-list', span, { list, direction });
}

/** A list of remarks only is empty to the device. */
function isEntry({ kind }: AclEntry): boolean {
  return kind !== 'remark';
}

/** One list in both directions of an interface: its source and destination cannot be right in both. */
function lintDirections(bindings: readonly Binding[], report: Report): void {
  for (const out of bindings) {
    if (out.direction !== 'out') continue;
    const both = bindings.some(
      ({ direction, family, list }) =>
        direction === 'in' && family === out.family && list === out.list,
    );
    if (both) report.add('ios/bound-both-directions', out.span, { list: out.list });
  }
}
