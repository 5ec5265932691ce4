import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseIpv6, showIpv6 } from './ipv6.ts';

test('text and number are two spellings of one address', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (address) => {
      expect(parseIpv6(showIpv6(address))).toBe(address);
    }),
  );
});

test.each([
  { text: '2001:DB8:0:0:0:0:0:1', shown: '2001:db8::1' },
  { text: '::', shown: '::' },
  { text: '1:0:0:2:0:0:0:3', shown: '1:0:0:2::3' },
])('$text is written $shown (RFC 5952)', ({ text, shown }) => {
  expect(showIpv6(parseIpv6(text) as bigint)).toBe(shown);
});

test.each(['1::2::3', '12345::', 'fe80::1%eth0', '10.0.0.1', ''])('"%s" is none', (text) => {
  expect(parseIpv6(text)).toBeUndefined();
});
