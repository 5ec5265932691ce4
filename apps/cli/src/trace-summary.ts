/** The story of one flow in lines for the terminal, both sides one below the other. */
import { differenceTitle, type ReportedEntry, flowText } from '@aclift/core';
import {
  FILTER_WORDS,
  type TracedEnd,
  type TracedFilter,
  type TracedHop,
  type TracedWay,
  type TraceReport,
} from '@aclift/insight';
import { printable } from '@aclift/diagnostics';
import { styleText } from 'node:util';
import { sideText } from './side-text.ts';

export function traceLines(report: TraceReport): readonly string[] {
  const { cluster, flow, from, policies, to, today } = report;
  const out = [
    bold(flowText(report.translation?.asked ?? flow)),
    ...translationLines(report),
    `  from  ${endText(from)}`,
    `  to    ${endText(to)}`,
    '',
    bold('Today, by the access lists'),
  ];
  if (today.sameSegment) out.push('  both ends sit in one segment: no router sees the flow');
  out.push(...wayLines(today.opening));
  // Nothing answers what does not arrive.
  if (today.reply !== null && today.opening.verdict !== 'deny')
    out.push('', bold('The answer'), ...wayLines(today.reply));
  if (today.asAnswer !== null) {
    out.push('', bold('The same packet with ACK set, as an answer'), ...wayLines(today.asAnswer));
  }
  out.push(
    '',
    bold(`In the cluster, by ${policies === null ? 'the drafts' : 'the policies'}`),
    `  egress of ${nameOf(from)}: ${sideText(cluster.egress)}`,
    `  ingress of ${nameOf(to)}: ${sideText(cluster.ingress)}`,
    ...saidLines(report),
    '',
    ...conclusion(report),
  );
  return out;
}

const BESIDES: { readonly [B in NonNullable<TracedFilter['besides']>]: string } = {
  stateful: 'its zones let the answers to what they inspect back',
  inspection: 'the device inspects the connection, and may let its answers back past the lists',
  translation: 'it sees an address that translation chooses, and what it does depends on that',
};

/** Where a flow to a global address really goes. */
function translationLines({ flow, translation }: TraceReport): readonly string[] {
  if (translation === null) return [];
  const { file, line, text } = translation;
  return [`  is    ${flowText(flow)}`, `        by ${printable(file)}:${line}  ${printable(text)}`];
}

/** Most things said of a flow that are shown; `--json` has them all. */
const MOST_SAID = 20;

/** What was said of things on the way. Findings about policies stand elsewhere. */
function saidLines({ diagnostics }: TraceReport): readonly string[] {
  const said = diagnostics.filter(({ code, concerns }) => concerns && !code.startsWith('policy/'));
  if (said.length === 0) return [];
  const ordered = (['error', 'warning', 'note'] as const).flatMap((severity) =>
    said.filter((one) => one.severity === severity),
  );
  const more = said.length - MOST_SAID;
  return [
    '',
    bold('What this depends on besides'),
    ...ordered.slice(0, MOST_SAID).map(({ code, file, line, message, severity }) => {
      const at = file === '' ? '' : ` ${file}${line === undefined ? '' : `:${line}`}:`;
      return `  ${severity}[${code}]${printable(at)} ${printable(message)}`;
    }),
    ...(more > 0 ? [`  and ${more} more, see --json`] : []),
  ];
}

