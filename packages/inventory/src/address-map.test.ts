import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressMap } from './address-map.ts';
import type { Owner } from './claims.ts';
import { sameOwner } from './claims.ts';
import type { Inventory } from './inventory.ts';
import type { AddressRange } from './address-range.ts';
import { readInventory } from './read-inventory.ts';

const span = { start: 0, end: 0 };
const range4 = (from: number, to: number): AddressRange => ({
  family: 'ipv4',
  from,
  to,
  text: `${from}-${to}`,
  span,
});

const show = (owner: Owner): string => {
  if (owner.kind === 'external') return owner.name;
  return owner.kind === 'workload' ? owner.id : `${owner.workload} vip ${owner.address}`;
};

test('the narrower range wins, and the rest stays with the wider', () => {
  const { value } = readInventory({
    name: 'x',
    text: `version: 1
workloads:
  - namespace: a
    labels: { app: web }
    addresses: [10.0.0.0/24, 10.0.0.8, 10.0.1.0-10.0.1.3]
    vips: [{ address: 10.0.0.16, ports: [{ port: 1, target: 1 }] }, { address: 10.0.0.17, ports: [{ port: 1, target: 1 }] }]
  - { namespace: a, labels: { app: db }, addresses: [10.0.0.4/30] }
externals:
  - { name: all, addresses: [0.0.0.0/0, "2001:db8::/127"] }
  - { name: host, addresses: ["2001:db8::1"] }
`,
  });
  const inventory = value as Inventory;
  const shown = addressMap(inventory, 'ipv4').map(
    ({ from, to, owner }) => `${from.toString(16)}-${to.toString(16)} ${show(owner)}`,
  );
  expect(shown).toEqual(
    [
      '0-9ffffff all',
      'a000000-a000003 a/web',
      'a000004-a000007 a/db',
      'a000008-a00000f a/web',
      'a000010-a000010 a/web vip 10.0.0.16',
      'a000011-a000011 a/web vip 10.0.0.17',
      'a000012-a0000ff a/web',
      'a000100-a000103 a/web',
      'a000104-ffffffff all',
    ].flatMap((line) => {
      // Touching pieces of one owner are one piece.
      if (line === 'a000012-a0000ff a/web') return ['a000012-a000103 a/web'];
      return line === 'a000100-a000103 a/web' ? [] : [line];
    }),
  );
  const six = addressMap(inventory, 'ipv6').map(({ from, to, owner }) => [to - from, show(owner)]);
  expect(six).toEqual([
    [0n, 'all'],
    [0n, 'host'],
  ]);
});

test('ranges that cross are a bug of the caller', () => {
  const external = (name: string, one: AddressRange) => ({ name, addresses: [one], span });
  const inventory: Inventory = {
    source: '',
    namespaces: [],
    workloads: [],
    externals: [external('a', range4(1, 5)), external('b', range4(4, 9))],
  };
  expect(() => addressMap(inventory, 'ipv4')).toThrow('cross');
});

/** Ranges within 0..63 that never cross, each with an owner of its own: a random tree of halves. */
const forest = fc
  .array(fc.tuple(fc.nat(63), fc.nat(5), fc.nat(3)), { maxLength: 12 })
  .map((seeds) => {
    const seen = new Set<string>();
    return seeds.flatMap(([at, bits, owner]) => {
      const size = 2 ** bits;
      const from = at - (at % size);
      const key = `${from}+${size}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ from, to: from + size - 1, owner }];
    });
  });

test('agrees with looking for the narrowest range that holds the address', () => {
  fc.assert(
    fc.property(forest, fc.boolean(), (claims, high) => {
      // At the top of the address space as well as at its bottom.
      const base = high ? 2 ** 32 - 64 : 0;
      const externals = [0, 1, 2, 3].map((owner) => ({
        name: `e${owner}`,
        span,
        addresses: claims
          .filter((claim) => claim.owner === owner)
          .map(({ from, to }) => range4(base + from, base + to)),
      }));
      const pieces = addressMap({ source: '', namespaces: [], workloads: [], externals }, 'ipv4');
      const wrong = pieces.filter((piece, at) => {
        const next = pieces[at + 1];
        if (piece.from > piece.to || (next !== undefined && piece.to >= next.from)) return true;
        const touching = next !== undefined && piece.to + 1 === next.from;
        return touching && sameOwner(piece.owner, next.owner);
      });
      expect(wrong).toEqual([]);
      for (let address = 0; address < 64; address += 1) {
        const [narrowest] = claims
          .filter(({ from, to }) => from <= address && address <= to)
          .sort((a, b) => a.to - a.from - (b.to - b.from));
        const piece = pieces.find(({ from, to }) => from <= base + address && base + address <= to);
        expect(piece && show(piece.owner)).toBe(narrowest && `e${narrowest.owner}`);
      }
    }),
    { numRuns: 300 },
  );
});
