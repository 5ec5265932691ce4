import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';
import { supportSummary } from './support-summary.ts';

const summaryOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    supportSummary(parseIos({ name: '', text }).device).map(({ first, state, syntax, uses }) => [
      syntax,
      `${state} ${uses} ${text.slice(first.start, first.end)}`,
    ]),
  );

describe('the summary of a device names', () => {
  test('each construct with its state, its uses and the first of them', () => {
    expect(
      summaryOf(
        [
          'ip access-list extended A',
          ' permit tcp any any eq 80 time-range T',
          ' permit udp any any time-range T log',
          ' permit tcp any any bogus',
        ].join('\n'),
      ),
    ).toEqual({
      'permit …, deny …': 'supported 2 permit tcp any any eq 80 time-range T',
      'any other line in a list': 'unrecognised 1 permit tcp any any bogus',
      'any, host A, A WILDCARD, A': 'supported 4 any',
      'eq P…, neq P…, gt P, lt P, range P P': 'supported 1 eq 80',
      'log [COOKIE], log-input [COOKIE]': 'recognised-harmless 1 log',
      'time-range NAME': 'conditional 2 time-range T',
      'ip access-list {standard | extended} NAME': 'supported 1 ip access-list extended A',
    });
  });

  test.each([
    {
      name: 'a group whose members are not read',
      text: 'object-group security G\n',
      syntax: 'object-group security, fqdn, geo, ip address, ip port',
      want: 'recognised-refused 1 object-group security G',
    },
    {
      name: 'a removed entry',
      text: 'access-list 1 permit any\nno access-list 1\n',
      syntax: 'no 10, no permit …, default 10 …, no remark …',
      want: 'supported 1 access-list 1 permit any',
    },
    {
      name: 'a reflexive list that is evaluated',
      text: 'ip access-list extended A\n evaluate R\n',
      syntax: 'evaluate NAME',
      want: 'conditional 1 evaluate R',
    },
    {
      name: 'a binding of IPv6',
      text: 'interface X\n ipv6 traffic-filter A in\n',
      syntax: 'ipv6 traffic-filter L {in | out}',
      want: 'supported 1 ipv6 traffic-filter A in',
    },
  ])('$name', ({ syntax, text, want }) => {
    expect(summaryOf(text)[syntax]).toBe(want);
  });

  test('nothing where there is nothing', () => {
    expect(summaryOf('hostname r1\n')).toEqual({});
  });
});
