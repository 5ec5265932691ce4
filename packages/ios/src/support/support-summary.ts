/** Which constructs of the support table one device uses, and how often. */
import type { Span } from '@aclift/diagnostics';
import {
  type Ace,
  type Acl,
  type AddressMatch,
  type Device,
  type ObjectGroup,
  assertNever,
} from '@aclift/ir';
import type { Known, SupportUse } from '@aclift/dialect-kit';
import { supportTable } from './support-table.ts';

const ROWS = supportTable.flatMap(({ rows }) => rows);
const ROW_OF: ReadonlyMap<string, number> = new Map(
  ROWS.flatMap(({ covers }, at) => covers.map((known): [string, number] => [known, at])),
);

/**
 * The constructs of lists, entries and groups that the device uses, in the order of the table. Constructs that leave no
 * trace in the device (comments, banners, spellings) are not among them. Linear in the number of entries.
 */
export function supportSummary(device: Device): readonly SupportUse[] {
  const found = new Map<number, { uses: number; first: Span }>();
  const add = (known: Known, span: Span): void => {
    const row = ROW_OF.get(known);
    if (row === undefined) throw new Error(`no row of the support table covers ${known}`);
    const use = found.get(row);
    if (use === undefined) found.set(row, { uses: 1, first: span });
    else {
      use.uses += 1;
      if (span.start < use.first.start) use.first = span;
    }
  };
  for (const acl of device.acls) addList(acl, add);
  for (const { entry } of device.removed) add('line:removal', entry.span);
  for (const group of device.objectGroups) add(groupKind(group), group.span);
  for (const { span } of device.timeRanges) add('line:time-range', span);
  for (const { bindings } of device.interfaces) {
    for (const { family, span } of bindings) {
      add(family === 'ipv6' ? 'command:ipv6 traffic-filter' : 'command:ip access-group', span);
    }
  }
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([row, use]) => {
      const { state, syntax } = ROWS[row] as (typeof ROWS)[number];
      return { syntax, state, ...use };
    });
}

type Add = (known: Known, span: Span) => void;

function addList(acl: Acl, add: Add): void {
  if (acl.type === 'other') add('list:other', acl.span);
  else if (acl.family === 'ipv6') add('list:ipv6', acl.span);
  else add(/^\d+$/.test(acl.name) ? 'list:numbered' : 'list:ipv4', acl.span);
  for (const entry of acl.entries) {
    switch (entry.kind) {
      case 'ace':
        addAce(entry, add);
        break;
      case 'remark':
        add('line:remark', entry.span);
        break;
      case 'evaluate':
        add('word:evaluate', entry.span);
        break;
      case 'unrecognized':
        add('line:unreadable-entry', entry.span);
        break;
      default:
        assertNever(entry);
    }
  }
}

function addAce(ace: Ace, add: Add): void {
  add('word:permit', ace.span);
  if (ace.protocol.kind === 'service-group') add('word:object-group', ace.protocol.span);
  addAddress(ace.source, add);
  addAddress(ace.destination, add);
  for (const ports of [ace.sourcePorts, ace.destinationPorts]) {
    if (ports !== undefined)
      add(ports.kind === 'portgroup' ? 'word:portgroup' : 'word:eq', ports.span);
  }
  if (ace.icmp !== undefined) add('names:icmp', ace.icmp.span);
  for (const { kind, span } of ace.conditions) add(`condition:${kind}`, span);
  if (ace.log !== undefined) add('word:log', ace.log.span);
  if (ace.hits !== undefined) add('line:suffix', ace.span);
}

function addAddress({ kind, span }: AddressMatch, add: Add): void {
  if (kind === 'object-group') add('word:object-group', span);
  else add(kind === 'prefix6' || kind === 'host6' ? 'line:prefix6' : 'word:any', span);
}

function groupKind(group: ObjectGroup): Known {
  if (group.kind === 'other') return 'group:other';
  return group.family === 'ipv6' ? `group:v6-${group.kind}` : `group:${group.kind}`;
}
