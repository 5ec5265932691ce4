/** `aclift inventory check` as a user meets it: its output and its exit code. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { acliftIn, type Run, Workplace } from '../testing/run-aclift.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const CAMPUS = 'fixtures/scenarios/campus';

function check(input: string, ...args: string[]): Promise<Run> {
  return acliftIn(ROOT, ['inventory', 'check', ...args], input);
}

const workload = (namespace: string, app: string, address: string): string =>
  `  - { namespace: ${namespace}, labels: { app: ${app} }, addresses: [${address}] }\n`;
const GOOD = `version: 1\nworkloads:\n${workload('shop', 'web', '10.0.0.1')}`;
const TWICE = `${GOOD}${workload('shop', 'db', '10.0.0.1')}`;
const CROSSING = `${GOOD}${workload('a', 'b', '10.0.1.1-10.0.1.9')}${workload('c', 'd', '10.0.1.5-10.0.1.20')}`;
const NARROWER = `${GOOD}${workload('a', 'b', '10.0.0.0/24')}`;
const BAD_LABEL = `${GOOD}${workload('a', '-b', '10.0.0.9')}`;
const IGNORED =
  'version: 1\nworkloads:\n  - { namespace: a, labels: { pod-template-hash: x, app: y } }\n';

describe('aclift inventory check', () => {
  test.each([
    { name: 'a clean inventory', input: GOOD, args: [], code: 0 },
    { name: 'a narrower range within a wider one', input: NARROWER, args: [], code: 0 },
    {
      name: 'one address in two workloads',
      input: TWICE,
      args: [],
      code: 1,
      say: 'inventory/address-owned-twice',
    },
    {
      name: 'ranges that cross',
      input: CROSSING,
      args: [],
      code: 1,
      say: 'inventory/crossing-ranges',
    },
    {
      name: 'a label that Kubernetes refuses',
      input: BAD_LABEL,
      args: [],
      code: 1,
      say: 'inventory/bad-label-value',
    },
    {
      name: 'a key that Cilium ignores',
      input: IGNORED,
      args: [],
      code: 0,
      say: 'inventory/label-ignored-by-cilium',
    },
    {
      name: 'the same with --fail-on warning',
      input: IGNORED,
      args: ['--fail-on', 'warning'],
      code: 1,
    },
    { name: 'no YAML', input: 'a: [', args: [], code: 1, say: 'nothing of it could be used' },
    { name: 'another severity', input: GOOD, args: ['--fail-on', 'awful'], code: 2 },
    { name: 'standard input named twice', input: GOOD, args: ['--config', '-'], code: 2 },
  ])('$name: exit code $code', async ({ args, code, input, say = '' }) => {
    const result = await check(input, '-', ...args);
    expect(result.code).toBe(code);
    expect(result.out + result.err).toContain(say);
  });

  test('looks for inventory.yaml by itself, and says when there is none', async () => {
    expect(await check('')).toMatchObject({
      code: 2,
      err: expect.stringContaining('inventory.yaml') as unknown,
    });
  });
});

describe('coverage', () => {
  const LISTS = `ip access-list extended A
 permit tcp host 10.0.0.1 host 10.0.0.2 eq 80
 permit tcp 10.0.0.0 0.0.0.3 any eq 443
 permit udp host 10.0.9.9 any eq 53
 permit ip any any
 deny ip any host 10.0.0.1
`;
  let out = '';
  beforeAll(async () => {
    const inventory = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.0.1] }
  - { namespace: shop, labels: { app: db }, addresses: [10.0.0.2] }
  - { namespace: shop, labels: { app: old }, addresses: [10.77.0.1] }
  - { namespace: shop, labels: { app: new } }
`;
    const file = join(mkdtempSync(join(tmpdir(), 'aclift-')), 'inventory.yaml');
    writeFileSync(file, inventory);
    out = (await check(LISTS, file, '--config', '-')).out;
  });

  test('each entry is named, named in part, not, or names nobody', () => {
    expect(out).toContain('entries   2 of 5 named; 1 in part, 1 not, 1 name nobody');
  });

  test('addresses are counted once', () => {
    expect(out).toContain('addresses 2 of 5 that entries name');
  });

  // Between 10.0.0.0-3 and 10.0.9.9 everything is permitted: 25 pairs of ends, 4 of them named on both sides, 12 on one.
  test('what is permitted is counted by its ends', () => {
    expect(out).toContain('permitted 16 % between two named ends, 48 % with one');
  });

  test('says what to name next, and what no list is about', () => {
    expect(out).toMatch(/1 {2}10\.0\.0\.0, 10\.0\.0\.3 {2}\(\(standard input\):3\)/);
    expect(out).toMatch(/1 {2}10\.0\.9\.9 {2}\(\(standard input\):4\)/);
    expect(out).toMatch(/workload shop\/old {2}\(.*:5\)/);
    expect(out).toMatch(/which no list can be about\n {2}shop\/new\n/);
  });
});

describe('the published schema', () => {
  const schema = JSON.parse(
    readFileSync(join(ROOT, 'packages/core/schema/inventory-check.schema.json'), 'utf8'),
  ) as object;
  const valid = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const faults = (text: string): unknown => (valid(JSON.parse(text)) ? [] : valid.errors);

  test('describes the report of the campus with its configuration', async () => {
    const { out } = await check(
      '',
      `${CAMPUS}/inventory.yaml`,
      '--config',
      `${CAMPUS}/campus-rtr.cfg`,
      '--json',
    );
    expect(faults(out)).toEqual([]);
    expect(JSON.parse(out)).toMatchObject({ coverage: { lists: 9, entries: 66 } });
  });

  // A process each: a few stand for all.
  const some = readdirSync(join(ROOT, 'fixtures/inventory/bad')).filter((_, at) => at % 8 === 0);
  test.each(some)('describes the report of %s', async (file) => {
    expect(faults((await check('', `fixtures/inventory/bad/${file}`, '--json')).out)).toEqual([]);
  });
});

describe('entries against the lists of routers', () => {
  const config = `hostname edge1
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
 ip access-group WEB-OUT out
interface Vlan90
 ip address 10.20.0.1 255.255.255.0
 ip access-group K8S-OUT out
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.252
ip route 10.30.0.0 255.255.255.0 10.20.0.250
ip route 0.0.0.0 0.0.0.0 203.0.113.1
ip access-list extended WEB-OUT
 permit tcp any host 10.1.10.11 eq 8443
 deny ip any any
ip access-list extended K8S-OUT
 permit tcp 192.0.2.0 0.0.0.255 host 10.30.0.11 eq 80
 deny ip any any
`;
  test.each([
    {
      name: 'a port that lists let clients reach today',
      entry: '10.30.0.10, ports: [{ port: 443, target: 8443 }]',
      said: false,
    },
    {
      name: 'a wrong target',
      entry: '10.30.0.10, ports: [{ port: 443, target: 443 }]',
      said: true,
    },
    {
      name: 'one port of two',
      entry: '10.30.0.10, ports: [{ port: 22 }, { port: 8443 }]',
      said: false,
    },
    {
      name: 'another protocol',
      entry: '10.30.0.10, ports: [{ port: 8443, protocol: UDP }]',
      said: true,
    },
    {
      name: 'an address that lists let clients reach already',
      entry: '10.30.0.11, ports: [{ port: 80 }]',
      said: false,
    },
    { name: 'an entry that does not say its ports', entry: '10.30.0.10', said: false },
  ])('$name: said $said', async ({ entry, said }) => {
    using place = new Workplace({
      'edge1.cfg': config,
      'inventory.yaml': `version: 1\nworkloads:\n  - { namespace: shop, labels: { app: web }, addresses: [10.1.10.11], entries: [{ address: ${entry} }] }\n`,
    });
    const { code, err } = await place.run(
      'inventory',
      'check',
      '--config',
      'edge1.cfg',
      '--fail-on',
      'warning',
    );
    expect(err.includes('inventory/entry-unreached')).toBe(said);
    expect(code).toBe(said ? 1 : 0);
  });
});
