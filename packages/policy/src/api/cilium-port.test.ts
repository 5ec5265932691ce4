import { expect, test } from 'vitest';
import { readCiliumPort } from './cilium-port.ts';
import { icmpTypeNumber } from './icmp-type.ts';

test.each([
  { text: '443', want: { kind: 'number', number: 443, plain: true } },
  { text: '0', want: { kind: 'number', number: 0, plain: true } },
  { text: '00', want: { kind: 'number', number: 0, plain: false } },
  { text: '010', want: { kind: 'number', number: 8, plain: false } },
  { text: '65535', want: { kind: 'number', number: 65535, plain: true } },
  { text: 'HTTP-alt', want: { kind: 'name', name: 'http-alt' } },
  { text: '0x50', want: { kind: 'name', name: '0x50' } },
  { text: '65536', want: undefined },
  { text: '080', want: undefined },
  { text: '', want: undefined },
  { text: '-1', want: undefined },
  { text: 'a--b', want: undefined },
  { text: 'sixteen-letters-x', want: undefined },
])('port "$text"', ({ text, want }) => {
  expect(readCiliumPort(text)).toEqual(want);
});

test.each([
  { field: { type: 8 }, want: 8 },
  { field: { type: '8' }, want: 8 },
  { field: { type: 'EchoRequest' }, want: 8 },
  { field: { type: 'EchoRequest', family: 'IPv6' as const }, want: 128 },
  { field: { type: 'PacketTooBig', family: 'IPv6' as const }, want: 2 },
  { field: { type: 'PacketTooBig' }, want: undefined },
  { field: { type: 'toString' }, want: undefined },
  { field: { type: 256 }, want: undefined },
  { field: { type: -1 }, want: undefined },
])('ICMP type $field', ({ field, want }) => {
  expect(icmpTypeNumber(field)).toBe(want);
});
