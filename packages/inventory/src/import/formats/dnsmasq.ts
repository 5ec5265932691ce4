/**
 * dnsmasq: reservations and names of its configuration, and its lease file.
 * @see dnsmasq(8): --dhcp-host, --dhcp-range, --address, --host-record, --conf-file; the lease file is described there
 * under --dhcp-leasefile.
 */
import type { Span } from '@aclift/diagnostics';
import { hostText, interfaceHost, rangeText } from '../host-text.ts';
import { isThere } from '../include.ts';
import { linesOf } from '../lines.ts';
import { namedHost, namedNetwork } from '../named.ts';
import { byPlace, eachAlone, skipped } from '../record.ts';
import type { ImportOptions, Importer, SourceRecord } from '../record.ts';
import { lastOf, NAMELESS } from './dhcp-leases.ts';
import type { Lease } from './dhcp-leases.ts';

const OPTION = /^\s*([a-z][a-z0-9-]*)\s*(?:=\s*(.*?))?\s*$/;
/** Options that no other program's files have. */
const TELLING =
  /^\s*(?:dhcp-(?:host|range|option|leasefile|authoritative|boot)|address\s*=\s*\/|host-record|interface-name|local\s*=\s*\/|server\s*=\s*\/|domain-needed|bogus-priv|expand-hosts|no-resolv|no-hosts|addn-hosts|cache-size)\b/;
const INCLUDES: ReadonlySet<string> = new Set([
  'addn-hosts',
  'conf-dir',
  'conf-file',
  'dhcp-hostsdir',
  'dhcp-hostsfile',
  'hostsdir',
  'servers-file',
]);

export const dnsmasq: Importer = {
  detects: ({ text }) => {
    const lines = linesOf(text).map((line) => withoutRemark(line.text));
    const said = lines.filter((line) => line.trim() !== '');
    return said.some((line) => TELLING.test(line)) && said.every((line) => OPTION.test(line));
  },
  read: eachAlone(({ text }, options) =>
    linesOf(text).flatMap(({ span, text: line }): readonly SourceRecord[] => {
      const content = withoutRemark(line);
      if (content.trim() === '') return [];
      const [, key, value = ''] = OPTION.exec(content) ?? [];
      if (key === undefined) return [skipped(span, line, 'unreadable')];
      return optionRecords(span, key, value, line.trim(), options);
    }),
  ),
};

function optionRecords(
  span: Span,
  key: string,
  value: string,
  line: string,
  { files }: ImportOptions,
): readonly SourceRecord[] {
  switch (key) {
    case 'dhcp-host':
      return reservation(span, value, line);
    case 'host-record':
      return hostRecord(span, value, line);
    case 'address':
      return domainAddress(span, value, line);
    case 'dhcp-range':
      return [pool(span, value, line)];
    default:
      // What the server itself is set to is about no host; addresses in it are named, and left out.
      if (INCLUDES.has(key)) {
        return [
          skipped(
            span,
            line,
            isThere(value.split(',', 1)[0] ?? '', files) ? 'other-kind' : 'pages-missing',
          ),
        ];
      }
      return hasAddress(value) ? [skipped(span, line, 'other-kind')] : [];
  }
}

// dhcp-host=00:50:56:aa:00:11,set:red,web01,10.0.0.11,12h
function reservation(span: Span, value: string, line: string): readonly SourceRecord[] {
  const parts = partsOf(value);
  if (parts.includes('ignore')) return [skipped(span, line, 'not-in-use')];
  const addresses = parts.filter((part) => addressOf(part) !== undefined);
  const name = parts.find((part) => isHostName(part)) ?? '';
  if (addresses.length === 0) return [skipped(span, line, 'no-address')];
  return addresses.map((part) => namedHost(span, addressOf(part) ?? '', name, line, 'entry'));
}

// host-record=laptop,laptop.example.com,192.0.2.7,2001:db8::7,3600
function hostRecord(span: Span, value: string, line: string): readonly SourceRecord[] {
  const parts = partsOf(value);
  const addresses = parts.filter((part) => addressOf(part) !== undefined);
  const name = parts.find((part) => addressOf(part) === undefined && !/^\d+$/.test(part));
  if (addresses.length === 0) return [skipped(span, line, 'no-address')];
  return addresses.map((part) => namedHost(span, addressOf(part) ?? '', name, line));
}

