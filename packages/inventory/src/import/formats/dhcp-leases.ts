/**
 * Leases of ISC dhcpd (`dhcpd.leases`) and Kea (the CSV lease file). Both are journals: the last entry of an address
 * counts. Whether a lease has run out by the clock is not judged, only what the server wrote down.
 * @see dhcpd.leases(5); Kea Administrator Reference Manual, "Memfile": columns and states.
 */
import type { Span } from '@aclift/diagnostics';
import { hostText } from '../host-text.ts';
import { linesOf } from '../lines.ts';
import { namedHost } from '../named.ts';
import { byPlace, eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { readTable } from '../table.ts';
import type { TableRow } from '../table.ts';

/** Name of clients that told none, and of the pools from which clients get their addresses. */
export const NAMELESS = 'dhcp clients';

export const iscLeases: Importer = {
  detects: ({ text }) => /^lease\s+\d+\.\d+\.\d+\.\d+\s*\{/m.test(text),
  read: eachAlone(({ text }) => {
    const leases: Lease[] = [];
    const others: SourceRecord[] = [];
    let open: { address: string; start: number; body: string[] } | undefined;
    /** Blocks that are no leases, such as `server-duid` lines and failover states, may nest. */
    let foreign = 0;
    for (const { span, text: line } of linesOf(text)) {
      const content = line.replace(/^\s*#.*$/, '').trim();
      if (content === '') continue;
      const head =
        /^(?:lease\s+(\S+)|(?:host|group|failover\s.*|ia-\w+\s.*|iaaddr\s.*)\s*.*)\s*\{$/.exec(
          content,
        );
      if (open === undefined && foreign === 0 && head?.[1] !== undefined) {
        open = { address: head[1], start: span.start, body: [] };
      } else if (open !== undefined) {
        if (content === '}') {
          leases.push(leaseOf(open.address, open.body, { start: open.start, end: span.end }));
          open = undefined;
        } else open.body.push(content);
      } else if (content.endsWith('{')) {
        // Leases of IPv6 (ia-na, ia-pd) are not read.
        const reason = content.startsWith('ia-') ? 'unreadable' : 'other-kind';
        if (foreign === 0) others.push(skipped(span, content, reason));
        foreign += 1;
      } else if (content === '}') foreign = Math.max(0, foreign - 1);
      else if (foreign === 0 && !/^(?:server-duid|authoring-byte-order)\b/.test(content)) {
        others.push(skipped(span, content, 'unreadable'));
      }
    }
    if (open !== undefined) {
      const span = { start: open.start, end: text.length };
      others.push(skipped(span, `lease ${open.address}`, 'unreadable'));
    }
    return byPlace([...lastOf(leases), ...others]);
  }),
};

export const keaLeases: Importer = {
  detects: ({ text }) => /^\uFEFF?address,(?:hwaddr|duid),/.test(text),
  read: eachAlone((source) => {
    const { rows, unreadable } = readTable(source);
    // A prefix that a router may hand out further is no host.
    const isPrefix = ({ cells }: TableRow): boolean =>
      /^(?:2|IA_PD)$/i.test(cells.get('lease_type') ?? '');
    const prefixes = rows
      .filter(isPrefix)
      .map(({ cells, span }) =>
        skipped(
          span,
          `prefix ${cells.get('address') ?? ''}/${cells.get('prefix_len') ?? ''}`,
          'other-kind',
        ),
      );
    const leases = rows
      .filter((row) => !isPrefix(row))
      .map(({ cells, span }): Lease => {
        const get = (column: string): string => cells.get(column)?.trim() ?? '';
        // State 0 is an assigned lease; a lifetime of 0 takes a lease back.
        const inUse =
          (get('state') === '' || get('state') === '0') && get('valid_lifetime') !== '0';
        return { address: get('address'), name: get('hostname'), inUse, span };
      });
    return byPlace([...lastOf(leases), ...prefixes, ...unreadable]);
  }),
};

/** What a server has written down of an address. */
export interface Lease {
  readonly address: string;
  readonly name: string;
  readonly inUse: boolean;
  readonly span: Span;
}

function leaseOf(address: string, body: readonly string[], span: Span): Lease {
  const text = body.join('\n');
  const state = /^binding state (\w+);/m.exec(text)?.[1] ?? 'active';
  const name =
    /^client-hostname "([^"]*)";/m.exec(text)?.[1] ??
    /^set (?:ddns-fwd-name|ddns-client-fqdn) = "([^"]*)";/m.exec(text)?.[1] ??
    '';
  return { address, name, inUse: /^(?:active|bootp|reserved)$/.test(state), span };
}

/** Of each address the last lease; earlier ones are superseded. */
export function lastOf(leases: readonly Lease[]): readonly SourceRecord[] {
  const last = new Map(leases.map((lease) => [hostText(lease.address) ?? lease.address, lease]));
  return leases.map((lease) => {
    const { address, inUse, name, span } = lease;
    const what = oneLine(`lease ${address} ${name}`);
    if (last.get(hostText(address) ?? address) !== lease) return skipped(span, what, 'superseded');
    if (!inUse) return skipped(span, what, 'not-in-use');
    return name === ''
      ? namedHost(span, address, NAMELESS, what, 'place')
      : namedHost(span, address, name, what);
  });
}
