/** From the inventory's text to its meaning. Bad input never throws: what is wrong is said, with its place. */
import type { Outcome, SourceText } from '@aclift/diagnostics';
import type { InventoryDiagnostic } from './diagnostic.ts';
import { nameWorkloads } from './distinct-workloads.ts';
import { fieldsOf, mapAt, sectionItems } from './field-reader.ts';
import type { Inventory, InventoryNamespace, Workload } from './inventory.ts';
import { settleOwnership } from './ownership.ts';
import { readExternals } from './read-externals.ts';
import { readNamespaces, withMetadataName } from './read-namespaces.ts';
import { readWorkload } from './read-workload.ts';
import type { UnnamedWorkload } from './read-workload.ts';
import { Reporter } from './reporter.ts';
import { MAX_ALIASED_NODES, MAX_DEPTH, readYamlTree } from './yaml-tree.ts';
import type { YamlEntry, YamlProblem } from './yaml-tree.ts';

/** Longest text that is read, in UTF-16 units. */
export const MAX_LENGTH: number = 16 * 1024 * 1024;

/**
 * Reads an inventory file.
 *
 * @returns entries with mistakes are left out and reported. `undefined`: nothing of the file could be used. An
 * inventory with errors is good for showing what it says, not for drafting: something is missing from it.
 * @see docs/inventory.md, the specification of the format.
 */
export function readInventory(
  source: SourceText,
): Outcome<Inventory | undefined, InventoryDiagnostic> {
  const reporter = new Reporter(source);
  const value = read(source, reporter);
  return { value, diagnostics: reporter.diagnostics() };
}

function read(source: SourceText, reporter: Reporter): Inventory | undefined {
  const { length } = source.text;
  if (length > MAX_LENGTH) {
    reporter.add('inventory/too-large', { start: 0, end: 0 }, { length, limit: MAX_LENGTH });
    return undefined;
  }
  const { tree, problems } = readYamlTree(source.text);
  for (const problem of problems) report(problem, reporter);
  if (tree === undefined && problems.length > 0) return undefined;
  const nothing = { kind: 'scalar', value: null, text: '', span: { start: 0, end: 0 } } as const;
  const map = mapAt(tree ?? nothing, '', reporter);
  if (map === undefined) return undefined;
  const fields = fieldsOf(
    map,
    '',
    { version: 'required', namespaces: 'optional', workloads: 'optional', externals: 'optional' },
    reporter,
  );
  if (fields.version === undefined || !isVersionOne(fields.version, reporter)) return undefined;
  const declared = readNamespaces(fields.namespaces, reporter);
  const workloads = nameWorkloads(readWorkloads(fields.workloads, reporter), reporter);
  const externals = readExternals(fields.externals, reporter);
  return {
    source: source.name,
    namespaces: withImplied(declared, workloads),
    ...settleOwnership(workloads, externals, reporter),
  };
}

function readWorkloads(
  field: YamlEntry | undefined,
  reporter: Reporter,
): readonly UnnamedWorkload[] {
  const workloads: UnnamedWorkload[] = [];
  for (const [index, item] of sectionItems(field, 'workloads', reporter).entries()) {
    const workload = readWorkload(item, `workloads[${index}]`, reporter);
    if (workload !== undefined) workloads.push(workload);
  }
  return workloads;
}

function isVersionOne({ value }: YamlEntry, reporter: Reporter): boolean {
  if (value.kind === 'scalar' && value.value === 1) return true;
  const found = value.kind === 'scalar' ? value.text : `(${value.kind})`;
  reporter.add('inventory/unsupported-version', value.span, { found });
  return false;
}

/** Namespaces that only workloads name exist too, with no labels of their own. */
function withImplied(
  declared: readonly InventoryNamespace[],
  workloads: readonly Workload[],
): readonly InventoryNamespace[] {
  const all = new Map(declared.map((namespace) => [namespace.name, namespace]));
  for (const { namespace: name, span } of workloads) {
    if (!all.has(name)) all.set(name, { name, labels: withMetadataName(name, {}), span });
  }
  return [...all.values()];
}

function report(problem: YamlProblem, reporter: Reporter): void {
  switch (problem.kind) {
    case 'syntax':
      reporter.add('inventory/syntax', problem.span, { reason: problem.reason });
      break;
    case 'duplicate-key':
      reporter.add('inventory/duplicate-key', problem.span, { key: problem.key });
      break;
    case 'aliases':
      reporter.add('inventory/too-many-aliases', problem.span, { limit: MAX_ALIASED_NODES });
      break;
    case 'depth':
      reporter.add('inventory/too-deep', problem.span, { limit: MAX_DEPTH });
      break;
  }
}
