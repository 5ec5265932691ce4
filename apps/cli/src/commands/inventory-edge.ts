/** `aclift inventory edge`: what an inventory says of the edge of its cluster, out of the objects of that cluster. */
import { Command } from 'commander';
import { explain, printable, type SourceText } from '@aclift/diagnostics';
import {
  type EdgeFact,
  type EdgeProblem,
  importEdge,
  inventoryCatalogue,
  readInventory,
} from '@aclift/inventory';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { writeFiles } from '../files/write-files.ts';
import { expandInputs, InputError, isThere, readSource } from '../input.ts';
import { printJson, printLines, printText, warnLines } from '../print.ts';
import { printDiagnostics } from '../terminal.ts';

interface Flags {
  readonly inventory: string;
  readonly out?: string;
  readonly dryRun?: true;
  readonly all?: true;
  readonly json?: true;
}

const EXAMPLES = `
What to give it, as far as the cluster has it:
  kubectl get nodes,services,endpointslices,ingresses -A -o json > edge.json
  kubectl get configmaps,daemonsets -n kube-system -o json > plugin.json
  kubectl get ippools,felixconfigurations,ciliumnodes,ciliumegressgatewaypolicies,egresses,egressips,gateways,httproutes -A -o json
Secrets are never needed.

Examples:
  aclift inventory edge edge.json plugin.json -i inventory.yaml -o inventory.yaml
      Adds cluster, exits and entries to the inventory; what it says already stays.
  aclift inventory edge edge.json plugin.json -i inventory.yaml --dry-run --all
      What would be added, and what became of every object?

Exit codes:
  0 done   1 done, but something was not understood   2 wrong usage or unreadable input
`;

/** The command, ready to be added to its parent. `exit` receives the exit code. */
export function inventoryEdgeCommand(exit: (code: ExitCode) => void): Command {
  return new Command('edge')
    .summary('add how pods leave and clients arrive, from the objects of the cluster')
    .description(
      'Reads objects of a cluster (Services, Ingresses, Gateways, nodes, the configuration of its network plugin, egress\n' +
        'gateways) and adds to an inventory what they say of its edge. Each value names the object that it is from.',
    )
    .argument('<file...>', 'objects as JSON or YAML, or folders of them; - reads standard input')
    .requiredOption(
      '-i, --inventory <file>',
      'the inventory: its labels say whose objects they are',
    )
    .option('-o, --out <file>', 'where to write it; without it the text goes to standard output')
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--all', 'list every object that was looked at')
    .option('--json', 'print what became of the objects as JSON; needs -o or --dry-run')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], flags: Flags) => {
      exit(await runEdge(files, flags));
    });
}

async function runEdge(names: readonly string[], flags: Flags): Promise<ExitCode> {
  if (flags.json === true && flags.out === undefined && flags.dryRun !== true) {
    throw new InputError('--json needs -o or --dry-run: standard output cannot hold two things');
  }
  const old = await readSource(flags.inventory);
  const files: SourceText[] = [];
  for (const name of await expandInputs(names)) files.push(await readSource(name));
  const result = importEdge(files, old);
  if (!result.ok) {
    if (result.error.kind === 'faulty-inventory') {
      const { diagnostics } = readInventory(old);
      printDiagnostics(
        diagnostics.map((one) => explain(inventoryCatalogue, one)),
        [old],
      );
    }
    throw new InputError(problemText(result.error, flags.inventory));
  }
  const { facts, others, text } = result.value;
  if (flags.dryRun !== true) {
    if (flags.out === undefined) printText(text);
    else await write(flags.out, text, old);
  }
  const lines = summary(facts, others, flags.all === true);
  if (flags.json === true) printJson({ facts, others });
  else if (flags.out === undefined && flags.dryRun !== true) warnLines(lines);
  else printLines(lines);
  return facts.some(({ outcome }) => outcome === 'not-understood') ? EXIT.findings : EXIT.done;
}

async function write(out: string, text: string, old: SourceText): Promise<void> {
  const there = out === old.name ? old : (await isThere(out)) ? await readSource(out) : undefined;
  if (there?.text === text) return;
  if (there !== undefined && there !== old) {
    throw new InputError(
      `${out} is there already and is not the inventory that was read: nothing was written`,
    );
  }
  const before =
    there === undefined
      ? ({ kind: 'nothing' } as const)
      : ({ kind: 'text', text: there.text } as const);
  await writeFiles([{ path: out, text, before }]);
}

const WORDS: Readonly<Record<EdgeFact['outcome'], string>> = {
  used: 'used',
  stays: 'say what the inventory says already',
  nothing: 'say nothing of the edge',
  'not-understood': 'not understood, or something is missing',
};

function summary(facts: readonly EdgeFact[], others: number, all: boolean): readonly string[] {
  const outcomes = Object.keys(WORDS) as EdgeFact['outcome'][];
  const shown = facts.filter(({ outcome }) => all || outcome === 'not-understood');
  return [
    `${facts.length} of ${facts.length + others} objects were looked at`,
    ...outcomes
      .map((outcome) => ({ outcome, count: facts.filter((one) => one.outcome === outcome).length }))
      .filter(({ count }) => count > 0)
      .map(({ count, outcome }) => `  ${String(count).padStart(5)}  ${WORDS[outcome]}`),
    ...(shown.length === 0 ? [] : ['']),
    ...shown.map(
      ({ file, outcome, what, why }) =>
        `${outcome === 'not-understood' ? 'not understood' : outcome}: ${printable(what)} (${printable(file)}): ${printable(why)}`,
    ),
  ];
}

function problemText(problem: EdgeProblem, file: string): string {
  switch (problem.kind) {
    case 'faulty-inventory':
      return `${file} has mistakes; mend them first (aclift inventory check ${file})`;
    case 'clash':
      return `what the objects say does not fit into ${file}: ${problem.messages.slice(0, 3).join(' ')} Nothing was written.`;
    case 'not-editable':
      return problem.problem.kind === 'shared'
        ? `${file} shares text by YAML anchors or aliases where something would be added; write it out first`
        : `${file} cannot be changed (${problem.problem.kind}); write it as docs/files/inventory.md shows`;
  }
}
