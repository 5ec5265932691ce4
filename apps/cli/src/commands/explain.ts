/** `aclift explain`: policy files in sentences, with the list lines behind their rules. */
import { Command } from 'commander';
import { type ExplainedPolicy, explainPolicies, type ExplainedRule } from '@aclift/insight';
import { printable, type SourceText } from '@aclift/diagnostics';
import { configOption, requireArguments } from '../config-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { unlessUnread } from '../policy-findings.ts';
import { expandInputs, InputError, readSource } from '../input.ts';
import { readPolicyArguments } from '../read-policy-files.ts';
import { printJson, printLines, warnLines } from '../print.ts';

interface Flags {
  readonly config: readonly string[];
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  aclift explain policies/
      Every rule of a folder in a sentence, with the lines of access lists that drafts quote above it.
  aclift explain policies/shop/shop-db-acl.yaml --config edge.cfg
      Does the configuration still say what the comments quote? Whether the rule still does: aclift verify.
  kubectl get netpol -A -o json | aclift explain - --json

Exit codes:
  0 explained   1 an object is not in force   2 wrong usage, or an object or a file that cannot be read
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function explainCommand(exit: (code: ExitCode) => void): Command {
  return new Command('explain')
    .summary('say each rule of policy files in a sentence, with the list lines behind it')
    .description(
      'Reads NetworkPolicy, CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy objects and says in sentences whom they\n' +
        'select, what they isolate and what each rule lets through, with the lines of access lists that comments quote.',
    )
    .usage('[options] <policy...>')
    .argument('[policy...]', 'YAML or JSON files, or folders of them; - reads standard input')
    .addOption(configOption('configurations to hold quoted lines against, or folders of them'))
    .option('--json', 'print everything as JSON (schema aclift/explain/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (policies: readonly string[], flags: Flags) => {
      exit(await runExplain(policies, flags));
    });
}

async function runExplain(files: readonly string[], { config, json }: Flags): Promise<ExitCode> {
  requireArguments('policies', files, config);
  if (files.includes('-') && config.includes('-')) {
    throw new InputError('standard input (-) can be read only once');
  }
  const configs: SourceText[] = [];
  for (const name of config.length === 0 ? [] : await expandInputs(config)) {
    configs.push(await readSource(name));
  }
  const report = explainPolicies({ policies: await readPolicyArguments(files, true), configs });
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  if (json === true) printJson(report);
  else {
    printLines(report.policies.flatMap(policyLines));
    warnLines(errors.map(({ file, line, message }) => `${file}:${line ?? 1}: ${message}`));
  }
  return unlessUnread(errors.length > 0 ? EXIT.findings : EXIT.done, report.diagnostics);
}

function policyLines(policy: ExplainedPolicy): readonly string[] {
  const { accessLists, file, inForce, isolates, kind, line, name, namespace, rules, subject } =
    policy;
  const title = `${kind} ${namespace === null ? name : `${namespace}/${name}`}`;
  return [
    printable(`${title}  (${file}:${line})`),
    ...(inForce ? [] : ['  NOT IN FORCE: a cluster refuses it, see aclift validate']),
    printable(`  for ${subject}; ${ISOLATION[isolates.join(' ')] ?? ''}`),
    ...(accessLists === null ? [] : [printable(`  from access lists: ${accessLists}`)]),
    ...rules.flatMap(ruleLines),
    '',
  ];
}

const ISOLATION: Readonly<Record<string, string>> = {
  '': 'isolates nothing',
  ingress: 'what no rule allows is not accepted',
  egress: 'what no rule allows is not opened',
  'ingress egress': 'what no rule allows is neither accepted nor opened',
};

const STANDING = {
  same: '',
  unchecked: '',
  changed: '   (the configuration says something else there now)',
} as const;

function ruleLines({ comments, entries, line, sentence }: ExplainedRule): readonly string[] {
  return [
    `  - line ${line}: ${sentence}`,
    ...comments.map((comment) => `      # ${comment}`),
    ...entries.map(
      (entry) => `      ${entry.file}:${entry.line}  ${entry.text}${STANDING[entry.standing]}`,
    ),
  ].map(printable);
}
