/** From the inventory's text to its meaning. Bad input never throws: what is wrong is said, with its place. */
import type { Outcome, SourceText } from '@aclift/diagnostics';
import type { InventoryDiagnostic } from './diagnostic.ts';
import { checkEdge } from './check-edge.ts';
import { nameWorkloads } from './distinct-workloads.ts';
import { withoutEverything } from './everything.ts';
import { sectionItems } from './field-reader.ts';
import type { Inventory, InventoryNamespace, Workload } from './inventory.ts';
import { settleOwnership } from './ownership.ts';
import { readCluster, readPaths } from './read-edge.ts';
import { readExternals } from './read-externals.ts';
import { readNamespaces, withMetadataName } from './read-namespaces.ts';
import { readRoot } from './read-root.ts';
import { readWorkload } from './read-workload.ts';
import type { UnnamedWorkload } from './read-workload.ts';
import { Reporter } from './reporter.ts';
import type { YamlEntry } from './yaml-tree.ts';

/**
 * Reads an inventory file.
 *
 * @returns entries with mistakes are left out and reported. `undefined`: nothing of the file could be used. An
 * inventory with errors is good for showing what it says, not for drafting: something is missing from it.
 * @see docs/files/inventory.md, the specification of the format.
 */
export function readInventory(
  source: SourceText,
): Outcome<Inventory | undefined, InventoryDiagnostic> {
  const reporter = new Reporter(source);
  const value = read(source, reporter);
  return { value, diagnostics: reporter.diagnostics() };
}

function read(source: SourceText, reporter: Reporter): Inventory | undefined {
  const fields = readRoot(
    source,
    '',
    {
      version: 'required',
      namespaces: 'optional',
      workloads: 'optional',
      externals: 'optional',
      cluster: 'optional',
      paths: 'optional',
    },
    reporter,
  );
  if (fields === undefined) return undefined;
  const declared = readNamespaces(fields.namespaces, reporter);
  const named = nameWorkloads(readWorkloads(fields.workloads, reporter), reporter);
  const workloads = withoutEverything(named, reporter);
  const externals = readExternals(fields.externals, reporter);
  const cluster = readCluster(fields.cluster, reporter);
  const paths = readPaths(fields.paths, reporter);
  const owned = settleOwnership(workloads, externals, reporter);
  checkEdge({ ...owned, ...(cluster === undefined ? {} : { cluster }) }, reporter);
  return {
    source: source.name,
    namespaces: withImplied(declared, workloads),
    ...owned,
    ...(cluster === undefined ? {} : { cluster }),
    ...(paths.length === 0 ? {} : { paths }),
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
