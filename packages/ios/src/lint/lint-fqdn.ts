/** Lists that name hosts: which addresses the names stand for is not in the text. */
import type { Acl, Device } from '@aclift/ir';
import { namesHost } from '../lowering/host-names.ts';
import type { Report } from '../report.ts';

/** Says of each such list how much of it is unknown, and warns where an interface applies it. */
export function lintFqdn(device: Device, isFqdn: (acl: Acl) => boolean, report: Report): void {
  const lists = device.acls.filter(isFqdn);
  if (lists.length === 0) return;
  const counts = new Map<string, number>();
  for (const { entries, family, name, span } of lists) {
    const names = entries.filter(
      (entry) => entry.kind === 'unrecognized' && namesHost(entry.text),
    ).length;
    if (names === 0) continue;
    counts.set(`${family} ${name}`, names);
    report.add('ios/fqdn-list', span, { list: name, names });
  }
  const seen = new Set<number>();
  for (const { bindings } of device.interfaces) {
    for (const { direction, family, list, span } of bindings) {
      const names = counts.get(`${family} ${list}`);
      // A line below `interface range` binds on many interfaces.
      if (names === undefined || seen.has(span.start)) continue;
      seen.add(span.start);
      report.add('ios/fqdn-list-bound', span, { list, direction, names });
    }
  }
}
