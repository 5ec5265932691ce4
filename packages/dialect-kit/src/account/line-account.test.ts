import { expect, test } from 'vitest';
import { LineLedger } from './line-account.ts';

test('joins neighbouring lines with one outcome', () => {
  const ledger = new LineLedger(5);
  ledger.modelled(0);
  ledger.modelled(1);
  ledger.notOurs(2, 'comment');
  ledger.notOurs(3, 'blank');
  ledger.diagnostic(4);
  expect(ledger.close()).toEqual({
    lines: 5,
    modelled: 2,
    notOurs: 2,
    diagnostic: 1,
    runs: [
      { first: 1, last: 2, outcome: 'modelled' },
      { first: 3, last: 3, outcome: 'not-ours', why: 'comment' },
      { first: 4, last: 4, outcome: 'not-ours', why: 'blank' },
      { first: 5, last: 5, outcome: 'diagnostic' },
    ],
  });
});

test('refuses to close while a line has no outcome', () => {
  expect(() => new LineLedger(1).close()).toThrow('line 1 has no outcome');
});
