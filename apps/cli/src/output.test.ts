/** Output folders that people work in: what they edit is theirs until they say otherwise. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputFile } from '@aclift/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InputError } from './input-error.ts';
import { writeOutput } from './output.ts';
import { DRAFTS } from './output-kinds.ts';
import { treeOf } from './testing/tree.ts';

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

function run(
  drafts: Readonly<Record<string, string>>,
  target = 'networkpolicy',
): readonly OutputFile[] {
  const report = {
    schema: 'aclift/migrate/1',
    target,
    drafts: Object.keys(drafts).map((path) => ({ path })),
  };
  return [
    ...Object.entries(drafts).map(([path, own]) => ({ path, text: own })),
    { path: 'report.json', text: JSON.stringify(report) },
  ];
}
/** The difference that a refused run shows. */
async function shownFor(files: readonly OutputFile[]): Promise<string> {
  const error = await writeOutput(folder, files, DRAFTS).catch((caught: unknown) => caught);
  return error instanceof InputError ? error.detail.join('\n') : '(it was written)';
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
    await expect(shownFor(second)).resolves.toMatch(/-a: mine\n\+a: 2/);
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

describe('a draft that is edited and no longer made', () => {
  test('is set aside with --beside under a name that nobody applies', async () => {
    await writeOutput(folder, first, DRAFTS);
    edit(DRAFT, 'a: mine\n');
    const left = await writeOutput(folder, run({ [OTHER]: 'b: 1\n' }), DRAFTS, 'beside');
    expect(left.setAside).toEqual([DRAFT]);
    expect(existsSync(join(folder, DRAFT))).toBe(false);
    expect(text(`${DRAFT}.old`)).toBe('a: mine\n');
  });

  test('does not take the name of another that was set aside', async () => {
    for (const mine of ['one\n', 'two\n']) {
      await writeOutput(folder, first, DRAFTS);
      edit(DRAFT, mine);
      await writeOutput(folder, run({ [OTHER]: 'b: 1\n' }), DRAFTS, 'beside');
    }
    expect([text(`${DRAFT}.old`), text(`${DRAFT}.old2`)]).toEqual(['one\n', 'two\n']);
  });
});

test('a text beside an edited file is guarded like any other', async () => {
  await writeOutput(folder, first, DRAFTS);
  edit(DRAFT, 'a: mine\n');
  await writeOutput(folder, second, DRAFTS, 'beside');
  edit(`${DRAFT}.new`, 'a: half merged\n');
  edit(DRAFT, 'a: 2\n');
  await expect(shownFor(second)).resolves.toMatch(/-a: half merged/);
});

test('a report that somebody edited is not overwritten', async () => {
  await writeOutput(folder, first, DRAFTS);
  edit('report.json', `${text('report.json')}\n`);
  await expect(writeOutput(folder, second, DRAFTS)).rejects.toThrow(/--force overwrites/);
  await expect(writeOutput(folder, second, DRAFTS, 'beside')).rejects.toThrow(/has one report/);
  await writeOutput(folder, second, DRAFTS, 'overwrite');
  expect(text(DRAFT)).toBe('a: 2\n');
});

describe('drafts for another target', () => {
  const other = run({ [DRAFT]: 'c: 1\n', 'policies/_clusterwide/all.yaml': 'c: 2\n' }, 'cilium');

  test('replace those that nobody edited', async () => {
    await writeOutput(folder, first, DRAFTS);
    await writeOutput(folder, other, DRAFTS);
    expect([text(DRAFT), existsSync(join(folder, OTHER))]).toEqual(['c: 1\n', false]);
  });

  test('do not come beside edited ones: both would be in force', async () => {
    await writeOutput(folder, first, DRAFTS);
    edit(OTHER, 'b: mine\n');
    await expect(writeOutput(folder, other, DRAFTS, 'beside')).rejects.toThrow(
      /drafts for networkpolicy, some of them edited \(policies\/shop\/db-acl.yaml\)/,
    );
    expect([text(DRAFT), text(OTHER)]).toEqual(['a: 1\n', 'b: mine\n']);
  });
});

describe('drafts that no report and no manifest names any more', () => {
  const OURS = 'kind: X\nlabels:\n  app.kubernetes.io/managed-by: aclift\n';

  test.each(['policies/shop/left.yaml', 'policies-audit/shop/left.yaml', 'unseen/shop/left.yaml'])(
    '%s is not left in force in silence',
    async (path) => {
      await writeOutput(folder, first, DRAFTS);
      mkdirSync(join(folder, path, '..'), { recursive: true });
      edit(path, OURS);
      await expect(writeOutput(folder, first, DRAFTS)).rejects.toThrow(/not written by aclift/);
      await writeOutput(folder, first, DRAFTS, 'overwrite');
      expect(existsSync(join(folder, path))).toBe(false);
    },
  );

  test('objects of somebody else stay, and are named', async () => {
    await writeOutput(folder, first, DRAFTS);
    edit('policies/shop/own.yaml', 'kind: Own\n');
    const left = await writeOutput(folder, second, DRAFTS);
    expect(left.foreign).toEqual(['policies/shop/own.yaml']);
    expect(text('policies/shop/own.yaml')).toBe('kind: Own\n');
  });
});

describe('nothing is read or written through a link', () => {
  const outside = (): string => join(folder, '../outside');
  beforeEach(async () => {
    await writeOutput(folder, first, DRAFTS);
    mkdirSync(outside());
  });

  test.each(['policies', 'policies/shop', DRAFT, 'report.json', '.aclift-files.json'])(
    'not through %s, not even with --force',
    async (path) => {
      const target = join(outside(), 'target');
      renameSync(join(folder, path), target);
      symlinkSync(target, join(folder, path));
      const before = treeOf(outside());
      for (const over of [undefined, 'overwrite', 'beside'] as const) {
        await expect(writeOutput(folder, second, DRAFTS, over)).rejects.toThrow(/is a link/);
      }
      expect(treeOf(outside())).toEqual(before);
    },
  );

  test.each([
    ['a report', 'report.md'],
    ['a folder for drafts', 'policies/lab'],
  ])('not through %s that is yet to be made', async (_, path) => {
    symlinkSync(outside(), join(folder, path));
    const files = [
      ...run({ 'policies/lab/x.yaml': 'x: 1\n' }),
      { path: 'report.md', text: '# x\n' },
    ];
    await expect(writeOutput(folder, files, DRAFTS, 'overwrite')).rejects.toThrow(/is a link/);
    expect(treeOf(outside())).toEqual({});
  });

  test('a link that the user names as the folder is followed', async () => {
    symlinkSync(folder, join(folder, '../named'));
    await writeOutput(join(folder, '../named'), second, DRAFTS);
    expect(text(DRAFT)).toBe('a: 2\n');
  });
});

describe('two runs at once', () => {
  test('the second one writes nothing and says who writes', async () => {
    await writeOutput(folder, first, DRAFTS);
    const lock = join(folder, '../.out.aclift-lock');
    const owner = { host: hostname(), process: process.ppid, started: '' };
    writeFileSync(lock, JSON.stringify(owner));
    await expect(writeOutput(folder, second, DRAFTS)).rejects.toThrow(
      new RegExp(`is being written by process ${process.ppid} on `),
    );
    expect(text(DRAFT)).toBe('a: 1\n');
    expect(existsSync(lock)).toBe(true);
  });

  test.each([
    ['one that is gone', { process: 2 ** 22 + 1, started: '' }],
    ['an earlier one with the number of one that runs', { process: process.ppid, started: '1' }],
  ])('the lock of %s does not count', async (_, owner) => {
    await writeOutput(folder, first, DRAFTS);
    const lock = join(folder, '../.out.aclift-lock');
    writeFileSync(lock, JSON.stringify({ host: hostname(), ...owner }));
    await writeOutput(folder, second, DRAFTS);
    expect([text(DRAFT), existsSync(lock)]).toEqual(['a: 2\n', false]);
  });
});

test.each([
  ['that somebody has made something else of', (path: string) => writeFileSync(path, 'mine')],
  ['that somebody has deleted', (path: string) => rmSync(path)],
])('a folder with a report %s is still that of the run', async (_, change) => {
  await writeOutput(folder, first, DRAFTS);
  change(join(folder, 'report.json'));
  await writeOutput(folder, second, DRAFTS, 'overwrite');
  expect(text(DRAFT)).toBe('a: 2\n');
  expect(JSON.parse(text('report.json'))).toMatchObject({ schema: 'aclift/migrate/1' });
});

test('a name that is a file is refused as what it is', async () => {
  writeFileSync(folder, 'mine');
  await expect(writeOutput(folder, first, DRAFTS, 'overwrite')).rejects.toThrow(/is no folder/);
  expect(readFileSync(folder, 'utf8')).toBe('mine');
});
