/** Permits that open more than is usual or wise. Only lines that decide something are judged. */
import type { Action } from '@aclift/ir';
import type { Line, ListModel, PacketBox, Standing } from '@aclift/lists';
import { countRanges, NOTHING, type Ranges, subtractRanges } from '@aclift/packet-set';
import { allAddresses, prefixRange, TCP, UDP } from '@aclift/verify';
import type { Finding, ListName } from './finding.ts';
import { lineFinding, type Said } from './line-finding.ts';

/** When a permit is called risky. */
export interface RiskThresholds {
  /** Sources from which administrative ports count as reached from anywhere: so many addresses. */
  readonly wideSources: bigint;
  /** Most ports that a line may name and still be about each of them. */
  readonly namedPorts: bigint;
}

/** A /8 of sources; sixteen ports. */
export const DEFAULT_THRESHOLDS: RiskThresholds = { wideSources: 2n ** 24n, namedPorts: 16n };

type Service = readonly [protocol: number, port: number, name: string];

/** Ports that give control over a machine. @see IANA service name and port number registry. */
const ADMINISTRATIVE: readonly Service[] = [
  [TCP, 22, 'ssh'],
  [TCP, 23, 'telnet'],
  [TCP, 3389, 'remote desktop'],
  [TCP, 5900, 'vnc'],
  [TCP, 5985, 'winrm'],
  [TCP, 5986, 'winrm'],
  [TCP, 445, 'smb'],
  [UDP, 161, 'snmp'],
];

/** Services that send passwords or commands unencrypted; web and mail relay, which are public by design, left out. */
const CLEARTEXT: readonly Service[] = [
  [TCP, 21, 'ftp'],
  [TCP, 23, 'telnet'],
  [UDP, 69, 'tftp'],
  [TCP, 110, 'pop3'],
  [TCP, 143, 'imap'],
  [TCP, 512, 'rexec'],
  [TCP, 513, 'rlogin'],
  [TCP, 514, 'rsh'],
];

/** @see RFC 1918, section 3. */
const PRIVATE: readonly { readonly name: string; readonly range: { from: number; to: number } }[] =
  [
    { name: '10.0.0.0/8', range: prefixRange(0x0a000000, 8) },
    { name: '172.16.0.0/12', range: prefixRange(0xac100000, 12) },
    { name: '192.168.0.0/16', range: prefixRange(0xc0a80000, 16) },
  ];

/** In order of the lines. A list that only selects packets opens nothing: do not ask about it. */
export function riskFindings(
  { lines, list: { acl, device }, space, tree }: ListModel,
  standings: readonly Standing[],
  thresholds: RiskThresholds,
): readonly Finding[] {
  const list: ListName = { source: device.source, family: acl.family, name: acl.name };
  return lines.flatMap((line, k) => {
    const decides = standings[k] === 'live' || standings[k] === 'partly-shadowed';
    const { entry } = line;
    if (line.action !== 'permit' || entry?.kind !== 'ace' || !decides) return [];
    if (space.complement(tree.line(k)) === NOTHING) {
      const denied = lines.slice(0, k).filter(isDeny).length;
      const said: Said =
        denied === 0
          ? { code: 'lint/permits-everything', facts: { list: acl.name } }
          : { code: 'lint/open-end', facts: { list: acl.name, denied } };
      return [lineFinding(list, entry.span, said)];
    }
    return risksOf(line, acl.name, acl.family === 'ipv4', thresholds).map((said) =>
      lineFinding(list, entry.span, said),
    );
  });
}

function isDeny({ action }: { readonly action: Action }): boolean {
  return action === 'deny';
}

function risksOf(
  { boxes }: Line,
  list: string,
  ipv4: boolean,
  thresholds: RiskThresholds,
): readonly Said[] {
  const opening = boxes.filter(
    ({ flags, fragment, undetermined }) =>
      flags === undefined && fragment?.[0]?.from !== 1 && undetermined?.[0]?.from !== 1,
  );
  const named = opening.filter(
    ({ service }) => service !== undefined && countRanges(service) <= thresholds.namedPorts,
  );
  const wide = named.filter(({ source }) => isWide(source, ipv4, thresholds));
  const said: Said[] = [];
  const admin = servicesIn(wide, ADMINISTRATIVE);
  if (admin.length > 0) {
    said.push({ code: 'lint/wide-administration', facts: { list, services: admin } });
  }
  const cleartext = servicesIn(named, CLEARTEXT);
  if (cleartext.length > 0) {
    said.push({ code: 'lint/cleartext-service', facts: { list, services: cleartext } });
  }
  if (opening.some((box) => isBypassable(box, thresholds))) {
    said.push({ code: 'lint/source-port-permit', facts: { list } });
  }
  const ranges = ipv4
    ? PRIVATE.filter(({ range }) => opening.some((box) => isWhole(box, range)))
    : [];
  if (ranges.length > 0) {
    const names = ranges.map(({ name }) => name);
    said.push({ code: 'lint/whole-private-range', facts: { list, ranges: names } });
  }
  return said;
}

function servicesIn(boxes: readonly PacketBox[], services: readonly Service[]): readonly string[] {
  const found = services
    .filter(([protocol, port]) =>
      boxes.some((box) => holds(box.protocol, protocol) && holds(box.service, port)),
    )
    .map(([, , name]) => name);
  return [...new Set(found)];
}

function isWide(
  source: Ranges | undefined,
  ipv4: boolean,
  { wideSources }: RiskThresholds,
): boolean {
  return source === undefined || countRanges(source) >= (ipv4 ? wideSources : wideSources ** 4n);
}

/**
 * Names the port that packets come from and leaves the one they go to open: whoever sends chooses it. A single host as
 * the source is somebody who was meant.
 */
function isBypassable(
  { service, source, sourcePort }: PacketBox,
  { namedPorts }: RiskThresholds,
): boolean {
  const narrow = sourcePort !== undefined && countRanges(sourcePort) <= namedPorts;
  return narrow && service === undefined && (source === undefined || countRanges(source) > 1n);
}

/** Whether one end of the box is exactly the range and the other is not narrowed to a few hosts. */
function isWhole({ destination, source }: PacketBox, range: { from: number; to: number }): boolean {
  const same = (ranges: Ranges | undefined): boolean =>
    ranges?.length === 1 && ranges[0]?.from === range.from && ranges[0].to === range.to;
  const open = (ranges: Ranges | undefined): boolean =>
    ranges === undefined || subtractRanges([allAddresses('ipv4')], ranges).length === 0;
  return (
    (same(source) && (open(destination) || same(destination))) ||
    (same(destination) && open(source))
  );
}

function holds(ranges: Ranges | undefined, value: number): boolean {
  return ranges?.some(({ from, to }) => from <= value && value <= to) === true;
}
