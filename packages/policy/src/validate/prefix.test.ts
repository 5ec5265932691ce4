import { expect, test } from 'vitest';
import { contains, parsePrefix } from './prefix.ts';

test.each([
  { text: '10.0.0.0/8', canonical: '10.0.0.0/8' },
  { text: '10.1.2.3/8', canonical: '10.0.0.0/8' },
  { text: '010.01.0.0/16', canonical: '10.1.0.0/16' },
  { text: '0.0.0.0/0', canonical: '0.0.0.0/0' },
  { text: '255.255.255.255/32', canonical: '255.255.255.255/32' },
  { text: '2001:DB8:0:0::1/64', canonical: '2001:db8::/64' },
  { text: '::/0', canonical: '::/0' },
  { text: '::ffff:10.0.0.1/128', canonical: '::ffff:a00:1/128' },
])('$text is $canonical', ({ text, canonical }) => {
  expect(parsePrefix(text)?.canonical).toBe(canonical);
});

test.each([
  '',
  '10.0.0.0',
  '10.0.0/8',
  '10.0.0.0/',
  '10.0.0.0/033',
  '10.0.0.0/33',
  '256.0.0.0/8',
  '10.0.0.0.0/8',
  '::/129',
  ':::/8',
  'fe80::1%eth0/64',
  'a/8',
  '1.2.3.4/8/8',
])('"%s" is no prefix', (text) => {
  expect(parsePrefix(text)).toBeUndefined();
});

test.each([
  { outer: '10.0.0.0/8', inner: '10.1.0.0/16', want: true },
  { outer: '10.0.0.0/8', inner: '10.0.0.0/8', want: true },
  { outer: '10.1.0.0/16', inner: '10.0.0.0/8', want: false },
  { outer: '10.0.0.0/8', inner: '11.0.0.0/16', want: false },
  { outer: '0.0.0.0/0', inner: '::/0', want: false },
  { outer: '2001:db8::/32', inner: '2001:db8:1::/48', want: true },
])('$outer holds $inner: $want', ({ outer, inner, want }) => {
  const [a, b] = [parsePrefix(outer), parsePrefix(inner)];
  expect(a && b && contains(a, b)).toBe(want);
});
