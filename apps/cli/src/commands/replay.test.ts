/** `aclift replay` on files of every format, on broken ones, and flow by flow against everything else that judges flows. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Replay, type ReplayReport, trace } from '@aclift/core';
import type { Device } from '@aclift/ir';
import { showIpv4 } from '@aclift/ir';
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

function replayed(place: Workplace, ...args: readonly string[]): ReplayReport {
  const { out } = place.run('replay', ...args, ...GIVEN, '--json');
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
  ])('$file is $format, and every record is accounted for', ({ file, format, records }) => {
    using place = new Workplace(files);
    const report = replayed(place, file);
    expect(report.flows).toEqual([{ file, format }]);
    expect(report.records).toMatchObject(records);
    const sum = report.verdicts.reduce((all, { flows }) => all + flows, 0);
    expect(sum).toBe(records.judged);
  });
});

describe('what it says', () => {
  test('a draft that somebody narrowed would drop what was seen, with the entry and the place', () => {
    using place = new Workplace(files);
    place.run('migrate', 'router.cfg', '-i', 'inventory.yaml', '-o', 'out');
    const path = join(place.folder, 'out/policies/shop/shop-db-acl.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('5432', '5433'));
    const run = place.run('replay', 'flows.csv', '--policies', 'out/policies', ...GIVEN);
    expect(run.code).toBe(1);
    expect(run.out).toContain('shop/cart → shop/shop-db');
    expect(run.out).toContain('for example 10.10.20.11 → 10.10.30.11 5432/tcp (flows.csv:2)');
    expect(run.out).toMatch(
      /router\.cfg:144 +permit tcp object-group SHOP-APPS host 10\.10\.30\.11 eq 5432/,
    );
    const calm = ['--fail-on', 'would-allow'];
    expect(
      place.run('replay', 'flows.csv', '--policies', 'out/policies', ...GIVEN, ...calm).code,
    ).toBe(0);
  });

  test('verdicts are one JSON object for each flow, also of answers', () => {
    using place = new Workplace(files);
    place.run('replay', 'flows.csv', ...GIVEN, '--verdicts', 'verdicts.jsonl');
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

  test('a message that the configuration contradicts is named', () => {
    using place = new Workplace(files);
    const { contradictions } = replayed(place, 'router.log');
    expect(contradictions).toMatchObject({
      flows: 1,
      examples: [{ line: 7, list: 'APP-IN', logged: 'deny', configured: 'permit' }],
    });
  });

  test('entries and rules that nothing touched are counted as such', () => {
    using place = new Workplace(files);
    const { entries, rules } = replayed(place, 'flows.csv');
    const hits = entries.filter(({ flows }) => flows > 0).map(({ line, flows }) => [line, flows]);
    expect(hits).toContainEqual([144, 2]);
    expect(entries.length).toBeGreaterThan(60);
    expect(rules.filter(({ flows }) => flows > 0).length).toBeGreaterThan(2);
    expect(rules.filter(({ flows }) => flows === 0).length).toBeGreaterThan(20);
  });

  test('standard input and gzip are read like files', () => {
    using place = new Workplace(files);
    writeFileSync(join(place.folder, 'flows.csv.gz'), gzipSync(text('flows.csv')));
    const zipped = replayed(place, 'flows.csv.gz');
    const run = place.runWith(text('flows.csv'), 'replay', '-', ...GIVEN, '--json');
    const piped = JSON.parse(run.out) as ReplayReport;
    expect(zipped.verdicts).toEqual(piped.verdicts);
    expect(piped.flows).toEqual([{ file: '(standard input)', format: 'csv' }]);
  });
});

describe('files that are broken', () => {
  test('compressed data cut short: what came before is told, and that it broke off', () => {
    using place = new Workplace(files);
    const [header = '', ...rows] = text('flows.csv').trim().split('\n');
    const many = [header, ...Array.from({ length: 4000 }, (_, i) => rows[i % 6] ?? '')].join('\n');
    const whole = gzipSync(many, { level: 0 });
    writeFileSync(join(place.folder, 'cut.csv.gz'), whole.subarray(0, whole.length >> 1));
    const run = place.run('replay', 'cut.csv.gz', ...GIVEN, '--json');
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
  ])('$name', ({ content, says }) => {
    using place = new Workplace({ ...files, 'flows.bin': content });
    const run = place.run('replay', 'flows.bin', ...GIVEN);
    expect(run.code).toBe(2);
    expect(run.err).toContain(says);
    expect(run.err).not.toContain('    at ');
  });

  test('a file of which nothing can be used, with its format said', () => {
    using place = new Workplace({ ...files, 'flows.bin': 'a,b\nc,d\n' });
    const run = place.run('replay', 'flows.bin', '--format', 'csv', ...GIVEN);
    expect(run.code).toBe(2);
    expect(run.out).toContain('flows.bin:1  expected a header');
  });

  test('a file that is not there', () => {
    using place = new Workplace(files);
    expect(place.run('replay', 'nowhere.csv', ...GIVEN)).toMatchObject({ code: 2 });
  });
});

test('verdicts are those of trace and of lists read line by line', () => {
  fc.assert(
    fc.property(anyEstate, packets, ({ config, inventory }, flows) => {
      const given = adHoc(config, inventory);
      const { devices, inventory: read } = readScenario(given);
      const common = {
        devices,
        inventory: read,
        sources: [...given.configs, given.inventory],
        diagnostics: [],
        options: { ...DEFAULTS, target: 'cilium' as const },
      };
      const replay = new Replay(common);
      for (const flow of flows.slice(0, 8)) {
        const { protocol, service, sourcePort } = flow;
        const record = { family: 'ipv4', ...flow } as const;
        const line = replay.add(record, { file: 'flows.csv', line: 1, guessAnswers: false });
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
});
