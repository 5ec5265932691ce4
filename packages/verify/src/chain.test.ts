/** Filters of several steps: as functions of flows, and read step by step. Both must say the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byId,
  entries,
  filter,
  flowTo,
  list,
  select,
  spaceFor,
} from '../testing/placed-filters.ts';
import { FilterFunctions } from './chain.ts';
import { decideByFilter } from './decide-list.ts';
import type { FilterList } from './filter-list.ts';
import type { PlacedFilter, PlacedStep } from './topology.ts';

/** What becomes of a packet to a port: both bounds as one word. */
function verdict(of: PlacedFilter, lists: ReadonlyMap<string, FilterList>, port: number): string {
  const space = spaceFor(lists);
  const { max, min } = new FilterFunctions(space, lists).of(of);
  const at = (bound: typeof max): boolean => space.evaluate(bound, flowTo(port)) > 0;
  return at(min) ? 'permit' : at(max) ? 'unknown' : 'deny';
}

describe('a filter', () => {
  const web = list('web', 'permit 80');
  const noShell = list('noShell', 'deny 22');
  const any = list('any', 'permit 1-65535');
  const perhaps = list('perhaps', 'deny? 22');
  const maybe = list('maybe', 'permit? 22');
  const empty = list('empty');
  const lists = byId(web, noShell, any, perhaps, maybe, empty);
  const all: PlacedStep = { kind: 'unknown' };

  test.each([
    ['of one list ends as the list does', filter([entries('web')]), 443, 'deny'],
    ['of one list permits what the list permits', filter([entries('web')]), 80, 'permit'],
    [
      'of a common list and an own one has one end, not two',
      filter([entries('noShell'), entries('web')]),
      80,
      'permit',
    ],
    [
      'of a common list and an own one lets the common one deny first',
      filter([entries('noShell'), entries('any')]),
      22,
      'deny',
    ],
    [
      'of a common list and an own one denies what neither matches',
      filter([entries('noShell'), entries('web')]),
      443,
      'deny',
    ],
    [
      'of a list that is not defined lets everything through',
      filter([entries('gone')]),
      22,
      'permit',
    ],
    ['of a list without entries lets everything through', filter([entries('empty')]), 22, 'permit'],
    [
      'of a missing common list and an own one is the own one',
      filter([entries('gone'), entries('web')]),
      443,
      'deny',
    ],
    [
      'whose common list denies perhaps is not sure of what the own one permits',
      filter([entries('perhaps'), entries('any')]),
      22,
      'unknown',
    ],
    [
      'whose common list permits perhaps is not sure of what the own one denies',
      filter([entries('maybe'), entries('web')]),
      22,
      'unknown',
    ],
    ['that drops a class drops it', filter([select('deny', ['web'])], 'permit'), 80, 'deny'],
    [
      'that drops a class leaves the rest',
      filter([select('deny', ['web'])], 'permit'),
      22,
      'permit',
    ],
    [
      'that drops what a list does not permit drops that',
      filter([select('deny', ['not web'])], 'permit'),
      22,
      'deny',
    ],
    [
      'that drops what all of two lists permit leaves what one permits',
      filter([select('deny', ['web', 'any'], { join: 'every' })], 'permit'),
      22,
      'permit',
    ],
    [
      'that drops what some of two lists permit drops what one permits',
      filter([select('deny', ['web', 'any'])], 'permit'),
      22,
      'deny',
    ],
    [
      'that drops a class for another reason besides is not sure',
      filter([select('deny', ['web'], { certain: false })], 'permit'),
      80,
      'unknown',
    ],
    [
      'that passes a class for another reason besides is not sure',
      filter([select('permit', ['web'], { certain: false })]),
      80,
      'unknown',
    ],
    [
      'that selects by a missing list is not sure of anything',
      filter([select('deny', ['gone'])], 'permit'),
      22,
      'unknown',
    ],
    [
      'that selects without lists takes every packet',
      filter([select('deny', [])], 'permit'),
      80,
      'deny',
    ],
    ['that nobody could read may drop anything', filter([all], 'permit'), 80, 'unknown'],
    ['without steps does what it does otherwise', filter([], 'deny'), 80, 'deny'],
  ] as const)('%s', (_, of, port, is) => {
    expect(verdict(of, lists, port)).toBe(is);
  });

  test('names the lists that decide something, and how far packets get to them', () => {
    const space = spaceFor(lists);
    const { parts } = new FilterFunctions(space, lists).of(
      filter([entries('noShell'), entries('web')]),
    );
    expect(parts.map((part) => part.function.list.id)).toEqual(['noShell', 'web']);
    const reached = parts.map(({ reach }) =>
      [22, 80, 443].filter((port) => space.evaluate(reach, flowTo(port)) > 0),
    );
    // The end of the filter belongs to the last list.
    expect(reached).toEqual([[22], [80, 443]]);
  });

  test('without any list with entries is open', () => {
    const of = new FilterFunctions(spaceFor(lists), lists).of(filter([entries('gone')]));
    expect(of).toMatchObject({ open: true, parts: [] });
  });
});

describe('reading a filter step by step says what its function says', () => {
  const PORTS = [21, 22, 80];
  const ruleText = fc
    .record({
      action: fc.constantFrom('permit', 'deny'),
      sure: fc.boolean(),
      from: fc.constantFrom(...PORTS),
      to: fc.constantFrom(...PORTS),
    })
    .map(
      ({ action, from, sure, to }) =>
        `${action}${sure ? '' : '?'} ${Math.min(from, to)}-${Math.max(from, to)}`,
    );
  const rules = fc.array(ruleText, { maxLength: 4 });
  const name = fc.constantFrom('A', 'B', 'C', 'missing');
  const step = fc.oneof(
    name.map(entries),
    fc
      .record({
        action: fc.constantFrom('permit', 'deny'),
        lists: fc.array(
          fc.tuple(fc.boolean(), name).map(([not, of]) => (not ? `not ${of}` : of)),
          { maxLength: 2 },
        ),
        join: fc.constantFrom('every', 'some'),
        certain: fc.boolean(),
      })
      .map(({ action, lists, ...rest }) => select(action, lists, rest)),
  );
  const filters = fc
    .tuple(fc.array(step, { maxLength: 3 }), fc.constantFrom('permit', 'deny'))
    .map(([steps, otherwise]) => filter(steps, otherwise));

  test('about every port', () => {
    fc.assert(
      fc.property(rules, rules, rules, filters, (a, b, c, of) => {
        const lists = byId(list('A', ...a), list('B', ...b), list('C', ...c));
        for (const port of PORTS) {
          const read = decideByFilter(of, lists, flowTo(port), false).verdict;
          const said = verdict(of, lists, port);
          // Whatever is read for certain must be so; what is read as open may be settled by later steps.
          const allowed =
            read === 'unknown'
              ? ['permit', 'deny', 'unknown']
              : [read === 'unfiltered' ? 'permit' : read];
          expect(allowed).toContain(said);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
