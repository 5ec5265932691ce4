// npm run fuzz: damages inputs for as long as it is told, through every reader and the whole pipeline.
// usage: npm run fuzz -- [--minutes 10] [--seed S] [--only ios --only pipeline …]
// The seed of each round is printed when something fails; `--seed S --rounds 1` repeats that round alone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { TARGETS } from './fuzz/targets.mts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rounds: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const minutes = Number(values.minutes);
const rounds = Number(values.rounds);
const first = Number(values.seed);
const unknown = values.only.filter((name) => !TARGETS.some((one) => one.name === name));
process.exitCode =
  minutes > 0 && rounds > 0 && Number.isInteger(first) && unknown.length === 0 ? fuzz() : usage();

function usage(): number {
  console.error(
    `usage: npm run fuzz -- [--minutes N] [--rounds N] [--seed INTEGER] [--only NAME]…\nnames: ${TARGETS.map(({ name }) => name).join(', ')}`,
  );
  return 2;
}

/** Gives each target the same time; one round tries few inputs, so that a seed repeats a failure fast. */
function fuzz(): number {
  const chosen = TARGETS.filter(
    ({ name }) => values.only.length === 0 || values.only.includes(name),
  );
  let failures = 0;
  console.log(`seed ${first}, ${chosen.map(({ name }) => name).join(', ')}`);
  for (const { laws, name } of chosen) {
    const end = Date.now() + (minutes * 60_000) / chosen.length;
    const told = new Set<string>();
    let tried = 0;
    for (let round = 0; round < rounds && (round === 0 || Date.now() < end); round += 1) {
      const seed = (first + round) | 0;
      for (const [at, { faults, inputs, show }] of laws.entries()) {
        const result = fc.check(
          fc.property(inputs, (input) => {
            const found = faults(input as never);
            if (found.length > 0) throw new Error(found.slice(0, 5).join('; '));
          }),
          { seed, numRuns: 20, interruptAfterTimeLimit: 120_000 },
        );
        tried += result.numRuns;
        if (!result.failed || result.counterexample === null) continue;
        const error = result.errorInstance;
        const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
        // The same fault in other clothes is told once.
        const key = what.split('\n').slice(0, 2).join(' ').replaceAll(/\d+/gu, '#');
        if (told.has(key)) continue;
        told.add(key);
        failures += 1;
        const path = join('reports', 'fuzz', `${name}-${at}-${seed}.txt`);
        mkdirSync(join('reports', 'fuzz'), { recursive: true });
        writeFileSync(path, show(result.counterexample[0] as never));
        console.log(`${name}, law ${at}, seed ${seed}: ${what}\n  smallest input: ${path}`);
      }
    }
    console.log(`${name}: ${tried} inputs, ${told.size} faults`);
  }
  return failures === 0 ? 0 : 1;
}
