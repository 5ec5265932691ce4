/** Records of hosts that have a name: what most formats give. */
import type { Span } from '@aclift/diagnostics';
import { hostText, isSpecial } from './host-text.ts';
import { oneLine, skipped } from './record.ts';
import type { NamedBy, SourceRecord } from './record.ts';

/**
 * @param address one host, without a prefix length.
 * @param by what the name is worth; a name that is an address itself is none.
 * @returns a record of the host, or why it gives none.
 */
export function namedHost(
  span: Span,
  address: string,
  name: string | undefined,
  what = `${address} ${name ?? ''}`,
  by: NamedBy = 'name',
): SourceRecord {
  const host = hostText(address);
  if (host === undefined) return skipped(span, what, address === '' ? 'no-address' : 'bad-address');
  if (isSpecial(host)) return skipped(span, what, 'special-address');
  const known = name?.trim().replace(/\.$/, '') ?? '';
  if (known === '' || hostText(known) !== undefined) return skipped(span, what, 'no-name');
  if (known.startsWith('*')) return skipped(span, what, 'wildcard-name');
  return {
    span,
    what: oneLine(what),
    content: { kind: 'named', name: known, addresses: [host], by },
  };
}

/** A network or range with a name. */
export function namedNetwork(
  span: Span,
  network: string,
  name: string,
  what = `${network} ${name}`,
  by: NamedBy = 'machine',
): SourceRecord {
  if (name.trim() === '') return skipped(span, what, 'no-name');
  if (isSpecial(network)) return skipped(span, what, 'special-address');
  return {
    span,
    what: oneLine(what),
    content: { kind: 'named', name: name.trim(), addresses: [network], by },
  };
}
