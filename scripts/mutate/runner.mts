/**
 * The runner that vitest is given for mutants. Each test is run once as it is, to see which mutants it reaches; then again for
 * each of those, switched on one at a time, until a test fails. Mutants that are reached while a file is loaded cannot be
 * tried so: they are named, and tried with a whole run each.
 */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRunner, type RunnerTestCase, type RunnerTestSuite } from 'vitest';

/** What a run says of one test file. */
export interface FileResult {
  readonly file: string;
  /** Mutants that a test reached, or the loading of the file. */
  readonly reached: readonly number[];
  /** Mutants that were reached outside of tests that can be run again. */
  readonly outside: readonly number[];
  /** Tests that fail when they are run twice. */
  readonly unrepeatable: readonly string[];
  /** Loops and calls of the whole file, without a mutant. */
  readonly ticks: number;
}

const folder = process.env['ACLIFT_MUTATE'] as string;
/** The mutant that is on from the start, in a whole run; else 0. */
const whole = Number(readFileSync(join(folder, 'active'), 'utf8'));
const wholeLimit = Number(readFileSync(join(folder, 'limit'), 'utf8'));

let active = whole;
let ticks = 0;
let limit = whole === 0 ? Number.POSITIVE_INFINITY : wholeLimit;
let reached = new Set<number>();

Object.assign(globalThis, {
  __mutant(id: number): boolean {
    reached.add(id);
    return id === active;
  },
  __tick(): void {
    ticks += 1;
    if (ticks > limit) throw new Error('this mutant does not come to an end');
  },
});

/** Killed by an earlier file, or in a process that a mutant ended. */
const dead = new Set(
  readFileSync(join(folder, 'dead'), 'utf8')
    .split('\n')
    .map((line) => Number.parseInt(line, 10)),
);

export default class MutantRunner extends TestRunner {
  #outside = new Set<number>();
  #inside = new Map<RunnerTestCase, Set<number>>();

  override onCollectStart(file: Parameters<TestRunner['onCollectStart']>[0]): void {
    this.#outside = new Set();
    this.#inside = new Map();
    reached = this.#outside;
    if (whole === 0) ticks = 0;
    super.onCollectStart(file);
  }

  override onBeforeTryTask(...[test, options]: Parameters<TestRunner['onBeforeTryTask']>): void {
    super.onBeforeTryTask(test, options);
    const own = this.#inside.get(test as RunnerTestCase) ?? new Set<number>();
    this.#inside.set(test as RunnerTestCase, own);
    reached = own;
  }

  override onAfterTryTask(test: Parameters<TestRunner['onAfterTryTask']>[0]): void {
    reached = this.#outside;
    super.onAfterTryTask(test);
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    if (whole === 0 && 'filepath' in suite) await this.#tryMutants(String(suite.filepath));
    await super.onAfterRunSuite(suite);
  }

  async #tryMutants(file: string): Promise<void> {
    const all = ticks;
    const inside = [...this.#inside].toSorted(
      ([a], [b]) => (a.result?.duration ?? 0) - (b.result?.duration ?? 0),
    );
    const outside = new Set(this.#outside);
    const unrepeatable: string[] = [];
    for (const [test, own] of inside) {
      if ([...own].every((id) => dead.has(id))) continue;
      const before = new Set<number>(own);
      ticks = 0;
      limit = Number.POSITIVE_INFINITY;
      if (await this.#fails(test)) {
        unrepeatable.push(test.name);
        for (const id of before) outside.add(id);
        continue;
      }
      const bound = 20 * ticks + 100_000;
      for (const id of before) {
        if (dead.has(id)) continue;
        active = id;
        ticks = 0;
        limit = bound;
        // Whoever finds this file after the process has ended knows which mutant ended it.
        writeFileSync(join(folder, 'trying'), String(id));
        const failed = await this.#fails(test);
        active = 0;
        limit = Number.POSITIVE_INFINITY;
        writeFileSync(join(folder, 'trying'), '');
        if (!failed) continue;
        dead.add(id);
        appendFileSync(join(folder, 'dead'), `${id} ${test.name.replaceAll('\n', ' ')}\n`);
      }
    }
    const result: FileResult = {
      file,
      reached: [...new Set([...outside, ...inside.flatMap(([, own]) => [...own])])],
      outside: [...outside],
      unrepeatable,
      ticks: all,
    };
    mkdirSync(join(folder, 'files'), { recursive: true });
    const name = file.replaceAll(/[^\w.-]/gu, '_');
    writeFileSync(join(folder, 'files', `${name}.json`), JSON.stringify(result));
  }

  async #fails(test: RunnerTestCase): Promise<boolean> {
    await this.onBeforeRunTask(test);
    this.onBeforeTryTask(test, { retry: 0, repeats: 0 });
    try {
      await TestRunner.getTestFn(test)();
      this.onAfterTryTask(test);
      return false;
    } catch {
      reached = this.#outside;
      return true;
    }
  }
}
