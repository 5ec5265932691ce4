/** `aclift validate`: reads policy files and shows what a cluster or an engine would make of them. */
import { Command, Option } from 'commander';
import { validatePolicies } from '@aclift/insight';
import type { Severity } from '@aclift/diagnostics';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { readPolicySources } from '../read-policy-files.ts';
import { failsAt, SEVERITIES } from '../severity.ts';
import { validateLines } from '../validate-summary.ts';
import { printJson, printLines } from '../print.ts';

interface Flags {
  readonly json?: true;
  readonly notes?: true;
  readonly failOn: Severity;
}

const EXAMPLES = `
Examples:
  aclift validate policies/
      Every object of a folder: what a cluster refuses, what an engine does not enforce, what surprises.
  kubectl get netpol,cnp,ccnp -A -o yaml | aclift validate -
      What a cluster runs: Cilium stores objects that its agent then refuses.
  aclift validate policies/ --fail-on warning --json > findings.json
      For change review: exit code 1 if there is a warning or an error.

Exit codes:
  0 no finding at or above --fail-on   1 some   2 wrong usage or an input that cannot be read
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function validateCommand(exit: (code: ExitCode) => void): Command {
  return new Command('validate')
    .summary('check policy objects against their schemas and the rules of their engines')
    .description(
      'Reads NetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy and CiliumCIDRGroup objects and holds\n' +
        'them against the published schemas and against what the API server and the Cilium agent enforce beyond them.',
    )
    .argument('<file...>', 'YAML or JSON files, or folders of them; - reads standard input')
    .option('--json', 'print everything as JSON (schema aclift/validate/1)')
    .option('--notes', 'show notes in full; without it they are only counted')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 if there is a finding so bad or worse')
        .choices(SEVERITIES)
        .default('error'),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], flags: Flags) => {
      exit(await runValidate(files, flags));
    });
}

async function runValidate(files: readonly string[], flags: Flags): Promise<ExitCode> {
  const sources = await readPolicySources(files);
  const report = validatePolicies(sources);
  if (flags.json === true) printJson(report);
  else printLines(validateLines(report, sources, flags.notes === true));
  return failsAt(report.totals, flags.failOn) ? EXIT.findings : EXIT.done;
}
