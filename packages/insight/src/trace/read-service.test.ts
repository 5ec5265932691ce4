import { expect, test } from 'vitest';
import { readTracedService } from './read-service.ts';

test.each([
  { text: '443/tcp', expected: { protocol: 6, service: 443 } },
  { text: 'tcp/443', expected: { protocol: 6, service: 443 } },
  { text: 'UDP/53', expected: { protocol: 17, service: 53 } },
  { text: 'icmp', expected: { protocol: 1, service: 2048 } },
  { text: 'icmp/3/4', expected: { protocol: 1, service: 772 } },
  { text: 'ip/47', expected: { protocol: 47, service: 0 } },
])('$text is a service', ({ expected, text }) => {
  expect(readTracedService(text)).toEqual(expected);
});

test.each([
  '',
  'tcp',
  '443',
  '47',
  'ip',
  'ip/6',
  'ip/256',
  '47/ip',
  'tcp/65536',
  'tcp/1/2',
  'icmp/256',
  'http',
  'tcp/-1',
  'icmp/1/2/3',
])('"%s" is none', (text) => {
  expect(readTracedService(text)).toBeUndefined();
});
