import { describe, expect, test } from 'vitest';
import { readInventory } from '../read-inventory.ts';
import { importInventory } from './import-inventory.ts';
import type { ImportInput, InventoryImport } from './import-inventory.ts';

const THERE = `# ours
version: 1
namespaces:
  shop: { labels: { team: commerce } } # Ann
workloads:
  - namespace: shop
    labels: { app: web, tier: front } # the web tier
    addresses: [10.0.0.1, 10.0.5.1-10.0.5.9]
externals:
  - { name: branches, addresses: [192.168.0.0/16] }
`;

const csv = (...rows: readonly string[]): string =>
  ['ip,name,namespace,labels', ...rows, ''].join('\n');

function run(input: Omit<ImportInput, 'inventory'>, inventory = THERE): InventoryImport {
  const result = importInventory({
    ...input,
    inventory: { name: 'inventory.yaml', text: inventory },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  expect(readInventory({ name: 'i', text: result.value.text }).diagnostics).toEqual([]);
  return result.value;
}

const runCsv = (...rows: readonly string[]): InventoryImport =>
  run({ files: [{ name: 't.csv', text: csv(...rows) }], format: 'csv' });

describe('what is there already comes first', () => {
  test.each([
    {
      name: 'an address of the same workload is there already',
      row: '10.0.0.1,,shop,app=web;tier=front',
      want: { outcome: 'merged', reason: 'same-owner' },
    },
    {
      name: 'an address of another workload stays with it',
      row: '10.0.0.1,,shop,app=db',
      want: { outcome: 'conflict', reason: 'other-owner', with: 'shop/web' },
    },
    {
      name: 'a mere name for an address that has an owner is no conflict',
      row: '10.0.0.1,web01,,',
      want: { outcome: 'merged', reason: 'has-owner', owner: 'shop/web' },
    },
    {
      name: 'a range that crosses another is refused',
      row: '10.0.5.5-10.0.5.20,,shop,app=db',
      want: { outcome: 'conflict', reason: 'crossing', with: 'shop/web' },
    },
    {
      name: 'labels that another workload has among its own are refused',
      row: '10.0.0.7,,shop,app=web',
      want: { outcome: 'conflict', reason: 'labels-not-distinct', with: 'shop/web' },
    },
    {
      name: 'pods with more labels count to the workload that selects them',
      row: '10.0.0.7,,shop,app=web;tier=front;track=canary',
      want: { outcome: 'merged', reason: 'wider-workload', owner: 'shop/web' },
    },
    {
      name: 'a name that is there gets the address',
      row: '172.16.0.1,branches,,',
      want: { outcome: 'imported', owner: 'branches' },
    },
    {
      name: 'a narrower range within another is fine',
      row: '192.168.1.0/24,lab,,',
      want: { outcome: 'imported', owner: 'lab' },
    },
  ])('$name', ({ row, want }) => {
    expect(runCsv(row).facts).toMatchObject([want]);
  });

  test('the lines of the inventory stay as they are, comments too', () => {
    const { text } = runCsv(
      '10.0.0.2,,shop,app=web;tier=front',
      '10.9.0.1,,crm,app=api',
      '10.8.0.1,hq,,',
    );
    expect(text).toBe(
      THERE.replace('10.0.5.1-10.0.5.9]', '10.0.5.1-10.0.5.9, 10.0.0.2]')
        .replace(
          'externals:',
          '  - namespace: crm\n    labels: { app: api }\n    addresses: [10.9.0.1]\nexternals:',
        )
        .concat('  - { name: hq, addresses: [10.8.0.1] }\n'),
    );
  });

  test('a workload that gets none of its addresses is not added', () => {
    expect(runCsv('10.0.0.1,,crm,app=db').text).toBe(THERE);
  });

  test('nothing new leaves the text byte for byte', () => {
    expect(runCsv('10.0.0.1,web01,,').text).toBe(THERE);
  });

  test('another value of a namespace label is a conflict, and other labels are added', () => {
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { team: 'other', site: 'a' } },
    };
    const files = [{ name: 'ns.json', text: JSON.stringify(namespace) }];
    const { facts, text } = run({ files, format: 'kubernetes' });
    expect(facts).toMatchObject([
      { outcome: 'conflict', reason: 'other-label-value', with: 'team: commerce' },
    ]);
    expect(text).toContain('  shop: { labels: { team: commerce, site: a } } # Ann');
  });
});

