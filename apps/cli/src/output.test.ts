/** Output folders that people work in: what they edit is theirs until they say otherwise. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputFile } from '@aclift/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DRAFTS, writeOutput } from './output.ts';

let folder = '';
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'aclift-')), 'out');
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true });
});

const DRAFT = 'policies/shop/web-acl.yaml';
const OTHER = 'policies/shop/db-acl.yaml';
const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
const edit = (path: string, to: string): void => writeFileSync(join(folder, path), to);

function run(drafts: Readonly<Record<string, string>>): readonly OutputFile[] {
  const report = {
    schema: 'aclift/migrate/1',
    drafts: Object.keys(drafts).map((path) => ({ path })),
  };
  return [
    ...Object.entries(drafts).map(([path, own]) => ({ path, text: own })),
    { path: 'report.json', text: JSON.stringify(report) },
  ];
}
const first = run({ [DRAFT]: 'a: 1\n', [OTHER]: 'b: 1\n' });
const second = run({ [DRAFT]: 'a: 2\n', [OTHER]: 'b: 1\n' });

describe('a folder that was not touched', () => {
  test('takes the next run', async () => {
    await writeOutput(folder, first, DRAFTS);
    await writeOutput(folder, second, DRAFTS);
    expect(text(DRAFT)).toBe('a: 2\n');
  });

  test('loses drafts that are no longer made', async () => {
    await writeOutput(folder, first, DRAFTS);
    await writeOutput(folder, run({ [DRAFT]: 'a: 1\n' }), DRAFTS);
    expect(existsSync(join(folder, OTHER))).toBe(false);
  });
});

describe('a draft that somebody edited', () => {
  beforeEach(async () => {
    await writeOutput(folder, first, DRAFTS);
    edit(DRAFT, 'a: mine\n');
  });

  test('is shown as a diff, and nothing is written', async () => {
    await expect(writeOutput(folder, second, DRAFTS)).rejects.toThrow(/-a: mine\n\+a: 2/);
    await expect(writeOutput(folder, second, DRAFTS)).rejects.toThrow(/--force overwrites/);
    expect(text(DRAFT)).toBe('a: mine\n');
  });

  test('is not in the way of a run that would write the same', async () => {
    await writeOutput(folder, run({ [DRAFT]: 'a: mine\n', [OTHER]: 'b: 3\n' }), DRAFTS);
    expect(text(OTHER)).toBe('b: 3\n');
  });

  test('is not deleted either', async () => {
    await expect(writeOutput(folder, run({ [OTHER]: 'b: 1\n' }), DRAFTS)).rejects.toThrow(
      /edited since aclift wrote it/,
    );
    expect(text(DRAFT)).toBe('a: mine\n');
  });

  test('is overwritten with --force', async () => {
    await writeOutput(folder, second, DRAFTS, 'overwrite');
    expect(text(DRAFT)).toBe('a: 2\n');
    await writeOutput(folder, first, DRAFTS);
  });

  test('stays with --beside, and is still known as edited', async () => {
    await writeOutput(folder, second, DRAFTS, 'beside');
    expect(text(DRAFT)).toBe('a: mine\n');
    expect(text(`${DRAFT}.new`)).toBe('a: 2\n');
    await expect(writeOutput(folder, second, DRAFTS)).rejects.toThrow(/edited since/);
  });
});

test('a file of somebody else where a draft should go is not overwritten', async () => {
  await writeOutput(folder, run({ [DRAFT]: 'a: 1\n' }), DRAFTS);
  edit('policies/shop/db-acl.yaml', 'theirs: true\n');
  await expect(writeOutput(folder, first, DRAFTS)).rejects.toThrow(/edited since/);
  expect(text(OTHER)).toBe('theirs: true\n');
});

test('a manifest that names files outside the folder deletes nothing there', async () => {
  await writeOutput(folder, first, DRAFTS);
  edit('../precious.yaml', 'mine\n');
  const manifest = { schema: 'aclift/files/1', files: { '../precious.yaml': 'x', '/etc/x': 'x' } };
  edit('.aclift-files.json', JSON.stringify(manifest));
  await writeOutput(folder, first, DRAFTS);
  expect(text('../precious.yaml')).toBe('mine\n');
});
