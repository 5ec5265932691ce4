/** Which packets open something. */
import { rangesHold } from '@aclift/packet-set';
import { describe, expect, test } from 'vitest';
import { answeredIcmpType, isIcmpError } from './answered.ts';
import { allOpenings, LINK_ICMPV6, openingBoxes, openingIcmpTypes } from './flow.ts';
import { portRanges } from './ports.ts';

const span = { start: 0, end: 0 };

describe('an opening', () => {
  const opens = (family: 'ipv4' | 'ipv6', protocol: number, service: number): boolean =>
    allOpenings(family).some(
      (box) =>
        rangesHold(box.protocol ?? [], protocol) &&
        (box.service === undefined || rangesHold(box.service, service)),
    );
  test.each([
    ['TCP to port 1', 'ipv4', 6, 1, true],
    ['TCP to port 0', 'ipv4', 6, 0, false],
    ['UDP to port 65535', 'ipv4', 17, 65535, true],
    ['SCTP to port 0', 'ipv6', 132, 0, false],
    ['an echo', 'ipv4', 1, 8 * 256, true],
    ['an echo of a code that there is not', 'ipv4', 1, 8 * 256 + 1, false],
    ['an echo reply', 'ipv4', 1, 0, false],
    ['an unreachable', 'ipv4', 1, 3 * 256 + 1, false],
    ['a redirect of any code', 'ipv4', 1, 5 * 256 + 3, true],
    ['a timestamp request', 'ipv4', 1, 13 * 256, true],
    ['a timestamp reply', 'ipv4', 1, 14 * 256, false],
    ['an extended echo', 'ipv4', 1, 42 * 256 + 7, true],
    ['an ICMPv6 echo', 'ipv6', 58, 128 * 256, true],
    ['an ICMPv6 echo reply', 'ipv6', 58, 129 * 256, false],
    ['an ICMPv6 error', 'ipv6', 58, 1 * 256, false],
    ['ICMP in IPv6, which is only a number there', 'ipv6', 1, 0, true],
    ['GRE', 'ipv4', 47, 0, true],
    ['protocol 255', 'ipv4', 255, 0, true],
    ['protocol 0', 'ipv4', 0, 0, true],
  ] as const)('%s', (_, family, protocol, service, want) => {
    expect(opens(family, protocol, service)).toBe(want);
  });

  test('is of one box for each protocol, and all boxes are disjoint', () => {
    expect(openingBoxes('ipv4', [6, 47]).map(({ protocol }) => protocol)).toEqual([
      [{ from: 6, to: 6 }],
      [{ from: 47, to: 47 }],
    ]);
    for (const family of ['ipv4', 'ipv6'] as const) {
      for (let protocol = 0; protocol < 256; protocol += 1) {
        const boxes = allOpenings(family).filter((box) => rangesHold(box.protocol ?? [], protocol));
        expect(boxes).toHaveLength(1);
      }
    }
  });

  test('is no answer, no error and nothing that stays on the link', () => {
    for (const family of ['ipv4', 'ipv6'] as const) {
      for (const type of openingIcmpTypes(family)) {
        expect([type, answeredIcmpType(family, type), isIcmpError(family, type)]).toEqual([
          type,
          undefined,
          false,
        ]);
      }
    }
    expect(openingIcmpTypes('ipv6').filter((type) => LINK_ICMPV6.includes(type))).toEqual([]);
  });

  test.each([
    [130, 'a listener query'],
    [133, 'a router solicitation'],
    [134, 'a router advertisement'],
    [135, 'a neighbour solicitation'],
    [136, 'a neighbour advertisement'],
    [137, 'a redirect'],
    [143, 'a listener report'],
  ])('of ICMPv6 type %i (%s) stays on the link', (type) => {
    expect(LINK_ICMPV6).toContain(type);
  });
});

test.each([
  ['ipv4', 0, 8],
  ['ipv4', 14, 13],
  ['ipv4', 16, 15],
  ['ipv4', 18, 17],
  ['ipv4', 43, 42],
  ['ipv4', 8, undefined],
  ['ipv6', 129, 128],
  ['ipv6', 161, 160],
  ['ipv6', 0, undefined],
] as const)('%s ICMP type %i answers %s', (family, reply, request) => {
  expect(answeredIcmpType(family, reply)).toBe(request);
});

test('errors are those of RFC 792 and RFC 4443', () => {
  const types = Array.from({ length: 256 }, (_, type) => type);
  expect(types.filter((type) => isIcmpError('ipv4', type))).toEqual([3, 4, 11, 12]);
  expect(types.filter((type) => isIcmpError('ipv6', type))).toEqual([1, 2, 3, 4]);
});

describe('ports', () => {
  test.each([
    ['absent: all, and nothing to say', undefined, undefined],
    [
      'eq',
      { kind: 'eq', ports: [80, 443, 81], span },
      [
        [80, 81],
        [443, 443],
      ],
    ],
    [
      'neq',
      { kind: 'neq', ports: [80], span },
      [
        [0, 79],
        [81, 65535],
      ],
    ],
    ['neq of both ends', { kind: 'neq', ports: [0, 65535], span }, [[1, 65534]]],
    ['gt', { kind: 'gt', port: 1023, span }, [[1024, 65535]]],
    ['gt 65534', { kind: 'gt', port: 65534, span }, [[65535, 65535]]],
    ['gt 65535', { kind: 'gt', port: 65535, span }, []],
    ['lt', { kind: 'lt', port: 1024, span }, [[0, 1023]]],
    ['lt 1', { kind: 'lt', port: 1, span }, [[0, 0]]],
    ['lt 0', { kind: 'lt', port: 0, span }, []],
    ['range', { kind: 'range', from: 5, to: 9, span }, [[5, 9]]],
  ] as const)('%s', (_, match, want) => {
    const bounds = portRanges(match);
    expect(bounds?.may.map(({ from, to }) => [from, to])).toEqual(want);
    expect(bounds?.uncertain ?? false).toBe(false);
  });

  test('of a port group may be any', () => {
    expect(portRanges({ kind: 'portgroup', name: 'P', span })).toEqual({
      may: [{ from: 0, to: 65535 }],
      uncertain: true,
    });
  });
});
