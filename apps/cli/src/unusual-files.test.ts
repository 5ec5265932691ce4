/** Inputs that are no plain files of a sensible size, and outputs that take nothing: a sentence and exit code 2, never a stack. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sizeOf } from './input-limit.ts';
import { PROGRAM, Workplace } from './testing/run-aclift.ts';

const CONFIG = 'hostname r1\nip access-list extended A\n permit tcp any any eq 443\n';

/** The built program with any streams. */
function start(
  cwd: string,
  args: readonly string[],
  stdio: ('pipe' | 'ignore' | number)[],
): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { cwd, stdio });
}

async function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly err: string }> {
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, err };
}

const NO_STACK = /^ {4}at |node:internal|Node\.js v/m;

describe('what is no file of a sensible size is refused with a sentence', () => {
  test.each([
    { name: 'an endless device', args: ['parse', '/dev/zero'], says: /\/dev\/zero is a device/ },
    {
      name: 'an endless device as inventory',
      args: ['migrate', 'r.cfg', '-i', '/dev/zero'],
      says: /is a device/,
    },
    {
      name: 'one as decisions',
      args: ['migrate', 'r.cfg', '-i', 'inventory.yaml', '-d', '/dev/zero'],
      says: /is a device/,
    },
    { name: 'one as policies', args: ['validate', '/dev/zero'], says: /is a device/ },
    {
      name: 'one as project file',
      args: ['lint', 'r.cfg', '--project', '/dev/zero'],
      says: /is a device/,
    },
    {
      name: 'one as counters',
      args: ['lint', 'r.cfg', '--hits', '/dev/zero'],
      says: /is a device/,
    },
    {
      name: 'one to be imported',
      args: ['inventory', 'import', 'auto', '/dev/zero'],
      says: /is a device/,
    },
    {
      name: 'a folder',
      args: ['diff', 'r.cfg', 'folder'],
      says: /folder is a folder, and a file is wanted/,
    },
    { name: 'a link that leads nowhere', args: ['parse', 'linked'], says: /there is no such file/ },
    {
      name: 'decisions beside the inventory that are a folder',
      args: ['migrate', 'r.cfg', '-i', 'odd/inventory.yaml'],
      says: /decisions\.yaml is a folder/,
    },
  ])('$name', async ({ args, says }) => {
    using place = new Workplace({
      'r.cfg': CONFIG,
      'inventory.yaml': 'version: 1\n',
      'odd/inventory.yaml': 'version: 1\n',
      'odd/decisions.yaml/x': '',
      'folder/x': '',
      'linked/x': '',
    });
    symlinkSync('nowhere', join(place.folder, 'linked/dangling.cfg'));
    const { code, err, out } = await place.run(...args);
    expect(err).toMatch(says);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toMatch(NO_STACK);
  });

  test('a file above the limit, which --max-input raises', async () => {
    using place = new Workplace({ 'r.cfg': CONFIG });
    const { code, err } = await place.run('--max-input', '40', 'parse', 'r.cfg');
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/r\.cfg is larger than 40 bytes; --max-input takes more/),
    ]);
    expect((await place.run('parse', 'r.cfg', '--max-input', '1KiB')).code).toBe(0);
  });

  test('a file that is large and empty of meaning is not read at all', async () => {
    using place = new Workplace({ 'r.cfg': CONFIG });
    truncateSync(join(place.folder, 'r.cfg'), 2 ** 40);
    expect((await place.run('parse', 'r.cfg')).err).toMatch(/larger than 256 MiB/);
  });

  test('a socket', async () => {
    using place = new Workplace({});
    const server = createServer().listen(join(place.folder, 's'));
    await once(server, 'listening');
    const { code, err } = await ended(
      start(place.folder, ['parse', 's'], ['ignore', 'ignore', 'pipe']),
    );
    server.close();
    expect([code, err]).toEqual([2, expect.stringMatching(/cannot read s: it is a socket/)]);
  });

  test.each([['-'], ['/dev/stdin']])('an endless stream on %s', async (name) => {
    using place = new Workplace({});
    const endless = openSync('/dev/zero', 'r');
    const child = start(
      place.folder,
      ['parse', name, '--max-input', '1MiB'],
      [endless, 'ignore', 'pipe'],
    );
    closeSync(endless);
    const { code, err } = await ended(child);
    expect([code, err]).toEqual([2, expect.stringMatching(/is larger than 1 MiB|is a device/)]);
  });

  test.each([
    ['that nobody writes into', 'true', /nobody writes into the pipe f/],
    ['that never ends', 'yes > f', /f is larger than 1 MiB/],
  ])('a pipe %s', (_, writer, says) => {
    using place = new Workplace({});
    const script = `mkfifo f; (${writer}) 2>/dev/null & "$NODE" "$PROGRAM" parse f --max-input 1MiB`;
    const { status, stderr } = spawnSync('bash', ['-c', script], {
      cwd: place.folder,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, PROGRAM },
    });
    expect([status, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});

describe('what the shell makes of programs is read like a file', () => {
  test.each([
    ['a pipe without a name', 'aclift parse <(cat r.cfg)'],
    ['a pipe with a name, whose writer comes later', '(sleep 2; cat r.cfg > f) & aclift parse f'],
    [
      'a pipe that is filled slowly',
      'aclift parse <(head -c 20 r.cfg; sleep 1; tail -c +21 r.cfg)',
    ],
    ['a redirected file', 'aclift parse /dev/stdin < r.cfg'],
  ])('%s', (_, command) => {
    using place = new Workplace({ 'r.cfg': CONFIG });
    const script = `mkfifo f; aclift() { "$NODE" "$PROGRAM" "$@"; }; ${command}`;
    const { stdout } = spawnSync('bash', ['-c', script], {
      cwd: place.folder,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, PROGRAM },
    });
    expect(stdout).toContain('1 list with 1 entry');
  });
});

