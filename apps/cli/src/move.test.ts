import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const CONFIG = `hostname edge1
!
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
 ip access-group WEB-IN in
!
interface Vlan90
 ip address 10.20.0.1 255.255.255.0
 ip access-group K8S-IN in
!
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.252
 ip access-group OUT-IN in
!
ip route 10.30.0.0 255.255.255.0 10.20.0.250
ip route 0.0.0.0 0.0.0.0 203.0.113.1
!
logging host 10.1.10.11
ip access-list extended OUT-IN
 10 permit tcp any host 10.1.10.11 eq 8443
 20 permit tcp any any established
ip access-list extended WEB-IN
 10 permit tcp host 10.1.10.11 host 198.51.100.7 eq 443
 20 permit tcp host 10.1.10.11 eq 8443 any established
ip access-list extended K8S-IN
 10 deny ip any any
`;
const INVENTORY = `version: 1
cluster: { nodes: [10.20.0.0/24], exit: node }
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: [10.1.10.11]
    entries: [{ address: 10.30.0.10, ports: [{ port: 443, target: 8443 }], client: visible }]
  - { namespace: shop, labels: { app: cache } }
`;
const place = new Workplace({ 'edge1.cfg': CONFIG, 'inventory.yaml': INVENTORY });
afterAll(() => place[Symbol.dispose]());
const made = await place.run('move', 'plan', 'edge1.cfg', '-i', 'inventory.yaml', '-o', 'plan');
const file = (path: string): string => readFileSync(join(place.folder, path), 'utf8');

describe('a plan', () => {
  test('is summed up, with what nobody may overlook', () => {
    expect(made).toEqual({
      code: 0,
      err: '',
      out: `Wave 1: shop/web
  3 lines before, 4 after, on 1 device; 1 to be changed by hand

Every state is proven, but for what warnings name.

Written to plan: start with plan.md.
`,
    });
  });

  test('has the commands of each device, and those that take them back', () => {
    const folder = join(place.folder, 'plan/wave-1/edge1');
    const texts = readdirSync(folder)
      .toSorted()
      .map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`);
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "after.ios
      ! aclift: wave 1 on edge1: once the old addresses are out of use and the counters stand still
      ip access-list extended WEB-IN
       30 deny ip any any
       no 10
       no 20
      ip access-list extended OUT-IN
       no 10

      before.ios
      ! aclift: wave 1 on edge1: before the new addresses are used
      ip access-list extended K8S-IN
       3 permit tcp 10.20.0.0 0.0.0.255 host 198.51.100.7 eq 443
       6 permit tcp host 10.30.0.10 eq 443 any established
      ip access-list extended OUT-IN
       11 permit tcp any host 10.30.0.10 eq 443

      rollback-after.ios
      ! aclift: wave 1 on edge1: takes after.ios back
      ip access-list extended WEB-IN
       10 permit tcp host 10.1.10.11 host 198.51.100.7 eq 443
       20 permit tcp host 10.1.10.11 eq 8443 any established
       no 30
      ip access-list extended OUT-IN
       10 permit tcp any host 10.1.10.11 eq 8443

      rollback.ios
      ! aclift: wave 1 on edge1: takes before.ios back; after after.ios type rollback-after.ios first
      ip access-list extended K8S-IN
       no 6
       no 3
      ip access-list extended OUT-IN
       no 11
      "
    `);
  });

  test('is described by its schema', () => {
    const url = new URL('../../../packages/move/schema/plan.schema.json', import.meta.url);
    const valid = new Ajv({ allErrors: true }).compile(
      JSON.parse(readFileSync(url, 'utf8')) as object,
    );
    valid(JSON.parse(file('plan/plan.json')));
    expect(valid.errors).toBeNull();
  });

  test('is the same for the same input', async () => {
    const again = await place.run('move', 'plan', 'edge1.cfg', '-i', 'inventory.yaml', '--json');
    expect(again.out).toBe(file('plan/plan.json'));
  });

  test('gives inventories of its states, of which the last has moved', () => {
    expect(
      [1, 2, 3, 4].map(
        (step) => /now: (\w+)/.exec(file(`plan/wave-1/inventory-1.${step}.yaml`))?.[1],
      ),
    ).toEqual(['outside', 'both', 'both', 'cluster']);
  });
});

describe('a device is held against the plan', () => {
  const typed = (...files: readonly string[]): string =>
    [CONFIG, ...files.map((name) => file(`plan/wave-1/edge1/${name}.ios`))].join('');
  const states = {
    'fresh.cfg': CONFIG,
    'before.cfg': typed('before'),
    'after.cfg': typed('before', 'after'),
    'back.cfg': typed('before', 'after', 'rollback-after', 'rollback'),
  };
  const check = async (name: keyof typeof states, ...args: readonly string[]) => {
    using here = new Workplace({ ...states, 'plan.json': file('plan/plan.json') });
    return await here.run('move', ...args, name);
  };

  test.each([
    { name: 'fresh.cfg', states: 'today' },
    { name: 'before.cfg', states: '1.1, 1.2, 1.3' },
    { name: 'after.cfg', states: '1.4' },
    { name: 'back.cfg', states: 'today' },
  ] as const)('$name is in state $states', async ({ name, states: wanted }) => {
    const { code, out } = await check(name, 'status', 'plan.json');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toBe(`edge1: ${wanted}`);
  });

  test('what is missing is told with its place', async () => {
    using here = new Workplace({ ...states, 'plan.json': file('plan/plan.json') });
    const { code, out } = await here.run(
      'move',
      'verify',
      'plan.json',
      'fresh.cfg',
      '--state',
      '1.1',
    );
    expect(code).toBe(1);
    expect(out).toContain(
      'edge1 OUT-IN: missing "permit tcp any host 10.30.0.10 eq 443", behind "permit tcp any host 10.1.10.11 eq 8443"',
    );
  });
});

