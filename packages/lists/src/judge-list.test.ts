import type { Ace, Condition, TcpFlag } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { deviceWith } from '../testing/small-lists.ts';
import { judgeList } from './judge-list.ts';
import { deviceLists } from './list-model.ts';

const span = { start: 0, end: 0 };
const any = { kind: 'any', span } as const;

interface Said {
  readonly action?: Ace['action'];
  readonly port?: number;
  readonly flags?: readonly TcpFlag[];
  readonly without?: readonly TcpFlag[];
  readonly all?: boolean;
  readonly records?: string;
}

/** A TCP line between any and any; `all`: of every protocol. */
function line({ action = 'permit', all, port, flags = [], without = [], records }: Said): Ace {
  const conditions: Condition[] = [];
  if (flags.length + without.length > 0) {
    const asked = [
      ...flags.map((flag) => ({ flag, set: true })),
      ...without.map((flag) => ({ flag, set: false })),
    ];
    conditions.push({ kind: 'tcp-flags', mode: 'all', flags: asked, span });
  }
  if (records !== undefined) conditions.push({ kind: 'reflect', name: records, span });
  return {
    kind: 'ace',
    action,
    protocol: all === true ? any : { kind: 'number', protocol: 6, span },
    source: any,
    destination: any,
    ...(port === undefined ? {} : { destinationPorts: { kind: 'eq', ports: [port], span } }),
    conditions,
    span,
  };
}

function judged(said: readonly Said[], nodeLimit?: number) {
  const [list] = deviceLists(deviceWith(said.map(line)));
  if (list === undefined) throw new Error('no list');
  return judgeList(list, nodeLimit);
}

describe('standings with their causes', () => {
  test.each([
    {
      name: 'lines above',
      said: [{ port: 80 }, { port: 443 }, { action: 'deny', port: 80 }] as const,
      want: [{ standing: 'live' }, { standing: 'live' }, { standing: 'shadowed', by: [0] }],
    },
    {
      name: 'a line below, and not one that is dead',
      said: [{ port: 80 }, { all: true }, { port: 80 }] as const,
      want: [
        { standing: 'redundant', by: [1] },
        { standing: 'partly-shadowed', matchesAll: true },
        { standing: 'shadowed', by: [0] },
      ],
    },
    {
      name: 'the line of the other action among those above',
      said: [{ action: 'deny', port: 80 }, { all: true }, {}] as const,
      want: [
        { standing: 'live' },
        { standing: 'partly-shadowed' },
        { standing: 'shadowed', by: [0, 1] },
      ],
    },
    {
      name: 'none for a permit that records what the one below does not',
      said: [{ port: 80, records: 'R' }, {}] as const,
      want: [{ standing: 'live', by: [] }, { standing: 'partly-shadowed' }],
    },
    {
      name: 'none for a permit above one that records',
      said: [{ port: 80 }, { records: 'R' }] as const,
      want: [{ standing: 'live', by: [] }, { standing: 'partly-shadowed' }],
    },
    {
      name: 'a line below that records the same flows',
      said: [{ port: 80, records: 'R' }, { records: 'R' }] as const,
      want: [{ standing: 'redundant', by: [1] }, { standing: 'partly-shadowed' }],
    },
  ])('$name', ({ said, want }) => {
    expect(judged(said)).toMatchObject(want);
  });
});

describe('whether a line decides what opens connections', () => {
  test.each([
    {
      name: 'not below SYN, whatever else it decides',
      said: [{ flags: ['syn'] }, { port: 80 }] as const,
      want: [true, false],
    },
    {
      name: 'below answers',
      said: [{ flags: ['ack'] }, { port: 80 }] as const,
      want: [false, true],
    },
    {
      name: 'below SYN with ACK',
      said: [{ flags: ['syn', 'ack'] }, { port: 80 }] as const,
      want: [false, true],
    },
    {
      name: 'below SYN to another port',
      said: [{ flags: ['syn'], port: 22 }, { port: 80 }] as const,
      want: [true, true],
    },
    {
      name: 'of another protocol below SYN',
      said: [{ flags: ['syn'] }, { all: true }] as const,
      want: [true, true],
    },
    {
      name: 'not by flags that no opening has',
      said: [{ action: 'deny', flags: ['fin'], without: ['syn'] }, {}] as const,
      want: [false, true],
    },
  ])('$name', ({ said, want }) => {
    expect(judged(said)?.map(({ decidesOpening }) => decidesOpening)).toEqual(want);
  });
});

test('nothing is claimed of a list that is too tangled', () => {
  expect(judged([{ port: 80 }, { port: 80 }], 1)).toBeUndefined();
});
