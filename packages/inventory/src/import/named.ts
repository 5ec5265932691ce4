/** Records of hosts that have a name: what most formats give. */
import type { Span } from '@aclift/diagnostics';
import { hostText, isSpecial } from './host-text.ts';
import { oneLine, skipped } from './record.ts';
import type { SourceRecord } from './record.ts';

/** @returns a record of the host, or why it gives none. */
export function namedHost(
  span: Span,
  address: string,
  name: string | undefined,
  what = `${address} ${name ?? ''}`,
): SourceRecord {
  const host = hostText(address);
  if (host === undefined) return skipped(span, what, address === '' ? 'no-address' : 'bad-address');
  if (isSpecial(host)) return skipped(span, what, 'special-address');
  const known = name?.trim().replace(/\.$/, '') ?? '';
  if (known === '') return skipped(span, what, 'no-name');
  return { span, what: oneLine(what), content: { kind: 'named', name: known, addresses: [host] } };
}
