/** `aclift policy-diff`: compares two sets of policies over all flows among the workloads of an inventory. */
import { Command, Option } from 'commander';
import { type Engine, ENGINES } from '@aclift/core';
import { diffPolicies, type PolicyDiffReport } from '@aclift/insight';
import { cidrMatchModeOption, engineFlags, type EngineFlags } from '../engine-flags.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError } from '../input.ts';
import { policyDiffLines } from '../policy-diff-summary.ts';
import { printPolicyFindings, unlessUnread } from '../policy-findings.ts';
import { readWorkspaceFiles } from '../read-workspace.ts';
import { readPolicyArguments } from '../read-policy-files.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines } from '../print.ts';

type FailOn = 'opened' | 'closed' | 'any' | 'nothing';

interface Flags extends EngineFlags {
  readonly inventory: string;
  readonly engine?: Engine;
  readonly podCidr: readonly string[];
  readonly failOn: FailOn;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  aclift policy-diff policies.old/ policies/ -i inventory.yaml
      What a change of policies opens and closes: who to whom, on which ports, by which rule.
  kubectl get netpol,cnp,ccnp -A -o yaml | aclift policy-diff - policies/ -i inventory.yaml
      What would change if the drafts replaced what the cluster runs.
  aclift policy-diff old.yaml new.yaml -i inventory.yaml --fail-on any
      A rewrite that must not change anything: exit code 1 unless every flow is proven alike.

Exit codes:
  0 compared, and no difference of the kind that --fail-on names   1 some   2 wrong usage or unreadable input
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function policyDiffCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  return new Command('policy-diff')
    .summary('compare two sets of policies, over all flows')
    .description(
      'Says which flows B lets through that A does not (opened) and the other way round (closed), with a flow to try and\n' +
        'the rule of either set. Equal means proven equal, however differently the policies are written.',
    )
    .argument('<a>', 'a file of policies, or a folder of them; - reads standard input')
    .argument('<b>', 'the same for the set to compare with it')
    .requiredOption(
      '-i, --inventory <file>',
      'whose flows to compare: workloads with their labels (see docs/files/inventory.md)',
    )
    .addOption(
      new Option(
        '--engine <name>',
        'what enforces NetworkPolicies; default: cilium with objects of Cilium in either set, else strict-spec',
      ).choices(ENGINES),
    )
    .addOption(cidrMatchModeOption())
    .option(
      '--pod-cidr <block>',
      'block that pods get their addresses from, for calico-like (repeatable)',
      collect,
      [],
    )
    .addOption(
      new Option('--fail-on <kind>', 'differences that give exit code 1')
        .choices(['opened', 'closed', 'any', 'nothing'])
        .default('nothing'),
    )
    .option('--json', 'print everything as JSON (schema aclift/policy-diff/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (a: string, b: string, flags: Flags) => {
      exit(await runPolicyDiff(a, b, flags));
    });
}

async function runPolicyDiff(a: string, b: string, flags: Flags): Promise<ExitCode> {
  if ([a, b, flags.inventory].filter((name) => name === '-').length > 1) {
    throw new InputError('standard input (-) can be read only once');
  }
  const workspace = await readWorkspaceFiles(
    { configs: [], inventory: flags.inventory },
    'Nothing was compared',
  );
  if (workspace?.inventory === undefined) return EXIT.usage;
  const { diagnostics, inventory, sources } = workspace;
  const report = diffPolicies({
    inventory,
    a: await readPolicyArguments([a], false),
    b: await readPolicyArguments([b], false),
    sources,
    diagnostics,
    options: {
      ...(flags.engine === undefined ? {} : { engine: flags.engine }),
      ...(flags.podCidr.length === 0 ? {} : { podCidrs: flags.podCidr }),
      ...engineFlags(flags),
    },
  });
  printDiagnostics(diagnostics, sources);
  printPolicyFindings(report.diagnostics);
  if (flags.json === true) printJson(report);
  else printLines(policyDiffLines(report, a, b));
  const code = fails(report, flags.failOn) ? EXIT.findings : EXIT.done;
  return unlessUnread(code, report.diagnostics);
}

function fails(report: PolicyDiffReport, failOn: FailOn): boolean {
  if (failOn === 'nothing') return false;
  if (failOn === 'any') {
    const { a, b, equal, notCovered } = report;
    return !equal || a.refused.length + b.refused.length + notCovered.length > 0;
  }
  return report.flows.some((family) => family[failOn] !== '0');
}
