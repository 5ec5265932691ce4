import { parseIpv4 } from '@aclift/ir';
import {
  normalizeRanges,
  type Ranges,
  rangesHold,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverBlocks, Limits, planBlocks } from './blocks.ts';

const ALL = { from: 0, to: 2 ** 32 - 1 };
const ip = (text: string): number => parseIpv4(text) as number;
const prefix = (text: string): { from: number; to: number } => {
  const [address = '', length = ''] = text.split('/');
  return { from: ip(address), to: ip(address) + 2 ** (32 - Number(length)) - 1 };
};
const set = (...texts: string[]): Ranges<number> => normalizeRanges(texts.map(prefix));

describe('addresses as blocks', () => {
  test.each([
    {
      name: 'a prefix stays a prefix',
      wanted: set('10.0.0.0/24'),
      allowed: set('10.0.0.0/24'),
      want: [{ cidr: '10.0.0.0/24', except: [] }],
    },
    {
      name: 'a hole is cut out where that is shorter',
      wanted: normalizeRanges([
        { from: ip('172.17.0.0'), to: ip('172.17.0.255') },
        { from: ip('172.17.2.0'), to: ip('172.17.255.255') },
      ]),
      allowed: normalizeRanges([
        { from: ip('172.17.0.0'), to: ip('172.17.0.255') },
        { from: ip('172.17.2.0'), to: ip('172.17.255.255') },
      ]),
      want: [{ cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] }],
    },
    {
      name: 'two halves stay two prefixes',
      wanted: set('10.0.0.0/25', '10.0.1.0/25'),
      allowed: set('10.0.0.0/25', '10.0.1.0/25'),
      want: [
        { cidr: '10.0.0.0/25', except: [] },
        { cidr: '10.0.1.0/25', except: [] },
      ],
    },
    {
      name: 'what may be covered saves words',
      wanted: set('10.0.0.0/25', '10.0.0.192/26'),
      allowed: set('10.0.0.0/24'),
      want: [{ cidr: '10.0.0.0/24', except: [] }],
    },
    {
      name: 'a block may lie in the hole of another',
      wanted: normalizeRanges([
        { from: 0, to: ip('9.255.255.255') },
        prefix('10.1.1.0/24'),
        { from: ip('11.0.0.0'), to: ip('255.255.255.255') },
      ]),
      allowed: normalizeRanges([
        { from: 0, to: ip('9.255.255.255') },
        prefix('10.1.1.0/24'),
        { from: ip('11.0.0.0'), to: ip('255.255.255.255') },
      ]),
      want: [
        { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
        { cidr: '10.1.1.0/24', except: [] },
      ],
    },
    { name: 'nothing needs no block', wanted: [], allowed: set('10.0.0.0/24'), want: [] },
  ])('$name', ({ wanted, allowed, want }) => {
    expect(coverBlocks('ipv4', wanted, allowed)).toEqual(want);
  });

  test('IPv6 prefixes are canonical', () => {
    const range = [{ from: 0x20010db8n << 96n, to: ((0x20010db8n + 1n) << 96n) - 1n }];
    expect(coverBlocks('ipv6', range, range)).toEqual([{ cidr: '2001:db8::/32', except: [] }]);
  });

  test('blocks cover all that is wanted and nothing that is not allowed', () => {
    const small = fc
      .array(fc.tuple(fc.nat(63), fc.nat(63)), { maxLength: 5 })
      .map((pairs) =>
        normalizeRanges(pairs.map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))),
      );
    fc.assert(
      fc.property(small, small, (wanted, more) => {
        const allowed = unionRanges(wanted, more);
        const blocks = coverBlocks('ipv4', wanted, allowed);
        const limits = new Limits('ipv4', allowed);
        expect(limits.least(wanted, 1000)).toBeLessThanOrEqual(planBlocks(wanted, limits).length);
        const apart = new Limits(
          'ipv4',
          [ALL],
          new Map([['ipv4', subtractRanges([ALL], allowed)]]),
        );
        expect(apart.least(wanted, 1000)).toBe(limits.least(wanted, 1000));
        expect(planBlocks(wanted, apart).blocks()).toEqual(blocks);
        for (const { cidr, except } of blocks) {
          for (const hole of except) {
            const [outer, inner] = [prefix(cidr), prefix(hole)];
            expect(inner.from >= outer.from && inner.to <= outer.to).toBe(true);
            expect(inner.to - inner.from).toBeLessThan(outer.to - outer.from);
          }
        }
        for (let address = 0; address < 66; address += 1) {
          const covered = blocks.some(
            ({ cidr, except }) =>
              rangesHold([prefix(cidr)], address) &&
              !except.some((hole) => rangesHold([prefix(hole)], address)),
          );
          expect(!rangesHold(wanted, address) || covered).toBe(true);
          expect(!covered || rangesHold(allowed, address)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('how many prefixes it takes at least is the number of stretches apart', () => {
    const apart = set('10.0.0.0/32', '10.0.0.4/32', '10.0.0.8/32');
    expect(new Limits('ipv4', apart).least(apart, 9)).toBe(3);
    expect(new Limits('ipv4', set('10.0.0.0/24')).least(apart, 9)).toBe(1);
  });
});
