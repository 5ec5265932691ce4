/** The command line as a user meets it: judged by what it prints, writes and returns. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acliftIn, type Run } from './testing/run-aclift.ts';

const SCENARIOS = fileURLToPath(new URL('../../../fixtures/scenarios/', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-'));
  cpSync(`${SCENARIOS}deny-telnet`, folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function aclift(...args: string[]): Promise<Run> {
  return acliftWith('', ...args);
}

function acliftWith(input: string, ...args: string[]): Promise<Run> {
  return acliftIn(folder, [...args], input);
}

describe('aclift migrate', () => {
  test('writes drafts and reports, ends with the proof, and returns 0', async () => {
    const { code, out } = await aclift(
      'migrate',
      'router.cfg',
      '-i',
      'inventory.yaml',
      '-o',
      'out',
    );
    expect(code).toBe(0);
    expect(out).toContain('2 access-list lines, each with one outcome');
    expect(out).toContain(
      'Proven: the drafts and the lists agree on every flow that can be compared.',
    );
    expect(readdirSync(join(folder, 'out')).toSorted()).toEqual([
      '.aclift-files.json',
      'policies',
      'report.html',
      'report.json',
      'report.md',
      'rollout.md',
    ]);
  });

  test('--json prints what report.json holds, and nothing else', async () => {
    const { out } = await aclift(
      'migrate',
      'router.cfg',
      '-i',
      'inventory.yaml',
      '-o',
      'out',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({ schema: 'aclift/migrate/1', ledger: { total: 2 } });
    expect(readFileSync(join(folder, 'out/report.json'), 'utf8')).toBe(out);
  });

  test('reads a configuration from standard input', async () => {
    const config = readFileSync(join(folder, 'router.cfg'), 'utf8');
    const { code, out } = await acliftWith(config, 'migrate', '-', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ configs: ['(standard input)'], inventory: null });
  });

  test('without an inventory it writes one to fill in, which reads without errors', async () => {
    cpSync(`${SCENARIOS}campus/campus-rtr.cfg`, join(folder, 'campus-rtr.cfg'));
    expect((await aclift('migrate', 'campus-rtr.cfg', '-o', 'out')).code).toBe(0);
    const again = await aclift('migrate', 'campus-rtr.cfg', '-i', 'out/inventory.skeleton.yaml');
    expect(again.err).not.toMatch(/^error/m);
  });

  test('a second run takes away drafts that are no longer made', async () => {
    const each = ['--shape', 'per-workload'];
    await aclift('migrate', 'router.cfg', '-i', 'inventory.yaml', '-o', 'out', ...each);
    expect(existsSync(join(folder, 'out/policies/lab/console-acl.yaml'))).toBe(true);
    const inventory = readFileSync(join(folder, 'inventory.yaml'), 'utf8').split(
      '  - namespace: lab\n    labels: { app: console }',
    )[0];
    writeFileSync(join(folder, 'inventory.yaml'), inventory ?? '');
    await aclift('migrate', 'router.cfg', '-i', 'inventory.yaml', '-o', 'out', ...each);
    expect(existsSync(join(folder, 'out/policies/lab/console-acl.yaml'))).toBe(false);
    expect(existsSync(join(folder, 'out/policies/lab/terminal-acl.yaml'))).toBe(true);
  });

  test('a folder with other files is left alone', async () => {
    mkdirSync(join(folder, 'mine'));
    writeFileSync(join(folder, 'mine/notes.txt'), 'mine');
    const { code, err } = await aclift(
      'migrate',
      'router.cfg',
      '-i',
      'inventory.yaml',
      '-o',
      'mine',
    );
    expect(code).toBe(2);
    expect(err).toContain('is not empty and not from an earlier run');
    expect(readdirSync(join(folder, 'mine'))).toEqual(['notes.txt']);
  });

  test('a report that lists paths outside the folder deletes nothing there', async () => {
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'precious.yaml'), 'mine');
    const drafts = [{ path: '../precious.yaml' }, { path: 'policies/../../precious.yaml' }];
    writeFileSync(
      join(folder, 'out/report.json'),
      JSON.stringify({ schema: 'aclift/migrate/1', drafts }),
    );
    expect((await aclift('migrate', 'router.cfg', '-i', 'inventory.yaml', '-o', 'out')).code).toBe(
      0,
    );
    expect(readFileSync(join(folder, 'precious.yaml'), 'utf8')).toBe('mine');
  });
});

describe('what cannot be done is said in a sentence, with exit code 2', () => {
  test.each([
    { name: 'no arguments', args: ['migrate'], says: 'name a configuration' },
    {
      name: 'a file that is not there',
      args: ['migrate', 'nowhere.cfg'],
      says: 'cannot read nowhere.cfg: there is no such file',
    },
    {
      name: 'a folder as inventory',
      args: ['migrate', 'router.cfg', '-i', '.'],
      says: 'is a folder, and a file is wanted here',
    },
    {
      name: 'an input named twice',
      args: ['migrate', 'router.cfg', 'router.cfg'],
      says: 'is named twice',
    },
    {
      name: 'an unknown target',
      args: ['migrate', 'router.cfg', '-t', 'iptables'],
      says: 'Allowed choices are networkpolicy, cilium',
    },
    {
      name: 'an unknown option',
      args: ['migrate', 'router.cfg', '--inventry', 'x'],
      says: 'Did you mean --inventory?',
    },
    { name: 'an unknown command', args: ['migrat'], says: 'Did you mean migrate?' },
    {
      name: 'standard input twice',
      args: ['migrate', '-', '-i', '-'],
      says: 'can be read only once',
    },
    {
      name: 'a list that is not there',
      args: ['migrate', 'router.cfg', '--acl', 'NOPE'],
      says: 'No list is called NOPE',
    },
    {
      name: 'an interface that is not there',
      args: ['migrate', 'router.cfg', '--upstream', 'Gi9/9'],
      says: 'No interface that is up is called Gi9/9',
    },
  ])('$name', async ({ args, says }) => {
    const { code, err } = await aclift(...args);
    expect(err).toContain(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  });

  test('an inventory with a mistake, shown at its place', async () => {
    writeFileSync(
      join(folder, 'inventory.yaml'),
      'version: 1\nworkloads:\n  - namespace: lab\n    labels: { app: x }\n    addresses: [10.1.0.300]\n',
    );
    const { code, err } = await aclift(
      'migrate',
      'router.cfg',
      '-i',
      'inventory.yaml',
      '-o',
      'out',
    );
    expect(code).toBe(2);
    expect(err).toContain('inventory.yaml:5:17');
    expect(err).toContain('mend the inventory first');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

test('control characters of a configuration never reach the terminal', async () => {
  const config = readFileSync(join(folder, 'router.cfg'), 'utf8');
  const hostile = 'access-list 102 permit tcp host 10.1.0.10 any eq 80 log \u001b[31mred\u0007\n';
  const unread = 'access-list 102 permit tcp any any eq \u001b[31mred\u0007\n';
  writeFileSync(join(folder, 'router.cfg'), hostile + unread + config);
  const { code, out, err } = await aclift(
    'migrate',
    'router.cfg',
    '-i',
    'inventory.yaml',
    '-o',
    'out',
  );
  expect(code).toBe(0);
  expect(out).toContain('1  unparsed');
  expect(out + err).not.toMatch(/[^\P{Cc}\n]/u);
  for (const file of ['report.md', 'policies/lab/console-terminal-acl.yaml']) {
    expect(readFileSync(join(folder, 'out', file), 'utf8')).not.toMatch(/[^\P{Cc}\n]/u);
  }
});

test('--help teaches with examples and exit codes', async () => {
  const { code, out } = await aclift('migrate', '--help');
  expect(code).toBe(0);
  expect(out).toContain('Examples:');
  expect(out).toContain('Exit codes:');
});

describe('aclift parse', () => {
  test('names the constructs that do not simply mean what they say', async () => {
    writeFileSync(
      join(folder, 'odd.cfg'),
      'ip access-list extended A\n permit tcp any any time-range T\n',
    );
    const { out } = await aclift('parse', 'odd.cfg');
    expect(out).toContain(
      'constructs of docs/reference/support.md in use: 3 supported or harmless, 1 not',
    );
    expect(out).toMatch(/conditional\s+time-range NAME\s+1 use, first in line 2/);
  });

  test('shows lists with their uses and accounts for every line', async () => {
    const { code, out } = await aclift('parse', 'router.cfg');
    expect(code).toBe(0);
    expect(out).toMatch(/5 lines: 4 modelled, 1 not ours, 0 with a diagnostic/);
    expect(out).toMatch(/102 +extended +2 +ethernet0 in/);
  });

  test('--json gives the device, and the account adds up', async () => {
    const { out } = await aclift('parse', 'router.cfg', '--json');
    const { schema, files } = JSON.parse(out) as {
      schema: string;
      files: { lines: { lines: number; modelled: number; notOurs: number; diagnostic: number } }[];
    };
    expect(schema).toBe('aclift/parse/1');
    for (const { lines } of files) {
      expect(lines.modelled + lines.notOurs + lines.diagnostic).toBe(lines.lines);
    }
  });

  test('a folder means every configuration in it', async () => {
    mkdirSync(join(folder, 'configs/site-a'), { recursive: true });
    cpSync(join(folder, 'router.cfg'), join(folder, 'configs/a.cfg'));
    cpSync(join(folder, 'router.cfg'), join(folder, 'configs/site-a/b.cfg'));
    const { out } = await aclift('parse', 'configs', '--json');
    const { files } = JSON.parse(out) as { files: { file: string }[] };
    expect(files.map(({ file }) => file)).toEqual(['configs/a.cfg', 'configs/site-a/b.cfg']);
  });

  test('another dialect is named and refused', async () => {
    writeFileSync(join(folder, 'asa.cfg'), ': Saved\nASA Version 9.12(4)\nhostname fw\n');
    const { code, out, err } = await aclift('parse', 'asa.cfg');
    expect(code).toBe(2);
    expect(out + err).toContain('ASA');
    expect((await aclift('migrate', 'asa.cfg', 'router.cfg')).code).toBe(2);
  });
});
