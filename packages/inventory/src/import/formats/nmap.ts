/**
 * XML reports of nmap (`nmap -oX`): hosts that answered, under the name that was scanned or that DNS has for them.
 * @see Nmap Reference Guide, "XML Output (-oX)"; nmap.dtd: host, status, address, hostnames, runstats.
 */
import type { Span } from '@aclift/diagnostics';
import { macText } from '../device-text.ts';
import { namedHost } from '../named.ts';
import { eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { readXml } from '../xml.ts';

interface Host {
  readonly start: number;
  readonly addresses: string[];
  readonly names: { readonly name: string; readonly type: string }[];
  mac: string | undefined;
  state: string;
}

export const nmap: Importer = {
  detects: ({ text }) =>
    /^\uFEFF?\s*</.test(text) && readXml(text.slice(0, 65_536)).tags[0]?.name === 'nmaprun',
  read: eachAlone(({ text }) => {
    const { fault, tags } = readXml(text);
    const records: SourceRecord[] = [];
    let host: Host | undefined;
    let isBroken = false;
    for (const { attributes, kind, name, span } of tags) {
      const get = (key: string): string => attributes.get(key) ?? '';
      if (name === 'host' && kind === 'open') {
        host = { start: span.start, addresses: [], names: [], mac: undefined, state: '' };
      } else if (name === 'host' && host !== undefined) {
        records.push(...recordsOf(host, { start: host.start, end: span.end }));
        host = undefined;
      } else if (name === 'finished' && get('exit') === 'error') isBroken = true;
      if (kind === 'close' || host === undefined) continue;
      if (name === 'status') host.state = get('state');
      else if (name === 'address' && get('addrtype') === 'mac') host.mac = macText(get('addr'));
      else if (name === 'address') host.addresses.push(get('addr'));
      else if (name === 'hostname') host.names.push({ name: get('name'), type: get('type') });
    }
    if (host !== undefined) {
      const what = `a host that is cut off: ${host.addresses.join(' ')}`;
      records.push(skipped({ start: host.start, end: text.length }, what, 'unreadable'));
    }
    const end = { start: text.length, end: text.length };
    if (tags[0]?.name !== 'nmaprun') {
      records.push(skipped(tags[0]?.span ?? end, 'no report of nmap', 'unreadable'));
    } else if (fault !== undefined && fault.start < text.length) {
      records.push(skipped(fault, text.slice(fault.start, fault.end), 'unreadable'));
    } else if (fault !== undefined || isBroken) {
      records.push(skipped(end, 'the report of a scan that did not finish', 'pages-missing'));
    }
    return records;
  }),
};

function recordsOf(host: Host, span: Span): readonly SourceRecord[] {
  const { addresses, mac, names, state } = host;
  const name = (names.find(({ type }) => type === 'user') ?? names[0])?.name ?? '';
  if (addresses.length === 0) return [skipped(span, oneLine(`host ${name}`), 'no-address')];
  return addresses.map((address) => {
    const what = oneLine(`${address} ${name}`);
    // Nobody has answered, so nobody is known to have it.
    if (state === 'down') return skipped(span, what, 'not-in-use');
    const record = namedHost(span, address, name, what, 'name');
    return mac === undefined ? record : { ...record, mac };
  });
}
