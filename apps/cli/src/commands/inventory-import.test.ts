/** `aclift inventory import` as a user meets it: its files, its output and its exit code. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { beforeEach, describe, expect, test } from 'vitest';
import { acliftIn, type Run } from '../testing/run-aclift.ts';

const FIXTURES = fileURLToPath(new URL('../../../../fixtures/inventory-import/', import.meta.url));
const SCHEMA = new URL(
  '../../../../packages/core/schema/inventory-import.schema.json',
  import.meta.url,
);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-'));
});

function aclift(...args: string[]): Promise<Run> {
  return acliftIn(folder, ['inventory', ...args]);
}

const put = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
};

describe('aclift inventory import', () => {
  test('without -o the inventory is on standard output, and the summary beside it', async () => {
    put('hosts', '10.0.0.1 web\n10.0.0.2\n');
    const { code, err, out } = await aclift('import', 'hosts', 'hosts');
    expect(code).toBe(0);
    expect(out).toMatch(/^# yaml-language-server: \$schema=https/);
    expect(out).toContain('  - name: web\n    addresses: [10.0.0.1]\n');
    expect(err).toContain('2 facts in 1 file: 1 imported, 0 merged, 0 conflicts, 1 skipped');
    expect(err).toContain('skipped, nothing names the address: 1\n  hosts:2  10.0.0.2');
  });

  test('-o makes a file, extends it, and leaves its lines alone', async () => {
    put('hosts', '10.0.0.1 web\n');
    put('table.csv', 'ip,namespace,app\n10.0.0.9,shop,db\n');
    expect((await aclift('import', 'auto', 'hosts', '-o', 'inventory.yaml')).code).toBe(0);
    const first = `${readFileSync(join(folder, 'inventory.yaml'), 'utf8')}# mine\n`;
    put('inventory.yaml', first);
    expect((await aclift('import', 'auto', 'table.csv', '-o', 'inventory.yaml')).code).toBe(0);
    const second = readFileSync(join(folder, 'inventory.yaml'), 'utf8').split('\n');
    expect(second.filter((line) => first.split('\n').includes(line))).toEqual(first.split('\n'));
    expect(second.join('\n')).toContain('labels: { app: db }');
    expect((await aclift('check')).out).toContain('1 workload, 1 external, 1 namespace; 0 errors');
  });

  test('--dry-run writes nothing', async () => {
    put('hosts', '10.0.0.1 web\n');
    const { code, out } = await aclift(
      'import',
      'hosts',
      'hosts',
      '-o',
      'inventory.yaml',
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(out).toContain('1 imported');
    expect(existsSync(join(folder, 'inventory.yaml'))).toBe(false);
  });

  test('a conflict is told with both sides, and is exit code 1', async () => {
    put(
      'inventory.yaml',
      'version: 1\nworkloads:\n  - { namespace: a, labels: { app: b }, addresses: [10.0.0.9] }\n',
    );
    put('table.csv', 'ip,namespace,app\n10.0.0.9,shop,db\n');
    const { code, out } = await aclift('import', 'csv', 'table.csv', '-o', 'inventory.yaml');
    expect(code).toBe(1);
    expect(out).toContain('table.csv:2  shop 10.0.0.9  (a/b)');
  });

  test('columns of other names are mapped', async () => {
    put('table.csv', 'Endpoint,Team,System\n10.0.0.9,shop,db\n');
    const { code, out } = await aclift(
      'import',
      'csv',
      'table.csv',
      '--map',
      'address=Endpoint,namespace=Team',
      '--map',
      'label:app=System',
    );
    expect(code).toBe(0);
    expect(out).toContain('labels: { app: db }');
  });

  test.each([
    {
      name: 'an unknown format',
      args: ['import', 'kubernets', 'f'],
      say: 'did you mean kubernetes?',
    },
    { name: 'no sure format', args: ['import', 'auto', 'f'], say: 'f is of no format for sure' },
    {
      name: 'a file that is not there',
      args: ['import', 'csv', 'g'],
      say: 'there is no such file',
    },
    {
      name: 'a column that is not there',
      args: ['import', 'csv', 'f', '--map', 'address=ip'],
      say: 'has no column ip',
    },
    {
      name: 'a field that is not there',
      args: ['import', 'csv', 'f', '--map', 'ip=a'],
      say: 'expected FIELD=COLUMN',
    },
    {
      name: 'a faulty inventory',
      args: ['import', 'csv', 'f', '-o', 'bad.yaml'],
      say: 'mend them first',
    },
    {
      name: '--json without a place for the inventory',
      args: ['import', 'csv', 'f', '--json'],
      say: '--json needs',
    },
  ])('$name is exit code 2', async ({ args, say }) => {
    put('f', 'hello\n');
    put('bad.yaml', 'version: 1\nworkload: []\n');
    const { code, err } = await aclift(...args);
    expect(code).toBe(2);
    expect(err).toContain(say);
    expect(err).not.toContain('    at ');
  });

  test.each([
    {
      name: 'a cell that is no address',
      args: ['csv', 'f'],
      text: 'Name,Network\nlan,10.0.0.0/24\nodd,10.0.1.5/24\n',
      say: 'no address that an inventory can hold: 1\n  f:3  odd 10.0.1.5/24',
    },
    {
      name: 'a table of another kind',
      args: ['csv', 'f'],
      text: '[{"InstanceId":"i-1","PrivateIpAddress":"10.0.0.1"}]\n',
      say: 'nothing of f is in the inventory; it looks like aws: aclift inventory import aws f',
    },
    {
      name: 'XML as a table of hosts',
      args: ['hosts', 'f'],
      text: '<nmaprun scanner="nmap"><host><address addr="10.0.0.1"/></host></nmaprun>\n',
      say: 'it looks like nmap',
    },
    {
      name: 'nothing but remarks',
      args: ['hosts', 'f'],
      text: '# none yet\n',
      say: 'nothing of f',
    },
    {
      name: 'rows that are all retired',
      args: ['auto', 'f'],
      text: 'Name,IP,Status\nweb,10.0.0.1,Retired\n',
      say: 'nothing of f is in the inventory',
    },
    {
      name: 'a list that goes on',
      args: ['auto', 'f'],
      text: '{"Reservations":[{"Instances":[{"InstanceId":"i-1","PrivateIpAddress":"10.0.0.1"}]}],"NextToken":"x"}',
      say: 'incomplete: the list goes on in a page or file that is not here: 1',
    },
    {
      name: 'two names for one address',
      args: ['auto', 'f'],
      text: 'Hostname,IP\nweb,10.0.0.1\ndb,10.0.0.1\n',
      say: 'f:3  db 10.0.0.1  (web)',
    },
  ])('$name is exit code 1, and is named', async ({ args, say, text }) => {
    put('f', text);
    const { code, out } = await aclift('import', ...args, '--dry-run');
    expect(out).toContain(say);
    expect(code).toBe(1);
  });

  test('nothing to import writes no inventory that a pipeline could take for one', async () => {
    put('f', 'Name,IP\nweb,10.0.0.300\n');
    const piped = await aclift('import', 'csv', 'f');
    expect(piped).toMatchObject({ code: 1, out: '' });
    expect(piped.err).toContain('No inventory was written');
    expect((await aclift('import', 'csv', 'f', '-o', 'inventory.yaml')).code).toBe(1);
    expect(existsSync(join(folder, 'inventory.yaml'))).toBe(false);
  });

  test('what is there already is exit code 0 again', async () => {
    put('hosts', '10.0.0.1 web\n');
    expect((await aclift('import', 'hosts', 'hosts', '-o', 'inventory.yaml')).code).toBe(0);
    const { code, out } = await aclift('import', 'hosts', 'hosts', '-o', 'inventory.yaml');
    expect(out).toContain('0 imported, 1 merged');
    expect(code).toBe(0);
  });

  test.each([
    { name: 'little-endian', mark: [0xff, 0xfe], swap: false },
    { name: 'big-endian', mark: [0xfe, 0xff], swap: true },
  ])('"Unicode text" of Excel is read ($name)', async ({ mark, swap }) => {
    const text = Buffer.from('Name\tIP Address\tOwner\r\nsrv1\t10.61.0.5\tA\r\n', 'utf16le');
    writeFileSync(
      join(folder, 'f.txt'),
      Buffer.concat([Buffer.from(mark), swap ? text.swap16() : text]),
    );
    const { code, out } = await aclift('import', 'auto', 'f.txt');
    expect(out).toContain('  - name: srv1\n    addresses: [10.61.0.5]\n');
    expect(code).toBe(0);
  });

  test.each([
    {
      name: 'a workbook',
      text: 'PK\u0003\u0004\u0014',
      say: 'it is a ZIP archive or an office document, not text: unpack it, or save the sheet as CSV',
    },
    { name: 'a web page', text: '<!DOCTYPE html><html></html>', say: 'It looks like a web page' },
    { name: 'other JSON', text: '{"a": 1}', say: 'It looks like JSON of a kind that is not known' },
    {
      name: 'a table for people',
      text: 'NAMESPACE   NAME   READY   STATUS    IP\nshop   web-0   1/1   Running   10.1.0.1\n',
      say: 'ask for JSON (-o json, --format json)',
    },
    {
      name: 'a table without addresses',
      text: 'Name,Owner\nweb,Ann\n',
      say: 'import it as csv with --map address=COLUMN',
    },
    {
      name: 'a file that could be two things',
      text: '10.0.0.1 web\n127.0.0.1 localhost\nip host web 10.0.0.1\n',
      say: 'could be hosts or ip-host; say which',
    },
    { name: 'an empty file', text: '', say: 'It looks like an empty file' },
  ])('auto refuses $name by name, with exit code 2', async ({ say, text }) => {
    put('f', text);
    const { code, err } = await aclift('import', 'auto', 'f');
    expect(err).toContain(say);
    expect(code).toBe(2);
  });

  test('networks stay externals when hosts become workloads', async () => {
    put('f', 'Name,IP\nlan,10.0.0.0/24\nweb,10.0.0.5\n');
    const { out } = await aclift('import', 'csv', 'f', '--namespace', 'shop');
    expect(out).toContain('labels: { app: web }\n    addresses: [10.0.0.5]');
    expect(out).toContain('externals:\n  - name: lan\n    addresses: [10.0.0.0/24]');
  });

  test('control characters of a file do not reach the terminal', async () => {
    put('hosts', '10.0.0.300 \u001B[31mred\n');
    expect((await aclift('import', 'hosts', 'hosts')).err).not.toContain('\u001B');
  });
});

test('what is imported from all fixtures passes inventory check, and nothing is new the second time', async () => {
  const first = await aclift('import', 'auto', FIXTURES, '-o', 'inventory.yaml');
  expect(first.out).toMatch(
    /^\d+ facts in \d+ files: \d+ imported, \d+ merged, 0 conflicts, \d+ skipped\n/,
  );
  const { code, out } = await aclift('check', '--fail-on', 'note');
  expect(out).toContain('0 errors, 0 warnings, 0 notes');
  expect(code).toBe(0);
  const text = readFileSync(join(folder, 'inventory.yaml'), 'utf8');
  expect((await aclift('import', 'auto', FIXTURES, '-o', 'inventory.yaml')).out).toContain(
    ' 0 imported, ',
  );
  expect(readFileSync(join(folder, 'inventory.yaml'), 'utf8')).toBe(text);
});

describe('the published schema', () => {
  const valid = new Ajv({ allErrors: true, strict: false }).compile(
    JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
  );

  test('describes the report of all fixtures at once, whose formats are told by themselves', async () => {
    const formats = readdirSync(FIXTURES);
    const { out } = await aclift('import', 'auto', FIXTURES, '--dry-run', '--json');
    const report = JSON.parse(out) as { outcomes: { format: string }[]; facts: number };
    expect(valid(report) ? [] : valid.errors).toEqual([]);
    expect(new Set(report.outcomes.map(({ format }) => format))).toEqual(new Set(formats));
    expect(report.outcomes.length).toBe(report.facts);
  });
});