function conclusion({ agree, because, cluster, otherwise, today }: TraceReport): readonly string[] {
  const sides = `Lists: ${today.opening.verdict}. Policies: ${cluster.verdict}.`;
  const reason = because === null ? '' : ` Why: ${differenceTitle(because)}.`;
  const verdict =
    cluster.verdict === 'not-applicable'
      ? 'Neither end is in the cluster, so policies do not concern the flow.'
      : agree === null
        ? `Whether they agree cannot be told.${reason}`
        : agree
          ? 'They agree.'
          : `They differ.${because === null ? ' These policies could do otherwise.' : reason}`;
  const out = [bold(`${sides} ${verdict}`)];
  if (today.unread) {
    out.push('Lines on its way were not read: all of this holds only as far as the others go.');
  }
  const { reply } = today;
  if (reply !== null && reply.verdict === 'deny' && today.opening.verdict !== 'deny') {
    out.push(
      'The lists let the opening through and drop the answer: as far as they go, it does not work today.',
    );
  }
  if (reply !== null && reply.verdict === 'unknown' && today.opening.verdict !== 'deny') {
    out.push('Whether the answer gets back cannot be told from the lists.');
  }
  if (otherwise.length > 0) {
    const [first] = otherwise;
    out.push(
      `Other addresses of these workloads fare otherwise today, for example ${first?.source} to ${first?.destination}.`,
    );
  }
  return out;
}

function wayLines(way: TracedWay): readonly string[] {
  const { filters, verdict } = way;
  const hops = hopLines(way);
  if (filters.length === 0) return [...hops, '  no list is on its way: it passes'];
  return [
    ...hops,
    ...filters.flatMap(filterLines),
    `  ${verdict === 'permit' || verdict === 'unfiltered' ? 'it passes' : verdict === 'deny' ? 'it is dropped' : 'nobody can tell'}`,
  ];
}

/** The interfaces that the packet crosses; of several ways each in a line. */
function hopLines({ moreWays, routed, ways }: TracedWay): readonly string[] {
  const several = ways.length > 1 || moreWays;
  return [
    ...(routed || ways.length === 0
      ? []
      : ['  no route tells its way; these are the links that there are']),
    ...ways.map(
      (hops, at) => `  ${several ? `way ${at + 1}: ` : 'through '}${hops.map(hopText).join(' → ')}`,
    ),
    ...(moreWays ? ['  and more ways'] : []),
  ];
}

function hopText({ device, direction, interface: name }: TracedHop): string {
  return `${printable(device)} ${name === null ? 'somewhere' : printable(name)} ${direction}`;
}

function filterLines(filter: TracedFilter): readonly string[] {
  const { besides, certain, direction, kind, lists, name, verdict } = filter;
  const at =
    kind === 'detached'
      ? 'taken to filter everything'
      : [
          printable(filter.device),
          ...(filter.interface === null ? [] : [printable(filter.interface)]),
          ...(direction === null ? [] : [direction]),
        ].join(' ');
  const maybe = certain
    ? ''
    : kind === 'port'
      ? ' (if the host is behind this port)'
      : ' (on some ways)';
  return [
    `  ${FILTER_WORDS[kind]} ${printable(name)}, ${at}${maybe}: ${verdict}`,
    ...lists.flatMap(({ doubtful, entry, file }) => [
      ...doubtful.map((one) => `     ${lineText(file, one)}   (nobody can evaluate it)`),
      ...(entry === null ? [] : [`     ${lineText(file, entry)}`]),
    ]),
    ...(besides === null ? [] : [`     but ${BESIDES[besides]}`]),
  ];
}

function lineText(file: string, { line, text }: ReportedEntry): string {
  return `${place(line)} |  ${printable(text)}${line === undefined ? '' : `   ${printable(file)}`}`;
}

function place(line: number | undefined): string {
  return line === undefined ? '   -' : String(line).padStart(4);
}

function nameOf({ address, name }: TracedEnd): string {
  return printable(name ?? address);
}

function endText({ address, addresses, kind, name, place: at }: TracedEnd): string {
  const who = name === null ? 'not in the inventory' : printable(name);
  const many = addresses > 1 ? `, one of ${addresses} addresses` : '';
  const where = at === null ? '' : `, behind ${printable(at)}`;
  const what = { pod: 'pods', outside: 'outside the cluster', virtual: 'a virtual address' }[kind];
  return `${address}  ${who} (${what})${many}${where}`;
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}
