/** Entries that are legal and yet rarely meant, and remarks that the device would cut. */
import {
  type Ace,
  type Acl,
  type AddressMatch,
  type Device,
  ListRoles,
  type ReferenceUse,
} from '@aclift/ir';
import { ICMP6 } from '../names/protocol-names.ts';
import type { Report } from '../report.ts';

const LONGEST_REMARK = 100;
const FIRST_MULTICAST = 0xe0000000;
const LAST_MULTICAST = 0xefffffff;
const BROADCAST = 0xffffffff;
/** Uses of a list whose first address need not be the source of a packet. */
const NO_SENDERS: ReadonlySet<ReferenceUse> = new Set(['multicast', 'routing', 'route-map']);
const ND_ADVERTISEMENT = 136;
const ND_SOLICITATION = 135;

export function lintEntries(device: Device, report: Report): void {
  const ranges = new Set(device.timeRanges.map(({ name }) => name));
  const roles = new ListRoles(device);
  for (const acl of device.acls) {
    if (acl.type === 'other') continue;
    const { filtersPackets = true, filtersSessions, selectsFor = [] } = roles.of(acl) ?? {};
    const filters = filtersPackets || filtersSessions === true;
    // Where lines choose traffic, each of them may count by itself: another side may have its mirror image.
    if (selectsFor.length === 0) lintReach(acl, report);
    if (acl.family === 'ipv6' && filters) lintNeighbourDiscovery(acl, report);
    // The address of a line may be a group or a route there, and no sender.
    const groups = !filters && selectsFor.every((use) => NO_SENDERS.has(use));
    for (const entry of acl.entries) {
      if (entry.kind === 'ace') lintAce(entry, ranges, groups, report);
      else if (entry.kind === 'remark' && entry.text.length > LONGEST_REMARK) {
        report.add('ios/long-remark', entry.span, { length: entry.text.length });
      }
    }
  }
}

/** @param groups whether sources stand for groups. */
function lintAce(ace: Ace, ranges: ReadonlySet<string>, groups: boolean, report: Report): void {
  const { action, conditions, destination, source } = ace;
  // A deny stops forged packets.
  if (action === 'permit' && !groups && isMulticast(source))
    report.add('ios/multicast-source', source.span, {});
  if (source.kind === destination.kind && sameHost(source, destination)) {
    report.add('ios/same-source-and-destination', ace.span, {});
  }
  for (const condition of conditions) {
    // Where show tells the state of a range, the range is defined on the device.
    const shown = condition.kind === 'time-range' && condition.active !== undefined;
    if (condition.kind === 'time-range' && !shown && !ranges.has(condition.name)) {
      report.add('ios/undefined-time-range', condition.span, { name: condition.name });
    }
  }
}

/** Multicast and broadcast addresses only ever stand as destinations. */
function isMulticast(match: AddressMatch): boolean {
  if (match.kind === 'host') {
    const { address } = match;
    return (address >= FIRST_MULTICAST && address <= LAST_MULTICAST) || address === BROADCAST;
  }
  if (match.kind !== 'wildcard') return false;
  // The wildcard must leave the multicast prefix alone.
  return (
    match.base >= FIRST_MULTICAST && match.base <= LAST_MULTICAST && match.wildcard <= 0x0fffffff
  );
}

function sameHost(source: AddressMatch, destination: AddressMatch): boolean {
  if (source.kind === 'host' && destination.kind === 'host') {
    return source.address === destination.address;
  }
  if (source.kind === 'host6' && destination.kind === 'host6') {
    return source.address === destination.address;
  }
  return false;
}

/** Matches every packet. */
function isCatchAll({ conditions, destination, protocol, source }: Ace): boolean {
  return (
    protocol.kind === 'any' &&
    source.kind === 'any' &&
    destination.kind === 'any' &&
    // Recording a flow narrows nothing.
    conditions.every(({ kind }) => kind === 'reflect')
  );
}

/** Entries behind one that matches everything: said once for each list, at the first of them. */
function lintReach(acl: Acl, report: Report): void {
  const at = acl.entries.findIndex((entry) => entry.kind === 'ace' && isCatchAll(entry));
  const all = acl.entries[at];
  if (all?.kind !== 'ace') return;
  const rest = acl.entries.slice(at + 1).filter(({ kind }) => kind !== 'remark');
  const [first] = rest;
  if (first === undefined) return;
  report.add('ios/unreachable-entries', first.span, {
    list: acl.name,
    action: all.action,
    count: rest.length,
  });
}

/** `deny ipv6 any any` stands before the implicit permits of neighbour discovery. */
function lintNeighbourDiscovery(acl: Acl, report: Report): void {
  let advertisement = false;
  let solicitation = false;
  for (const entry of acl.entries) {
    if (entry.kind !== 'ace') continue;
    if (entry.action === 'permit') {
      const { conditions, icmp, protocol } = entry;
      // A permit that holds only sometimes, or for some hosts only, does not keep discovery going.
      if (conditions.length > 0) continue;
      const isIcmp = protocol.kind === 'number' && protocol.protocol === ICMP6;
      const any = protocol.kind === 'any' || (isIcmp && icmp === undefined);
      advertisement ||= any || (isIcmp && icmp?.type === ND_ADVERTISEMENT);
      solicitation ||= any || (isIcmp && icmp?.type === ND_SOLICITATION);
    } else if (isCatchAll(entry)) {
      if (!advertisement || !solicitation) {
        report.add('ios/neighbour-discovery-denied', entry.span, { list: acl.name });
      }
      return;
    }
  }
}
