import { expect, test } from 'vitest';
import { parseAddressText, parseHost, showHost } from './address-text.ts';

const span = { start: 0, end: 0 };

test.each([
  { text: '10.0.0.1', from: 0x0a000001, to: 0x0a000001 },
  { text: '0.0.0.0/0', from: 0, to: 0xffffffff },
  { text: '10.0.0.0/31', from: 0x0a000000, to: 0x0a000001 },
  { text: '10.0.0.1/32', from: 0x0a000001, to: 0x0a000001 },
  { text: '10.0.0.1 - 10.0.0.1', from: 0x0a000001, to: 0x0a000001 },
  { text: '255.255.255.255', from: 0xffffffff, to: 0xffffffff },
  { text: '::', from: 0n, to: 0n },
  { text: '::/0', from: 0n, to: (1n << 128n) - 1n },
  { text: '::ffff:10.0.0.1', from: 0xffff0a000001n, to: 0xffff0a000001n },
  {
    text: '2001:DB8::1-2001:db8::2',
    from: (0x20010db8n << 96n) + 1n,
    to: (0x20010db8n << 96n) + 2n,
  },
])('$text is a range', ({ text, from, to }) => {
  const result = parseAddressText(text, span);
  expect(result.ok && [result.value.from, result.value.to]).toEqual([from, to]);
});

test.each([
  { text: '', fault: 'not-an-address' },
  { text: '10.0.0', fault: 'not-an-address' },
  { text: '10.0.0.1.1', fault: 'not-an-address' },
  { text: '0x0a000001', fault: 'not-an-address' },
  { text: '167772161', fault: 'not-an-address' },
  { text: '10.0.0.1-10.0.0.2-10.0.0.3', fault: 'not-an-address' },
  { text: '10.0.0.1/', fault: 'bad-prefix-length' },
  { text: '10.0.0.0/08', fault: 'bad-prefix-length' },
  { text: '10.0.0.0/24/8', fault: 'bad-prefix-length' },
  { text: '2001:db8::/129', fault: 'bad-prefix-length' },
  { text: '1:2:3:4:5:6:7:8:9', fault: 'not-an-address' },
  { text: '10.0.0.0/24-10.0.1.0/24', fault: 'bad-prefix-length' },
])('$text is refused: $fault', ({ text, fault }) => {
  const result = parseAddressText(text, span);
  expect(result.ok ? 'accepted' : result.error.kind).toBe(fault);
});

test('proposes the network and the swapped range', () => {
  expect(parseAddressText('10.0.0.77/26', span)).toMatchObject({
    error: { network: '10.0.0.64/26' },
  });
  expect(parseAddressText('2001:db8:0:0:1::/64', span)).toMatchObject({
    error: { network: '2001:db8::/64' },
  });
  expect(parseAddressText('10.0.0.2-10.0.0.1', span)).toMatchObject({
    error: { swapped: '10.0.0.1-10.0.0.2' },
  });
});

test.each(['0.0.0.0', '10.20.30.40', '255.255.255.255', '::', '2001:db8::1', 'fe80::1:0:0:1'])(
  '%s is shown as it was',
  (text) => {
    const host = parseHost(text);
    expect(host && showHost(host)).toBe(text);
  },
);
