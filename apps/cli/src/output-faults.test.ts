/** A run that ends in the middle, by a full disk or a kill, at every single operation: the old result or the new one. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OutputFile } from '@aclift/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DISK } from './files/disk.ts';
import { writeOutput } from './output.ts';
import { DRAFTS } from './output-kinds.ts';
import { diskFailingAt, type Failure } from './testing/failing-disk.ts';
import { treeOf } from './testing/tree.ts';

let home = '';
let folder = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aclift-faults-'));
  folder = join(home, 'out');
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

/** What `aclift migrate -o` would write, in small. */
function run(target: string, names: readonly string[]): readonly OutputFile[] {
  const drafts = names.map((name) => ({ path: `policies/${name}.yaml` }));
  const report = { schema: 'aclift/migrate/1', target, drafts };
  return [
    ...drafts.map(({ path }) => ({ path, text: `kind: ${target}\n# ${path}\n` })),
    { path: 'policies/kustomization.yaml', text: `# ${target}\n` },
    { path: 'report.json', text: JSON.stringify(report) },
    { path: 'report.md', text: `# ${target}\n` },
  ];
}
const OLD = run('networkpolicy', ['shop/web-acl', 'shop/db-acl', 'lab/kiosk-acl']);
const NEW = run('cilium', ['shop/web-acl', '_cluster/office', '_clusterwide/all']);
const THEIRS: Readonly<Record<string, string>> = {
  'notes.md': 'mine\n',
  'policies/shop/own.yaml': 'kind: Own\n',
};

/** What somebody sees who looks into the folder; the manifest is between the runs. */
function seen(): Readonly<Record<string, string>> {
  const { '.aclift-files.json': _, ...files } = treeOf(folder);
  return files;
}

function asFiles(files: readonly OutputFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** An earlier run, and files of somebody else beside it and among the drafts. */
async function before(): Promise<void> {
  rmSync(home, { recursive: true });
  mkdirSync(home);
  await writeOutput(folder, OLD, DRAFTS);
  for (const [path, text] of Object.entries(THEIRS)) writeFileSync(join(folder, path), text);
}

/** Entries beside the folder: nothing of a run may stay there. */
const beside = (): readonly string[] => readdirSync(home).filter((name) => name !== 'out');

/** Runs with a failure at each operation in turn, until none is reached. @returns how many there are. */
async function atEachOperation(
  failure: Failure,
  prepare: () => Promise<void>,
  look: (at: number) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    await prepare();
    const disk = diskFailingAt(at, failure);
    const error = await writeOutput(folder, NEW, DRAFTS, undefined, disk).catch(
      (caught: unknown) => caught,
    );
    if (disk.count() < at) return at - 1;
    const told = error instanceof Error ? error.message : 'no space left on device';
    expect([at, told]).toEqual([at, expect.stringContaining('no space left on device')]);
    await look(at);
  }
}

const old = { ...asFiles(OLD), ...THEIRS };
const fresh = { ...asFiles(NEW), ...THEIRS };

describe('a disk that is full at one operation', () => {
  test('leaves the old result or the new one, whole, and nothing beside it', async () => {
    const operations = await atEachOperation('full', before, async (at) => {
      const now = seen();
      expect([at, now['report.json'] === asFiles(NEW)['report.json'] ? fresh : old]).toEqual([
        at,
        now,
      ]);
      // What could not be tidied is tidied by the next run.
      await writeOutput(folder, NEW, DRAFTS);
      expect([at, seen(), beside()]).toEqual([at, fresh, []]);
    });
    expect(operations).toBeGreaterThan(50);
  });

  test('leaves no folder where there was none, or all of it', async () => {
    await atEachOperation(
      'full',
      async () => {
        rmSync(home, { recursive: true });
        mkdirSync(home);
      },
      async (at) => {
        const now = seen();
        expect([at, now]).toEqual([at, Object.keys(now).length === 0 ? {} : asFiles(NEW)]);
        await writeOutput(folder, NEW, DRAFTS);
        expect([at, seen(), beside()]).toEqual([at, asFiles(NEW), []]);
      },
    );
  });

  test('is told with what that means for the folder', async () => {
    await before();
    const disk = { ...DISK, create: diskFailingAt(1, 'full').create };
    await expect(writeOutput(folder, NEW, DRAFTS, undefined, disk)).rejects.toThrow(
      /cannot write .*out: no space left on device\. Nothing in it was changed/,
    );
  });
});

describe('a run that is killed at one operation', () => {
  test('never leaves files of two runs side by side, and whoever finds a report finds all it lists', async () => {
    await atEachOperation('dead', before, async (at) => {
      const now = seen();
      const isOld = Object.entries(now).every(([path, text]) => old[path] === text);
      const isNew = Object.entries(now).every(([path, text]) => fresh[path] === text);
      expect([at, isOld || isNew]).toEqual([at, true]);
      const whole = isNew ? fresh : old;
      expect([at, now]).toEqual([at, now['report.json'] === undefined ? now : whole]);
    });
  });

  test.each([
    ['the same run', NEW, fresh],
    ['the old one', OLD, old],
  ])('is recovered from by %s', async (_, again, want) => {
    await atEachOperation('dead', before, async (at) => {
      await writeOutput(folder, again, DRAFTS);
      const left = beside().filter((name) => !/\.aclift-lock\.\d+$/.test(name));
      expect([at, seen(), left]).toEqual([at, want, []]);
    });
  });

  test('in a new folder leaves nothing to be seen, or all of it', async () => {
    await atEachOperation(
      'dead',
      async () => {
        rmSync(home, { recursive: true });
        mkdirSync(home);
      },
      async (at) => {
        const now = seen();
        expect([at, now]).toEqual([at, Object.keys(now).length === 0 ? {} : asFiles(NEW)]);
      },
    );
  });

  test('keeps what somebody edited before the next run', async () => {
    await atEachOperation('dead', before, async (at) => {
      const path = join(folder, 'policies/shop/web-acl.yaml');
      if (!existsSync(path)) return;
      writeFileSync(path, 'mine\n');
      await expect(writeOutput(folder, NEW, DRAFTS)).rejects.toThrow(/edited/);
      const kept = Object.values(treeOf(home)).filter((text) => text === 'mine\n');
      expect([at, kept.length]).toEqual([at, 2]);
    });
  });
});

test('a process that the kernel kills leaves no lock that stops the next one', async () => {
  const program = fileURLToPath(new URL('testing/write-and-die.ts', import.meta.url));
  await before();
  const counting = diskFailingAt(Infinity, 'full');
  await writeOutput(folder, NEW, DRAFTS, undefined, counting);
  for (const part of [0.2, 0.5, 0.8, 0.9, 0.97]) {
    await before();
    const file = join(home, 'run.json');
    writeFileSync(file, JSON.stringify(NEW));
    const at = String(Math.ceil(counting.count() * part));
    const args = ['--conditions=@aclift/source', program, folder, file, at];
    expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
    const now = seen();
    const isOld = Object.entries(now).every(([path, text]) => old[path] === text);
    const isNew = Object.entries(now).every(([path, text]) => fresh[path] === text);
    expect([at, isOld || isNew]).toEqual([at, true]);
    await writeOutput(folder, NEW, DRAFTS);
    expect([at, seen()]).toEqual([at, fresh]);
  }
});
