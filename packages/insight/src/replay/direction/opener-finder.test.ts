/** Who opened, told from all records of a file together. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FlowRecord } from '../flow-record.ts';
import { NamedPorts } from './named-ports.ts';
import { type Answers, OpenerFinder } from './opener-finder.ts';

const CLIENT = 0x0a000001;
const SERVER = 0x0a000002;

function tcp(
  [source, sourcePort]: readonly [number, number | undefined],
  [destination, service]: readonly [number, number],
  more: Partial<FlowRecord> = {},
): FlowRecord {
  const port = sourcePort === undefined ? {} : { sourcePort };
  return { family: 'ipv4', source, destination, protocol: 6, service, ...port, ...more };
}

/** Who opened, for each record by its place in the file. */
function openers(records: readonly FlowRecord[], answers?: Answers): readonly string[] {
  const finder = new OpenerFinder<number>(new NamedPorts(), answers);
  const found = records.flatMap((record, at) => finder.take(record, at));
  return [...found, ...finder.end()]
    .toSorted((a, b) => a.along - b.along)
    .map(({ opener }) => opener ?? 'unknown');
}

const there = tcp([CLIENT, 20000], [SERVER, 9300]);
const back = tcp([SERVER, 9300], [CLIENT, 20000]);

test.each([
  { name: 'two user ports tell nothing', records: [there, back], want: ['unknown', 'unknown'] },
  {
    name: 'a SYN tells it of the record behind it',
    records: [tcp([CLIENT, 20000], [SERVER, 9300], { flags: 'opens' }), back],
    want: ['source', 'destination'],
  },
  {
    name: 'a SYN tells it of the records before it, in both directions',
    records: [back, there, tcp([CLIENT, 20000], [SERVER, 9300], { flags: 'opens' }), back],
    want: ['destination', 'source', 'source', 'destination'],
  },
  {
    name: 'a SYN tells nothing of another connection',
    records: [tcp([CLIENT, 20001], [SERVER, 9300], { flags: 'opens' }), back],
    want: ['source', 'unknown'],
  },
  {
    name: 'flags are believed before ports',
    records: [
      tcp([SERVER, 443], [CLIENT, 40000], { flags: 'opens' }),
      tcp([CLIENT, 40000], [SERVER, 443]),
    ],
    want: ['source', 'destination'],
  },
  {
    name: 'a record that contradicts itself is not believed',
    records: [tcp([CLIENT, 40000], [SERVER, 443], { answer: true, flags: 'opens' })],
    want: ['unknown'],
  },
  {
    name: 'the reverse of a record is its answer, where records stand from the end that opened',
    records: [
      tcp([CLIENT, 20000], [SERVER, 9300], { assumed: 'opening' }),
      tcp([SERVER, 9300], [CLIENT, 20000], { assumed: 'opening' }),
    ],
    want: ['source', 'destination'],
  },
  {
    name: 'from a port that nobody names to one of a client, with the other direction in the file',
    records: [tcp([SERVER, 9300], [CLIENT, 45000]), tcp([CLIENT, 45000], [SERVER, 9300])],
    want: ['destination', 'source'],
  },
  {
    name: 'a protocol without ports: the first opens, its reverse answers',
    records: [
      { family: 'ipv4', source: CLIENT, destination: SERVER, protocol: 47, service: 0 },
      { family: 'ipv4', source: SERVER, destination: CLIENT, protocol: 47, service: 0 },
    ] satisfies FlowRecord[],
    want: ['source', 'destination'],
  },
])('$name', ({ records, want }) => {
  expect(openers(records)).toEqual(want);
});

test.each([
  { answers: 'as-recorded', want: ['source', 'destination'] },
  { answers: 'by-port', want: ['source', 'destination'] },
] as const)('what nothing tells is taken $answers', ({ answers, want }) => {
  expect(openers([there, back], answers)).toEqual(want);
  expect(openers([back], answers)).toEqual([answers === 'by-port' ? 'destination' : 'source']);
});

/** Ports of users: by themselves two of them tell nothing. */
const port = fc.integer({ min: 1024, max: 32767 });
/** Connections by their two ends, each opened by the first. */
const connections = fc.uniqueArray(fc.tuple(port, port), {
  minLength: 1,
  maxLength: 8,
  selector: ([a, b]) => `${a} ${b}`,
});

test('one SYN in a file tells every record of its connection, in any order, and none is lost', () => {
  fc.assert(
    fc.property(
      connections.chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray(
            all.flatMap((_, k) => [0, 1, 2, 3].map((part) => [k, part] as const)),
            { minLength: all.length * 4, maxLength: all.length * 4 },
          ),
        ),
      ),
      ([all, order]) => {
        const records = order.map(([k, part]) => {
          const [client, server] = all[k] as [number, number];
          if (part === 0) return tcp([CLIENT, client], [SERVER, server], { flags: 'opens' });
          return part === 1
            ? tcp([SERVER, server], [CLIENT, client], { flags: 'answers' })
            : tcp([SERVER, server], [CLIENT, client]);
        });
        const want = order.map(([, part]) => (part === 0 ? 'source' : 'destination'));
        expect(openers(records)).toEqual(want);
      },
    ),
  );
});

test('records that wait are bounded, and the oldest are given up first', () => {
  const finder = new OpenerFinder<number>(new NamedPorts(), undefined);
  const many = 40_000;
  const given = Array.from({ length: many }, (_, at) =>
    finder.take(tcp([CLIENT + at, 20000], [SERVER, 9300]), at),
  ).flat();
  expect(given.every(({ along, opener }, at) => along === at && opener === undefined)).toBe(true);
  expect(given.length).toBeGreaterThan(0);
  expect(given.length + finder.end().length).toBe(many);
});
