/** What passes over ways that are known, and what over ways that are not. */
import type { Ranges } from '@aclift/packet-set';
import { describe, expect, test } from 'vitest';
import { byId, entries, filter, flowTo, list, spaceFor } from '../testing/placed-filters.ts';
import { today } from './today.ts';
import { type EndPairs, type PairRegion, type Topology, topologyAddresses } from './topology.ts';

const WEB: Ranges = [{ from: 10, to: 19 }];
const DB: Ranges = [{ from: 20, to: 29 }];
const ROUTER: Ranges = [{ from: 19, to: 19 }];
const TO_DB: EndPairs = { sources: WEB, destinations: DB };
const NOBODY: PairRegion = { plus: [], minus: [] };
const region = (...plus: readonly EndPairs[]): PairRegion => ({ plus, minus: [] });

const LISTS = byId(
  list('web', 'permit 80'),
  list('both', 'permit 80', 'permit 22'),
  list('any', 'permit 1-65535'),
  list('perhaps', 'permit? 22'),
);

function topology(given: Partial<Topology>): Topology {
  return { family: 'ipv4', filters: [], choices: [], places: [], ...given };
}

/** The verdict on a flow from web to the database, or between the ends given. */
function verdict(given: Topology, port: number, source = 11, destination = 21): string {
  const addresses = [...topologyAddresses(given)];
  const boxes = addresses.flatMap((ranges) => [{ source: ranges }, { destination: ranges }]);
  const space = spaceFor(LISTS, boxes);
  const { permitted } = today(space, given, LISTS);
  const at = (bound: 'min' | 'max'): boolean =>
    space.evaluate(permitted[bound], flowTo(port, source, destination)) > 0;
  return at('min') ? 'permit' : at('max') ? 'unknown' : 'deny';
}

const on = (of: string, may: PairRegion, must: PairRegion, role: 'in' | 'out' = 'in') =>
  filter([entries(of)], 'deny', { may, must, role });
const always = region(TO_DB);

describe('a flow', () => {
  test.each([
    [
      'that must meet a list is denied by it',
      topology({ filters: [on('web', always, always)] }),
      22,
      'deny',
    ],
    [
      'that must meet a list is permitted by it',
      topology({ filters: [on('web', always, always)] }),
      80,
      'permit',
    ],
    [
      'that may meet a list is not known where the list denies it',
      topology({ filters: [on('web', always, NOBODY)] }),
      22,
      'unknown',
    ],
    [
      'that may meet a list is permitted where the list permits it',
      topology({ filters: [on('web', always, NOBODY)] }),
      80,
      'permit',
    ],
    ['that meets no list passes', topology({}), 22, 'permit'],
    [
      'that must meet two lists needs both',
      topology({ filters: [on('both', always, always), on('web', always, always, 'out')] }),
      22,
      'deny',
    ],
    [
      'with a choice of two ways that both deny it is denied',
      topology({
        filters: [on('web', always, NOBODY), on('web', always, NOBODY)],
        choices: [{ except: [], pairs: [TO_DB], ways: [[0], [1]] }],
      }),
      22,
      'deny',
    ],
    [
      'with a choice of two ways is not known where one of them denies it',
      topology({
        filters: [on('web', always, NOBODY), on('both', always, NOBODY)],
        choices: [{ except: [], pairs: [TO_DB], ways: [[0], [1]] }],
      }),
      22,
      'unknown',
    ],
    [
      'that a list decides only perhaps is not known',
      topology({ filters: [on('perhaps', always, always)] }),
      22,
      'unknown',
    ],
    [
      'that must meet an undefined list passes',
      topology({ filters: [on('gone', always, always)] }),
      22,
      'permit',
    ],
    [
      'outside the pairs that a region takes away meets nothing',
      topology({ filters: [on('web', { plus: [TO_DB], minus: [TO_DB] }, NOBODY)] }),
      22,
      'permit',
    ],
  ] as const)('%s', (_, given, port, is) => {
    expect(verdict(given, port)).toBe(is);
  });

  test('back the other way meets no list of its pairs', () => {
    expect(verdict(topology({ filters: [on('web', always, always)] }), 22, 21, 11)).toBe('permit');
  });
});

describe('today', () => {
  function whole(given: Topology) {
    const boxes = [...topologyAddresses(given), ROUTER].flatMap((ranges) => [
      { source: ranges },
      { destination: ranges },
    ]);
    const space = spaceFor(LISTS, boxes);
    return { space, said: today(space, given, LISTS) };
  }

  test('spares packets of devices from drafts where the filter would drop the addresses around them', () => {
    const rest: Ranges = [{ from: 10, to: 18 }];
    const { said, space } = whole(
      topology({
        filters: [
          filter([entries('web')], 'deny', {
            may: region({ sources: rest, destinations: DB }),
            must: region({ sources: rest, destinations: DB }),
            spared: [{ sources: ROUTER, destinations: DB }],
          }),
        ],
      }),
    );
    const router = (port: number) => flowTo(port, 19, 21);
    expect(space.evaluate(said.permitted.min, router(22))).toBeGreaterThan(0);
    expect(space.evaluate(said.draftable, router(22))).toBe(0);
    expect(space.evaluate(said.draftable, router(80))).toBeGreaterThan(0);
  });

  test('takes hosts of one segment for unseen, but where a filter sees them', () => {
    const hosts: Ranges = [{ from: 10, to: 14 }];
    const { said, space } = whole(
      topology({
        places: [{ name: 'web', kind: 'segment', addresses: WEB }],
        filters: [on('web', region({ sources: hosts, destinations: WEB }), NOBODY)],
      }),
    );
    expect(space.evaluate(said.sameSegment, flowTo(22, 16, 17))).toBeGreaterThan(0);
    expect(space.evaluate(said.sameSegment, flowTo(22, 11, 17))).toBe(0);
    expect(space.evaluate(said.sameSegment, flowTo(22, 16, 21))).toBe(0);
  });

  test('tells what only the way holds back from what an entry leaves open', () => {
    const { said, space } = whole(
      topology({ filters: [on('perhaps', always, always), on('web', always, NOBODY)] }),
    );
    // Over the worst way `web` drops it, whatever the entry does.
    expect(space.evaluate(said.permittedAnyWay, flowTo(22, 11, 21))).toBe(0);
    const alone = whole(topology({ filters: [on('perhaps', always, always)] }));
    expect(alone.space.evaluate(alone.said.permittedAnyWay, flowTo(22, 11, 21))).toBeGreaterThan(0);
  });

  test('puts places of one list in one role together, and calls filters without lists opaque', () => {
    const unread = filter([{ kind: 'unknown' }], 'permit', { may: always });
    const { said } = whole(
      topology({
        filters: [on('web', always, always), on('web', always, NOBODY), unread],
      }),
    );
    expect(said.uses.map(({ filters, role }) => [role, filters.length])).toEqual([['in', 2]]);
    expect(said.opaque.map((one) => one.filter)).toEqual([unread]);
  });
});
