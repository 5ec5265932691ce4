/** `aclift diff`: reads two configurations and shows where their lists treat packets differently. */
import { Command, Option } from 'commander';
import { diffConfigs, type PairBy } from '@aclift/analysis';
import type { Device } from '@aclift/ir';
import type { SourceText } from '@aclift/diagnostics';
import { diffLines } from '../diff-summary.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError, readSource } from '../input.ts';
import { devicesOf } from '../read-devices.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines } from '../print.ts';

interface Flags {
  readonly by: PairBy;
  readonly json?: true;
  readonly failOnWidening?: true;
}

const BY: readonly PairBy[] = ['name', 'binding'];

const EXAMPLES = `
Examples:
  aclift diff before.cfg after.cfg
      Lists of one name: what is newly permitted, what is newly denied, and which two lines make the difference.
  git show HEAD:edge.cfg | aclift diff - edge.cfg --fail-on-widening
      For change review: exit code 1 if some packet passes that did not.
  aclift diff before.cfg after.cfg --by binding
      What stands at each interface, whatever the lists are called.

Exit codes:
  0 compared   1 something is newly permitted and --fail-on-widening was given
  2 wrong usage, unreadable input, or another dialect
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function diffCommand(exit: (code: ExitCode) => void): Command {
  return new Command('diff')
    .summary('compare the access lists of two configurations over all packets')
    .description(
      'Says which packets the lists of the new configuration treat differently from those of the old, all of them, and\n' +
        'which two lines are responsible. Equal means proven equal, however differently the lists are written.',
    )
    .argument('<old>', 'a configuration; - reads standard input')
    .argument('<new>', 'a configuration; - reads standard input')
    .addOption(
      new Option('--by <what>', 'compare lists of one name, or what stands at one interface')
        .choices(BY)
        .default('name'),
    )
    .option('--fail-on-widening', 'exit with 1 if a packet passes that did not before')
    .option('--json', 'print everything as JSON (schema aclift/diff/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (old: string, young: string, flags: Flags) => {
      exit(await runDiff(old, young, flags));
    });
}

async function runDiff(old: string, young: string, flags: Flags): Promise<ExitCode> {
  if (old === '-' && young === '-') {
    throw new InputError('standard input (-) can be read only once');
  }
  const before = readOne(await readSource(old));
  const after = readOne(await readSource(young));
  if (before === undefined || after === undefined) return EXIT.usage;
  const report = diffConfigs({ old: before, new: after, by: flags.by });
  if (flags.json === true) printJson(report);
  else printLines(diffLines(report));
  return flags.failOnWidening === true && report.widened ? EXIT.findings : EXIT.done;
}

/** @returns undefined for another dialect, which has been said. Lines that could not be read are said too. */
function readOne(source: SourceText): { device: Device; source: SourceText } | undefined {
  const { devices, diagnostics } = devicesOf([source]);
  printDiagnostics(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [source],
  );
  const [device] = devices;
  return device === undefined ? undefined : { device, source };
}
