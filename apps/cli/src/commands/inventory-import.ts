/** `aclift inventory import`: makes or extends an inventory from files of other programs. */
import { Argument, Command } from 'commander';
import { didYouMean, explain, printable, type SourceText } from '@aclift/diagnostics';
import {
  type FormatName,
  FORMATS,
  importInventory,
  type ImportProblem,
  inventoryCatalogue,
  isNotUnderstood,
  MAPPED_FIELDS,
  readInventory,
} from '@aclift/inventory';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { writeFiles } from '../files/write-files.ts';
import { expandInputs, InputError, isThere, readSource } from '../input.ts';
import { inventoryImportReport } from '@aclift/workspace';
import { inventoryImportLines } from '../inventory-import-summary.ts';
import { printJson, printLines, printText, warnLines } from '../print.ts';
import { printDiagnostics } from '../terminal.ts';

interface Flags {
  readonly out?: string;
  readonly map: readonly string[];
  readonly namespace?: string;
  readonly dryRun?: true;
  readonly all?: true;
  readonly json?: true;
}

const EXAMPLES = `
Formats: auto, ${FORMATS.join(', ')}

Examples:
  aclift inventory import kubernetes cluster.json -o inventory.yaml
      From: kubectl get pods,namespaces,services,endpointslices -A -o json > cluster.json
  aclift inventory import auto db.example.com.zone leases.csv /etc/hosts -o inventory.yaml
      Several files, each in the format that it surely is; what inventory.yaml says already stays.
  aclift inventory import csv cmdb.csv --map address=IP,namespace=Team,label:app=Application
      A table with columns of its own names; the inventory goes to standard output.
  aclift inventory import netbox vms.json -o inventory.yaml --namespace legacy --dry-run
      What would change if every machine became a workload of namespace legacy?

Exit codes:
  0 done   1 done, but something is in conflict, was not understood or is missing, or a file gave nothing
  2 wrong usage or unreadable input
`;

/** The command, ready to be added to its parent. `exit` receives the exit code. */
export function inventoryImportCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [
    ...sofar,
    ...value.split(','),
  ];
  return new Command('import')
    .summary('make or extend an inventory from what other programs know')
    .description(
      'Reads exports of other programs and merges them into an inventory. Nothing is dropped in silence: every\n' +
        'fact of the files is imported, merged, in conflict, or skipped with a reason, and the counts add up.',
    )
    .addArgument(
      new Argument('<format>', 'format of the files; auto: each the one that it surely is'),
    )
    .argument('<file...>', 'the files, or folders of them; - reads standard input')
    .option(
      '-o, --out <file>',
      'the inventory to make or extend; without it the new one goes to standard output',
    )
    .option(
      '--map <field=column>',
      `columns of a table: ${MAPPED_FIELDS.join(', ')}, label:KEY (repeatable, or with commas)`,
      collect,
      [],
    )
    .option(
      '--namespace <name>',
      'make workloads of this namespace of what has a name, but no namespace',
    )
    .option('--dry-run', 'say what would happen and write nothing')
    .option('--all', 'list every fact that was not imported, merged ones too')
    .option(
      '--json',
      'print the report as JSON (schema aclift/inventory-import/1); needs -o or --dry-run',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (format: string, files: readonly string[], flags: Flags) => {
      exit(await runImport(format, files, flags));
    });
}

