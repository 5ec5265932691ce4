/** The report of `aclift verify` in lines for the terminal: what differs, why, and where to look. */
import { differenceTitle, showCount, flowText } from '@aclift/core';
import type { VerifyReport } from '@aclift/insight';
import { printable } from '@aclift/diagnostics';
import { styleText } from 'node:util';
import { count } from './count.ts';
import { sideText } from './side-text.ts';

type Group = VerifyReport['differences'][number];
type Region = Group['regions'][number];

/** Most pairs of ends shown of one group; `--json` has them all. */
const MOST_REGIONS = 10;

export function verifyLines(report: VerifyReport): readonly string[] {
  const { differences, flows, limits, notModelled, objects, undecided } = report;
  const out: string[] = [];
  for (const group of differences) out.push(...groupLines(group));
  if (undecided.length > 0) {
    out.push(bold(`Left to the cluster: ${count(undecided.length, 'pair')} of ends`), '');
    for (const region of undecided.slice(0, MOST_REGIONS)) {
      out.push(...regionLines({ ...region, entries: [] }));
    }
    for (const { file, line, object, what } of notModelled.slice(0, MOST_REGIONS)) {
      out.push(`   = ${printable(`${file}:${line}`)} ${printable(object)}: ${printable(what)}`);
    }
    out.push('');
  }
  if (objects.refused.length > 0) {
    out.push(
      bold(
        `Refused by a cluster, so left open: ${count(objects.refused.length, 'object')}, see aclift validate`,
      ),
    );
    for (const { file, line, object } of objects.refused) {
      out.push(`  ${printable(`${file}:${line}`)} ${printable(object)}`);
    }
    out.push('');
  }
  if (objects.unread.length > 0) {
    out.push(bold(`Not read, so left open: ${count(objects.unread.length, 'object')}`));
    for (const { file, line, object } of objects.unread) {
      out.push(`  ${printable(`${file}:${line}`)} ${printable(object)}`);
    }
    out.push('');
  }
  out.push(
    report.equal
      ? `Proven: ${count(objects.accepted, 'object')} and the lists agree on every flow that can be compared${differences.length === 0 ? '' : ', but for packets of the routers themselves'}.`
      : `${count(objects.accepted, 'object')} compared with the lists: ${differences.length === 0 ? 'the rest is left to the cluster' : 'they differ'}.`,
    `  preserved ${showCount(flows.preserved)} flows, widened ${showCount(flows.widened)}, narrowed ${showCount(flows.narrowed)}, not comparable ${showCount(flows.notComparable)}${flows.undecided === '0' ? '' : ` (${showCount(flows.undecided)} left to the cluster)`}`,
    '',
    'What this rests on',
    ...limits.map((limit) => `  - ${limit}`),
  );
  return out;
}

function groupLines({ because, flows, kind, regions }: Group): readonly string[] {
  const title = because === null ? 'these policies could do otherwise' : differenceTitle(because);
  const more = regions.length - MOST_REGIONS;
  return [
    bold(
      `${kind === 'widened' ? 'Widened' : 'Narrowed'}: ${title}, ${count(regions.length, 'pair')} of ends, ${showCount(flows)} flows`,
    ),
    '',
    ...regions.slice(0, MOST_REGIONS).flatMap(regionLines),
    ...(more > 0 ? [`… and ${count(more, 'pair')} more; --json has them all.`, ''] : []),
  ];
}

function regionLines(region: Region): readonly string[] {
  const { egress, entries, from, ingress, services, to, witness } = region;
  const some = services.slice(0, 6).join(' ');
  return [
    `  ${printable(from)} → ${printable(to)}  ${some}${services.length > 6 ? ' …' : ''}`,
    `   = for example: ${flowText(witness)}`,
    ...entries.map(
      ({ file, line, list, text }) =>
        `   = list ${printable(list)}: ${printable(file)}${line === undefined ? '' : `:${line}`}: ${printable(text)}`,
    ),
    ...(entries.length === 0 ? ['   = no list sees it'] : []),
    `   = egress of ${printable(from)}: ${sideText(egress)}`,
    `   = ingress of ${printable(to)}: ${sideText(ingress)}`,
    '',
  ];
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}
