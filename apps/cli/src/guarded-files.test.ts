/** Files that somebody has edited, through every command that writes. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROGRAM, Workplace } from './testing/run-aclift.ts';
import { treeOf } from './testing/tree.ts';

const ROUTER = `hostname r1
interface GigabitEthernet0/0
 ip address 10.6.1.1 255.255.255.0
 ip access-group A in
interface GigabitEthernet0/1
 ip address 10.6.2.1 255.255.255.0
ip access-list extended A
 permit tcp 10.6.1.0 0.0.0.15 host 10.6.2.20 eq 443
 permit tcp host 10.6.1.10 host 10.6.2.20 eq 443
 permit tcp host 10.6.1.77 host 10.6.2.20 eq 22
 deny ip any any
`;
const INVENTORY = `version: 1
workloads:
  - { namespace: lab, labels: { app: desk }, addresses: [10.6.1.10] }
  - { namespace: lab, labels: { app: till }, addresses: [10.6.2.20] }
`;
const FILES = {
  'r.cfg': ROUTER,
  'inventory.yaml': INVENTORY,
  hosts: '10.6.1.77 lab-kiosk-1\n10.6.1.78 kiosk-2\n',
  'flows.csv': 'source,destination,protocol,destination_port\n10.6.1.10,10.6.2.20,tcp,443\n',
};

describe.each([
  {
    command: 'lint --fix -o',
    args: ['lint', 'r.cfg', '--fix', '-o', 'out'],
    file: 'out/r.cfg',
  },
  {
    command: 'the diff of lint --fix -o',
    args: ['lint', 'r.cfg', '--fix', '-o', 'out'],
    file: 'out/r.cfg.diff',
  },
  {
    command: 'the report of lint --fix -o',
    args: ['lint', 'r.cfg', '--fix', '-o', 'out'],
    file: 'out/lint-fix.json',
  },
  ...[
    'policies/lab/till-acl.yaml',
    'policies/kustomization.yaml',
    'report.md',
    'report.html',
    'report.json',
    'rollout.md',
  ].map((file) => ({
    command: `${file} of migrate -o`,
    args: ['migrate', 'r.cfg', '-i', 'inventory.yaml', '-o', 'out'],
    file: `out/${file}`,
  })),
  {
    command: 'suggest -o',
    args: ['suggest', 'r.cfg', '-i', 'inventory.yaml', '-o', 's.yaml'],
    file: 's.yaml',
  },
  {
    command: 'replay --verdicts',
    args: [
      'replay',
      'flows.csv',
      '--config',
      'r.cfg',
      '-i',
      'inventory.yaml',
      '--fail-on',
      'none',
      '--verdicts',
      'v.jsonl',
    ],
    file: 'v.jsonl',
  },
  { command: 'init', args: ['init', 'r.cfg'], file: 'aclift.yaml' },
])('$command', ({ args, file }) => {
  test('leaves an edited file as it is, says so, and overwrites it when asked', async () => {
    using place = new Workplace(FILES);
    const path = join(place.folder, file);
    expect((await place.run(...args)).code).toBe(0);
    const made = readFileSync(path, 'utf8');
    appendFileSync(path, '# by hand\n');
    const before = treeOf(place.folder);
    const { code, err } = await place.run(...args);
    expect([code, err]).toEqual([2, expect.stringContaining('--force overwrites')]);
    expect(treeOf(place.folder)).toEqual(before);
    expect((await place.run(...args, '--force')).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe(made);
  });
});

describe.each([
  {
    command: 'inventory import -o',
    args: ['inventory', 'import', 'hosts', 'hosts', '--namespace', 'lab', '-o', 'inventory.yaml'],
  },
  {
    command: 'suggest --accept',
    args: ['suggest', 'r.cfg', '-i', 'inventory.yaml', '--hosts', 'hosts', '--accept', '10.6.1.77'],
  },
])('$command', ({ args }) => {
  test('keeps what was edited before, and adds to it', async () => {
    using place = new Workplace(FILES);
    appendFileSync(join(place.folder, 'inventory.yaml'), '# by hand\n');
    expect((await place.run(...args)).code).toBe(0);
    const text = readFileSync(join(place.folder, 'inventory.yaml'), 'utf8');
    expect(text).toContain('# by hand');
    expect(text).toContain('10.6.1.77');
  });

  test('writes no inventory through a link', async () => {
    using place = new Workplace({ ...FILES, 'store/inventory.yaml': INVENTORY });
    const linked = args.map((arg) => (arg === 'inventory.yaml' ? 'linked.yaml' : arg));
    symlinkSync('store/inventory.yaml', join(place.folder, 'linked.yaml'));
    const { code, err } = await place.run(...linked);
    expect([code, err]).toEqual([2, expect.stringContaining('linked.yaml is a link')]);
    expect(readFileSync(join(place.folder, 'store/inventory.yaml'), 'utf8')).toBe(INVENTORY);
  });
});

test('an inventory that changes while suggest runs is not overwritten', () => {
  using place = new Workplace(FILES);
  // Opening the pipe for writing waits until the command reads from it: by then it has read the inventory.
  const script = `mkfifo names
"$NODE" "$PROGRAM" suggest r.cfg -i inventory.yaml --hosts names --accept 10.6.1.77 &
exec 3>names; echo '# meanwhile' >> inventory.yaml; cat hosts >&3; exec 3>&-; wait $!`;
  const { status, stderr } = spawnSync('bash', ['-c', script], {
    cwd: place.folder,
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, PROGRAM },
  });
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/inventory\.yaml was changed since aclift read it; nothing was written/),
  ]);
  const { 'decisions.yaml': decisions, 'inventory.yaml': text } = treeOf(place.folder);
  expect([text, decisions]).toEqual([`${INVENTORY}# meanwhile\n`, undefined]);
});

test('--force and --beside need each other as little as they need a folder', async () => {
  using place = new Workplace(FILES);
  expect((await place.run('lint', 'r.cfg', '--force')).err).toMatch(/give it too/);
  expect((await place.run('migrate', 'r.cfg', '-o', 'out', '--force', '--beside')).err).toMatch(
    /exclude each other/,
  );
});