async function runImport(
  formatText: string,
  names: readonly string[],
  flags: Flags,
): Promise<ExitCode> {
  const format = formatOf(formatText);
  if (flags.json === true && flags.out === undefined && flags.dryRun !== true) {
    throw new InputError('--json needs -o or --dry-run: standard output cannot hold two things');
  }
  const columns = columnsOf(flags.map);
  const files: SourceText[] = [];
  for (const name of await expandInputs(names)) files.push(await readSource(name));
  const old =
    flags.out !== undefined && (await isThere(flags.out)) ? await readSource(flags.out) : undefined;
  const result = importInventory({
    files,
    columns,
    ...(format === undefined ? {} : { format }),
    ...(old === undefined ? {} : { inventory: old }),
    ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
  });
  if (!result.ok) {
    if (result.error.kind === 'faulty-inventory' && old !== undefined) {
      const { diagnostics } = readInventory(old);
      printDiagnostics(
        diagnostics.map((one) => explain(inventoryCatalogue, one)),
        [old],
      );
    }
    throw new InputError(problemText(result.error, flags.out ?? ''));
  }
  const inputs = files.map(({ name }) => name);
  const report = inventoryImportReport(result.value, inputs, flags.out, old !== undefined);
  const { facts, fruitless, text, totals } = result.value;
  // Nothing at all is no inventory: what comes next in a pipeline would take it for one.
  const isEmpty = old === undefined && totals.imported === 0 && totals.merged === 0;
  if (flags.out === undefined && flags.dryRun !== true) printText(isEmpty ? '' : text);
  else if (flags.out !== undefined && flags.dryRun !== true && text !== old?.text && !isEmpty) {
    const before =
      old === undefined
        ? ({ kind: 'nothing' } as const)
        : ({ kind: 'text', text: old.text } as const);
    await writeFiles([{ path: flags.out, text, before }]);
  }
  if (flags.json === true) printJson(report);
  else {
    const summary = [
      ...inventoryImportLines(report, flags.all === true),
      ...(isEmpty && flags.dryRun !== true
        ? ['', 'No inventory was written: there is nothing in it.']
        : []),
    ];
    // Without a file the inventory itself has standard output.
    if (flags.out === undefined && flags.dryRun !== true) warnLines(summary);
    else printLines(summary);
  }
  const isIncomplete = fruitless.length > 0 || facts.some(isNotUnderstood);
  return totals.conflict > 0 || isIncomplete ? EXIT.findings : EXIT.done;
}

function formatOf(text: string): FormatName | undefined {
  if (text === 'auto') return undefined;
  const format = FORMATS.find((one) => one === text);
  if (format !== undefined) return format;
  const nearest = didYouMean(text, ['auto', ...FORMATS]);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  throw new InputError(
    `there is no format ${printable(text)}${hint} Known: auto, ${FORMATS.join(', ')}`,
  );
}

function columnsOf(maps: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    maps.map((text) => {
      const at = text.indexOf('=');
      const field = text.slice(0, at).trim();
      const column = text.slice(at + 1).trim();
      const isField = MAPPED_FIELDS.includes(field) || /^label:./.test(field);
      if (at < 0 || column === '' || !isField) {
        throw new InputError(
          `--map ${printable(text)}: expected FIELD=COLUMN with FIELD ${MAPPED_FIELDS.join(', ')} or label:KEY`,
        );
      }
      return [field, column] as const;
    }),
  );
}

function problemText(problem: ImportProblem, out: string): string {
  switch (problem.kind) {
    case 'faulty-inventory':
      return `${out} has mistakes; mend them first (aclift inventory check ${out})`;
    case 'unknown-format': {
      const { candidates, file, looks } = problem;
      if (candidates.length > 1) {
        return `${printable(file)} could be ${candidates.join(' or ')}; say which`;
      }
      const seen = looks === undefined ? '' : ` It looks like ${looks}.`;
      return `${printable(file)} is of no format for sure.${seen} Known: ${FORMATS.join(', ')}`;
    }
    case 'no-text':
      return `${printable(problem.file)} is no text that could be imported. It looks like ${problem.looks}.`;
    case 'missing-column':
      return `${problem.file} has no column ${printable(problem.column)}; it has ${problem.present.map(printable).join(', ')}`;
    case 'not-editable':
      return problem.problem.kind === 'shared'
        ? `${out} shares text by YAML anchors or aliases where something would be added; write it out first`
        : `${out} cannot be changed (${problem.problem.kind}); write it as docs/files/inventory.md shows`;
  }
}
