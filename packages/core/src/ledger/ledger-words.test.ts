import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verdictWords, ledgerCodes } from './ledger-words.ts';
import { OUTCOMES } from './outcome.ts';

const PAGE = readFileSync(new URL('../../../../docs/reference/ledger.md', import.meta.url), 'utf8');

/** `outcome reason` of every row of the page. */
const rows = PAGE.split('\n').flatMap((line) => {
  const [outcome = '', reasons = ''] = line.split('|').slice(1);
  const named = /^`([a-z-]+)`$/.exec(outcome.trim())?.[1];
  if (named === undefined) return [];
  return [...reasons.matchAll(/`([^`]+)`/g)].map(([, reason]) => `${named} ${reason}`);
});

const pairs = ledgerCodes().flatMap(([code, outcomes]) => outcomes.map((o) => `${o} ${code}`));

test('docs/reference/ledger.md has one row for each reason and outcome that go together, and no other', () => {
  expect(rows.toSorted()).toEqual(pairs.toSorted());
});

test('every outcome has a reason', () => {
  expect([...new Set(pairs.map((pair) => pair.split(' ')[0]))].toSorted()).toEqual(
    [...OUTCOMES].toSorted(),
  );
});

test.each([
  {
    name: 'a permit that also records flows, and whose answers are dropped',
    verdict: {
      outcome: 'translated',
      reason: 'permits-everything',
      does: { outcome: 'translated', reason: 'exact', by: 'rules' },
      notes: [
        { kind: 'reflects', name: 'BACK', at: [{ list: 'IN', line: 9 }] },
        { kind: 'unanswered', list: 'IN', interface: 'Vlan20' },
      ],
    },
    want: 'it lets everything through that reaches it; the drafts allow exactly what it permits; line 9 of list IN lets the answers back (evaluate BACK); it does not work today: list IN on Vlan20 drops every answer',
  },
  {
    name: 'lines above, of which only the first five are named',
    verdict: {
      outcome: 'shadowed',
      reason: 'shadowed',
      lines: { numbers: [1, 2, 3, 4, 5, 6, 7], added: false },
      one: false,
      opposite: true,
    },
    want: 'lines 1, 2, 3, 4, 5 and 2 more take everything it matches, and some of them do the opposite',
  },
  {
    name: 'a permit that lines of another list and file hold back',
    verdict: {
      outcome: 'narrowed',
      reason: 'condition',
      by: [
        {
          place: { line: 4, list: 'EDGE', file: 'r2.cfg' },
          action: 'deny',
          doubt: { kind: 'wildcard' },
        },
      ],
      more: 2,
    },
    want: 'line 4 of list EDGE in r2.cfg has a wildcard mask that scatters into too many blocks, and may deny it; so do 2 more lines; so the drafts hold it back',
  },
] as const)('the sentence of $name', ({ verdict, want }) => {
  expect(verdictWords(verdict)).toBe(want);
});