// address=/intranet.example.com/wiki.example.com/192.0.2.80
function domainAddress(span: Span, value: string, line: string): readonly SourceRecord[] {
  const parts = value.split('/');
  const address = parts.at(-1)?.trim() ?? '';
  const domains = parts.slice(1, -1).filter(Boolean);
  // A domain that is answered with nothing, or with nobody.
  if (address === '' || address === '#') return [skipped(span, line, 'no-address')];
  if (hostText(address) === undefined) return [skipped(span, line, 'bad-address')];
  const [first = ''] = domains;
  if (first === '#') return [skipped(span, line, 'wildcard-name')];
  return [namedHost(span, address, first.replace(/^\*?\./, ''), line)];
}

// dhcp-range=set:red,192.0.2.50,192.0.2.150,255.255.255.0,12h
function pool(span: Span, value: string, line: string): SourceRecord {
  const [from, to] = partsOf(value)
    .map(addressOf)
    .filter((part) => part !== undefined);
  const range = from === undefined || to === undefined ? undefined : rangeText(`${from}-${to}`);
  // `static`, `ra-only` and the like: a subnet without a pool.
  if (from === undefined || to === undefined) return skipped(span, line, 'other-kind');
  if (range === undefined) return skipped(span, line, 'bad-address');
  return namedNetwork(span, range, NAMELESS, line, 'place');
}

// 1746619200 00:50:56:aa:00:11 192.0.2.60 laptop 01:00:50:56:aa:00:11
const LEASE = /^(\d+)\s+(\S+)\s+(\S+)\s+(\S+)(?:\s+(\S+))?\s*$/;

export const dnsmasqLeases: Importer = {
  detects: ({ text }) => {
    const lines = linesOf(text).filter((line) => line.text.trim() !== '');
    const isLease = (line: string): boolean =>
      /^duid\s/.test(line) || hostText(LEASE.exec(line)?.[3] ?? '') !== undefined;
    return (
      lines.some(({ text: line }) => LEASE.test(line)) && lines.every((line) => isLease(line.text))
    );
  },
  read: eachAlone(({ text }) => {
    const leases: Lease[] = [];
    const others: SourceRecord[] = [];
    for (const { span, text: line } of linesOf(text)) {
      if (line.trim() === '' || /^duid\s/.test(line)) continue;
      const [, , , address, name = ''] = LEASE.exec(line) ?? [];
      if (address === undefined) others.push(skipped(span, line, 'unreadable'));
      else leases.push({ address, name: name === '*' ? '' : name, inUse: true, span });
    }
    return byPlace([...lastOf(leases), ...others]);
  }),
};

/** Remarks begin with `#`, at the beginning or behind a blank; `address=/#/…` is none. */
function withoutRemark(line: string): string {
  return line.replace(/(?:^|\s)#.*$/, '');
}

/** Parts between commas; an IPv6 address stands in brackets. */
function partsOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter(Boolean);
}

function addressOf(part: string): string | undefined {
  return interfaceHost(part.replace(/^\[(.*)\](\/\d+)?$/, '$1'));
}

/** Not a MAC address, a tag, a client identifier, or a time. */
function isHostName(part: string): boolean {
  const isOther =
    /^(?:(?:[0-9a-fA-F*]{1,2}|\d+-[0-9a-f]{1,2})(?:[:-][0-9a-fA-F*]{1,2}){5,}|(?:set|tag|net|id):.*|infinite|\d+[smhdw]?|deprecated|ignore)$/i.test(
      part,
    );
  return !isOther && addressOf(part) === undefined && /^[A-Za-z0-9_][\w.-]*$/.test(part);
}

function hasAddress(value: string): boolean {
  return (
    /\d+\.\d+\.\d+\.\d+/.test(value) ||
    value.split(/[,/@#\s]/).some((part) => hostText(part) !== undefined)
  );
}