describe('a folder', () => {
  test('has the files behind links, and says which folders behind links it leaves out', async () => {
    using place = new Workplace({ 'store/r.cfg': CONFIG, 'configs/.hidden.cfg': 'x' });
    symlinkSync('../store/r.cfg', join(place.folder, 'configs/current.cfg'));
    symlinkSync('../store', join(place.folder, 'configs/all'));
    const { code, err, out } = await place.run('parse', 'configs');
    expect(code).toBe(0);
    expect(out).toMatch(/^configs\/current\.cfg: r1/);
    expect(err).toContain('left out: configs/all (a link to a folder)');
  });

  test('of links in a circle ends', async () => {
    using place = new Workplace({ 'configs/r.cfg': CONFIG });
    symlinkSync('.', join(place.folder, 'configs/again'));
    expect((await place.run('parse', 'configs')).code).toBe(0);
  });
});

describe('standard output', () => {
  test.skipIf(process.platform !== 'linux').each([
    ['a summary', ['migrate', 'r.cfg']],
    ['JSON', ['parse', 'r.cfg', '--json']],
    ['usage', ['--help']],
  ])('that is full ends %s with exit code 2 and a sentence', async (_, args) => {
    using place = new Workplace({ 'r.cfg': CONFIG });
    const full = openSync('/dev/full', 'w');
    const child = start(place.folder, args, ['ignore', full, 'pipe']);
    closeSync(full);
    const { code, err } = await ended(child);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/cannot write the output: no space left on device\n$/),
    ]);
    expect(err).not.toMatch(NO_STACK);
  });

  test('that its reader has seen enough of is no error', () => {
    const lists = Array.from(
      { length: 3000 },
      (_, at) => `access-list 10 permit host 10.0.${at >> 8}.${at & 255}`,
    );
    using place = new Workplace({ 'long.cfg': lists.join('\n') });
    const { stderr, stdout } = spawnSync(
      'bash',
      ['-c', '"$NODE" "$PROGRAM" parse long.cfg --json | head -c 20'],
      {
        cwd: place.folder,
        encoding: 'utf8',
        env: { ...process.env, NODE: process.execPath, PROGRAM },
      },
    );
    expect([stdout.length, stderr]).toEqual([20, '']);
  });

  test('that nobody reads any more changes no exit code', async () => {
    using place = new Workplace({
      'a.cfg': CONFIG,
      'b.cfg': CONFIG.replace('443', '444'),
    });
    const child = start(
      place.folder,
      ['diff', 'a.cfg', 'b.cfg', '--fail-on-widening'],
      ['ignore', 'pipe', 'pipe'],
    );
    child.stdout?.destroy();
    expect(await ended(child)).toEqual({ code: 1, err: '' });
  });

  test('that nobody reads does not stop what is written elsewhere', async () => {
    using place = new Workplace({ 'r.cfg': CONFIG });
    const child = start(
      place.folder,
      ['migrate', 'r.cfg', '-o', 'out', '--json'],
      ['ignore', 'pipe', 'pipe'],
    );
    child.stdout?.destroy();
    expect((await ended(child)).code).toBe(0);
    expect((await place.run('migrate', 'r.cfg', '-o', 'out')).code).toBe(0);
  });
});

describe('sizes', () => {
  test.each([
    ['400MiB', 400 * 1024 * 1024],
    ['300M', 300_000_000],
    ['64k', 64_000],
    ['10', 10],
  ])('%s is %d bytes', (text, bytes) => {
    expect(sizeOf(text)).toBe(bytes);
  });

  test.each(['1 GiB', '0', '-1', '1.5M', 'many'])('%s is refused', (text) => {
    expect(() => sizeOf(text)).toThrow(/--max-input/);
  });
});

test('names of files that could steer a terminal do not', async () => {
  using place = new Workplace({});
  const name = 'a\u001b[2J\nb\u202e.cfg';
  mkdirSync(join(place.folder, 'configs'));
  writeFileSync(join(place.folder, 'configs', name), CONFIG);
  for (const args of [
    ['parse', 'configs'],
    ['parse', name],
    ['lint', 'configs'],
    [name],
    ['migrate', '--acl', name],
  ]) {
    const { err, out } = await place.run(...args);
    expect(out + err).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  }
});
