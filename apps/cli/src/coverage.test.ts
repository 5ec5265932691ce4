/** Coverage figures beside counting by hand over a small world: sixteen addresses, lists of `ip` entries. */
import { inventoryCoverage } from '@aclift/core';
import { readInventory } from '@aclift/inventory';
import { parseIos } from '@aclift/ios';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** `any`, or the block of 2^bits addresses that starts at `base` of 10.0.0.0/28. */
type End = { readonly base: number; readonly bits: number } | 'any';
interface Entry {
  readonly permit: boolean;
  readonly source: End;
  readonly destination: End;
}

const endText = (one: End): string =>
  one === 'any' ? 'any' : `10.0.0.${one.base} 0.0.0.${2 ** one.bits - 1}`;

const WORLD = Array.from({ length: 16 }, (_, n) => n);
const end: fc.Arbitrary<End> = fc.oneof(
  fc.constant('any' as const),
  fc
    .record({ base: fc.nat(15), bits: fc.nat(3) })
    .map(({ base, bits }) => ({ base: base - (base % 2 ** bits), bits })),
);
// The device keeps one of two equal entries.
const entries = fc.uniqueArray(fc.record({ permit: fc.boolean(), source: end, destination: end }), {
  minLength: 1,
  maxLength: 5,
  selector: ({ destination, source }) => `${endText(source)} ${endText(destination)}`,
});

const holds = (one: End, n: number): boolean =>
  one === 'any' || (n >= one.base && n < one.base + 2 ** one.bits);
const hostsOf = (one: End): readonly number[] =>
  one === 'any' ? [] : WORLD.filter((n) => holds(one, n));
const listText = (list: readonly Entry[]): string =>
  ['ip access-list extended L']
    .concat(
      list.map(
        ({ destination, permit, source }) =>
          ` ${permit ? 'permit' : 'deny'} ip ${endText(source)} ${endText(destination)}`,
      ),
    )
    .join('\n');
const inventoryText = (named: readonly number[]): string =>
  named.length === 0
    ? 'version: 1\n'
    : `version: 1\nexternals:\n${named.map((n) => `  - { name: h${n}, addresses: [10.0.0.${n}] }\n`).join('')}`;

test('figures are those of counting', () => {
  fc.assert(
    fc.property(entries, fc.uniqueArray(fc.nat(15)), (list, named) => {
      const config = { name: 'c', text: `${listText(list)}\n` };
      const inventory = { name: 'i', text: inventoryText(named) };
      const value = readInventory(inventory).value;
      if (value === undefined) throw new Error('no inventory');
      const coverage = inventoryCoverage({
        devices: [parseIos(config).device],
        inventory: value,
        sources: [config, inventory],
      });

      const known = (n: number): boolean => named.includes(n);
      const ends = list.map(({ destination, source }) =>
        [source, destination].filter((one) => one !== 'any').map(hostsOf),
      );
      const kinds = ends.map((both) => {
        if (both.length === 0) return 'withoutAddresses';
        if (both.flat().every(known)) return 'named';
        return both.flat().some(known) ? 'partlyNamed' : 'unnamed';
      });
      const count = (kind: string): number => kinds.filter((one) => one === kind).length;
      expect(coverage).toMatchObject({
        entries: list.length,
        named: count('named'),
        partlyNamed: count('partlyNamed'),
        unnamed: count('unnamed'),
        withoutAddresses: count('withoutAddresses'),
      });
      const said = new Set(ends.flat(2));
      expect(coverage.addresses).toEqual({
        said: String(said.size),
        named: String([...said].filter(known).length),
      });

      const permitEnds = [...new Set(ends.filter((_, at) => list[at]?.permit).flat(2))];
      const permitted = permitEnds.flatMap((from) =>
        permitEnds
          .filter(
            (to) =>
              list.find(({ destination, source }) => holds(source, from) && holds(destination, to))
                ?.permit === true,
          )
          .map((to) => Number(known(from)) + Number(known(to))),
      );
      const share = (ends_: number): number | null =>
        permitted.length === 0
          ? null
          : Math.floor(
              (permitted.filter((one) => one === ends_).length * 1000) / permitted.length,
            ) / 10;
      expect(coverage.space).toMatchObject({ bothPercent: share(2), onePercent: share(1) });
    }),
    { numRuns: 150 },
  );
});
