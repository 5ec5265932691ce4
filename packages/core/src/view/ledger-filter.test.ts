import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { filterLedger } from './ledger-filter.ts';

const entry = (line: number, text: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  file: 'edge.cfg',
  line,
  list: 'WEB-IN',
  text,
  outcome: 'translated',
  reason: 'exact',
  because: 'the drafts allow exactly what it permits',
  rules: [],
  ...more,
});

const entries = [
  entry(1, 'permit tcp 10.1.0.0 0.0.255.255 any eq 443', {
    rules: ['policies/shop/web-acl.yaml#spec.egress.0'],
  }),
  entry(2, 'permit udp host 10.2.0.9 any eq domain', { list: 'DNS' }),
  entry(3, 'deny ip any any', { outcome: 'shadowed', because: 'line 1 takes everything' }),
  entry(4, 'permit ip 10.0.0.0/8 host 192.0.2.1', { outcome: 'needs-decision' }),
  entry(5, 'permit tcp 0.0.0.0 255.255.255.255 any'),
];

describe('a ledger is searched', () => {
  test.each([
    { name: 'with nothing asked', filter: {}, lines: [1, 2, 3, 4, 5] },
    { name: 'by outcome', filter: { outcomes: ['shadowed'] as const }, lines: [3] },
    { name: 'by no outcome at all', filter: { outcomes: [] }, lines: [] },
    { name: 'by list', filter: { list: 'edge.cfg DNS' }, lines: [2] },
    { name: 'by draft', filter: { draft: 'policies/shop/web-acl.yaml' }, lines: [1] },
    {
      name: 'by a draft whose name begins alike',
      filter: { draft: 'policies/shop/web' },
      lines: [],
    },
    { name: 'by words in any order and case', filter: { text: 'EQ permit udp' }, lines: [2] },
    { name: 'by place', filter: { text: 'edge.cfg:4' }, lines: [4] },
    { name: 'by an address that is written', filter: { text: '192.0.2.1' }, lines: [4] },
    {
      name: 'by an address inside a wildcard or prefix',
      filter: { text: '10.1.2.3' },
      lines: [1, 4],
    },
    { name: 'by an address that only "any" holds', filter: { text: '203.0.113.7' }, lines: [] },
  ])('$name', ({ filter, lines }) => {
    expect(filterLedger(entries, filter).entries.map((i) => entries[i]?.line)).toEqual(lines);
  });
});
