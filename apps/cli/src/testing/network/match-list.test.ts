import { describe, expect, test } from 'vitest';
import { handFlow } from './hand-case.ts';
import { handNetwork } from './hand-network.ts';
import { decideChain, decideVlanMap, inRange } from './match-list.ts';
import { type DeviceData, type EntryData, ip, type PortTest } from './network-data.ts';
import { entryText } from './network-text.ts';

function device(text: string): DeviceData {
  return handNetwork('lists', { r1: text }).devices[0] as DeviceData;
}

const ANY = { base: 0, wildcard: 0xffffffff };

describe('addresses', () => {
  test.each([
    { name: 'the same', wildcard: '0.0.0.0', address: '10.1.1.10', want: true },
    { name: 'the next', wildcard: '0.0.0.0', address: '10.1.1.11', want: false },
    {
      name: 'one that differs in a free bit',
      wildcard: '0.0.0.1',
      address: '10.1.1.11',
      want: true,
    },
    {
      name: 'one that differs in a free byte',
      wildcard: '0.0.255.0',
      address: '10.1.7.10',
      want: true,
    },
    {
      name: 'one that differs elsewhere',
      wildcard: '0.0.255.0',
      address: '10.2.1.10',
      want: false,
    },
    { name: 'any', wildcard: '255.255.255.255', address: '203.0.113.7', want: true },
  ])('10.1.1.10 with $wildcard and $name: $want', ({ wildcard, address, want }) => {
    expect(inRange({ base: ip('10.1.1.10'), wildcard: ip(wildcard) }, ip(address))).toBe(want);
  });
});

describe('ports', () => {
  const tests: readonly { ports: PortTest; text: string; want: readonly number[] }[] = [
    { ports: { kind: 'eq', ports: [80, 443] }, text: 'eq 80 443', want: [80, 443] },
    { ports: { kind: 'neq', ports: [80] }, text: 'neq 80', want: [79, 81, 443] },
    { ports: { kind: 'gt', port: 80 }, text: 'gt 80', want: [81, 443] },
    { ports: { kind: 'lt', port: 80 }, text: 'lt 80', want: [79] },
    { ports: { kind: 'range', from: 79, to: 81 }, text: 'range 79 81', want: [79, 80, 81] },
  ];
  test.each(tests)('$text takes $want', ({ ports, text, want }) => {
    const entry: EntryData = {
      action: 'permit',
      protocol: 'tcp',
      source: ANY,
      destination: ANY,
      destinationPort: ports,
    };
    const list = { name: 'A', kind: 'extended', entries: [entry] } as const;
    const router = { ...device('Gi0/0 10.1.1.1/24'), lists: [list] };
    const taken = [79, 80, 81, 443].filter(
      (port) => decideChain(router, ['A'], handFlow(`tcp 10.1.1.10 10.1.2.10 ${port}`)).permits,
    );
    expect(taken).toEqual(want);
    expect(entryText('extended', entry)).toBe(`permit tcp any any ${text}`);
  });
});

describe('lists', () => {
  test.each([
    {
      name: 'tcp is not udp',
      list: 'permit udp any any',
      flow: 'tcp 10.1.1.1 10.1.1.2 80',
      want: 'A:end',
    },
    {
      name: 'ip is every protocol',
      list: 'permit ip any any',
      flow: 'udp 10.1.1.1 10.1.1.2 80',
      want: 'A:1',
    },
    {
      name: 'echo is an echo request',
      list: 'permit icmp any any echo',
      flow: 'echo 10.1.1.1 10.1.1.2',
      want: 'A:1',
    },
    {
      name: 'a source port is the client’s',
      list: 'permit tcp any eq 80 any',
      flow: 'tcp 10.1.1.1 10.1.1.2 80',
      want: 'A:end',
    },
    {
      name: 'a high source port',
      list: 'permit tcp any gt 1023 any',
      flow: 'tcp 10.1.1.1 10.1.1.2 80',
      want: 'A:1',
    },
    {
      name: 'source and destination are not the same',
      list: 'permit ip host 10.1.1.2 any',
      flow: 'tcp 10.1.1.1 10.1.1.2 80',
      want: 'A:end',
    },
  ])('$name', ({ list, flow, want }) => {
    expect(decideChain(device(`list A ${list}`), ['A'], handFlow(flow)).line).toBe(want);
  });

  test('an entry for echo requests does not match other messages', () => {
    const redirect = { ...handFlow('echo 10.1.1.1 10.1.1.2'), service: 5 * 256 };
    expect(decideChain(device('list A permit icmp any any echo'), ['A'], redirect).line).toBe(
      'A:end',
    );
  });

  test('in a VLAN map, what a list denies goes on to the next clause', () => {
    const sw = device(`
      map VM 10 drop A drop B forward
      list A deny tcp any any eq 80
      list A permit ip any any
      list B permit tcp any any eq 80`);
    const map = sw.vlanMaps[0] as DeviceData['vlanMaps'][number];
    const line = (port: number): string =>
      decideVlanMap(sw, map, handFlow(`tcp 10.1.1.1 10.1.1.2 ${port}`)).line;
    expect([line(80), line(22)]).toEqual(['VM:2', 'VM:1']);
  });
});
