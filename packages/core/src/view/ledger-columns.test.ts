import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OUTCOMES } from '../ledger/outcome.ts';
import { entriesByRule, ledgerColumns, ledgerRow } from './ledger-columns.ts';

const anyEntry = fc.record({
  file: fc.constantFrom('a.cfg', 'b.cfg'),
  line: fc.nat(),
  list: fc.string(),
  text: fc.string({ unit: 'grapheme' }),
  outcome: fc.constantFrom(...OUTCOMES),
  reason: fc.constantFrom('exact', 'unmapped'),
  because: fc.string(),
  rules: fc.array(fc.constantFrom('p.yaml#spec.ingress.0', 'p.yaml#spec.egress.1', 'q.yaml#x')),
});

test('columns give every entry back as it was', () => {
  fc.assert(
    fc.property(fc.array(anyEntry), (entries) => {
      const columns = ledgerColumns(entries);
      expect(entries.map((_, n) => ledgerRow(columns, n))).toEqual(entries);
    }),
  );
});

test('rules lead back to exactly the entries that name them', () => {
  fc.assert(
    fc.property(fc.array(anyEntry), (entries) => {
      for (const [ref, found] of entriesByRule(ledgerColumns(entries))) {
        const want = entries.flatMap(({ rules }, n) =>
          rules.filter((rule) => rule === ref).map(() => n),
        );
        expect(found).toEqual(want);
      }
    }),
  );
});

test('a row that does not exist is a bug of the caller', () => {
  expect(() => ledgerRow(ledgerColumns([]), 0)).toThrow(RangeError);
});