describe('what cannot be planned is said', () => {
  test.each([
    {
      name: 'a wave with a stranger',
      args: ['--wave', 'shop/wep'],
      err: '--wave names "shop/wep", which is no workload of the inventory',
    },
    {
      name: 'a wave with somebody who has nothing to move',
      args: ['--wave', 'shop/cache'],
      err: '--wave names shop/cache, which has no old address to move from',
    },
    {
      name: 'a workload in two waves',
      args: ['--wave', 'shop/web', '--wave', 'shop/web'],
      err: '--wave names shop/web twice',
    },
  ])('$name', async ({ args, err }) => {
    const { code, err: said } = await place.run(
      'move',
      'plan',
      'edge1.cfg',
      '-i',
      'inventory.yaml',
      ...args,
    );
    expect(code).toBe(2);
    expect(said).toContain(err);
  });

  test('a file that is no plan', async () => {
    const { code, err } = await place.run(
      'move',
      'verify',
      'inventory.yaml',
      'edge1.cfg',
      '--state',
      '1.1',
    );
    expect(code).toBe(2);
    expect(err).toContain('is no JSON: give plan.json of aclift move plan');
  });

  test('a state that the plan does not have', async () => {
    const { code, err } = await place.run(
      'move',
      'verify',
      'plan/plan.json',
      'edge1.cfg',
      '--state',
      '7.1',
    );
    expect(code).toBe(2);
    expect(err).toContain('the plan has no state "7.1": today, 1.1, 1.2, 1.3, 1.4');
  });
});

describe('a cluster is held against the plan', () => {
  const inventory = INVENTORY.replace('client: visible', 'client: node, service: web').replace(
    'exit: node }',
    'exit: node, engine: kube-proxy }',
  );
  const config = CONFIG.replace(
    'tcp any host 10.1.10.11',
    'tcp 192.0.2.0 0.0.0.255 host 10.1.10.11',
  );
  const status = async (
    objects: (files: Readonly<Record<string, string>>) => readonly string[],
  ) => {
    using here = new Workplace({ 'edge1.cfg': config, 'inventory.yaml': inventory });
    const made = await here.run('move', 'plan', 'edge1.cfg', '-i', 'inventory.yaml', '-o', 'plan');
    expect(made.code).toBe(0);
    const wave = join(here.folder, 'plan/wave-1');
    const files = Object.fromEntries(
      readdirSync(wave, { recursive: true, encoding: 'utf8' })
        .filter((path) => /^(?:policies|entries)\/.*\.yaml$/.test(path))
        .map((path) => [path, readFileSync(join(wave, path), 'utf8')]),
    );
    writeFileSync(join(here.folder, 'now.yaml'), objects(files).join('\n---\n'));
    return await here.run('move', 'status', 'plan/plan.json', 'edge1.cfg', '--cluster', 'now.yaml');
  };
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop, labels: { app: web } }
status: { phase: Running }`;
  const service = (ranges: string) => `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, loadBalancerSourceRanges: [${ranges}] }`;
  const policies = (files: Readonly<Record<string, string>>) =>
    Object.entries(files)
      .filter(([path]) => path.includes('policies/') && !path.endsWith('kustomization.yaml'))
      .map(([, text]) => text);

  test('before the wave nothing of it is there', async () => {
    const { code, out } = await status(() => [service('')]);
    expect(code).toBe(0);
    expect(out).toContain('shop/web: no pods run');
  });

  test('in the wave everything applies as it was written', async () => {
    const { code, out } = await status((files) => [
      ...policies(files),
      pod,
      service('192.0.2.0/24'),
    ]);
    expect(out).toMatch(/Wave 1: (\d+) of \1 policies apply as written\n {2}shop\/web: 1 pod runs/);
    expect(code).toBe(0);
  });

  test.each([
    {
      name: 'a policy that somebody changed',
      objects: (files: Readonly<Record<string, string>>) => [
        ...policies(files).map((text) => text.replace('10.20.0.0/24', '10.20.0.0/16')),
        pod,
        service('192.0.2.0/24'),
      ],
      want: 'otherwise: entries/policies/shop/web-entry.yaml',
    },
    {
      name: 'a Service without its ranges',
      objects: (files: Readonly<Record<string, string>>) => [...policies(files), pod, service('')],
      want: 'source ranges not as in the patch: Service shop/web',
    },
    {
      name: 'pods without policies',
      objects: () => [pod, service('192.0.2.0/24')],
      want: 'Pods run although something that holds them does not apply.',
    },
  ])('$name is found', async ({ objects, want }) => {
    const { code, out } = await status(objects);
    expect(out).toContain(want);
    expect(code).toBe(1);
  });
});
