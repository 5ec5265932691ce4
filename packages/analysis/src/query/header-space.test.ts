import { expect, test } from 'vitest';
import { parseHeaderSpace } from './header-space.ts';

const A = 0x0a010000;

test.each([
  { name: 'any protocol', text: 'ip any any', want: {} },
  {
    name: 'a prefix and a port',
    text: 'tcp any 10.1.0.0/16 443',
    want: {
      protocol: [{ from: 6, to: 6 }],
      destination: [{ from: A, to: A + 65_535 }],
      service: [{ from: 443, to: 443 }],
    },
  },
  {
    name: 'a range of addresses and several ports',
    text: 'udp 10.1.0.0-10.1.0.9 any 53,8000-8100',
    want: {
      protocol: [{ from: 17, to: 17 }],
      source: [{ from: A, to: A + 9 }],
      service: [
        { from: 53, to: 53 },
        { from: 8000, to: 8100 },
      ],
    },
  },
])('$text is $name', ({ text, want }) => {
  expect(parseHeaderSpace(text, 'ipv4')).toEqual({ ok: true, value: want });
});

test('an IPv6 prefix', () => {
  expect(parseHeaderSpace('58 2001:db8::/32 any', 'ipv6')).toMatchObject({
    ok: true,
    value: { protocol: [{ from: 58, to: 58 }], source: [{ from: 0x20010db8n << 96n }] },
  });
});

test.each([
  { text: 'tcp any', why: 'PROTOCOL SOURCE DESTINATION' },
  { text: 'tcq any any', why: 'no protocol' },
  { text: 'tcp 10.1.0.0/33 any', why: 'no address' },
  { text: 'tcp 2001:db8::1 any', why: 'no address' },
  { text: 'tcp 10.1.0.9-10.1.0.0 any', why: 'no address' },
  { text: 'tcp any any 70000', why: 'no list of ports' },
  { text: 'icmp any any 8', why: 'ports need' },
  { text: 'ip any any 80', why: 'ports need' },
])('$text is refused: $why', ({ text, why }) => {
  const read = parseHeaderSpace(text, 'ipv4');
  expect(read).toMatchObject({ ok: false });
  expect(read.ok ? '' : read.error).toContain(why);
});
