/** The report of `aclift policy-diff` in lines for the terminal: what B opens and closes, and by which rules. */
import {
  showCount,
  type DiffedGroup,
  type DiffedRegion,
  type PolicyDiffReport,
} from '@aclift/core';
import { printable } from '@aclift/diagnostics';
import { styleText } from 'node:util';
import { count } from './count.ts';
import { flowText } from './flow-text.ts';
import { sideText } from './side-text.ts';

/** Most regions shown of one group; `--json` has them all. */
const MOST_REGIONS = 20;

const FAMILIES = { ipv4: 'IPv4', ipv6: 'IPv6' } as const;

/** @param a what the user calls the first set; `b` the second. */
export function policyDiffLines(report: PolicyDiffReport, a: string, b: string): readonly string[] {
  const out: string[] = [`A is ${setText(a, report.a)}`, `B is ${setText(b, report.b)}`, ''];
  for (const group of report.differences) {
    out.push(bold(groupTitle(group)), '', ...regionsLines(group.regions));
  }
  if (report.undecided.length > 0) {
    out.push(
      bold(`Left to the cluster: ${count(report.undecided.length, 'group')} of flows`),
      '',
      ...regionsLines(report.undecided),
    );
    for (const { file, line, object, side, what } of report.notModelled) {
      out.push(
        `   = ${side.toUpperCase()}: ${printable(`${file}:${line}`)} ${printable(object)}: ${printable(what)}`,
      );
    }
    out.push('');
  }
  out.push(
    ...placesLines('Not in force', 'see aclift validate', [
      ...report.a.refused.map((place) => ({ side: 'a', ...place })),
      ...report.b.refused.map((place) => ({ side: 'b', ...place })),
    ]),
  );
  out.push(
    ...placesLines('Not covered', 'no workload of the inventory is selected', report.notCovered),
  );
  out.push(verdictText(report));
  for (const { closed, family, notComparable, opened, same, undecided } of report.flows) {
    const left = undecided === '0' ? '' : ` (${showCount(undecided)} left to the cluster)`;
    out.push(
      `  ${FAMILIES[family]}: same ${showCount(same)} flows, opened ${showCount(opened)}, closed ${showCount(closed)}, not comparable ${showCount(notComparable)}${left}`,
    );
  }
  out.push('', 'What this rests on', ...report.limits.map((limit) => `  - ${limit}`));
  return out;
}

function setText(name: string, { accepted, files }: PolicyDiffReport['a']): string {
  const shown = name === '-' ? 'standard input' : printable(name);
  return `${shown}: ${count(accepted, 'object')} in force, of ${count(files.length, 'file')}`;
}

function groupTitle({ flows, inPart, kind, regions }: DiffedGroup): string {
  const what = { opened: 'Opened by B', closed: 'Closed by B' }[kind];
  const part = {
    opened: ' in part: A looks into what B lets through',
    closed: ' in part: B looks into what A lets through',
  }[kind];
  return `${what}${inPart ? part : ''}: ${count(regions.length, 'group')} of flows, ${showCount(flows)} in all`;
}

function regionsLines(regions: readonly DiffedRegion[]): readonly string[] {
  const more = regions.length - MOST_REGIONS;
  return [
    ...regions.slice(0, MOST_REGIONS).flatMap(regionLines),
    ...(more > 0 ? [`… and ${count(more, 'group')} more; --json has them all.`, ''] : []),
  ];
}

function regionLines({ a, b, from, services, to, witness }: DiffedRegion): readonly string[] {
  const some = services.slice(0, 6).join(' ');
  const all = (['egress', 'ingress'] as const).filter((direction) =>
    [a, b].some((set) => set[direction].verdict !== 'not-isolated'),
  );
  // The end that makes the difference; the other one says the same in both sets.
  const differing = all.filter((direction) => effect(a[direction]) !== effect(b[direction]));
  const directions = differing.length > 0 ? differing : all;
  return [
    `  ${printable(from)} → ${printable(to)}  ${some}${services.length > 6 ? ' …' : ''}`,
    `   = for example: ${flowText(witness)}`,
    ...directions.flatMap((direction) => {
      const end = `${direction} of ${printable(direction === 'egress' ? from : to)}`;
      return [
        `   = A: ${end}: ${sideText(a[direction])}`,
        `   = B: ${end}: ${sideText(b[direction])}`,
      ];
    }),
    '',
  ];
}

function effect({ verdict }: DiffedRegion['a']['egress']): string {
  if (verdict === 'denied' || verdict === 'isolated') return 'stops';
  return verdict === 'not-isolated' ? 'allowed' : verdict;
}

function placesLines(
  title: string,
  hint: string,
  places: readonly { side: string; file: string; line: number; object: string }[],
): readonly string[] {
  if (places.length === 0) return [];
  return [
    bold(`${title}: ${count(places.length, 'object')}, ${hint}`),
    ...places.map(
      ({ file, line, object, side }) =>
        `  ${side.toUpperCase()}: ${printable(`${file}:${line}`)} ${printable(object)}`,
    ),
    '',
  ];
}

function verdictText({ differences, equal, undecided }: PolicyDiffReport): string {
  if (equal) return 'Proven: A and B treat every flow that can be compared alike.';
  if (differences.length > 0) return 'A and B differ.';
  return undecided.length > 0
    ? 'Only the cluster knows whether A and B differ.'
    : 'There is no flow to compare: the inventory has no workload in the cluster.';
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}
