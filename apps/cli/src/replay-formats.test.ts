/** Flows of the campus as every program writes them: all of them come down to the same openings. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FlowFile, type FlowFileOptions, Replay, type ReplayReport } from '@aclift/insight';
import { readLogMessage } from '@aclift/ios';
import { DEFAULTS, draftTexts, readScenario, runScenario, scenario } from './testing/scenario.ts';

const FLOWS = new URL('../../../fixtures/flows/', import.meta.url);
const campus = scenario('campus');
const { devices, inventory } = readScenario(campus);
const policies = draftTexts(runScenario(campus)).map((text, at) => ({ name: `${at}.yaml`, text }));

/** What becomes of a text, and the openings that were judged as `source > destination protocol/port verdict`. */
function replayed(
  text: string,
  options: Partial<FlowFileOptions> = {},
): { readonly report: ReplayReport; readonly openings: readonly string[] } {
  const sources = [...campus.configs, campus.inventory];
  const given = { ...DEFAULTS, target: 'cilium' as const };
  const replay = new Replay({
    devices,
    inventory,
    policies,
    sources,
    diagnostics: [],
    options: given,
  });
  const file = new FlowFile(replay, 'flows', { readLog: readLogMessage, ...options });
  const lines = text.replace(/\n$/, '').split('\n');
  const verdicts = [...lines.flatMap((line) => file.line(line)), ...file.end()];
  const openings = verdicts
    .toSorted((a, b) => a.line - b.line)
    .map(({ acl, dst, port, protocol, src }) => `${src} > ${dst} ${protocol}/${port} ${acl}`);
  return { report: replay.report([file.account], true), openings };
}

const DB = '10.10.20.11 > 10.10.30.11 6/5432 permit';
const DENIED = '203.0.113.9 > 10.10.10.11 6/443 deny';
const PING = '10.10.40.11 > 10.10.20.11 1/8 deny';

const FILES: readonly {
  readonly file: string;
  readonly format: string;
  readonly openings: readonly string[];
  /** Counts that are not 0, but for `judged`. */
  readonly records?: Partial<ReplayReport['records']>;
}[] = [
  { file: 'aws-default.log', format: 'aws', openings: [DB, DB], records: { answers: 1 } },
  {
    file: 'aws-fields.log',
    format: 'aws',
    openings: [DB, DB, DB, DENIED],
    records: { answers: 1, portsUnknown: 1, refused: 1, missed: 1 },
  },
  { file: 'aws-cloudwatch.json', format: 'aws', openings: [DB, DENIED], records: { refused: 1 } },
  { file: 'azure-nsg.json', format: 'azure', openings: [DB, DB, DENIED], records: { refused: 1 } },
  {
    file: 'azure-vnet.json',
    format: 'azure',
    openings: [DB, '10.10.30.11 > 10.10.20.11 17/33001 deny', DENIED],
    records: { refused: 1 },
  },
  {
    file: 'calico.jsonl',
    format: 'calico',
    openings: ['shop/cart > 172.20.7.8 6/5432 permit'],
    records: { endsUnknown: 1 },
  },
  { file: 'goldmane.json', format: 'calico', openings: ['shop/cart > shop/shop-db 6/5432 permit'] },
  { file: 'ecs.ndjson', format: 'ecs', openings: [DB, DB], records: { answers: 1, bad: 1 } },
  { file: 'elastiflow.ndjson', format: 'ecs', openings: [DB] },
  {
    file: 'gcp-vpc.json',
    format: 'gcp',
    openings: [DB, DB, DENIED],
    records: { answers: 1, portsUnknown: 1, otherEnds: 1, refused: 1 },
  },
  { file: 'goflow2.jsonl', format: 'goflow2', openings: [DB, DB, PING], records: { answers: 1 } },
  { file: 'graylog.csv', format: 'syslog', openings: [DB] },
  { file: 'graylog.json', format: 'syslog', openings: [DB] },
  {
    file: 'hubble-pods.jsonl',
    format: 'hubble',
    openings: [
      '172.20.1.5 > 172.20.7.8 6/5432 permit',
      '172.20.1.5 > 172.20.7.8 6/5432 permit',
      '172.20.1.6 > 172.20.7.8 6/22 deny',
    ],
    records: { answers: 1, endsUnknown: 1, otherEnds: 1, refused: 1, missed: 7 },
  },
  { file: 'nfdump.json', format: 'nfdump', openings: [DB, PING] },
  {
    file: 'nfdump-long.txt',
    format: 'nfdump',
    openings: [DB, DB, PING],
    records: { answers: 1, portsUnknown: 1, otherFamily: 1 },
  },
  {
    file: 'pmacct.csv',
    format: 'pmacct',
    openings: [DB, DB, PING],
    records: { answers: 1, directionUnknown: 1 },
  },
  { file: 'pmacct.jsonl', format: 'pmacct', openings: [DB], records: { portsUnknown: 1 } },
  {
    file: 'router-xe.log',
    format: 'syslog',
    openings: [DB, DB, '10.10.20.11 > 10.10.30.11 1/8 deny', DB],
    records: { portsUnknown: 2, bad: 1, missed: 12 },
  },
  { file: 'splunk.csv', format: 'syslog', openings: [DB], records: { missed: 12 } },
  { file: 'splunk.jsonl', format: 'syslog', openings: [DB] },
  { file: 'splunk-fields.csv', format: 'csv', openings: [DB, DENIED], records: { refused: 1 } },
  {
    file: 'zeek-conn.log',
    format: 'zeek',
    openings: [DB, PING, DENIED],
    records: { directionUnknown: 1 },
  },
  { file: 'zeek-conn.json', format: 'zeek', openings: [DB], records: { otherFamily: 1, bad: 1 } },
];

