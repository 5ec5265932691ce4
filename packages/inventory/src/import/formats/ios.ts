/**
 * What Cisco devices know of hosts: `show ip dhcp binding`, and `ip host` / `name` lines of configurations. The first has
 * no host names: addresses are those of clients of DHCP.
 * @see Cisco IOS IP Addressing Services Command Reference; Cisco ASA Command Reference, `name`.
 */
import { parseHost } from '../../address-text.ts';
import { deviceLines } from '../device-text.ts';
import { linesOf } from '../lines.ts';
import { namedHost } from '../named.ts';
import { byPlace, eachAlone, skipped } from '../record.ts';
import { NAMELESS } from './dhcp-leases.ts';
import type { Importer, SourceRecord } from '../record.ts';

const BINDING_HEAD =
  /^(?:Bindings from|IP address\s+Client-ID|\s+Hardware address|\s+User name|\s*(?:VRF|Lease expiration))/i;

// 10.10.20.50   0100.5056.aa00.50   Mar 02 2026 12:00 AM   Automatic  Active  Vlan20
export const dhcpBinding: Importer = {
  detects: ({ text }) => /^(?:Bindings from all pools|IP address\s+Client-ID\/)/m.test(text),
  read: eachAlone((source) => {
    const { cut, lines } = deviceLines(source);
    const records: SourceRecord[] = [...cut];
    for (const { isPrompt, span, text: line } of lines) {
      if (isPrompt || BINDING_HEAD.test(line)) continue;
      const [address = ''] = line.trim().split(/\s+/);
      if (parseHost(address) === undefined) {
        // The rest of a client identifier that was too long for its column.
        const isRest = /^\s+[0-9a-f.]+\s*$/i.test(line) && records.length > 0;
        if (!isRest) records.push(skipped(span, line, 'unreadable'));
        continue;
      }
      const isOver = /\b(?:Expired|Terminated|Selecting)\b/i.test(line);
      records.push(
        isOver
          ? skipped(span, line, 'not-in-use')
          : namedHost(span, address, NAMELESS, line, 'place'),
      );
    }
    return byPlace(records);
  }),
};

// ip host [vrf V | view V] NAME [PORT] A B C      name A.B.C.D NAME [description …]
const IP_HOST = /^\s*ip host\s+(?:(?:vrf|view)\s+\S+\s+)?(\S+)(?:\s+\d+(?=\s))?(?:\s+(.*))?$/;
const ASA_NAME = /^\s*name\s+(\S+)\s+(\S+)/;

export const ipHost: Importer = {
  detects: ({ text }) =>
    linesOf(text).some(({ text: line }) => {
      const address = IP_HOST.exec(line)?.[2]?.split(/\s+/)[0] ?? ASA_NAME.exec(line)?.[1] ?? '';
      return parseHost(address) !== undefined;
    }),
  read: eachAlone(({ text }) =>
    linesOf(text).flatMap(({ span, text: line }): SourceRecord[] => {
      const host = IP_HOST.exec(line);
      if (host !== null) {
        const [, name = '', list = ''] = host;
        // `additional` only continues a list; `mx`, `ns` and `srv` name other hosts.
        const words = list.split(/\s+/).filter((word) => word !== '' && word !== 'additional');
        if (/^(?:mx|ns|srv)$/.test(words[0] ?? '')) return [skipped(span, line, 'other-kind')];
        if (words.length === 0) return [skipped(span, line, 'no-address')];
        return words.map((address) => namedHost(span, address, name, `${name} ${address}`));
      }
      const [, address = '', name] = ASA_NAME.exec(line) ?? [];
      // A line of a configuration that names nobody, such as `name` of a VLAN.
      if (!/^\d+\.|:/.test(address)) return [];
      return [namedHost(span, address, name, line)];
    }),
  ),
};
