/** `aclift trace`: one flow through the lists of today and the policies of tomorrow. */
import { Command, Option } from 'commander';
import { ENGINES, type Engine, type Target } from '@aclift/core';
import { readTracedService, trace } from '@aclift/insight';
import { cidrMatchModeOption, engineFlags, type EngineFlags } from '../engine-flags.ts';
import { configOption, requireConfigs } from '../config-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError } from '../input.ts';
import { type ListsFlags, listsOptions, withListsOptions } from '../lists-options.ts';
import { printPolicyFindings, unlessUnread } from '../policy-findings.ts';
import { readWorkspaceFiles } from '../read-workspace.ts';
import { readPolicyArguments } from '../read-policy-files.ts';
import { traceLines } from '../trace-summary.ts';
import { printJson, printLines } from '../print.ts';
import { targetOption } from '../target-option.ts';

interface Flags extends ListsFlags, EngineFlags {
  readonly config: readonly string[];
  readonly policies: readonly string[];
  readonly target: Target;
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly sourcePort?: string;
  readonly engine?: Engine;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  aclift trace --config edge.cfg -i inventory.yaml --from shop/cart --to shop-db --port 5432/tcp
      Through the lists of today and the drafts that aclift would write.
  aclift trace --config edge.cfg -i inventory.yaml --policies policies/ --from 10.10.20.11 --to 10.10.30.11 --port 22/tcp
      Against policies of yours. Ends are addresses, workloads, externals or pods.
  aclift trace --config edge.cfg -i inventory.yaml --from cart-7c9d-x2x --to shop-db --port icmp/8 --json
      A pod by its name, an echo, as JSON.

Exit codes:
  0 lists and policies agree, or policies do not concern the flow
  1 they differ, one side is not known, or a line on the way was not read
  2 wrong usage or unreadable input
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function traceCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  const command = new Command('trace')
    .summary('follow one flow through the lists and the policies')
    .description(
      'Tells what happens to one flow today, list by list with the deciding entry, to its answer, and what policies make\n' +
        'of it: the rule that allows or denies it, or the policy that isolates an end. Says whether the two agree.',
    )
    .addOption(configOption())
    .requiredOption('--from <end>', 'address, workload, external or pod that opens the connection')
    .requiredOption('--to <end>', 'address, workload, external or pod that it goes to')
    .requiredOption(
      '--port <service>',
      'such as 443/tcp, 53/udp, icmp/8, icmp, or ip/47 for a protocol',
    )
    .option('--source-port <port>', 'source port (default: 49152)')
    .option(
      '--policies <file...>',
      'policy files or folders (one or several, repeatable); default: the drafts of a migration',
      collect,
      [],
    )
    .addOption(targetOption('kind of objects to draft, without --policies'))
    .addOption(
      new Option('--engine <name>', 'what enforces NetworkPolicies, as in aclift verify').choices(
        ENGINES,
      ),
    )
    .addOption(cidrMatchModeOption());
  return withListsOptions(command)
    .option('--json', 'print the story as JSON (schema aclift/trace/2)')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Flags) => {
      exit(await runTrace(flags));
    });
}

async function runTrace(flags: Flags): Promise<ExitCode> {
  const service = readTracedService(flags.port);
  if (service === undefined) {
    throw new InputError(
      `--port ${flags.port} is no service: write 443/tcp, 53/udp, icmp/8, icmp, or ip/47 for protocol 47`,
    );
  }
  const sourcePort = flags.sourcePort === undefined ? undefined : Number(flags.sourcePort);
  if (
    sourcePort !== undefined &&
    !(Number.isInteger(sourcePort) && sourcePort >= 0 && sourcePort <= 65535)
  ) {
    throw new InputError(`--source-port ${flags.sourcePort} is no port: write 0 to 65535`);
  }
  requireConfigs(flags.config);
  const workspace = await readWorkspaceFiles(
    { ...flags, configs: flags.config },
    'Nothing was traced',
  );
  if (workspace?.inventory === undefined) return EXIT.usage;
  const { decisions, devices, diagnostics, inventory, sources } = workspace;
  const policies =
    flags.policies.length === 0 ? undefined : await readPolicyArguments(flags.policies, true);
  const { from, to } = flags;
  const result = trace({
    devices,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    ...(policies === undefined ? {} : { policies }),
    sources,
    diagnostics,
    flow: { from, to, ...service, ...(sourcePort === undefined ? {} : { sourcePort }) },
    options: {
      ...(await listsOptions(flags)),
      target: flags.target,
      ...(flags.engine === undefined ? {} : { engine: flags.engine }),
      ...engineFlags(flags),
    },
  });
  if (result.kind === 'no-end') {
    const { candidates, family, text } = result.end;
    if (family === 'absent') {
      throw new InputError(
        `"${text}" is of a family that neither the lists nor the inventory have addresses of`,
      );
    }
    if (family === 'other') {
      throw new InputError(
        `"${from}" and "${to}" have no addresses of one family: one has IPv4 only, the other IPv6 only`,
      );
    }
    throw new InputError(
      candidates.length === 0
        ? `"${text}" is no IP address, and the inventory has no workload or external of that name`
        : `"${text}" could be ${candidates.join(', ')}: write namespace/name`,
    );
  }
  const { report } = result;
  printPolicyFindings(report.diagnostics);
  if (flags.json === true) printJson(report);
  else printLines(traceLines(report));
  const agree = report.agree === true || report.cluster.verdict === 'not-applicable';
  const code = agree && !report.today.unread ? EXIT.done : EXIT.findings;
  return unlessUnread(code, report.diagnostics);
}
