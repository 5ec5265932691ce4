// npm run mutate -- PACKAGE: puts small faults into a package one at a time, and says which its own tests do not notice.
// usage: npm run mutate -- packet-set [--sample 100] [--seed 1] [--only src/lowering --only src/names] [--at-least 85]
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mutantsOf, type Mutant } from './mutate/mutants.mts';
import { runMutants } from './mutate/run-mutants.mts';

const USAGE =
  'usage: npm run mutate -- PACKAGE [--sample N] [--seed S] [--only FOLDER-OR-FILE]… [--at-least PERCENT]';
const root = join(import.meta.dirname, '..');
process.exitCode = main();

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: 'string' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', multiple: true, default: [] },
      'at-least': { type: 'string', default: '0' },
    },
  });
  const name = positionals[0];
  if (positionals.length !== 1 || name === undefined) return refuse(USAGE);
  const folder = join('packages', name);
  const files = sourcesOf(folder).filter((file) => isChosen(file, folder, values.only));
  if (files.length === 0) return refuse(`no sources in ${folder}\n${USAGE}`);
  const all: Mutant[] = [];
  for (const file of files)
    all.push(...mutantsOf(file, readFileSync(join(root, file), 'utf8'), all.length + 1));
  const size = values.sample === undefined ? all.length : Number(values.sample);
  const seed = Number(values.seed);
  if (!(size > 0) || !Number.isInteger(seed) || seed < 1) return refuse(USAGE);
  const chosen = sample(all, size, seed);

  const verdicts = runMutants(root, folder, chosen);
  const score = (100 * verdicts.killed.size) / chosen.length;
  const text = [
    ...listed('not noticed by any test', verdicts.survived),
    ...listed('not reached by any test', verdicts.unreached),
    ...verdicts.unrepeatable.map(
      (test) => `cannot be run twice, so tried with whole runs: ${test}`,
    ),
    `${name}${values.only.map((one) => ` ${one}`).join('')}: ${verdicts.killed.size} of ${chosen.length} mutants killed, ` +
      `${score.toFixed(1)} % (${all.length} in all, seed ${seed}); ` +
      `${verdicts.survived.length} survived, ${verdicts.unreached.length} not reached`,
  ].join('\n');
  console.log(text);
  mkdirSync(join(root, 'reports'), { recursive: true });
  writeFileSync(join(root, 'reports', `mutate-${name}.txt`), `${text}\n`);
  return score < Number(values['at-least']) ? 1 : 0;

  function listed(title: string, ids: readonly number[]): string[] {
    if (ids.length === 0) return [];
    const lines = ids.map((id) => line(chosen.find((one) => one.id === id) as Mutant));
    return [`${title}:`, ...lines.map((one) => `  ${one}`)];
  }
}

function line(mutant: Mutant): string {
  const source = readFileSync(join(root, mutant.file), 'utf8').slice(mutant.start, mutant.end);
  const short = (text: string): string => {
    const flat = text.replaceAll(/\s+/gu, ' ');
    return flat.length > 90 ? `${flat.slice(0, 60)} … ${flat.slice(-25)}` : flat;
  };
  const after = mutant.replacement === undefined ? '(left out)' : short(mutant.replacement);
  return `${mutant.file}:${mutant.line} ${mutant.kind}: ${short(source)} → ${after}`;
}

/** The sources of a package without tests, measurements and lists of exports, in the order of their names. */
function sourcesOf(folder: string): string[] {
  try {
    return readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test|\.bench|\.d)\.ts$/u.test(file))
      .map((file) => join(folder, 'src', file).replaceAll('\\', '/'))
      .filter((file) => !file.includes('/testing/') && !file.endsWith('/index.ts'))
      .toSorted();
  } catch {
    return [];
  }
}

function isChosen(file: string, folder: string, only: readonly string[]): boolean {
  return (
    only.length === 0 ||
    only.some((one) => file === `${folder}/${one}` || file.startsWith(`${folder}/${one}/`))
  );
}

/** `size` of the mutants, in their order: the same for the same seed (minimal standard generator, Park and Miller 1988). */
function sample(all: readonly Mutant[], size: number, seed: number): Mutant[] {
  const rest = [...all];
  let state = seed;
  for (let at = 0; at < Math.min(size, rest.length); at += 1) {
    state = (state * 48_271) % 2_147_483_647;
    const from = at + (state % (rest.length - at));
    [rest[at], rest[from]] = [rest[from] as Mutant, rest[at] as Mutant];
  }
  return rest.slice(0, size).toSorted((a, b) => a.id - b.id);
}

function refuse(message: string): number {
  console.error(message);
  return 2;
}
