import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lengthOfMask, maskOfLength, parseIpv4, showIpv4 } from './ipv4.ts';

describe('IPv4 addresses', () => {
  test('text and number are two spellings of one address', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (address) => {
        expect(parseIpv4(showIpv4(address))).toBe(address);
      }),
    );
  });

  test.each(['10.0.0', '10.0.0.0.1', '10.0.0.256', '10.0.0.1 ', '-1.0.0.0', '10.0.0.x', ''])(
    '"%s" is none',
    (text) => {
      expect(parseIpv4(text)).toBeUndefined();
    },
  );

  test('leading zeros are decimal, as IOS reads them', () => {
    expect(parseIpv4('010.001.000.008')).toBe(parseIpv4('10.1.0.8'));
  });
});

describe('subnet masks', () => {
  test.each(Array.from({ length: 33 }, (_, length) => ({ length })))(
    'the mask of /$length has that length',
    ({ length }) => {
      expect(lengthOfMask(maskOfLength(length))).toBe(length);
    },
  );

  test('a mask with gaps has no length', () => {
    expect(lengthOfMask(0xff00ff00)).toBeUndefined();
  });
});
