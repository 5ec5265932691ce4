/** `aclift suggest`: reads files, proposes who the unnamed addresses are, with evidence. */
import { Command } from 'commander';
import { DEFAULT_OPTIONS, migrate, type Migration, type Target } from '@aclift/core';
import {
  decisionsAfter,
  effectLine,
  effectOf,
  type Proposal,
  proposalText,
  type Review,
  type Suggestion,
  suggestLines,
  type SuggestReport,
  suggestReport,
} from '@aclift/suggest';
import { explain, printable, type SourceText } from '@aclift/diagnostics';
import { type Inventory, inventoryCatalogue, readInventory } from '@aclift/inventory';
import { configOption } from '../config-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { askReviews } from '../ask-reviews.ts';
import { writeSealed } from '../files/sealed-file.ts';
import { type NewFile, writeFiles } from '../files/write-files.ts';
import { InputError, isThere, readSource } from '../input.ts';
import { refineLabels } from '../refine-labels.ts';
import { besideInventory, readWorkspaceFiles } from '../read-workspace.ts';
import type { Workspace } from '@aclift/workspace';
import { inventoryWith, reviewsOf } from '../review-suggestions.ts';
import { yamlText } from '../yaml-text.ts';
import { TERMINAL_PROMPTS } from '../terminal-prompts.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines } from '../print.ts';
import { targetOption } from '../target-option.ts';

interface Flags {
  readonly config: readonly string[];
  readonly inventory?: string;
  readonly hosts: readonly string[];
  readonly decisions?: string;
  readonly out?: string;
  readonly force?: true;
  readonly json?: true;
  readonly accept: readonly string[];
  readonly acceptAbove?: number;
  readonly reject: readonly string[];
  readonly defer: readonly string[];
  readonly interactive?: true;
  readonly who?: string;
  readonly why?: string;
  readonly dryRun?: true;
  readonly refine?: true;
  readonly target: Target;
}

