/** Which reader a text gets, with a made-up dialect beside those that there are. */
import type { Dialect } from '@aclift/dialect-kit';
import { describe, expect, test } from 'vitest';
import { DIALECTS } from './all.ts';
import { byId, readDevice, readText } from './read-text.ts';
import { printLine, readLogMessage, SAID_BY_ANALYSER } from './speak.ts';

const IOS = 'hostname r1\nip access-list extended IN\n 10 permit tcp any any eq www\n';
const ASA = 'ASA Version 9.8(2)\naccess-list IN extended permit tcp any any eq www\n';
const JUNOS = 'set firewall family inet filter IN term 1 then accept\n';

/** A reader of what others refuse as ASA. */
const madeUp: Dialect = {
  ...DIALECTS[0],
  id: 'quux',
  name: 'Quux Wall',
  short: 'Quux',
  marks: ['Cisco ASA'],
  read: ({ name, text }) => ({
    ...DIALECTS[0].read({ name, text: text.replaceAll(/^ASA Version .*$/gm, '!') }),
    diagnostics: [],
  }),
};
const BOTH = [...DIALECTS, madeUp] as const satisfies readonly Dialect[];

describe('a text is read by the dialect', () => {
  test.each([
    { name: 'that nothing speaks against', text: IOS, by: 'ios', refused: undefined },
    { name: 'that the readers of others name', text: ASA, by: 'quux', refused: undefined },
    { name: 'that refuses it, where nobody reads it', text: JUNOS, by: 'ios', refused: 'other' },
    { name: 'that refuses it, where it is none', text: '', by: 'ios', refused: 'none' },
  ])('$name', ({ by, refused, text }) => {
    const { dialect, refusal } = readText({ name: 'x', text }, undefined, BOTH);
    expect([dialect.id, refusal?.kind]).toEqual([by, refused]);
  });
  test('that the user names, whatever it looks like', () => {
    expect(readText({ name: 'x', text: ASA }, 'ios', BOTH).refusal?.name).toBe('Cisco ASA');
    expect(readText({ name: 'x', text: IOS }, 'quux', BOTH).dialect).toBe(madeUp);
  });
});

test('a text that nobody reads is no device', () => {
  expect(readDevice({ name: 'x', text: JUNOS })).toBeUndefined();
  expect(readDevice({ name: 'x', text: IOS })?.hostname).toBe('r1');
});

describe('each dialect of the list', () => {
  test.each(DIALECTS.map((dialect) => [dialect.id, dialect] as const))('%s', (id, dialect) => {
    expect(byId(id)).toBe(dialect);
    expect(id).toMatch(/^[a-z]+$/);
    const empty = dialect.read({ name: 'x', text: '' });
    expect(empty.device).toMatchObject({ dialect: id, acls: [], interfaces: [] });
    expect(empty.refusal?.kind).toBe('none');
    expect(empty.device.semantics.system).toBe(dialect.short);
    expect([...dialect.saidByAnalyser].filter((code) => !SAID_BY_ANALYSER.has(code))).toEqual([]);
    expect(dialect.support.length).toBeGreaterThan(0);
  });
  test('has an id of its own, and marks that no other has', () => {
    const ids = DIALECTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const marks = DIALECTS.flatMap((dialect) => dialect.marks);
    expect(new Set(marks).size).toBe(marks.length);
  });
});

test('an entry is printed in the words of its device', () => {
  const device = readDevice({ name: 'x', text: IOS });
  const [acl] = device?.acls ?? [];
  const [entry] = acl?.entries ?? [];
  if (device === undefined || acl === undefined || entry?.kind !== 'ace')
    throw new Error('no list');
  expect(printLine(entry, acl, device)).toBe('permit tcp any any eq www');
  expect(() => printLine(entry, acl, { ...device, dialect: 'quux' })).toThrow('quux');
});

test.each([
  {
    name: 'a message about packets',
    line: '%SEC-6-IPACCESSLOGP: list IN denied tcp 192.0.2.1(1) -> 192.0.2.2(80), 1 packet',
    kind: 'message',
  },
  {
    name: 'a message of a system that nobody reads',
    line: '%ACLLOG-5-ACLLOG_FLOW_INTERVAL: x',
    kind: 'unreadable',
  },
  { name: 'any other line', line: 'hello', kind: 'other' },
])('a line of a log: $name', ({ kind, line }) => {
  expect(readLogMessage(line).kind).toBe(kind);
});
