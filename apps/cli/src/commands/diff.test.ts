/** `aclift diff` as a user meets it: its output and its exit code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acliftIn, type Run } from '../testing/run-aclift.ts';

const WEB = 'ip access-list extended A\n permit tcp any any eq www\n';
const SPLIT =
  'ip access-list extended A\n permit tcp 0.0.0.0 127.255.255.255 any eq www\n permit tcp 128.0.0.0 127.255.255.255 any eq www\n';
const WIDER = 'ip access-list extended A\n permit tcp any any range www 81\n';
const BOUND = (list: string): string =>
  `interface Vlan1\n ip address 10.0.0.1 255.255.255.0\n ip access-group ${list} in\n`;
const HOURS = (from: number): string =>
  `time-range OFFICE\n periodic weekdays ${from}:00 to 18:00\n${WEB.trimEnd()} time-range OFFICE\n`;
const NONE = 'interface Vlan1\n ip address 10.0.0.1 255.255.255.0\n';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function diff(old: string, young: string, ...args: string[]): Promise<Run> {
  writeFileSync(join(folder, 'old.cfg'), old);
  writeFileSync(join(folder, 'new.cfg'), young);
  return acliftIn(folder, ['diff', 'old.cfg', 'new.cfg', ...args]);
}

const FAIL = '--fail-on-widening';

describe('aclift diff', () => {
  test.each([
    {
      name: 'the same list written otherwise is equal',
      old: WEB,
      young: SPLIT,
      args: [FAIL],
      code: 0,
      says: 'IPv4 list A: equal',
    },
    {
      name: 'a wider list is said',
      old: WEB,
      young: WIDER,
      args: [],
      code: 0,
      says: 'newly permitted',
    },
    {
      name: 'a wider list fails where it is asked to',
      old: WEB,
      young: WIDER,
      args: [FAIL],
      code: 1,
      says: 'destination port 81',
    },
    {
      name: 'a narrower list does not fail',
      old: WIDER,
      young: WEB,
      args: [FAIL],
      code: 0,
      says: 'newly denied',
    },
    {
      name: 'a renamed list is equal by binding',
      old: WEB + BOUND('A'),
      young: WEB.replace('A', 'B') + BOUND('B'),
      args: ['--by', 'binding', FAIL],
      code: 0,
      says: 'IPv4 Vlan1 in: equal',
    },
    {
      name: 'a list that is no longer applied opens the interface',
      old: WEB + BOUND('A'),
      young: WEB + NONE,
      args: ['--by', 'binding', FAIL],
      code: 1,
      says: 'no list, so everything passes',
    },
    {
      name: 'the same hours are equal',
      old: HOURS(8),
      young: HOURS(8),
      args: [FAIL],
      code: 0,
      says: 'equal',
    },
    {
      name: 'other hours are a difference',
      old: HOURS(8),
      young: HOURS(6),
      args: [FAIL],
      code: 1,
      says: 'when time-range OFFICE as it is now is active',
    },
    {
      name: 'another dialect is not compared',
      old: WEB,
      young: 'ASA Version 9.1\n',
      args: [],
      code: 2,
      says: '',
    },
  ])('$name: $code', async ({ args, code, old, says, young }) => {
    const result = await diff(old, young, ...args);
    expect(result.out).toContain(says);
    expect(result.code).toBe(code);
  });

  test('--json names the two lines that make the difference', async () => {
    expect(JSON.parse((await diff(WEB, WIDER, '--json')).out)).toMatchObject({
      schema: 'aclift/diff/1',
      widened: true,
      pairs: [
        {
          status: 'different',
          newlyPermitted: [
            { old: { line: null }, new: { line: 2, text: 'permit tcp any any range www 81' } },
          ],
          newlyDenied: [],
        },
      ],
    });
  });
});