const EXAMPLES = `
Examples:
  aclift suggest edge.cfg -i inventory.yaml --hosts hosts.txt
      Who are the addresses that the lists name and the inventory does not? With evidence, the surest first.
  aclift suggest configs/ -i inventory.yaml -o suggestions.yaml
      All suggestions with all their evidence, for review in an editor.
  aclift suggest edge.cfg -i inventory.yaml --accept-above 0.9
      Take the sure ones into the inventory. Comments and layout of the file stay; --dry-run only says what would change.
  aclift suggest edge.cfg -i inventory.yaml --reject 10.1.2.7 --why "a printer"
      Not that again, unless the evidence changes. --interactive asks about each.
  aclift suggest edge.cfg --json
      Without an inventory: first names for everything, for programs.
  aclift suggest edge.cfg -i inventory.yaml --refine
      Labels that would make the drafts exact or shorter, and by how much; --accept 'share shop-apps' takes one.

Exit codes:
  0 done   2 wrong usage, unreadable input, or another dialect
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function suggestCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  return new Command('suggest')
    .summary('propose who the unnamed addresses are, with evidence')
    .description(
      'Proposes a workload or an external for each address, range and object-group that the lists name and the\n' +
        'inventory does not: from names, remarks, descriptions, neighbours and what the lists let them do. Every proposal\n' +
        'has a confidence, which the benchmark measured, and the lines that speak for and against it.',
    )
    .argument('[config...]', 'running configurations, or folders of them; - reads standard input')
    .addOption(configOption('the same as arguments'))
    .option('-i, --inventory <file>', 'what is named already (see docs/files/inventory.md)')
    .option(
      '--hosts <file>',
      'names of addresses: lines of /etc/hosts, a zone, "ip host" lines, and what inventory import reads (repeatable)',
      collect,
      [],
    )
    .option(
      '-d, --decisions <file>',
      'what was reviewed before; default: decisions.yaml beside the inventory',
    )
    .option('--accept <which>', 'take this suggestion into the inventory (repeatable)', collect, [])
    .option(
      '--accept-above <confidence>',
      'take all of at least this confidence, from 0 to 1',
      confidenceOf,
    )
    .option('--reject <which>', 'do not propose this again (repeatable)', collect, [])
    .option('--defer <which>', 'set this one aside (repeatable)', collect, [])
    .option('--interactive', 'ask about each suggestion')
    .option('--who <name>', 'who reviews; goes into the decisions')
    .option('--why <text>', 'why; goes into the decisions')
    .option(
      '--refine',
      'propose labels instead: splits of workloads that the lists treat differently, and labels that shorten the drafts',
    )
    .addOption(targetOption('kind of drafts that --refine measures'))
    .option('--dry-run', 'say what the review would change, and change nothing')
    .option('-o, --out <file>', 'write all suggestions with all evidence there, as YAML')
    .option('--force', 'overwrite the file of -o although it was edited, or is not from aclift')
    .option('--json', 'print everything as JSON (schema aclift/suggest/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (configs: readonly string[], flags: Flags) => {
      exit(await runSuggest([...configs, ...flags.config], flags));
    });
}

async function runSuggest(configs: readonly string[], flags: Flags): Promise<ExitCode> {
  if (configs.length === 0) throw new InputError('give a configuration');
  const workspace = await readWorkspaceFiles({ configs, ...flags }, 'Nothing was suggested');
  if (workspace === undefined) return EXIT.usage;
  const { decisions, devices, inventory, sources } = workspace;
  printDiagnostics(workspace.diagnostics, sources);
  if (flags.refine === true) return refineLabels(workspace, flags);
  const hosts: SourceText[] = [];
  for (const name of flags.hosts) hosts.push(await readSource(name));
  const reviews = decisions?.suggestions ?? [];
  const report = suggestReport({ devices, sources, inventory, hosts, reviews });
  const silent = report.names.find(({ names, notUnderstood }) => names === 0 && notUnderstood > 0);
  if (silent !== undefined) {
    throw new InputError(
      `${silent.file}: nothing in it names an address. --hosts takes lines "ADDRESS NAME", "ip host" lines, zones, and what aclift inventory import reads. Nothing was suggested`,
    );
  }
  if (flags.out !== undefined) await writeSealed(flags.out, yamlText(report), flags.force === true);
  if (isReview(flags)) {
    return review(report, workspace, flags);
  }
  if (flags.json === true) printJson(report);
  else printLines(suggestLines(report).map(printable));
  return EXIT.done;
}

function isReview({ accept, acceptAbove, defer, interactive, reject }: Flags): boolean {
  return (
    interactive === true || acceptAbove !== undefined || [...accept, ...reject, ...defer].length > 0
  );
}

function confidenceOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InputError(`--accept-above takes a number from 0 to 1, not ${text}`);
  }
  return value;
}

async function review(report: SuggestReport, given: Workspace, flags: Flags): Promise<ExitCode> {
  const { inventory: file } = flags;
  const { inventory } = given;
  const source = given.sources.find(({ name }) => name === inventory?.source);
  if (file === undefined || file === '-' || source === undefined || inventory === undefined) {
    throw new InputError(
      'a review needs an inventory file to write to: -i inventory.yaml, which may hold "version: 1" and nothing else',
    );
  }
  if (flags.interactive === true && !(process.stdin.isTTY && process.stdout.isTTY)) {
    throw new InputError('--interactive needs a terminal; use --accept, --reject and --defer');
  }
  const reviews =
    flags.interactive === true
      ? await askReviews(report.suggestions, TERMINAL_PROMPTS)
      : reviewsOf(report, flags);
  const text = inventoryWith(source.text, reviews);
  const changed = readInventory({ name: source.name, text });
  const faults = changed.diagnostics
    .map((d) => explain(inventoryCatalogue, d))
    .filter(({ severity }) => severity === 'error');
  if (changed.value === undefined || faults.length > 0) {
    printDiagnostics(faults, [{ name: source.name, text }]);
    throw new InputError('nothing was written: the inventory would have mistakes');
  }
  const lines = reviews.map(
    ({ proposal, state, suggestion }) =>
      `${state.padEnd(9)} ${suggestion.id}${proposalOf(suggestion, proposal)}`,
  );
  const effect = effectLine(effectOf(migrated(given, inventory), migrated(given, changed.value)));
  const decisionsFile = flags.decisions ?? besideInventory(file) ?? 'decisions.yaml';
  if (flags.dryRun !== true && reviews.length > 0) {
    const old = (await isThere(decisionsFile)) ? await readSource(decisionsFile) : undefined;
    const signed = reviews.map((review) => ({ ...flagged(flags), ...review }));
    const changed: readonly NewFile[] = [
      // First: of an answer that is in the inventory only, nothing but who gave it is lost.
      { path: file, text, before: { kind: 'text', text: source.text } },
      {
        path: decisionsFile,
        text: decisionsAfter(old?.text ?? '', signed),
        before: old === undefined ? { kind: 'nothing' } : { kind: 'text', text: old.text },
      },
    ];
    await writeFiles(
      changed.filter((one) => one.before.kind !== 'text' || one.before.text !== one.text),
    );
  }
  const end =
    flags.dryRun === true || reviews.length === 0
      ? 'Nothing was written.'
      : `Written: ${text === source.text ? '' : `${file}, `}${decisionsFile}.`;
  printLines([...lines, effect, end]);
  return EXIT.done;
}

/** Who reviews and why, as far as the options say. */
function flagged({ who, why }: Flags): Pick<Review, 'who' | 'why'> {
  return { ...(who === undefined ? {} : { who }), ...(why === undefined ? {} : { why }) };
}

function proposalOf({ proposals }: Suggestion, meant: Proposal | undefined): string {
  const proposal = meant ?? proposals[0]?.proposal;
  return proposal === undefined ? '' : `  ${proposalText(proposal)}`;
}

/** With the defaults of `aclift migrate`. */
function migrated(given: Workspace, inventory: Inventory): Migration {
  const { decisions, devices, sources } = given;
  return migrate({
    devices,
    sources,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    diagnostics: [],
    options: DEFAULT_OPTIONS,
  });
}
