// Prints what random networks and the ways of packets through them amount to, and how long it takes.
// usage: node --conditions=@aclift/source scripts/network-oracle.mts COUNT [SEED] [FLOWS]
import { showViolation } from '../apps/cli/src/testing/network/judge.ts';
import { product } from '../apps/cli/src/testing/network/product.ts';
import { runOracle } from '../apps/cli/src/testing/network/run-oracle.ts';

const [count = '1000', seed = '1', flows = '50'] = process.argv.slice(2);

const start = process.cpuUsage();
const { violation, ...counts } = runOracle({
  count: Number(count),
  seed: Number(seed),
  flows: Number(flows),
  product,
});
const { user, system } = process.cpuUsage(start);
for (const [name, value] of Object.entries(counts)) console.log(`${name.padEnd(14)} ${value}`);
console.log(`${'ways per flow'.padEnd(14)} ${(counts.ways / counts.flows).toFixed(2)}`);
console.log(`${'CPU seconds'.padEnd(14)} ${((user + system) / 1e6).toFixed(1)}`);
if (violation !== undefined) {
  console.log(showViolation(violation));
  process.exitCode = 1;
}
