/** The story of one flow in lines for the terminal, both sides one below the other. */
import {
  differenceTitle,
  type TracedEnd,
  type TracedWay,
  type TraceReport,
  flowText,
} from '@aclift/core';
import { printable } from '@aclift/diagnostics';
import { styleText } from 'node:util';
import { sideText } from './side-text.ts';

export function traceLines(report: TraceReport): readonly string[] {
  const { cluster, flow, from, policies, to, today } = report;
  const out = [
    bold(flowText(flow)),
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
    '',
    ...conclusion(report),
  );
  return out;
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
  const { reply } = today;
  if (reply !== null && reply.verdict === 'deny' && today.opening.verdict !== 'deny') {
    out.push('The lists let the opening through and drop the answer: it does not work today.');
  }
  if (otherwise.length > 0) {
    const [first] = otherwise;
    out.push(
      `Other addresses of these workloads fare otherwise today, for example ${first?.source} to ${first?.destination}.`,
    );
  }
  return out;
}

const ROLE = {
  in: 'where it comes in',
  out: 'where it goes out',
  everywhere: 'taken to filter everything',
} as const;

function wayLines({ lists, verdict }: TracedWay): readonly string[] {
  if (lists.length === 0) return ['  no list is on its way: it passes'];
  return [
    ...lists.flatMap(({ doubtful, entry, file, list, role, verdict: decided }) => [
      `  list ${printable(list)} of ${printable(file)}, ${ROLE[role]}: ${decided}`,
      ...doubtful.map(
        ({ line, text }) => `     ${place(line)} |  ${printable(text)}   (nobody can evaluate it)`,
      ),
      ...(entry === null ? [] : [`     ${place(entry.line)} |  ${printable(entry.text)}`]),
    ]),
    `  ${verdict === 'permit' || verdict === 'unfiltered' ? 'it passes' : verdict === 'deny' ? 'it is dropped' : 'nobody can tell'}`,
  ];
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
