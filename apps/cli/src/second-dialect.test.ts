/**
 * A dialect that nobody wrote a command for: it stands in the list of dialects while this file runs, and every command reads
 * it, prints its words and speaks of no other.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dialect } from '@aclift/dialect-kit';
import { byId, DIALECTS } from '@aclift/dialects';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acliftIn } from './testing/run-aclift.ts';

/** The list as what it is at run time. */
const list = DIALECTS as unknown as Dialect[];

/** Told by the reader of IOS as another system's, which this one takes for its own. */
const MARK = 'ASA Version 9.8(2)';
const REMARK = MARK.replace(/^./, '!');

/** Texts like those of IOS, of another system. */
const ios = byId('ios');
const quux: Dialect = {
  ...ios,
  id: 'quux',
  name: 'Quux Wall',
  short: 'Quux',
  systems: 'Quux and Quux-XE',
  marks: ['Cisco ASA'],
  read: ({ name, text }) => {
    const read = ios.read({ name, text: text.replace(MARK, REMARK) });
    const semantics = { ...read.device.semantics, system: 'Quux' };
    // What its own reader would have to say is its own affair.
    return { ...read, diagnostics: [], device: { ...read.device, dialect: 'quux', semantics } };
  },
};

const FOLDER = fileURLToPath(new URL('../../../fixtures/scenarios/', import.meta.url));
const scenarios = readdirSync(FOLDER);

let folder = '';
beforeAll(() => {
  list.push(quux);
  folder = mkdtempSync(join(tmpdir(), 'aclift-second-'));
  for (const name of scenarios) {
    mkdirSync(join(folder, name));
    for (const file of readdirSync(join(FOLDER, name)).filter((one) => one.endsWith('.cfg'))) {
      const text = readFileSync(join(FOLDER, name, file), 'utf8');
      writeFileSync(join(folder, name, file), `${MARK}\n${text}`);
    }
  }
});
afterAll(() => {
  list.splice(list.indexOf(quux), 1);
  rmSync(folder, { recursive: true });
});

/** Lines that speak of another system, without what they quote of the texts. */
function strange(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split('\n')).filter((line) => /\bios\b/i.test(line));
}

function configsOf(name: string): readonly string[] {
  return readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.cfg'))
    .map((file) => join(name, file));
}

describe('migrate reads it and speaks of no other', () => {
  test.each(scenarios)('%s', async (name) => {
    const out = `out-${name}`;
    const inventory = join(FOLDER, name, 'inventory.yaml');
    const run = await acliftIn(folder, ['migrate', ...configsOf(name), '-i', inventory, '-o', out]);
    expect([0, 2]).toContain(run.code);
    expect(run.err).not.toContain('leave out the files');
    const texts = readdirSync(join(folder, out), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(strange([run.out, run.err, ...texts])).toEqual([]);
  });
});

describe.each([
  { name: 'parse', args: ['parse'] },
  { name: 'parse --json', args: ['parse', '--json'] },
  { name: 'lint --notes', args: ['lint', '--notes', '--today', '2026-01-01'] },
  { name: 'lint --fix', args: ['lint', '--fix'] },
])('$name reads it and speaks of no other', ({ args }) => {
  test.each(scenarios)('%s', async (name) => {
    const run = await acliftIn(folder, [...args, ...configsOf(name)]);
    expect([0, 1]).toContain(run.code);
    expect(strange([run.out, run.err])).toEqual([]);
  });
});

test('parse says which dialect a text is in', async () => {
  const [config = ''] = configsOf('campus');
  const { out } = await acliftIn(folder, ['parse', '--json', config]);
  expect(JSON.parse(out)).toMatchObject({
    files: [{ dialect: { name: 'Quux' }, device: { dialect: 'quux' } }],
  });
});

test('devices of both are read in one run', async () => {
  writeFileSync(
    join(folder, 'ios.cfg'),
    'hostname other\nip access-list extended A\n permit ip any any\n',
  );
  const [config = ''] = configsOf('campus');
  const { code, out } = await acliftIn(folder, ['parse', '--json', config, 'ios.cfg']);
  expect(code).toBe(0);
  const { files } = JSON.parse(out) as { files: readonly { device: { dialect: string } }[] };
  expect(files.map(({ device }) => device.dialect)).toEqual(['quux', 'ios']);
});

test('a text that nobody reads is refused with the names of all that are read', async () => {
  writeFileSync(join(folder, 'mx.conf'), 'set firewall family inet filter IN term 1 then accept\n');
  writeFileSync(join(folder, 'i.yaml'), 'version: 1\n');
  const { code, err } = await acliftIn(folder, ['migrate', 'mx.conf', '-i', 'i.yaml']);
  expect(code).toBe(2);
  expect(err).toContain('leave out the files that are no IOS or Quux configurations');
});

test.each(['migrate', 'parse', 'lint'])('%s --help names it', async (command) => {
  const { out } = await acliftIn(folder, [command, '--help']);
  expect(out.replaceAll(/\s+/g, ' ')).toContain(
    'Reads IOS and IOS-XE, Quux and Quux-XE configurations',
  );
});
