/** An import in lines for the terminal: the sums, then conflicts and skipped facts with their places and reasons. */
import { printable } from '@aclift/diagnostics';
import {
  type ConflictReason,
  type ImportedFact,
  isNotUnderstood,
  type MergeReason,
  type SkipReason,
} from '@aclift/inventory';
import type { InventoryImportReport } from '@aclift/workspace';

/** Most lines for one reason; `--json` and `--all` have them all. */
const MOST = 10;

const CONFLICTS: Readonly<Record<ConflictReason, string>> = {
  'other-owner': 'the address belongs to somebody else, who keeps it',
  crossing: 'the range overlaps another, neither within the other',
  'labels-not-distinct': 'a selector for these labels would pick another workload too',
  'several-workloads': 'several workloads could be meant',
  'other-label-value': 'the namespace has another value of the label, which stays',
  'name-clash': 'an inventory would spell two names alike',
};

const SKIPS: Readonly<Record<SkipReason, string>> = {
  unreadable: 'not understood',
  'pages-missing': 'incomplete: the list goes on in a page or file that is not here',
  'no-address': 'no address',
  'bad-address': 'no address that an inventory can hold',
  'too-wide': 'half of all addresses or more, which is nobody in particular',
  'host-without-address':
    'a host of which only the network is told; --map address=COLUMN makes it own that',
  'own-network': 'the network in which a host is, which is not its own',
  container: 'a block that only holds others',
  'no-name': 'nothing names the address',
  'bad-name': 'the name is longer than 63 characters, or has none that an inventory can spell',
  'wildcard-name': 'the name is for many hosts at once',
  'no-labels': 'no labels that a selector can use',
  'bad-label': 'Kubernetes would refuse a label',
  'bad-namespace': 'no namespace, or none that Kubernetes accepts; --namespace gives one',
  'special-address': 'loopback, link-local, multicast or unspecified',
  'host-network': 'a pod with the address of its node',
  'not-running': 'a pod that has ended',
  'not-in-use': 'not in use: retired, reserved, down, a template, or a lease that is over',
  superseded: 'a later entry for the same address counts',
  'other-kind': 'of a kind that has no addresses of hosts',
  'no-virtual-address': 'a service without a selector or a virtual address',
  'no-target-port': 'the port behind the service is not told',
  'partial-selector': 'a service that picks pods by a label of one release or pod',
  'no-workload': 'no workload is behind it',
};

const MERGES: Readonly<Record<MergeReason, string>> = {
  'same-owner': 'there already',
  'has-owner': 'has an owner already',
  'wider-workload': 'counted to the workload with fewer labels',
};

/** @param all show every fact of every reason. */
export function inventoryImportLines(
  { facts, files, fruitless, outcomes, totals, unusedColumns }: InventoryImportReport,
  all: boolean,
): readonly string[] {
  const found = `${facts} ${facts === 1 ? 'fact' : 'facts'} in ${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  const sums = `${totals.imported} imported, ${totals.merged} merged, ${count(totals.conflict, 'conflict')}, ${totals.skipped} skipped`;
  const groups = new Map<string, ImportedFact[]>();
  for (const fact of outcomes) {
    if (fact.outcome === 'imported') continue;
    const title = titleOf(fact);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [fact]);
    else group.push(fact);
  }
  const shown = [...groups].toSorted(([, [a]], [, [b]]) => rankOf(a) - rankOf(b));
  return [
    `${found}: ${sums}`,
    ...fruitless.map(({ file, looksLike }) =>
      printable(
        `nothing of ${file} is in the inventory${looksLike === undefined ? '' : `; it looks like ${looksLike}: aclift inventory import ${looksLike} ${file}`}`,
      ),
    ),
    ...unusedColumns.map(({ columns, file }) =>
      printable(`columns of ${file} that were not used (see --map): ${columns.join(', ')}`),
    ),
    ...shown.flatMap(([title, some]) => ['', `${title}: ${some.length}`, ...factLines(some, all)]),
  ];
}

/** What needs somebody first: conflicts, what was not understood, what has nothing to import, what is there already. */
function rankOf(fact: ImportedFact | undefined): number {
  if (fact === undefined || fact.outcome === 'conflict') return 0;
  return isNotUnderstood(fact) ? 1 : fact.outcome === 'skipped' ? 2 : 3;
}

function titleOf(fact: ImportedFact): string {
  switch (fact.outcome) {
    case 'imported':
      return 'imported';
    case 'merged':
      return `merged, ${MERGES[fact.reason]}`;
    case 'conflict':
      return `conflict, ${CONFLICTS[fact.reason]}`;
    case 'skipped':
      return `skipped, ${SKIPS[fact.reason]}`;
  }
}

/** Of what is merged nothing is lost, so that is only counted unless all is asked for. */
function factLines(facts: readonly ImportedFact[], all: boolean): readonly string[] {
  const most = all ? facts.length : facts[0]?.outcome === 'merged' ? 0 : MOST;
  const lines = facts.slice(0, most).map((fact) => {
    const { address, file, line, what } = fact;
    const subject = address === undefined || what.includes(address) ? what : `${what}: ${address}`;
    const other = fact.outcome === 'conflict' && fact.with !== '' ? `  (${fact.with})` : '';
    return printable(`  ${file}:${line}  ${subject}${other}`);
  });
  const rest = facts.length - most;
  return rest > 0 && most > 0 ? [...lines, `  … and ${rest} more, see --all or --json`] : lines;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
