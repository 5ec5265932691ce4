/** `aclift verify`: compares any policies with the lists, over all flows. */
import { Command, Option } from 'commander';
import { ENGINES, type Engine } from '@aclift/core';
import { isOfDevices, verifyPolicies, type VerifyReport } from '@aclift/insight';
import { cidrMatchModeOption, engineFlags, type EngineFlags } from '../engine-flags.ts';
import { configOption, requireArguments, requireConfigs } from '../config-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError } from '../input.ts';
import { type ListsFlags, listsOptions, withListsOptions } from '../lists-options.ts';
import { printPolicyFindings, unlessUnread } from '../policy-findings.ts';
import { readWorkspaceFiles } from '../read-workspace.ts';
import { readPolicyArguments } from '../read-policy-files.ts';
import { printDiagnostics } from '../terminal.ts';
import { verifyLines } from '../verify-summary.ts';
import { printJson, printLines } from '../print.ts';

type FailOn = 'widened' | 'narrowed' | 'any';

interface Flags extends ListsFlags, EngineFlags {
  readonly config: readonly string[];
  readonly engine?: Engine;
  readonly podCidr: readonly string[];
  readonly failOn: FailOn;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  aclift verify policies/ --config edge.cfg -i inventory.yaml
      Drafts that somebody has edited: do they still say what the lists say, and where not?
  kubectl get netpol,cnp,ccnp -A -o yaml | aclift verify - --config configs/ -i inventory.yaml
      What a cluster runs against what the routers do.
  aclift verify policies/ --config edge.cfg -i inventory.yaml --fail-on any --json > verify.json
      For change review: exit code 1 if any flow differs.

Exit codes:
  0 no difference of the kind that --fail-on names   1 some   2 wrong usage or unreadable input
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function verifyCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  const command = new Command('verify')
    .summary('compare any policies with the access lists, over all flows')
    .description(
      'Reads NetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy and CiliumCIDRGroup objects, whoever\n' +
        'wrote them, and compares what they let through with what the lists of the configurations do today. Every\n' +
        'difference has a flow to try, the entry of the list and the rule of the policy.',
    )
    .usage('[options] <policy...>')
    .argument('[policy...]', 'YAML or JSON files, or folders of them; - reads standard input')
    .addOption(configOption());
  return withListsOptions(command)
    .addOption(
      new Option(
        '--engine <name>',
        'what enforces NetworkPolicies; default: cilium with objects of Cilium, else strict-spec',
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
        .choices(['widened', 'narrowed', 'any'])
        .default('widened'),
    )
    .option('--json', 'print everything as JSON (schema aclift/verify/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (policies: readonly string[], flags: Flags) => {
      exit(await runVerify(policies, flags));
    });
}

async function runVerify(files: readonly string[], flags: Flags): Promise<ExitCode> {
  requireConfigs(flags.config);
  requireArguments('policies', files, flags.config);
  if (files.includes('-') && [...flags.config, flags.inventory].includes('-')) {
    throw new InputError('standard input (-) can be read only once');
  }
  const workspace = await readWorkspaceFiles(
    { ...flags, configs: flags.config },
    'Nothing was compared',
  );
  if (workspace?.inventory === undefined) return EXIT.usage;
  const { decisions, devices, diagnostics, inventory, sources } = workspace;
  const policies = await readPolicyArguments(files, true);
  const report = verifyPolicies({
    devices,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    policies,
    sources,
    diagnostics,
    options: {
      ...(await listsOptions(flags)),
      ...(flags.engine === undefined ? {} : { engine: flags.engine }),
      ...(flags.podCidr.length === 0 ? {} : { podCidrs: flags.podCidr }),
      ...engineFlags(flags),
    },
  });
  printDiagnostics(diagnostics, sources);
  printPolicyFindings(report.diagnostics);
  if (flags.json === true) printJson(report);
  else printLines(verifyLines(report));
  const code = fails(report, flags.failOn) ? EXIT.findings : EXIT.done;
  return unlessUnread(code, report.diagnostics);
}

function fails({ differences, equal, objects }: VerifyReport, failOn: FailOn): boolean {
  if (failOn === 'any') return !equal || objects.refused.length > 0;
  return differences.some((group) => group.kind === failOn && !isOfDevices(group));
}
