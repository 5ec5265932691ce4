/** The check of an inventory in lines for the terminal. */
import type { Reach, UnnamedAddresses } from '@aclift/insight';
import { printable } from '@aclift/diagnostics';
import type { InventoryCheckReport } from '@aclift/workspace';

/** Most lines of one kind; `--json` has them all. */
const MOST = 15;

export function inventoryCheckLines(report: InventoryCheckReport): readonly string[] {
  const { counts, coverage, inventory, totals } = report;
  const name = printable(inventory);
  const sums = `${count(totals.error, 'error')}, ${count(totals.warning, 'warning')}, ${count(totals.note, 'note')}`;
  if (counts === null) return [`${name}: nothing of it could be used; ${sums}`];
  const held = [
    count(counts.workloads, 'workload'),
    count(counts.externals, 'external'),
    count(counts.namespaces, 'namespace'),
  ];
  const unfinished = report.findings.filter(({ code }) => code === 'inventory/fill-in');
  const first = unfinished.slice(0, MOST).map(({ line }) => line);
  return [
    `${name}: ${held.join(', ')}; ${sums}`,
    ...(unfinished.length === 0
      ? []
      : [
          `${count(unfinished.length, 'place')} still say FILL-IN and are left out: ${first.length === 1 ? 'line' : 'lines'} ${first.join(', ')}${unfinished.length > MOST ? ' …' : ''}`,
        ]),
    ...(coverage === null ? [] : ['', ...coverageLines(coverage)]),
  ];
}

function coverageLines(coverage: Reach): readonly string[] {
  const { addresses, entries, space, unnamedAddresses, unmentioned } = coverage;
  const row = (label: string, text: string): string => `  ${label.padEnd(10)}${text}`;
  return [
    `Coverage of ${count(coverage.lists, 'list')} that filter`,
    row(
      'entries',
      `${coverage.named} of ${entries} named; ${coverage.partlyNamed} in part, ${coverage.unnamed} not, ${coverage.withoutAddresses} name nobody`,
    ),
    row('addresses', `${grouped(addresses.named)} of ${grouped(addresses.said)} that entries name`),
    row(
      'permitted',
      space.bothPercent === null || space.onePercent === null
        ? 'nothing is permitted'
        : `${space.bothPercent} % between two named ends, ${space.onePercent} % with one`,
    ),
    ...coverage.tooTangled.map((list) =>
      row('', `without list ${printable(list)}, which is too tangled to count`),
    ),
    ...section(
      'Addresses that nothing names, by how many entries wait for them',
      unnamedAddresses.map((one) => unnamedLine(one)),
    ),
    ...section(
      'In the inventory, but no list is about them',
      unmentioned.map(
        ({ kind, name, file, line }) =>
          `  ${kind} ${printable(name)}  (${printable(file)}:${line})`,
      ),
    ),
    ...section(
      'Workloads without addresses, which no list can be about',
      coverage.withoutOwnAddresses.map((id) => `  ${printable(id)}`),
    ),
  ];
}

function unnamedLine({ addresses, entries, group, places }: UnnamedAddresses): string {
  const shown = addresses.slice(0, 3).join(', ');
  const more = addresses.length > 3 ? ` and ${addresses.length - 3} more` : '';
  const [first] = places;
  const where = first === undefined ? '' : `  (${printable(first.file)}:${first.line})`;
  const what = group === null ? '' : `object-group ${printable(group)}: `;
  return `  ${String(entries).padStart(5)}  ${what}${shown}${more}${where}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - MOST;
  return [
    '',
    title,
    ...lines.slice(0, MOST),
    ...(rest > 0 ? [`  … and ${rest} more, see --json`] : []),
  ];
}

function grouped(digits: string): string {
  return digits.length > 13
    ? `about ${digits[0]}.${digits[1]}e${digits.length - 1}`
    : digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
