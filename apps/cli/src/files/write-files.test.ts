/** Files that somebody keeps: all of them or none, never over what has changed. */
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFailingAt } from '../testing/failing-disk.ts';
import { treeOf } from '../testing/tree.ts';
import { sealed, writeSealed } from './sealed-file.ts';
import { ChangedMeanwhile, type NewFile, writeFiles } from './write-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-write-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const at = (name: string): string => join(folder, name);
const put = (name: string, text: string): void => writeFileSync(at(name), text);
const text = (name: string): string => readFileSync(at(name), 'utf8');

const over = (name: string, old: string | undefined, next: string): NewFile => ({
  path: at(name),
  text: next,
  before: old === undefined ? { kind: 'nothing' } : { kind: 'text', text: old },
});

describe('a file that is not as it was read is left as it is', () => {
  test.each([
    { name: 'edited', old: 'one\n', now: 'edited\n', says: /was changed since aclift read it/ },
    { name: 'gone', old: 'one\n', now: undefined, says: /is gone since/ },
    { name: 'new', old: undefined, now: 'theirs\n', says: /has come since/ },
  ])('$name', async ({ now, old, says }) => {
    if (now !== undefined) put('a.yaml', now);
    const before = treeOf(folder);
    const done = writeFiles([over('a.yaml', old, 'two\n')]);
    await expect(done).rejects.toThrow(ChangedMeanwhile);
    await expect(done).rejects.toThrow(says);
    expect(treeOf(folder)).toEqual(before);
  });

  test('and so is another one that would be written with it', async () => {
    put('a.yaml', 'a\n');
    put('b.yaml', 'edited\n');
    const both = [over('a.yaml', 'a\n', 'a2\n'), over('b.yaml', 'b\n', 'b2\n')];
    await expect(writeFiles(both)).rejects.toThrow(/b\.yaml was changed/);
    expect(treeOf(folder)).toEqual({ 'a.yaml': 'a\n', 'b.yaml': 'edited\n' });
  });
});

test('a link is not followed and not replaced', async () => {
  put('real.yaml', 'one\n');
  symlinkSync(at('real.yaml'), at('a.yaml'));
  await expect(writeFiles([over('a.yaml', 'one\n', 'two\n')])).rejects.toThrow(/is a link/);
  expect(text('real.yaml')).toBe('one\n');
});

test('who may read the file stays as it was', async () => {
  put('a.yaml', 'one\n');
  chmodSync(at('a.yaml'), 0o600);
  await writeFiles([over('a.yaml', 'one\n', 'two\n')]);
  expect([text('a.yaml'), statSync(at('a.yaml')).mode & 0o777]).toEqual(['two\n', 0o600]);
});

test('what an interrupted write has left does not stop the next one', async () => {
  put('a.yaml', 'one\n');
  put('.a.yaml.aclift-new', 'half');
  await writeFiles([over('a.yaml', 'one\n', 'two\n')]);
  expect(treeOf(folder)).toEqual({ 'a.yaml': 'two\n' });
});

test('a folder that is not there is named', async () => {
  await expect(writeFiles([over('no/a.yaml', undefined, 'x\n')])).rejects.toThrow(
    /there is no folder .*no$/,
  );
});

test('a disk that is full at any operation leaves both files old or both new', async () => {
  for (let n = 1; ; n += 1) {
    for (const name of readdirSync(folder)) rmSync(at(name));
    put('a.yaml', 'a\n');
    const disk = diskFailingAt(n, 'full');
    const both = [over('a.yaml', 'a\n', 'a2\n'), over('b.yaml', undefined, 'b2\n')];
    const error = await writeFiles(both, disk).catch((caught: unknown) => caught);
    const { 'a.yaml': a, 'b.yaml': b } = treeOf(folder);
    const state = [a, b].join('|');
    expect([n, ['a\n|', 'a2\n|b2\n'].includes(state)]).toEqual([n, true]);
    if (error === undefined) break;
  }
  expect(treeOf(folder)).toEqual({ 'a.yaml': 'a2\n', 'b.yaml': 'b2\n' });
});

test('a program that is killed at any operation leaves whole files', async () => {
  let killed = 0;
  for (let n = 1; ; n += 1) {
    for (const name of readdirSync(folder)) rmSync(at(name));
    put('a.yaml', 'a\n');
    const disk = diskFailingAt(n, 'dead');
    await writeFiles([over('a.yaml', 'a\n', 'a2\n')], disk).catch(() => (killed += 1));
    expect([n, ['a\n', 'a2\n']]).toEqual([n, expect.arrayContaining([text('a.yaml')])]);
    // And the next write goes through.
    await writeFiles([over('a.yaml', text('a.yaml'), 'a3\n')]);
    expect(text('a.yaml')).toBe('a3\n');
    if (disk.count() < n) break;
  }
  expect(killed).toBeGreaterThan(5);
});

describe('a file with a seal', () => {
  const path = (): string => at('s.yaml');

  test('is replaced as long as nobody edits it', async () => {
    await writeSealed(path(), 'a: 1\n', false);
    await writeSealed(path(), 'a: 2\n', false);
    expect(text('s.yaml')).toBe(sealed('a: 2\n'));
  });

  test.each([
    ['an edited one', sealed('a: 1\n').replace('1', '3')],
    ['one with more behind the seal', `${sealed('a: 1\n')}b: 2\n`],
    ['one without a seal', 'a: 1\n'],
  ])('%s is replaced with --force only', async (_, now) => {
    put('s.yaml', now);
    await expect(writeSealed(path(), 'a: 2\n', false)).rejects.toThrow(/--force overwrites/);
    expect(text('s.yaml')).toBe(now);
    await writeSealed(path(), 'a: 2\n', true);
    expect(text('s.yaml')).toBe(sealed('a: 2\n'));
  });
});