const NONE: ReplayReport['records'] = {
  judged: 0,
  answers: 0,
  otherFamily: 0,
  bad: 0,
  directionUnknown: 0,
  portsUnknown: 0,
  endsUnknown: 0,
  otherEnds: 0,
  icmpErrors: 0,
  onLink: 0,
  refused: 0,
  missed: 0,
};

describe('formats', () => {
  test.each(FILES)('$file is $format', ({ file, format, openings, records }) => {
    const found = replayed(readFileSync(new URL(file, FLOWS), 'utf8'));
    expect(found.report.flows).toEqual([{ file: 'flows', format }]);
    expect(found.openings).toEqual(openings);
    expect(found.report.records).toEqual({ ...NONE, judged: openings.length, ...records });
  });

  test('one object over more lines than are looked at first', () => {
    const text = readFileSync(new URL('azure-vnet.json', FLOWS), 'utf8');
    const long = text.replace(
      '"flowGroups"',
      `"padding": [${'\n0,'.repeat(1000)}\n0],\n"flowGroups"`,
    );
    expect(replayed(long).openings).toEqual(replayed(text).openings);
  });

  test('every fixture has its row here or in the tests of the command', () => {
    const there = readdirSync(FLOWS).filter((name) => name !== 'README.md');
    const elsewhere = [
      'flows.csv',
      'hubble.jsonl',
      'nfdump-1.6.csv',
      'nfdump-1.7.csv',
      'router.log',
    ];
    expect(there.toSorted()).toEqual([...FILES.map(({ file }) => file), ...elsewhere].toSorted());
  });
});

const clientPort = fc.integer({ min: 1024, max: 65535 });
const serverPort = fc.oneof(
  fc.constantFrom(22, 443, 5432, 8080, 9187),
  fc.integer({ min: 1, max: 65535 }),
);
const address = fc.constantFrom(
  '10.10.10.11',
  '10.10.20.11',
  '10.10.20.12',
  '10.10.30.11',
  '203.0.113.9',
);
const connection = fc.record({ client: address, clientPort, server: address, serverPort });

