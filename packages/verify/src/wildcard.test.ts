/** Wildcard masks, against comparing addresses bit by bit. */
import { parseIpv4 } from '@aclift/ir';
import { rangesHold } from '@aclift/packet-set';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskRanges, prefixRange, wildcardHull, wildcardRanges } from './wildcard.ts';

const ip = (text: string): number => parseIpv4(text) ?? Number.NaN;
/** Eight bits anywhere, so that masks scatter and can still be written out. */
const masks = fc
  .array(fc.nat(31), { maxLength: 8 })
  .map((bits) => bits.reduce((mask, bit) => (mask | (1 << bit)) >>> 0, 0));
const addresses = fc.integer({ min: 0, max: 0xffffffff });

/** A set bit is not compared. */
const matches = (base: number, wildcard: number, address: number): boolean =>
  Array.from({ length: 32 }, (_, bit) => bit).every(
    (bit) => (wildcard >>> bit) & 1 || ((base >>> bit) & 1) === ((address >>> bit) & 1),
  );

describe('a wildcard mask', () => {
  test('holds the addresses that agree with its base where its bits are clear', () => {
    fc.assert(
      fc.property(addresses, masks, fc.array(masks), (base, wildcard, others) => {
        const ranges = wildcardRanges(base, wildcard) ?? [];
        const { from, to } = wildcardHull(base, wildcard);
        expect([ranges[0]?.from, ranges.at(-1)?.to]).toEqual([from, to]);
        // Near misses: some free bits turned, and one that is compared.
        for (const other of others) {
          for (const address of [(base ^ (other & wildcard)) >>> 0, (base ^ other) >>> 0]) {
            expect(rangesHold(ranges, address)).toBe(matches(base, wildcard, address));
          }
        }
      }),
    );
  });

  test.each([
    ['10.0.0.0', '0.0.0.255', [['10.0.0.0', '10.0.0.255']]],
    ['10.0.0.7', '0.0.0.0', [['10.0.0.7', '10.0.0.7']]],
    ['0.0.0.0', '255.255.255.255', [['0.0.0.0', '255.255.255.255']]],
    [
      '10.0.0.1',
      '128.0.0.0',
      [
        ['10.0.0.1', '10.0.0.1'],
        ['138.0.0.1', '138.0.0.1'],
      ],
    ],
    [
      '10.0.0.0',
      '0.0.1.3',
      [
        ['10.0.0.0', '10.0.0.3'],
        ['10.0.1.0', '10.0.1.3'],
      ],
    ],
  ] as const)('%s %s', (base, wildcard, want) => {
    const ranges = wildcardRanges(ip(base), ip(wildcard));
    expect(ranges).toEqual(want.map(([from, to]) => ({ from: ip(from), to: ip(to) })));
    expect(maskRanges(ip(base), ~ip(wildcard) >>> 0)).toEqual(ranges);
  });

  test('is written out with twelve scattered bits, and not with thirteen', () => {
    const scattered = (count: number): number => (2 ** count - 1) * 2;
    expect(wildcardRanges(0, scattered(12))).toHaveLength(4096);
    expect(wildcardRanges(0, scattered(13))).toBeUndefined();
    expect(wildcardHull(0, scattered(13))).toEqual({ from: 0, to: scattered(13) });
  });
});

test.each([
  ['10.1.2.3', 8, '10.0.0.0', '10.255.255.255'],
  ['10.1.2.3', 32, '10.1.2.3', '10.1.2.3'],
  ['10.1.2.3', 0, '0.0.0.0', '255.255.255.255'],
  ['192.0.2.130', 25, '192.0.2.128', '192.0.2.255'],
])('a prefix %s/%i is %s to %s', (address, length, from, to) => {
  expect(prefixRange(ip(address), length)).toEqual({ from: ip(from), to: ip(to) });
});
