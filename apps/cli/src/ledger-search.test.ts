/** A search for an address finds every line that matches it, however the line names it. */
import { filterLedger, LedgerAddresses, type LedgerEntry } from '@aclift/core';
import { parseIos } from '@aclift/ios';
import { describe, expect, test } from 'vitest';

const CONFIG = `hostname r1
object-group network INNER
 host 192.0.2.10
object-group network APPS
 group-object INNER
 198.51.100.0 255.255.255.128
ip access-list extended A
 permit tcp object-group APPS host 203.0.113.1 eq 443
 permit tcp 192.0.2.0 0.0.0.255 host 203.0.113.2 eq 443
 permit tcp any host 203.0.113.3 eq 443
 permit tcp host 203.0.113.9 object-group INNER established
 deny ip any any
ipv6 access-list B
 permit tcp 2001:db8:1::/48 host 2001:db8:2::5 eq 443
 permit ipv6 any any
`;
const TEXTS = CONFIG.split('\n');
const source = { name: 'r1.cfg', text: CONFIG };
const addresses = new LedgerAddresses([parseIos(source).device], [source]);
const entries: readonly LedgerEntry[] = TEXTS.flatMap((text, at) =>
  /^ (?:permit|deny)/.test(text)
    ? [
        {
          file: 'r1.cfg',
          line: at + 1,
          list: 'A',
          text: text.trim(),
          outcome: 'translated',
          reason: 'exact',
          because: '',
          rules: [],
        },
      ]
    : [],
);

describe('a search for an address', () => {
  test.each([
    {
      name: 'inside nested groups, a wildcard and an answers-only line',
      text: '192.0.2.10',
      lines: [8, 9, 11],
      byAny: 2,
    },
    { name: 'inside a network of a group', text: '198.51.100.77', lines: [8], byAny: 2 },
    { name: 'outside of that network', text: '198.51.100.200', lines: [], byAny: 2 },
    { name: 'of IPv6 inside a prefix', text: '2001:db8:1:7::9', lines: [14], byAny: 1 },
    { name: 'of IPv6 spelled at length', text: '2001:0db8:2:0::5', lines: [14], byAny: 1 },
    { name: 'beside a word', text: '192.0.2.10 established', lines: [11], byAny: 0 },
  ])('$name', ({ byAny, lines, text }) => {
    const found = filterLedger(entries, { text }, addresses);
    expect(found.entries.map((n) => entries[n]?.line)).toEqual(lines);
    expect(found.byAny).toBe(byAny);
  });
});
