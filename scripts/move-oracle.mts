// Prints what plans of random small estates amount to, as a judge of their own sees them, and how long it takes.
// usage: node --conditions=@aclift/source scripts/move-oracle.mts COUNT [SEED]
import { smallEstate } from '../apps/cli/src/testing/move/estates.ts';
import { judge } from '../apps/cli/src/testing/move/judge.ts';
import { planOf } from '../apps/cli/src/testing/move/plan-of.ts';

const [count = '500', first = '0'] = process.argv.slice(2);
const start = process.cpuUsage();
const seen = { plans: 0, 'lines written': 0, 'left undone': 0, 'not proven': 0, 'judged wrong': 0 };
for (let seed = Number(first); seed < Number(first) + Number(count); seed += 1) {
  const estate = smallEstate(seed);
  const { config, inventory, waves } = estate;
  const plan = planOf({ configs: { 'edge1.cfg': config }, inventory, waves });
  seen.plans += 1;
  seen['lines written'] += plan.waves
    .flatMap(({ devices }) => devices.flatMap(({ before }) => before))
    .reduce((sum, { inserts }) => sum + inserts.length, 0);
  const left = plan.waves.some(({ findings }) =>
    findings.some(({ code }) => code === 'move/not-editable'),
  );
  if (left) seen['left undone'] += 1;
  if (!plan.proven) seen['not proven'] += 1;
  const wrong = left ? [] : judge(estate, plan);
  if (wrong.length === 0 && plan.proven) continue;
  if (wrong.length > 0) seen['judged wrong'] += 1;
  process.exitCode = 1;
  console.log(`seed ${seed}:\n  ${wrong.join('\n  ')}`);
}
const { user, system } = process.cpuUsage(start);
for (const [name, value] of Object.entries(seen)) console.log(`${name.padEnd(14)} ${value}`);
console.log(`${'CPU seconds'.padEnd(14)} ${((user + system) / 1e6).toFixed(1)}`);