describe('among the imported', () => {
  test('who says which pods come before mere names, whatever the order of the files', () => {
    const names = { name: 'hosts', text: '10.7.0.1 web01\n' };
    const pods = { name: 'pods.csv', text: csv('10.7.0.1,,crm,app=api') };
    for (const files of [
      [names, pods],
      [pods, names],
    ]) {
      const { facts, totals } = run({ files });
      expect(totals).toEqual({ imported: 1, merged: 1, conflict: 0, skipped: 0 });
      const { outcome } = facts.find(({ file }) => file === 'hosts') ?? {};
      expect(outcome).toBe('merged');
    }
  });

  test('the first of two owners keeps the address, and the other is told where it is', () => {
    const { facts } = runCsv('10.7.0.1,,crm,app=api', '10.7.0.1,,crm,app=db');
    expect(facts).toMatchObject([
      { outcome: 'imported', line: 2 },
      { outcome: 'conflict', reason: 'other-owner', with: 'crm app=api', line: 3 },
    ]);
  });

  test('a service whose selector picks two workloads is a conflict', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's', namespace: 'crm' },
      spec: { clusterIP: '10.96.0.7', selector: { part: 'x' }, ports: [{ port: 80 }] },
    };
    const files = [
      { name: 'p.csv', text: csv('10.7.0.1,,crm,app=a;part=x', '10.7.0.2,,crm,app=b;part=x') },
      { name: 's.json', text: JSON.stringify(service) },
    ];
    const { facts } = run({ files });
    expect(facts.at(-1)).toMatchObject({ outcome: 'conflict', reason: 'several-workloads' });
  });

  test('two names that an inventory would spell alike do not become one', () => {
    const { facts, text } = runCsv('10.7.0.1,Büro: 1,,', '10.7.0.2,Buro- 1,,');
    expect(facts).toMatchObject([
      { outcome: 'imported', owner: 'Buro- 1' },
      { outcome: 'conflict', reason: 'name-clash', with: 'Büro: 1' },
    ]);
    expect(text).toContain('# written Büro: 1');
  });
});

describe('two lists that say otherwise', () => {
  const hosts = (...rows: readonly string[]): ImportInput['files'][number] => ({
    name: `${rows[0] ?? ''}.csv`,
    text: ['Name,IP', ...rows, ''].join('\n'),
  });

  test.each([
    { name: 'in one table', files: [hosts('web,10.7.0.1', 'db,10.7.0.1')] },
    { name: 'in two tables', files: [hosts('web,10.7.0.1'), hosts('db,10.7.0.1')] },
  ])('one address under two names is a conflict $name', ({ files }) => {
    const { facts, totals } = run({ files });
    expect(totals).toMatchObject({ imported: 1, conflict: 1 });
    expect(facts.at(-1)).toMatchObject({ reason: 'other-owner', with: 'web' });
  });

  test.each(['web01.example.com', 'WEB01', 'web01'])('%s is the machine web01 too', (name) => {
    const { totals } = run({ files: [hosts('web01,10.7.0.1', `${name},10.7.0.1`)] });
    expect(totals).toMatchObject({ imported: 1, merged: 1, conflict: 0 });
  });

  test('several names that lead to one address are no conflict', () => {
    const files = [{ name: 'hosts', text: '10.7.0.1 web\n10.7.0.1 www\n' }];
    expect(run({ files, format: 'hosts' }).totals).toMatchObject({ imported: 1, merged: 1 });
  });

  test('a conflict is one the second time too, and changes nothing', () => {
    const files = [hosts('web,10.7.0.1', 'db,10.7.0.1')];
    const first = run({ files });
    const second = run({ files }, first.text);
    expect(second.text).toBe(first.text);
    expect(second.totals).toMatchObject({ imported: 0, merged: 1, conflict: 1 });
  });

  test('the machine of a list comes before names, and names before interfaces, whatever the order', () => {
    const arp = {
      name: 'arp',
      text: 'Protocol  Address  Age (min)  Hardware Addr  Type  Interface\nInternet  10.7.0.1  1  0050.56aa.0001  ARPA  Vlan7\n',
    };
    const names = { name: 'hosts', text: '10.7.0.1 alias\n' };
    const list = hosts('web,10.7.0.1');
    for (const files of [
      [arp, names, list],
      [list, names, arp],
    ]) {
      expect(run({ files }).text).toContain('{ name: web, addresses: [10.7.0.1] }');
    }
    expect(run({ files: [arp, names] }).text).toContain('{ name: alias, addresses: [10.7.0.1] }');
  });
});