describe('laws', () => {
  test('records of the other direction with their flags change no verdict', () => {
    const header = 'sa,da,sp,dp,pr,flg,ipkt';
    fc.assert(
      fc.property(
        fc.uniqueArray(connection, {
          minLength: 1,
          maxLength: 12,
          selector: (one) => JSON.stringify(one),
        }),
        (all) => {
          // Where both ends use one port with each other, the directions are one connection.
          const own = all.filter(({ client, server }) => client < server);
          fc.pre(own.length > 0);
          const opened = own.map(
            (one) =>
              `${one.client},${one.server},${one.clientPort},${one.serverPort},TCP,......S.,1`,
          );
          const answered = own.map(
            (one) =>
              `${one.server},${one.client},${one.serverPort},${one.clientPort},TCP,...A..S.,1`,
          );
          const of = (rows: readonly string[]): readonly string[] =>
            replayed([header, ...rows].join('\n')).openings;
          expect(of(answered)).toEqual(of(opened));
          expect(of(opened.toReversed()).toReversed()).toEqual(of(opened));
        },
      ),
      { numRuns: 15 },
    );
  });

  const line = fc.oneof(
    connection.map(
      (one) => `${one.client},${one.server},${one.clientPort},${one.serverPort},TCP,...AP.SF`,
    ),
    connection.map((one) => `${one.client},${one.server},0,${one.serverPort},UDP,........`),
    fc.constantFrom(
      '10.10.20.11,10.10.30.11,0,0,ICMP,........',
      '10.10.20.11,10.10.30.11,0,2048,ICMP,........',
    ),
    fc.constantFrom(
      '10.10.20.11,10.10.30.11,0,771,ICMP,........',
      '2001:db8::1,2001:db8::2,1,2,TCP,........',
    ),
    fc.constantFrom('', 'nonsense', '10.10.20,10.10.30.11,1,2,TCP,........', '"'),
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replace(/[\n\r]/g, ' ')),
  );
  test('no line is lost: it is judged, not judged, unreadable or no record', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const { openings, report } = replayed(['sa,da,sp,dp,pr,flg', ...lines].join('\n'), {
          format: 'nfdump',
        });
        const { bad, judged } = report.records;
        const unjudged = report.unjudged.reduce((sum, one) => sum + one.records, 0);
        const skipped = report.skipped.reduce((sum, one) => sum + one.lines, 0);
        expect(judged).toBe(openings.length);
        expect(judged + unjudged + bad + skipped).toBe(report.files[0]?.lines);
        expect(report.files[0]).toMatchObject({ judged, bad, unjudged });
      }),
      { numRuns: 40 },
    );
  });

  test('of a connection that is recorded in both directions, no record is judged as its opposite', () => {
    fc.assert(
      fc.property(
        fc.array(connection, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (all, turned) => {
          // Ports that clients do not have, on the side of the server: what any administrator would read from the numbers.
          const own = all
            .filter(({ client, server }) => client !== server)
            .map((one) => ({
              ...one,
              clientPort: 32768 + (one.clientPort % 32768),
              serverPort: 1 + (one.serverPort % 32767),
            }));
          const rows = own.flatMap((one) => {
            const there = `${one.client},${one.server},${one.clientPort},${one.serverPort},TCP,...AP.SF`;
            const back = `${one.server},${one.client},${one.serverPort},${one.clientPort},TCP,...AP.SF`;
            return turned ? [back, there] : [there, back];
          });
          const { openings } = replayed(['sa,da,sp,dp,pr,flg', ...rows].join('\n'), {
            format: 'nfdump',
          });
          const expected = new Set(
            own.map((one) => `${one.client} > ${one.server} 6/${one.serverPort}`),
          );
          expect(
            openings.map((one) => one.replace(/ \w+$/, '')).filter((one) => !expected.has(one)),
          ).toEqual([]);
          expect(openings.length).toBe(2 * own.length);
        },
      ),
      { numRuns: 15 },
    );
  });
});
