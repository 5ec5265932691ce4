/** `aclift replay` on files of every format, on broken ones, and flow by flow against everything else that judges flows. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Replay, type ReplayReport, trace } from '@aclift/insight';
import { type Device, showIpv4 } from '@aclift/ir';
import { decideToday } from '../testing/brute-lists.ts';
import { faultsBy } from '../testing/published-schema.ts';
import { anyEstate, packets } from '../testing/random-estate.ts';
import { Workplace } from '../testing/run-aclift.ts';
import { adHoc, DEFAULTS, readScenario, scenario } from '../testing/scenario.ts';

const campus = scenario('campus');
const FLOWS = new URL('../../../../fixtures/flows/', import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, FLOWS), 'utf8');
const files = {
  'router.cfg': campus.configs[0]?.text ?? '',
  'inventory.yaml': campus.inventory.text,
  'flows.csv': text('flows.csv'),
  'hubble.jsonl': text('hubble.jsonl'),
  'nfdump-1.6.csv': text('nfdump-1.6.csv'),
  'nfdump-1.7.csv': text('nfdump-1.7.csv'),
  'router.log': text('router.log'),
};
const GIVEN = ['--config', 'router.cfg', '-i', 'inventory.yaml'] as const;

async function replayed(place: Workplace, ...args: readonly string[]): Promise<ReplayReport> {
  const { out } = await place.run('replay', ...args, ...GIVEN, '--json');
  const report = JSON.parse(out) as ReplayReport;
  expect(faultsBy('schema/replay-report.schema.json')(report)).toEqual([]);
  return report;
}

describe('formats', () => {
  test.each([
    { file: 'flows.csv', format: 'csv', records: { judged: 6, answers: 1, bad: 2 } },
    { file: 'hubble.jsonl', format: 'hubble', records: { judged: 3, answers: 1, bad: 0 } },
    { file: 'nfdump-1.6.csv', format: 'nfdump', records: { judged: 3, answers: 1, bad: 0 } },
    { file: 'nfdump-1.7.csv', format: 'nfdump', records: { judged: 2, answers: 0, bad: 0 } },
    { file: 'router.log', format: 'syslog', records: { judged: 4, answers: 0, bad: 1 } },
  ])('$file is $format, and every record is accounted for', async ({ file, format, records }) => {
    using place = new Workplace(files);
    const report = await replayed(place, file);
    expect(report.flows).toEqual([{ file, format }]);
    expect(report.records).toMatchObject(records);
    const sum = report.verdicts.reduce((all, { flows }) => all + flows, 0);
    expect(sum).toBe(records.judged);
  });
});

describe('what it says', () => {
  test('a draft that somebody narrowed would drop what was seen, with the entry and the place', async () => {
    using place = new Workplace(files);
    await place.run('migrate', 'router.cfg', '-i', 'inventory.yaml', '-o', 'out');
    const path = join(place.folder, 'out/policies/shop/shop-db-acl.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('5432', '5433'));
    const run = await place.run('replay', 'flows.csv', '--policies', 'out/policies', ...GIVEN);
    expect(run.code).toBe(1);
    expect(run.out).toContain('shop/cart → shop/shop-db');
    expect(run.out).toContain('for example 10.10.20.11 → 10.10.30.11 5432/tcp (flows.csv:2)');
    expect(run.out).toMatch(
      /router\.cfg:144 +permit tcp object-group SHOP-APPS host 10\.10\.30\.11 eq 5432/,
    );
    const calm = ['--fail-on', 'would-allow'];
    expect(
      (await place.run('replay', 'flows.csv', '--policies', 'out/policies', ...GIVEN, ...calm))
        .code,
    ).toBe(0);
  });

  test('verdicts are one JSON object for each flow, also of answers', async () => {
    using place = new Workplace(files);
    await place.run('replay', 'flows.csv', ...GIVEN, '--verdicts', 'verdicts.jsonl');
    const lines = readFileSync(join(place.folder, 'verdicts.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        line: 2,
        src: '10.10.20.11',
        dst: '10.10.30.11',
        protocol: 6,
        port: 5432,
        acl: 'permit',
        ace: 'router.cfg:144',
        policy: 'allow',
        agree: true,
      }),
      expect.objectContaining({ line: 3, acl: 'permit', policy: 'allow' }),
      expect.objectContaining({ line: 4, src: '10.10.20.11', dst: '10.10.30.11', port: 5432 }),
      expect.objectContaining({ line: 5, acl: 'unfiltered', ace: null, policy: 'allow' }),
      expect.objectContaining({ line: 6, acl: 'deny', policy: 'deny', rule: null, agree: true }),
      expect.objectContaining({ line: 7, acl: 'unknown', policy: 'deny', agree: null }),
    ]);
  });

  test('a message that the configuration contradicts is named', async () => {
    using place = new Workplace(files);
    const { contradictions } = await replayed(place, 'router.log');
    expect(contradictions).toMatchObject({
      flows: 1,
      examples: [{ line: 7, list: 'APP-IN', logged: 'deny', configured: 'permit' }],
    });
  });

  test('entries and rules that nothing touched are counted as such', async () => {
    using place = new Workplace(files);
    const { entries, rules } = await replayed(place, 'flows.csv');
    const hits = entries.filter(({ flows }) => flows > 0).map(({ line, flows }) => [line, flows]);
    expect(hits).toContainEqual([144, 2]);
    expect(entries.length).toBeGreaterThan(60);
    expect(rules.filter(({ flows }) => flows > 0).length).toBeGreaterThan(2);
    expect(rules.filter(({ flows }) => flows === 0).length).toBeGreaterThan(20);
  });

  test('standard input and gzip are read like files', async () => {
    using place = new Workplace(files);
    writeFileSync(join(place.folder, 'flows.csv.gz'), gzipSync(text('flows.csv')));
    const zipped = await replayed(place, 'flows.csv.gz');
    const run = await place.runWith(text('flows.csv'), 'replay', '-', ...GIVEN, '--json');
    const piped = JSON.parse(run.out) as ReplayReport;
    expect(zipped.verdicts).toEqual(piped.verdicts);
    expect(piped.flows).toEqual([{ file: '(standard input)', format: 'csv' }]);
  });
});

const SMALL = {
  'r.cfg': `hostname r1
interface Vlan10
 ip address 10.0.1.1 255.255.255.0
interface Vlan20
 ip address 10.0.2.1 255.255.255.0
 ip access-group DB out
ip access-list extended DB
 permit icmp any any echo
 permit gre any any
 permit tcp 10.0.1.0 0.0.0.255 host 10.0.2.10 eq 5432
 permit tcp host 10.0.1.11 host 10.0.2.10 eq 9187
 deny ip any any
`,
  'inv.yaml': `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.10-10.0.1.11] }
  - { namespace: shop, labels: { app: db }, addresses: [10.0.2.10] }
`,
  'p.yaml': `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web-out, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress: [ { to: [ { podSelector: { matchLabels: { app: db } } } ] } ]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db-in, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress: [ { from: [ { podSelector: { matchLabels: { app: web } } } ], ports: [ { protocol: TCP, port: 5433 } ] } ]
`,
};
const SMALL_GIVEN = ['--config', 'r.cfg', '-i', 'inv.yaml', '--policies', 'p.yaml'] as const;

async function replayedSmall(flows: string, ...more: readonly string[]): Promise<ReplayReport> {
  using place = new Workplace({ ...SMALL, flows });
  const { out } = await place.run('replay', 'flows', ...SMALL_GIVEN, ...more, '--json');
  const report = JSON.parse(out) as ReplayReport;
  expect(faultsBy('schema/replay-report.schema.json')(report)).toEqual([]);
  return report;
}

describe('who stops a flow, and who decides it', () => {
  test('the policy of the end that stops it is named, not the rule of the other end that lets it go', async () => {
    using place = new Workplace({
      ...SMALL,
      'flows.csv': 'source,destination,protocol,port\n10.0.1.10,10.0.2.10,tcp,5432\n',
    });
    const run = await place.run('replay', 'flows.csv', ...SMALL_GIVEN, '--verdicts', 'v.jsonl');
    expect(run.code).toBe(1);
    expect(run.out).toContain('p.yaml:12  spec isolates ingress of shop/db; no rule allows it');
    expect(run.out).not.toMatch(/^ +p\.yaml:\d+ {2}spec\.egress\[0\]$/m);
    const line = JSON.parse(readFileSync(join(place.folder, 'v.jsonl'), 'utf8')) as object;
    expect(line).toMatchObject({ policy: 'deny', rule: null, isolatedBy: 'p.yaml#spec' });
  });

  test.each([
    {
      name: 'ICMP is left to the plugin by the API',
      engine: 'strict-spec',
      of: 'icmp,8',
      agree: null,
    },
    { name: 'ICMP is decided by Cilium', engine: 'cilium', of: 'icmp,8', agree: false },
    { name: 'GRE is decided by none', engine: 'cilium', of: 'gre,', agree: null },
  ])('$name', async ({ agree, engine, of }) => {
    const [protocol = '', type = ''] = of.split(',');
    const row = `10.0.1.10,10.0.2.10,${protocol},,${type}\n`;
    const header = 'source,destination,protocol,port,icmp_type\n';
    const report = await replayedSmall(header + row, '--engine', engine);
    expect(report.verdicts).toEqual([
      { acl: 'permit', policy: agree === null ? 'undecided' : 'deny', flows: 1 },
    ]);
  });

  const pods = (port: number, web = 'web'): string =>
    JSON.stringify({
      flow: {
        verdict: 'FORWARDED',
        IP: { source: '10.244.1.5', destination: '10.244.2.7' },
        l4: { TCP: { source_port: 45000, destination_port: port, flags: { SYN: true } } },
        source: { namespace: 'shop', labels: [`k8s:app=${web}`] },
        destination: { namespace: 'shop', labels: ['k8s:app=db'] },
        is_reply: false,
      },
    });
  test.each([
    {
      name: 'all replicas fare alike',
      line: pods(5432),
      verdict: { acl: 'permit', policy: 'deny' },
    },
    {
      name: 'the lists tell replicas apart',
      line: pods(9187),
      verdict: { acl: 'unknown', policy: 'deny' },
    },
  ])(
    'pods with new addresses are found by namespace and labels: $name',
    async ({ line, verdict }) => {
      expect((await replayedSmall(line)).verdicts).toEqual([{ ...verdict, flows: 1 }]);
    },
  );

  test('a pod that the inventory does not know is no address outside', async () => {
    const report = await replayedSmall(pods(5432, 'batch'));
    expect(report.records).toMatchObject({ judged: 0, endsUnknown: 1 });
    expect(report.unjudged[0]?.examples[0]?.what).toContain('shop/app=batch');
  });
});

describe('what is no evidence', () => {
  const CSV = 'source,destination,protocol,port\n';
  const good = '10.0.1.10,10.0.2.10,tcp,5433\n';
  test.each([
    {
      name: 'a header without records',
      flows: CSV,
      says: 'flows: no record of the format csv is among 1 line',
    },
    {
      name: 'objects of a program that is not known',
      flows: '{"from":"10.0.1.10","to":"10.0.2.10"}\n',
      says: 'its first object has the keys from, to. Known are csv, json, nfdump',
    },
    {
      name: 'a log without a message that is read',
      flows:
        '%ACL-IPV4_ACL-6-IPACCESSLOGP : access-list A deny tcp 10.0.1.10(1) -> 10.0.2.10(2), 1 packet\n',
      says: '1 unreadable',
    },
    {
      name: 'only records that nobody can judge',
      flows: 'sa,da,sp,dp,pr\n10.0.1.10,10.0.2.10,20000,20001,TCP\n',
      says: '1 that nobody can judge',
    },
  ])('$name: exit code 2, and no word of what would drop', async ({ flows, says }) => {
    using place = new Workplace({ ...SMALL, flows });
    const run = await place.run('replay', 'flows', ...SMALL_GIVEN);
    expect(run.code).toBe(2);
    expect(run.err).toContain(says);
    expect(run.out).not.toContain('would drop');
  });

  test('a file without a flow is said beside others that have some', async () => {
    using place = new Workplace({ ...SMALL, 'a.csv': CSV + good, 'b.csv': CSV });
    const run = await place.run('replay', 'a.csv', 'b.csv', ...SMALL_GIVEN, '--fail-on', 'none');
    expect(run.code).toBe(2);
    expect(run.err).toContain('b.csv: no record');
    expect(run.err).not.toContain('a.csv');
    expect(run.out).toContain('1 flow judged');
  });

  test.each([
    { name: 'half of them, which is the default', limit: [], bad: 2, code: 0 },
    { name: 'more than half', limit: [], bad: 3, code: 2 },
    { name: 'more than a number', limit: ['--max-unjudged', '1'], bad: 2, code: 2 },
    { name: 'no more than a number', limit: ['--max-unjudged', '2'], bad: 2, code: 0 },
    { name: 'more than a percentage', limit: ['--max-unjudged', '49%'], bad: 2, code: 2 },
    { name: 'a limit that is none', limit: ['--max-unjudged', '101%'], bad: 0, code: 2 },
  ])(
    'unreadable records beside two good ones, $name: exit code $code',
    async ({ bad, code, limit }) => {
      using place = new Workplace({
        ...SMALL,
        'flows.csv': CSV + good + good + '10.0.1.10,10.0.2,tcp,1\n'.repeat(bad),
      });
      const run = await place.run(
        'replay',
        'flows.csv',
        ...SMALL_GIVEN,
        '--fail-on',
        'none',
        ...limit,
      );
      expect(run.code).toBe(code);
    },
  );
});

describe('files that are broken', () => {
  test('compressed data cut short: what came before is told, and that it broke off', async () => {
    using place = new Workplace(files);
    const [header = '', ...rows] = text('flows.csv').trim().split('\n');
    const many = [header, ...Array.from({ length: 4000 }, (_, i) => rows[i % 6] ?? '')].join('\n');
    const whole = gzipSync(many, { level: 0 });
    writeFileSync(join(place.folder, 'cut.csv.gz'), whole.subarray(0, whole.length >> 1));
    const run = await place.run('replay', 'cut.csv.gz', ...GIVEN, '--json');
    expect(run.code).toBe(2);
    expect(run.err).toMatch(
      /cut\.csv\.gz breaks off after line \d+: the compressed data is cut short/,
    );
    const report = JSON.parse(run.out) as ReplayReport;
    expect(report.complete).toBe(false);
    expect(report.records.judged).toBeGreaterThan(1000);
  });

  test.each([
    {
      name: 'garbage',
      content: '\u0001\u0002\u0003garbage\n',
      says: 'in no format that is known here',
    },
    { name: 'an empty file', content: '', says: 'in no format that is known here' },
  ])('$name', async ({ content, says }) => {
    using place = new Workplace({ ...files, 'flows.bin': content });
    const run = await place.run('replay', 'flows.bin', ...GIVEN);
    expect(run.code).toBe(2);
    expect(run.err).toContain(says);
    expect(run.err).not.toContain('    at ');
  });

  test('a file of which nothing can be used, with its format said', async () => {
    using place = new Workplace({ ...files, 'flows.bin': 'a,b\nc,d\n' });
    const run = await place.run('replay', 'flows.bin', '--format', 'csv', ...GIVEN);
    expect(run.code).toBe(2);
    expect(run.out).toContain('flows.bin:1  expected a header');
  });

  test('a file that is not there', async () => {
    using place = new Workplace(files);
    expect(await place.run('replay', 'nowhere.csv', ...GIVEN)).toMatchObject({ code: 2 });
  });
});

test.each(['cilium', 'networkpolicy'] as const)(
  'verdicts are those of trace and of lists read line by line, drafts for %s',
  (target) => {
    fc.assert(
      fc.property(anyEstate, packets, ({ config, inventory }, flows) => {
        const given = adHoc(config, inventory);
        const { devices, inventory: read } = readScenario(given);
        const common = {
          devices,
          inventory: read,
          sources: [...given.configs, given.inventory],
          diagnostics: [],
          options: { ...DEFAULTS, target },
        };
        const replay = new Replay(common);
        for (const flow of flows.slice(0, 8)) {
          const { protocol, service, sourcePort } = flow;
          const record = { family: 'ipv4', ...flow } as const;
          const line = replay.add(record, { file: 'flows.csv', line: 1 });
          const today = decideToday(devices[0] as Device, flow);
          expect(line?.acl === 'permit' || line?.acl === 'unfiltered').toBe(today.passes);
          const traced = trace({
            ...common,
            flow: {
              from: showIpv4(flow.source),
              to: showIpv4(flow.destination),
              protocol,
              service,
              sourcePort,
            },
          });
          if (traced.kind !== 'traced') throw new Error('an address was not found');
          expect({ acl: line?.acl, policy: line?.policy, agree: line?.agree }).toEqual({
            acl: traced.report.today.opening.verdict,
            policy: traced.report.cluster.verdict,
            agree: traced.report.agree,
          });
        }
      }),
      { numRuns: 12 },
    );
  },
);
