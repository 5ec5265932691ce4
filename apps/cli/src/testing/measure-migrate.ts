/**
 * One migration of a generated estate, measured, in a process of its own: what a test runner adds to every import would be most of
 * what is seen. Prints JSON. usage: node --conditions=@aclift/source measure-migrate.ts ENTRIES WORKLOADS ADDRESSES NAMESPACES
 */
import { migrate, type MigrateStage } from '@aclift/core';
import { type EstateSize, generatedEstate } from './generated-estate.ts';
import { adHoc, DEFAULTS, readScenario } from './scenario.ts';

/** Milliseconds of the stages; MB of memory at most. */
export interface Measured {
  readonly stages: Readonly<Partial<Record<MigrateStage, number>>>;
  readonly memory: number;
  readonly proven: boolean;
}

function measure(size: EstateSize): Measured {
  const { config, inventory } = generatedEstate(size);
  const given = adHoc(config, inventory);
  const { devices, inventory: read } = readScenario(given);
  const started: [MigrateStage, number][] = [];
  const { report } = migrate({
    devices,
    inventory: read,
    sources: [...given.configs, given.inventory],
    diagnostics: [],
    options: { ...DEFAULTS, detached: ['BIG'] },
    onStage: (stage) => started.push([stage, performance.now()]),
  });
  const end = performance.now();
  return {
    stages: Object.fromEntries(
      started.map(([stage, at], i) => [stage, (started[i + 1]?.[1] ?? end) - at]),
    ),
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
    proven: report.proof.proven,
  };
}

const [entries = 1, workloads = 1, addressesEach = 1, namespaces = 1] = process.argv
  .slice(2)
  .map(Number);
process.stdout.write(JSON.stringify(measure({ entries, workloads, addressesEach, namespaces })));
