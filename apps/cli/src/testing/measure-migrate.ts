/**
 * One migration of a generated estate, measured, in a process of its own: what a test runner adds to every import would be most of
 * what is seen. Prints JSON.
 * usage: node --conditions=@aclift/source measure-migrate.ts estate ENTRIES WORKLOADS ADDRESSES NAMESPACES
 *        node --conditions=@aclift/source measure-migrate.ts fleet ROUTERS SEGMENTS LINES
 */
import { migrate, type MigrateStage } from '@aclift/core';
import { generatedEstate } from './generated-estate.ts';
import { generatedFleet } from './generated-fleet.ts';
import { adHoc, DEFAULTS, type Given, readScenario } from './scenario.ts';

/** Milliseconds of processor time of the stages; MB of memory at most, and MB of files. */
export interface Measured {
  readonly stages: Readonly<Partial<Record<MigrateStage, number>>>;
  readonly memory: number;
  readonly written: number;
  readonly proven: boolean;
}

function measure(given: Given, detached: readonly string[]): Measured {
  const { devices, inventory } = readScenario(given);
  const started: [MigrateStage, number][] = [];
  const { files, report } = migrate({
    devices,
    inventory,
    sources: [...given.configs, given.inventory],
    diagnostics: [],
    options: { ...DEFAULTS, detached },
    onStage: (stage) => started.push([stage, spent()]),
  });
  const end = spent();
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return {
    stages: Object.fromEntries(
      started.map(([stage, at], i) => [stage, (started[i + 1]?.[1] ?? end) - at]),
    ),
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
    written: Math.round(bytes / 1e6),
    proven: report.proof.proven,
  };
}

/** Processor time does not grow when other programs run, as the time on the wall does. */
function spent(): number {
  const { system, user } = process.cpuUsage();
  return (system + user) / 1000;
}

const [kind, ...sizes] = process.argv.slice(2);
const [a = 1, b = 1, c = 1, d = 1] = sizes.map(Number);
if (kind === 'fleet') {
  const fleet = generatedFleet({ routers: a, segments: b, lines: c });
  process.stdout.write(JSON.stringify(measure(fleet, [])));
} else {
  const estate = generatedEstate({ entries: a, workloads: b, addressesEach: c, namespaces: d });
  process.stdout.write(JSON.stringify(measure(adHoc(estate.config, estate.inventory), ['BIG'])));
}
