/** Object-groups: undefined, empty, unused, of the wrong type, or members of themselves. */
import type { Span } from '@aclift/diagnostics';
import type { Ace, Device, ObjectGroup } from '@aclift/ir';
import type { Report } from '../report.ts';

/** `ports`: a Catalyst port group, which is not modelled. */
type Kind = 'network' | 'service' | 'ports';

export function lintGroups(device: Device, report: Report): void {
  const groups = new Map(device.objectGroups.map((group) => [group.name, group]));
  const used = new Set<string>();
  const use = (name: string, kind: Kind, span: Span): void => {
    used.add(name);
    const group = groups.get(name);
    if (group === undefined) report.add('ios/undefined-group', span, { group: name });
    else if (group.kind === 'other') {
      report.add('ios/group-not-modelled', span, { group: name, type: group.type });
    } else if (group.kind !== kind) {
      report.add('ios/wrong-group-type', span, { group: name, type: group.kind, wanted: kind });
    } else if (group.members.length === 0) report.add('ios/empty-group', span, { group: name });
  };
  for (const acl of device.acls) {
    for (const entry of acl.entries) {
      // show access-lists prints no groups: where it was the input, nothing can be said about them.
      if (entry.kind === 'ace' && (entry.hits === undefined || groups.size > 0)) usesOf(entry, use);
    }
  }
  for (const group of device.objectGroups) {
    if (group.kind === 'other') continue;
    for (const member of group.members) {
      if (member.kind === 'group-object') use(member.name, group.kind, member.span);
    }
  }
  lintCycles(device.objectGroups, groups, report);
  if (device.acls.length === 0) return;
  for (const group of device.objectGroups) {
    if (!used.has(group.name)) report.add('ios/unused-group', group.span, { group: group.name });
  }
}

function usesOf(ace: Ace, use: (name: string, kind: Kind, span: Span) => void): void {
  if (ace.protocol.kind === 'service-group') use(ace.protocol.name, 'service', ace.protocol.span);
  for (const address of [ace.source, ace.destination]) {
    if (address.kind === 'object-group') use(address.name, 'network', address.span);
  }
  for (const ports of [ace.sourcePorts, ace.destinationPorts]) {
    if (ports?.kind === 'portgroup') use(ports.name, 'ports', ports.span);
  }
}

type Groups = ReadonlyMap<string, ObjectGroup>;

/** Depth first with a stack of our own: nesting may be as deep as a hostile file likes. */
function lintCycles(all: readonly ObjectGroup[], groups: Groups, report: Report): void {
  const done = new Set<string>();
  for (const start of all) {
    if (done.has(start.name)) continue;
    const path: { group: ObjectGroup; next: number }[] = [{ group: start, next: 0 }];
    const onPath = new Set([start.name]);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const members = top.group.kind === 'other' ? [] : top.group.members;
      const member = members[top.next];
      top.next += 1;
      if (member === undefined) {
        done.add(top.group.name);
        onPath.delete(top.group.name);
        path.pop();
      } else if (member.kind === 'group-object') {
        const child = groups.get(member.name);
        if (onPath.has(member.name)) {
          report.add('ios/group-cycle', member.span, { group: member.name });
        } else if (child !== undefined && !done.has(member.name)) {
          path.push({ group: child, next: 0 });
          onPath.add(member.name);
        }
      }
    }
  }
}
