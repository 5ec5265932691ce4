/** Runs a package's own tests against mutants of it, in one vitest. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { defaultServerConditions, type Plugin } from 'vite';
import { createVitest, type Vitest } from 'vitest/node';
import { instrument } from './instrument.mts';
import type { Mutant } from './mutants.mts';
import type { FileResult } from './runner.mts';

/** How the mutants fared: each id is in exactly one of the three. */
export interface Verdicts {
  /** The mutant and the test that noticed it. */
  readonly killed: ReadonlyMap<number, string>;
  /** Reached by a test, and no test failed. */
  readonly survived: readonly number[];
  /** Not reached by any test. */
  readonly unreached: readonly number[];
  readonly unrepeatable: readonly string[];
}

/**
 * Tries the mutants, in a process of its own: a mutant that takes all memory ends that process, and no more. `testFolder` holds
 * the tests; throws when they fail without a mutant.
 */
export function runMutants(root: string, testFolder: string, mutants: readonly Mutant[]): Verdicts {
  const folder = join(root, 'reports', 'mutate', String(process.pid));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mutants.json'), JSON.stringify(mutants));
  for (const name of ['dead', 'trying', 'passed']) writeFileSync(join(folder, name), '');
  try {
    const env = { ...process.env, ACLIFT_MUTATE: folder };
    const script = join(root, 'scripts', 'mutate', 'child.mts');
    for (;;) {
      const child = spawnSync(process.execPath, [script, root, testFolder], {
        env,
        encoding: 'utf8',
      });
      if (child.status === 0) break;
      const ended = readFileSync(join(folder, 'trying'), 'utf8');
      if (ended === '') throw new Error(`${child.stdout}${child.stderr}`);
      appendFileSync(join(folder, 'dead'), `${ended} the process ended\n`);
      writeFileSync(join(folder, 'trying'), '');
    }
    return verdicts(folder, mutants);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function verdicts(folder: string, mutants: readonly Mutant[]): Verdicts {
  const results = fileResults(folder);
  const killed = new Map(
    lines(folder, 'dead').map((line) => [Number.parseInt(line, 10), line.replace(/^\d+ /u, '')]),
  );
  const reached = new Set(results.flatMap((one) => one.reached));
  const rest = mutants.map(({ id }) => id).filter((id) => !killed.has(id));
  return {
    killed,
    survived: rest.filter((id) => reached.has(id)),
    unreached: rest.filter((id) => !reached.has(id)),
    unrepeatable: results.flatMap((one) => one.unrepeatable),
  };
}

function lines(folder: string, name: string): string[] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function fileResults(folder: string): FileResult[] {
  return readdirSync(join(folder, 'files')).map(
    (name) => JSON.parse(readFileSync(join(folder, 'files', name), 'utf8')) as FileResult,
  );
}

/** What the process of its own does; what it has found out stays in the folder when it ends early. */
export async function tryAll(root: string, folder: string, testFolder: string): Promise<void> {
  const mutants = JSON.parse(readFileSync(join(folder, 'mutants.json'), 'utf8')) as Mutant[];
  if (!existsSync(join(folder, 'together'))) {
    choose(folder, 0, 0);
    const together = await start(root, testFolder, mutants, false);
    const tests = await together.globTestSpecifications();
    await together.runTestSpecifications(tests, true);
    const failed = failures(together);
    await together.close();
    if (failed.length > 0)
      throw new Error(`The tests must pass before they can judge mutants:\n${failed.join('\n')}`);
    writeFileSync(join(folder, 'together'), '');
  }
  const results = fileResults(folder);
  const done = new Set(
    [...lines(folder, 'dead'), ...lines(folder, 'passed')].map((line) => Number.parseInt(line, 10)),
  );
  const outside = mutants.filter(
    ({ id }) => !done.has(id) && results.some((one) => one.outside.includes(id)),
  );
  await runWhole(root, folder, testFolder, mutants, outside, results);
}

/** A run of the test files concerned for each mutant that is reached while they are loaded. */
async function runWhole(
  root: string,
  folder: string,
  testFolder: string,
  mutants: readonly Mutant[],
  outside: readonly Mutant[],
  results: readonly FileResult[],
): Promise<void> {
  if (outside.length === 0) return;
  const limit = 20 * Math.max(...results.map((one) => one.ticks)) + 1_000_000;
  const alone = await start(root, testFolder, mutants, true);
  const tests = await alone.globTestSpecifications();
  for (const { id } of outside) {
    choose(folder, id, limit);
    let killer = '';
    writeFileSync(join(folder, 'trying'), String(id));
    const files = new Set(results.filter((one) => one.outside.includes(id)).map((one) => one.file));
    // One file after the other, and the small ones first: the first failure decides.
    for (const test of tests.filter((one) => files.has(one.moduleId))) {
      await alone.runTestSpecifications([test], false);
      const [first] = failures(alone, test.moduleId);
      alone.state.clearErrors();
      if (first === undefined) continue;
      killer = first.replaceAll('\n', ' ');
      break;
    }
    writeFileSync(join(folder, 'trying'), '');
    appendFileSync(join(folder, killer === '' ? 'passed' : 'dead'), `${id} ${killer}\n`);
  }
  await alone.close();
}

function choose(folder: string, id: number, limit: number): void {
  writeFileSync(join(folder, 'active'), String(id));
  writeFileSync(join(folder, 'limit'), String(limit));
}

/** The names of the tests and files that failed. */
function failures(vitest: Vitest, only?: string): string[] {
  const found: string[] = [];
  for (const file of vitest.state.getTestModules()) {
    if (only !== undefined && file.moduleId !== only) continue;
    for (const error of file.errors()) found.push(`${file.relativeModuleId}: ${error.message}`);
    for (const test of file.children.allTests('failed')) found.push(test.fullName);
    if (file.state() === 'failed' && found.length === 0) found.push(file.relativeModuleId);
  }
  for (const error of vitest.state.getUnhandledErrors())
    found.push(error instanceof Error ? error.message : String(error));
  return found;
}

/**
 * Each test file loads the sources anew: what only the loading of a file reaches is known for every file that loads it.
 * @param bail whether the first failure is enough.
 */
async function start(
  root: string,
  testFolder: string,
  mutants: readonly Mutant[],
  bail: boolean,
): Promise<Vitest> {
  const conditions = ['@aclift/source', ...defaultServerConditions];
  const byFile = Map.groupBy(mutants, (one) => resolve(root, one.file));
  const plugin: Plugin = {
    name: 'mutants',
    enforce: 'pre',
    transform(text, id) {
      const own = byFile.get(id);
      return own && { code: instrument(relative(root, id), text, own), map: null };
    },
  };
  return createVitest(
    'test',
    {
      root,
      config: false,
      watch: false,
      include: [`${testFolder}/**/*.test.ts`],
      setupFiles: ['vitest.setup.ts', 'scripts/mutate/setup.mts'],
      sequence: { setupFiles: 'list' },
      runner: join(root, 'scripts', 'mutate', 'runner.mts'),
      pool: 'forks',
      execArgv: ['--max-old-space-size=1024'],
      maxWorkers: 1,
      isolate: true,
      ...(bail ? { bail: 1 } : {}),
      // What is kept on the disk would outlive this choice of mutants, and reach other runs.
      fsModuleCache: false,
      testTimeout: 600_000,
      update: false,
      reporters: [{}],
    },
    {
      logLevel: 'error',
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      plugins: [plugin],
    },
  );
}
