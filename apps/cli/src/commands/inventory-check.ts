/** `aclift inventory check`: what is wrong with an inventory, and how far it reaches. */
import { Command, Option } from 'commander';
import { unreachedEntries } from '@aclift/core';
import { inventoryReach } from '@aclift/insight';
import { explain, type Severity } from '@aclift/diagnostics';
import { inventoryCatalogue, readInventory } from '@aclift/inventory';
import { configOption } from '../config-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError, readSource } from '../input.ts';
import { inventoryCheckReport } from '@aclift/workspace';
import { inventoryCheckLines } from '../inventory-check-summary.ts';
import { readDevices } from '../read-devices.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines } from '../print.ts';

interface Flags {
  readonly config: readonly string[];
  readonly json?: true;
  readonly failOn: Severity;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

const EXAMPLES = `
Examples:
  aclift inventory check
      Every mistake in inventory.yaml, with its place and what to do.
  aclift inventory check inventory.yaml --config edge.cfg core.cfg
      Also: how many addresses, entries and permitted packets of the lists it names, and what to name next.
  aclift inventory check --fail-on warning --json > check.json
      For change review and for programs.

Exit codes:
  0 no finding at or above --fail-on   1 some   2 wrong usage or unreadable input
`;

/** The command, ready to be added to its parent. `exit` receives the exit code. */
export function inventoryCheckCommand(exit: (code: ExitCode) => void): Command {
  return new Command('check')
    .summary('find mistakes and conflicts, and measure how much of the lists it names')
    .description(
      'Reads an inventory and says what is wrong with it: addresses with two owners, ranges that cross, labels that\n' +
        'Kubernetes refuses or Cilium ignores. With configurations it also measures how far the inventory reaches.',
    )
    .argument('[file]', 'the inventory; - reads standard input', 'inventory.yaml')
    .addOption(configOption('configurations to measure against, or folders of them'))
    .option('--json', 'print everything as JSON (schema aclift/inventory-check/1)')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 if there is a finding so bad or worse')
        .choices(SEVERITIES)
        .default('error'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: Flags) => {
      exit(await runCheck(file, flags));
    });
}

async function runCheck(file: string, flags: Flags): Promise<ExitCode> {
  const configs = flags.config;
  if (file === '-' && configs.includes('-')) {
    throw new InputError('standard input (-) can be read only once');
  }
  const source = await readSource(file);
  const { value: inventory, diagnostics } = readInventory(source);
  const { devices, foreign, sources } = await readDevices(configs);
  const unreached =
    inventory === undefined || configs.length === 0
      ? []
      : unreachedEntries({ devices, inventory, sources: [...sources, source] });
  const said = [...diagnostics, ...unreached]
    .map((one) => explain(inventoryCatalogue, one))
    .toSorted((a, b) => a.span.start - b.span.start);
  const coverage =
    inventory === undefined || configs.length === 0
      ? undefined
      : inventoryReach({ devices, inventory, sources: [...sources, source] });
  const names = sources.map(({ name }) => name);
  const report = inventoryCheckReport(source, names, inventory, said, coverage);
  if (flags.json === true) printJson(report);
  else {
    // One line tells of all of them.
    const frames = said.filter(({ code }) => code !== 'inventory/fill-in');
    printDiagnostics(frames, [source]);
    printLines(inventoryCheckLines(report));
  }
  if (foreign.length > 0) return EXIT.usage;
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(flags.failOn) + 1);
  return failing.some((severity) => report.totals[severity] > 0) ? EXIT.findings : EXIT.done;
}
