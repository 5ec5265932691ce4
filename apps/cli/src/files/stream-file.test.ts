/** Files that grow line by line: there when they are complete, and never over what somebody has. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { treeOf } from '../testing/tree.ts';
import { StreamFile } from './stream-file.ts';

let folder = '';
let name = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-stream-'));
  name = join(folder, 'v.jsonl');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const long = 'x'.repeat(300_000);

describe('a file that is not there', () => {
  test('comes when it is complete', async () => {
    const file = await StreamFile.begin(name, false);
    await file.line(long);
    expect(treeOf(folder)['v.jsonl']).toBeUndefined();
    await file.line('b');
    await file.end();
    expect(treeOf(folder)).toEqual({ 'v.jsonl': `${long}\nb\n` });
  });

  test('does not come when the run fails', async () => {
    const file = await StreamFile.begin(name, false);
    await file.line(long);
    await file.abandon();
    expect(treeOf(folder)).toEqual({});
  });

  test('does not replace one that came meanwhile', async () => {
    const file = await StreamFile.begin(name, false);
    await file.line('mine');
    writeFileSync(name, 'theirs');
    await expect(file.end()).rejects.toThrow(/has come meanwhile/);
    expect(treeOf(folder)).toEqual({ 'v.jsonl': 'theirs' });
  });
});

describe('a file that is there', () => {
  test('is replaced with --force only', async () => {
    writeFileSync(name, 'hostname r1\n');
    await expect(StreamFile.begin(name, false)).rejects.toThrow(/--force overwrites/);
    const file = await StreamFile.begin(name, true);
    await file.line('a');
    await file.end();
    expect(treeOf(folder)).toEqual({ 'v.jsonl': 'a\n' });
  });

  test('is as it was when the run fails', async () => {
    writeFileSync(name, 'old\n');
    const file = await StreamFile.begin(name, true);
    await file.line(long);
    await file.abandon();
    expect(treeOf(folder)).toEqual({ 'v.jsonl': 'old\n' });
  });

  test('is not written to through a link', async () => {
    writeFileSync(join(folder, 'real'), 'old\n');
    symlinkSync('real', name);
    await expect(StreamFile.begin(name, true)).rejects.toThrow(/is a link/);
  });
});

test.skipIf(process.platform !== 'linux')(
  'a device takes lines, and says when it is full',
  async () => {
    const nothing = await StreamFile.begin('/dev/null', false);
    await nothing.line(long);
    await nothing.end();
    const full = await StreamFile.begin('/dev/full', false);
    await expect(full.line(long)).rejects.toThrow(
      'cannot write /dev/full: no space left on device',
    );
  },
);