describe('options', () => {
  test('two names that a label would spell alike do not become one workload', () => {
    const files = [{ name: 't.csv', text: 'Name,IP\nWeb 1,10.7.0.1\nWeb-1,10.7.0.2\n' }];
    const { facts, text } = run({ files, format: 'csv', namespace: 'legacy' });
    expect(facts).toMatchObject([
      { outcome: 'imported', owner: 'legacy app=Web-1' },
      { outcome: 'conflict', reason: 'name-clash', with: 'Web 1' },
    ]);
    expect(text).toContain('labels: { app: Web-1 }\n    addresses: [10.7.0.1]');
  });

  test('a name without a letter that a label can spell is not understood', () => {
    const files = [{ name: 't.csv', text: 'Name,IP\nсервер,10.7.0.1\n' }];
    const { facts } = run({ files, format: 'csv', namespace: 'legacy' });
    expect(facts).toMatchObject([{ outcome: 'skipped', reason: 'bad-name' }]);
  });

  test('a namespace makes workloads of named hosts, by the first part of the name', () => {
    const files = [{ name: 'hosts', text: '10.7.0.1 web.example.com\n10.7.0.2 web.example.net\n' }];
    const { text } = run({ files, format: 'hosts', namespace: 'legacy' });
    expect(text).toContain(
      '  - namespace: legacy\n    labels: { app: web }\n    addresses: [10.7.0.1, 10.7.0.2]\n',
    );
  });

  test('columns can be mapped, and those that are not used are named', () => {
    const files = [{ name: 't.csv', text: 'Endpoint,Team,System,Cost\n10.7.0.1,crm,Api,7\n' }];
    const columns = new Map([
      ['address', 'Endpoint'],
      ['namespace', 'team'],
      ['label:app', 'System'],
    ]);
    const { text, unusedColumns } = run({ files, format: 'csv', columns });
    expect(text).toContain('labels: { app: Api }');
    expect(unusedColumns).toEqual([{ file: 't.csv', columns: ['cost'] }]);
  });
});

describe('nothing is imported at all', () => {
  const hosts = { name: 'hosts', text: '10.7.0.1 web\n' };
  test.each([
    {
      name: 'into an inventory with mistakes',
      input: { files: [hosts], inventory: { name: 'i', text: 'version: 1\nworkload: []\n' } },
      want: { kind: 'faulty-inventory' },
    },
    {
      name: 'from a file of no sure format',
      input: { files: [{ name: 'x', text: 'hello\n' }] },
      want: { kind: 'unknown-format', file: 'x', candidates: [] },
    },
    {
      name: 'from a workbook',
      input: { files: [{ name: 'x', text: 'PK\u0003\u0004\u0014' }], format: 'csv' as const },
      want: {
        kind: 'no-text',
        file: 'x',
        looks: expect.stringContaining('save the sheet as CSV') as string,
      },
    },
    {
      name: 'from UTF-16 that does not say so',
      input: {
        files: [{ name: 'x', text: 'Name,IP,Owner\nweb,10.0.0.1,x'.split('').join('\0') }],
        format: 'csv' as const,
      },
      want: { kind: 'no-text', file: 'x', looks: expect.stringContaining('UTF-16') as string },
    },
    {
      name: 'when a mapped column is missing',
      input: {
        files: [{ name: 't', text: 'a,b\n1,2\n' }],
        format: 'csv' as const,
        columns: new Map([['address', 'ip']]),
      },
      want: { kind: 'missing-column', file: 't', column: 'ip', present: ['a', 'b'] },
    },
    {
      name: 'where anchors share the text that would change',
      input: {
        files: [{ name: 't', text: csv('10.7.0.9,,a,app=b') }],
        inventory: {
          name: 'i',
          text: 'version: 1\nworkloads:\n  - { namespace: a, labels: { app: b }, addresses: &x [10.0.0.1] }\n',
        },
      },
      want: { kind: 'not-editable' },
    },
  ])('$name', ({ input, want }) => {
    expect(importInventory(input)).toMatchObject({ ok: false, error: want });
  });
});
