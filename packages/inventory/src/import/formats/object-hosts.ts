/** Addresses in objects of the Kubernetes API. */
import type { Span } from '@aclift/diagnostics';
import { hostText, isSpecial } from '../host-text.ts';
import { skipped } from '../record.ts';
import type { SourceRecord } from '../record.ts';

/** Hosts once each, and a record for each text that is none; a headless service says `None`. */
export function hostsOf(
  span: Span,
  what: string,
  texts: readonly string[],
): { readonly addresses: readonly string[]; readonly others: readonly SourceRecord[] } {
  const addresses = new Set<string>();
  const others: SourceRecord[] = [];
  for (const text of new Set(texts)) {
    const host = hostText(text);
    if (text === '' || text === 'None') continue;
    if (host === undefined) others.push(skipped(span, `${what} ${text}`, 'bad-address'));
    else if (isSpecial(host)) others.push(skipped(span, `${what} ${text}`, 'special-address'));
    else addresses.add(host);
  }
  return { addresses: [...addresses], others };
}
