/** What a trace says besides the way: everything about what is on it, and nothing about what is not. */
import { explain, type SourceText } from '@aclift/diagnostics';
import { readInventory } from '@aclift/inventory';
import { iosCatalogue, parseIos } from '@aclift/ios';
import { readTracedService, trace, type TraceReport } from '@aclift/insight';
import { describe, expect, test } from 'vitest';
import { Workplace } from '../testing/run-aclift.ts';
import { DEFAULTS } from '../testing/scenario.ts';
import { traceLines } from '../trace-summary.ts';

const INVENTORY = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.7.1.10] }
  - { namespace: shop, labels: { app: db }, addresses: [10.7.2.10] }
  - { namespace: shop, labels: { app: mail }, addresses: [10.7.3.10] }
`;

/** Web, db and mail at one router, with lines that a test adds to one of the interfaces or at the end. */
function router(lines: { readonly [at: string]: readonly string[] }): string {
  const at = (name: string): string => (lines[name] ?? []).map((line) => ` ${line}\n`).join('');
  return `hostname gw
interface Vlan1
 ip address 10.7.1.1 255.255.255.0
 ip access-group WEB-IN in
${at('web')}!
interface Vlan2
 ip address 10.7.2.1 255.255.255.0
${at('db')}!
interface Vlan3
 ip address 10.7.3.1 255.255.255.0
${at('mail')}!
object-group network DBS
 host 10.7.2.10
${at('group')}!
ip access-list extended WEB-IN
 permit tcp any object-group DBS eq 5432
${at('list')}!
ip access-list extended OTHER
 permit ip any any
${at('other')}!
${(lines['global'] ?? []).map((line) => `${line}\n`).join('')}end
`;
}

function traced(configs: readonly string[], port = '5432/tcp'): TraceReport {
  const sources = configs.map((text, at): SourceText => ({ name: `r${at + 1}.cfg`, text }));
  const parsed = sources.map((source) => parseIos(source));
  const inventory = readInventory({ name: 'i.yaml', text: INVENTORY });
  const service = readTracedService(port);
  if (inventory.value === undefined || service === undefined) throw new Error('bad test input');
  const result = trace({
    devices: parsed.map(({ device }) => device),
    inventory: inventory.value,
    sources: [...sources, { name: 'i.yaml', text: INVENTORY }],
    diagnostics: parsed.flatMap(({ diagnostics }) =>
      diagnostics.map((one) => explain(iosCatalogue, one)),
    ),
    flow: { from: 'web', to: 'db', ...service },
    options: DEFAULTS,
  });
  if (result.kind !== 'traced') throw new Error('no end');
  return result.report;
}

/** Codes that the text shows. */
function shown(report: TraceReport): readonly string[] {
  return traceLines(report).flatMap((line) => /^ {2}\w+\[([^\]]+)\]/.exec(line)?.slice(1) ?? []);
}

describe('what is on the way is told', () => {
  test.each([
    {
      name: 'inspection on an interface',
      lines: { db: ['ip inspect FW out', 'ip access-group OTHER in'] },
      code: 'core/stateful-firewall',
    },
    {
      name: 'a list that no file defines',
      lines: { db: ['ip access-group GONE out'] },
      code: 'core/undefined-list',
    },
    {
      name: 'an outside of address translation',
      lines: { db: ['ip nat outside', 'ip access-group OTHER in'] },
      code: 'core/address-translation',
    },
    {
      name: 'a line that was not read on an interface',
      lines: { db: ['ip access-group OTHER sideways'] },
      code: 'ios/unexpected-word',
    },
    {
      name: 'an entry that was not read in its list',
      lines: { list: ['permit tcp any any eq fruit'] },
      code: 'ios/unexpected-word',
    },
    {
      name: 'a member that was not read of a group in its list',
      lines: { group: ['host 10.7.2.999'] },
      code: 'ios/bad-address',
    },
    {
      name: 'a line of the device that was not read',
      lines: { global: ['ip route 10.9.0.0 255.255.0.0 10.7.300.1'] },
      code: 'ios/bad-address',
    },
  ])('$name', ({ code, lines }) => {
    expect(shown(traced([router(lines)]))).toContain(code);
  });
});

describe('what is elsewhere is not', () => {
  test.each([
    {
      name: 'inspection on another interface',
      lines: { mail: ['ip inspect FW out', 'ip access-group OTHER in'] },
      code: 'core/stateful-firewall',
    },
    {
      name: 'an undefined list on another interface',
      lines: { mail: ['ip access-group GONE out'] },
      code: 'core/undefined-list',
    },
    {
      name: 'an entry that was not read in another list',
      lines: { other: ['permit tcp any any eq fruit'] },
      code: 'ios/unexpected-word',
    },
    { name: 'that another list is not used', lines: {}, code: 'ios/unused-list' },
  ])('$name', ({ code, lines }) => {
    const report = traced([router(lines)]);
    expect(shown(report)).not.toContain(code);
    // JSON has it all the same.
    expect(report.diagnostics).toContainEqual(expect.objectContaining({ code, concerns: false }));
  });
});

test('a line of another device that was not read could change the way, and is told', () => {
  const other = 'hostname far\ninterface Vlan9\n ip address 10.7.2.2 255.255.255.O\n';
  const report = traced([router({}), other]);
  expect(traceLines(report).join('\n')).toMatch(/error\[ios\/[a-z-]+\] r2\.cfg:3:/);
  expect(report.today.unread).toBe(false);
});

test('lines on the way that were not read are no agreement', async () => {
  const files = {
    'r.cfg': router({ db: ['ip access-group OTHER sideways'] }),
    'fine.cfg': router({}),
    'i.yaml': INVENTORY,
  };
  using place = new Workplace(files);
  const run = (config: string) =>
    place.run(
      'trace',
      '--config',
      config,
      '-i',
      'i.yaml',
      '--from=web',
      '--to=db',
      '--port=5432/tcp',
    );
  expect((await run('fine.cfg')).code).toBe(0);
  const unread = await run('r.cfg');
  expect(unread.code).toBe(1);
  expect(unread.out).toContain('Lines on its way were not read');
});
