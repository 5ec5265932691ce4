/** What two port numbers tell, and what they do not. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openerByPorts } from './by-ports.ts';

const NAMED = new Set([443, 5432, 50051]);
const named = (port: number): boolean => NAMED.has(port);

test.each([
  { source: 45000, destination: 443, opener: 'source', name: 'to a service' },
  { source: 443, destination: 45000, opener: 'destination', name: 'from a service' },
  {
    source: 22,
    destination: 45000,
    opener: 'destination',
    name: 'from a system port that nobody names',
  },
  { source: 45000, destination: 5432, opener: 'source', name: 'to a named port above 1023' },
  { source: 5432, destination: 45000, opener: 'destination', name: 'from a named port above 1023' },
  {
    source: 5432,
    destination: 20000,
    opener: 'destination',
    name: 'from a named port, to a client behind translation',
  },
  {
    source: 45000,
    destination: 9300,
    opener: 'source',
    name: 'to a port that nobody names: it agrees with how the record stands',
  },
  {
    source: 9300,
    destination: 45000,
    opener: undefined,
    name: 'from a port that nobody names: it turns nothing round',
  },
  {
    source: 800,
    destination: 2049,
    opener: undefined,
    name: 'from a system port to a user port, as clients of NFS do',
  },
  {
    source: 20,
    destination: 45000,
    opener: undefined,
    name: 'from the data port of FTP, which servers open from',
  },
  { source: 9300, destination: 9301, opener: undefined, name: 'between two user ports' },
  { source: 45000, destination: 45001, opener: undefined, name: 'between two ports of clients' },
  { source: 123, destination: 123, opener: undefined, name: 'between equal ports' },
  {
    source: 50051,
    destination: 22,
    opener: undefined,
    name: 'a named port among those of clients, opposite a system port',
  },
  {
    source: 50051,
    destination: 443,
    opener: 'source',
    name: 'the same opposite a named system port',
  },
  {
    source: undefined,
    destination: 5432,
    opener: 'source',
    name: 'source port not recorded, to a named port',
  },
  {
    source: undefined,
    destination: 9300,
    opener: 'source',
    name: 'source port not recorded, to a user port',
  },
  {
    source: undefined,
    destination: 45000,
    opener: undefined,
    name: 'source port not recorded, to a port of clients',
  },
  {
    source: 5432,
    destination: undefined,
    opener: 'destination',
    name: 'destination port not recorded, from a named port',
  },
  {
    source: 9300,
    destination: undefined,
    opener: undefined,
    name: 'destination port not recorded, from a user port',
  },
  { source: undefined, destination: undefined, opener: undefined, name: 'no port recorded' },
] as const)('$source to $destination, $name: $opener', ({ destination, opener, source }) => {
  expect(openerByPorts({ source, destination }, named)).toBe(opener);
});

test('the two directions of one connection never name two different openers', () => {
  const port = fc.oneof(
    fc.constantFrom(...NAMED, 20, 22, 1023, 1024, 32767, 32768),
    fc.integer({ min: 1, max: 65535 }),
  );
  const other = { source: 'destination', destination: 'source' } as const;
  fc.assert(
    fc.property(port, port, (source, destination) => {
      const one = openerByPorts({ source, destination }, named);
      const turned = openerByPorts({ source: destination, destination: source }, named);
      expect([undefined, one === undefined ? turned : other[one]]).toContain(turned);
    }),
  );
});
