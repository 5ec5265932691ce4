/** Flows in words. */
import { expect, test } from 'vitest';
import { describeFlow, protocolName } from './witness.ts';

test.each([
  ['ipv4', 6, 'tcp'],
  ['ipv4', 17, 'udp'],
  ['ipv6', 132, 'sctp'],
  ['ipv4', 1, 'icmp'],
  ['ipv6', 58, 'icmpv6'],
  ['ipv6', 1, '1'],
  ['ipv4', 58, '58'],
  ['ipv4', 47, '47'],
] as const)('in %s, protocol %i is %s', (family, protocol, want) => {
  expect(protocolName(family, protocol)).toBe(want);
});

test('ports are told of protocols that have them', () => {
  const flow = {
    source: 0x0a000001,
    destination: 0xc0000207,
    protocol: 6,
    service: 443,
    sourcePort: 50000,
  };
  const ends = { source: '10.0.0.1', destination: '192.0.2.7' };
  expect(describeFlow('ipv4', flow)).toEqual({
    ...ends,
    protocol: 'tcp',
    sourcePort: 50000,
    destinationPort: 443,
  });
  expect(describeFlow('ipv4', { ...flow, protocol: 50 })).toEqual({ ...ends, protocol: '50' });
});

test('type and code are told of ICMP', () => {
  const flow = {
    source: 1n,
    destination: (0x20010db8n << 96n) + 5n,
    protocol: 58,
    service: 128 * 256 + 255,
    sourcePort: 0,
  };
  expect(describeFlow('ipv6', flow)).toEqual({
    source: '::1',
    destination: '2001:db8::5',
    protocol: 'icmpv6',
    icmp: { type: 128, code: 255 },
  });
});
