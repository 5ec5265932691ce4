/** The report of `aclift policy-diff` in lines for the terminal: what B opens and closes, and by which rules. */
import { showCount, flowText } from '@aclift/core';
import {
  type DiffedGroup,
  type DiffedRegion,
  type MergedRegions,
  mergeRegions,
  type PolicyDiffReport,
} from '@aclift/insight';
import { printable } from '@aclift/diagnostics';
import { styleText } from 'node:util';
import { count } from './count.ts';
import { sideText } from './side-text.ts';

/** Most lines of ends shown of one group, and most names of one line; `--json` has them all. */
const MOST_REGIONS = 20;
const MOST_NAMES = 4;

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
    ...placesLines('Refused by a cluster, so left open', 'see aclift validate', [
      ...report.a.refused.map((place) => ({ side: 'a', ...place })),
      ...report.b.refused.map((place) => ({ side: 'b', ...place })),
    ]),
    ...placesLines('Not read, so left open', 'see aclift validate', [
      ...report.a.unread.map((place) => ({ side: 'a', ...place })),
      ...report.b.unread.map((place) => ({ side: 'b', ...place })),
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
  const merged = mergeRegions(regions);
  const more = merged.length - MOST_REGIONS;
  return [
    ...merged.slice(0, MOST_REGIONS).flatMap(mergedLines),
    ...(more > 0 ? [`… and ${more} more like these; --json has them all.`, ''] : []),
  ];
}

function mergedLines({ directions, from, region, to }: MergedRegions): readonly string[] {
  const { a, b, services, witness } = region;
  const some = services.slice(0, 6).join(' ');
  return [
    `  ${namesText(from)} → ${namesText(to)}  ${some}${services.length > 6 ? ' …' : ''}`,
    `   = for example: ${flowText(witness)}`,
    ...directions.flatMap((direction) => {
      const end = `${direction} of ${namesText(direction === 'egress' ? from : to)}`;
      return [
        `   = A: ${end}: ${sideText(a[direction])}`,
        `   = B: ${end}: ${sideText(b[direction])}`,
      ];
    }),
    '',
  ];
}

function namesText(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).map(printable).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
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

function verdictText({ a, b, differences, equal, undecided }: PolicyDiffReport): string {
  if (equal && a.unread.length + b.unread.length > 0) {
    return 'A and B treat flows alike as far as they were read; nothing is proven of the rest.';
  }
  if (equal) return 'Proven: A and B treat every flow that can be compared alike.';
  if (differences.length > 0) return 'A and B differ.';
  return undecided.length > 0
    ? 'Only the cluster knows whether A and B differ.'
    : 'There is no flow to compare: the inventory has no workload in the cluster.';
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}
