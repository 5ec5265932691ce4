import { expect, test } from 'vitest';
import { OUTCOMES, type OutcomeName } from '../ledger/outcome.ts';
import type { MigrateReport } from '../report/report.ts';
import { mappingCoverage, nextSteps, headlineOf } from './next-steps.ts';

const draft = {
  path: 'policies/shop/web-acl.yaml',
  kind: 'NetworkPolicy',
  namespace: 'shop',
  name: 'web-acl',
  workload: 'shop/web',
  origin: 'access-list',
  isolates: ['egress'],
  rules: 1,
} as const;

function report(given: {
  readonly lines?: readonly { readonly outcome: OutcomeName; readonly reason?: string }[];
  readonly proof?: Partial<MigrateReport['proof']>;
  readonly more?: Partial<MigrateReport>;
}): MigrateReport {
  const entries = (given.lines ?? []).map(({ outcome, reason = 'exact' }, i) => ({
    file: 'a.cfg',
    line: i + 1,
    list: 'IN',
    text: 'permit ip any any',
    outcome,
    reason,
    because: '',
    rules: [],
  }));
  const count = (name: OutcomeName): number =>
    entries.filter(({ outcome }) => outcome === name).length;
  return {
    schema: 'aclift/migrate/1',
    target: 'networkpolicy',
    unseenTraffic: 'preserve',
    clientPorts: 'any',
    mode: 'topology',
    configs: ['a.cfg'],
    inventory: 'inventory.yaml',
    ledger: {
      total: entries.length,
      outcomes: Object.fromEntries(OUTCOMES.map((name) => [name, count(name)])) as Record<
        OutcomeName,
        number
      >,
      entries,
    },
    drafts: [draft],
    proof: {
      headline: 'proven',
      exceptions: [],
      proven: true,
      preserved: '1000',
      widened: '0',
      narrowed: '0',
      unexplained: '0',
      notComparable: '0',
      differences: [],
      limits: [],
      ...given.proof,
    },
    unmapped: [],
    diagnostics: [],
    ...given.more,
  } as MigrateReport;
}

test.each([
  { name: 'drafts that agree are exact', given: {}, standing: 'exact' },
  { name: 'explained differences', given: { proof: { narrowed: '12' } }, standing: 'explained' },
  {
    name: 'an unexplained difference',
    given: {
      proof: { headline: 'not-proven' as const, proven: false, widened: '1', unexplained: '1' },
    },
    standing: 'not-proven',
  },
  {
    name: 'something left out that may filter',
    given: {
      proof: {
        headline: 'proven-except' as const,
        exceptions: [
          { kind: 'port-list' as const, file: 'a.cfg', line: 3, text: 'list P at a port' },
        ],
      },
    },
    standing: 'except',
  },
  {
    name: 'no inventory, nothing proven',
    given: {
      proof: { headline: 'nothing-to-prove' as const },
      more: { inventory: null, drafts: [] },
    },
    standing: 'nothing-to-prove',
  },
])('$name', ({ given, standing }) => {
  expect(headlineOf(report(given)).standing).toBe(standing);
});

test('without an inventory the first thing is to write one, and nothing can be exported', () => {
  const steps = nextSteps(
    report({
      lines: [{ outcome: 'needs-decision', reason: 'unmapped' }],
      more: { inventory: null, drafts: [] },
    }),
  );
  expect(steps.map(({ kind }) => kind)).toEqual(['write-inventory']);
});

test('open lines come before the export', () => {
  const steps = nextSteps(
    report({ lines: [{ outcome: 'needs-decision', reason: 'partial-coverage' }] }),
  );
  expect(steps.map(({ kind }) => kind)).toEqual(['decide', 'export']);
});

test.each([
  { reason: 'partial-coverage', kind: 'decide', says: 'Decide 2 lines' },
  { reason: 'condition-time-range', kind: 'decide', says: 'Decide 2 lines' },
  {
    reason: 'reply-without-opening',
    kind: 'ask-about',
    says: 'answers back to what nothing opens',
  },
  { reason: 'way-unknown', kind: 'ask-about', says: 'which way the flows of 2 lines take' },
  { reason: 'no-segment', kind: 'ask-about', says: 'Say where the list of 2 lines stands' },
  { reason: 'a-new-reason', kind: 'ask-about', says: '2 lines that nobody could settle' },
])('lines that wait for $reason lead to them alone: $says', ({ kind, reason, says }) => {
  const lines = [reason, reason, 'unmapped'].map((each) => ({
    outcome: 'needs-decision' as const,
    reason: each,
  }));
  const [step] = nextSteps(report({ lines }));
  expect(step).toMatchObject({ kind, reasons: [reason] });
  expect(step?.title).toContain(says);
});

test('drafts that are not proven are never offered for export', () => {
  const kinds = nextSteps(report({ proof: { proven: false } })).map(({ kind }) => kind);
  expect(kinds).toContain('report-bug');
  expect(kinds).not.toContain('export');
});

test('coverage counts lines of filtering lists only', () => {
  const given = report({
    lines: [
      { outcome: 'translated' },
      { outcome: 'needs-decision', reason: 'unmapped' },
      { outcome: 'unbound' },
      { outcome: 'not-a-filter' },
    ],
  });
  expect(mappingCoverage(given)).toEqual({ named: 1, of: 2 });
});
