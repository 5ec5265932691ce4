/** Lists and their uses: undefined, empty, unused, bound twice. */
import {
  type Acl,
  type AclEntry,
  type Binding,
  type Device,
  type Family,
  type ListReference,
  ListRoles,
} from '@aclift/ir';
import type { Report } from '../report.ts';

/** Lists that images bring along, for logins by browser: nobody wrote them, and sessions use them without a line. */
const FROM_THE_SYSTEM =
  /^(?:IP-Adm-V[46](?:-Int)?-ACL-global|implicit_deny(?:_v6)?|implicit_permit(?:_v6)?|preauth_v[46]|CISCO-CWA-URL-REDIRECT-ACL|meraki-fqdn-dns|xACSACLx-.*)$/;

export function lintLists(device: Device, report: Report): void {
  const lists = new Map(device.acls.map((acl) => [keyOf(acl.family, acl.name), acl]));
  // A line below `interface range` binds on many interfaces, and is worth one remark.
  const seen = new Set<number>();
  for (const { bindings, replaced = [] } of device.interfaces) {
    for (const binding of replaced) {
      if (!seen.has(binding.span.start)) lintReplaced(binding, bindings, report);
    }
    for (const binding of bindings) {
      if (seen.has(binding.span.start)) continue;
      lintBinding(binding, lists.get(keyOf(binding.family, binding.list)), device, report);
    }
    lintDirections(
      bindings.filter(({ span }) => !seen.has(span.start)),
      report,
    );
    for (const { span } of [...bindings, ...replaced]) seen.add(span.start);
  }
  for (const reference of device.references) {
    const families = familiesOf(reference);
    if (!families.some((family) => lists.has(keyOf(family, reference.list)))) {
      const { list, span, use } = reference;
      report.add('ios/undefined-reference', span, { list, use });
    }
  }
  // A bare list, or the output of show, does not tell where its lists are used.
  if (device.interfaces.length === 0 && device.references.length === 0) return;
  const roles = new ListRoles(device);
  const replaced = new Set(
    device.interfaces.flatMap((via) =>
      (via.replaced ?? []).map(({ family, list }) => keyOf(family, list)),
    ),
  );
  for (const acl of device.acls) {
    // Whose only binding was replaced, something uses; that it has no effect is said where it is judged.
    if (roles.of(acl) !== undefined || replaced.has(keyOf(acl.family, acl.name))) continue;
    if (FROM_THE_SYSTEM.test(acl.name)) continue;
    report.add('ios/unused-list', acl.span, { list: acl.name, whole: device.whole === true });
  }
}

function keyOf(family: Family, list: string): string {
  return `${family} ${list}`;
}

function familiesOf({ family }: ListReference): readonly Family[] {
  return family === undefined ? ['ipv4', 'ipv6'] : [family];
}

function lintBinding(
  binding: Binding,
  acl: Acl | undefined,
  { whole }: Device,
  report: Report,
): void {
  const { direction, list, span } = binding;
  if (acl === undefined)
    report.add('ios/undefined-list', span, { list, direction, whole: whole === true });
  else if (!acl.entries.some(isEntry)) report.add('ios/empty-list', span, { list, direction });
}

/** Its list filters nothing here any more. */
function lintReplaced(binding: Binding, bindings: readonly Binding[], report: Report): void {
  const { common, direction, family, list, span } = binding;
  const by = bindings.find(
    (one) => one.family === family && one.direction === direction && one.common === common,
  );
  if (by !== undefined) report.add('ios/replaced-binding', span, { list, direction, by: by.list });
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
