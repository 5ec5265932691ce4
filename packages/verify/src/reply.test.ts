/** Entries that let answers back in. */
import { describe, expect, test } from 'vitest';
import { answeredOpenings } from './answered.ts';
import type { FilterRule } from './filter-rule.ts';
import type { FlowBox } from './flow.ts';
import { mirrored, replyBoxes } from './reply.ts';

const at = (from: number, to = from): { from: number; to: number }[] => [{ from, to }];
const MEET = { answers: { connections: 'filtered', icmp: 'filtered' } } as const;
const PASS = { answers: { connections: 'pass', icmp: 'pass' } } as const;
const rule = (may: readonly FlowBox[], action: 'permit' | 'deny' = 'permit'): FilterRule =>
  ({
    action,
    match: { must: may, may, answersMust: [], answersMay: [], caveats: [] },
  }) as unknown as FilterRule;

test('the other end sees sources as destinations and ports the other way round', () => {
  const box = {
    source: at(1),
    destination: at(2),
    protocol: at(6),
    service: at(80),
    sourcePort: at(5000),
  };
  expect(mirrored(box)).toEqual({
    source: at(2),
    destination: at(1),
    protocol: at(6),
    service: at(5000),
    sourcePort: at(80),
  });
  expect(mirrored(mirrored(box))).toEqual(box);
  expect(mirrored({ source: at(1) })).toEqual({ destination: at(1) });
  expect(mirrored({})).toEqual({});
});

describe('an entry looks like answers', () => {
  test.each<[string, FlowBox, boolean]>([
    ['from a port to any', { protocol: at(17), sourcePort: at(53) }, true],
    [
      'from a port to the high ones',
      { protocol: at(17), sourcePort: at(53), service: at(1024, 65535) },
      true,
    ],
    ['from a port to a port', { protocol: at(17), sourcePort: at(123), service: at(123) }, false],
    [
      'from the high ports to a port',
      { protocol: at(6), sourcePort: at(1024, 65535), service: at(80) },
      false,
    ],
    ['to a port', { protocol: at(6), service: at(80) }, false],
    ['without ports', { protocol: at(6) }, false],
  ])('%s: %s', (_, box, want) => {
    expect(replyBoxes(rule([box]), MEET)).toEqual(want ? [box] : []);
  });

  test('not where it denies, nor where answers pass by themselves', () => {
    const box = { protocol: at(17), sourcePort: at(53) };
    expect(replyBoxes(rule([box], 'deny'), MEET)).toEqual([]);
    expect(replyBoxes(rule([box]), PASS)).toEqual([]);
  });
});

describe('openings that an entry answers', () => {
  const icmp = (type: number): FlowBox => ({
    source: at(1),
    destination: at(2),
    protocol: at(1),
    service: at(type * 256, type * 256 + 255),
  });
  test.each([
    ['an echo reply', 0, at(8 * 256)],
    ['a timestamp reply', 14, at(13 * 256)],
    ['an extended echo reply', 43, at(42 * 256, 42 * 256 + 255)],
  ])('%s answers its request from the other end', (_, reply, service) => {
    expect(answeredOpenings('ipv4', rule([icmp(reply)]), MEET)).toEqual([
      { source: at(2), destination: at(1), protocol: at(1), service },
    ]);
  });

  test('every reply and every error of an entry counts', () => {
    const all = { protocol: at(58), service: at(0, 65535) };
    const found = answeredOpenings('ipv6', rule([all]), MEET);
    expect(found.map(({ service }) => service?.[0]?.from)).toEqual([
      128 * 256,
      160 * 256,
      undefined,
    ]);
  });

  test('an error may be about anything that its receiver opened', () => {
    expect(answeredOpenings('ipv4', rule([icmp(3)]), MEET)).toContainEqual({ source: at(2) });
    expect(
      answeredOpenings('ipv4', rule([{ protocol: at(1), service: at(11 * 256) }]), MEET),
    ).toContainEqual({});
  });

  test('are none of a request, of other protocols, of a deny, and of answers that pass by themselves', () => {
    expect(answeredOpenings('ipv4', rule([icmp(8)]), MEET)).toEqual([]);
    expect(answeredOpenings('ipv4', rule([{ ...icmp(0), protocol: at(0, 255) }]), MEET)).toEqual(
      [],
    );
    expect(answeredOpenings('ipv4', rule([{ protocol: at(1) }]), MEET)).toEqual([]);
    expect(answeredOpenings('ipv4', rule([icmp(0)], 'deny'), MEET)).toEqual([]);
    expect(answeredOpenings('ipv4', rule([icmp(0)]), PASS)).toEqual([]);
  });

  test('of TCP are the answers turned round, unless they pass by themselves', () => {
    const answer = { source: at(1), destination: at(2), protocol: at(6), sourcePort: at(80) };
    const entry = {
      action: 'permit',
      match: { must: [], may: [], answersMust: [], answersMay: [answer], caveats: [] },
    } as unknown as FilterRule;
    expect(answeredOpenings('ipv4', entry, MEET)).toEqual([mirrored(answer)]);
    const stateful = { answers: { connections: 'pass', icmp: 'filtered' } } as const;
    expect(answeredOpenings('ipv4', entry, stateful)).toEqual([]);
  });
});
