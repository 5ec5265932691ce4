/** What a replay found, in lines for the terminal. */
import { styleText } from 'node:util';
import {
  type ReplayedDifference,
  type ReplayedFile,
  type ReplayReport,
  replayTotals,
  type Unjudged,
} from '@aclift/insight';
import { printable } from '@aclift/diagnostics';

/** Most lines of one kind. */
const MOST = 10;

export function replayLines(report: ReplayReport): readonly string[] {
  const { records, differences, contradictions, badRecords, complete } = report;
  const by = report.policies === null ? 'the drafts' : 'the policies';
  const { agree, nobodyCanTell, outside, wouldAllow, wouldDrop } = replayTotals(report);
  return [
    ...report.flows.map(({ file, format }) => `${file}: ${format}`),
    '',
    ...(records.judged === 0
      ? // Zeros would look like a verdict.
        [bold(`No flow was judged against the lists and ${by}`)]
      : [
          bold(
            `${records.judged === 1 ? '1 flow' : `${number(records.judged)} flows`} judged against the lists and ${by}`,
          ),
          row(agree, 'agree'),
          row(wouldDrop, `would drop: the lists let them through, ${by} do not`),
          row(wouldAllow, `would open: the lists stop them, ${by} do not`),
        ]),
    ...(nobodyCanTell > 0
      ? [row(nobodyCanTell, 'nobody can tell: conditions, or what only the cluster knows')]
      : []),
    ...(outside > 0
      ? [row(outside, 'between ends outside the cluster: no policy is about them')]
      : []),
    ...(records.answers > 0
      ? [
          `${number(records.answers)} of them were recorded as answers, and judged as what they answer.`,
        ]
      : []),
    ...refusedLines(report),
    ...unjudgedLines(report),
    ...section(
      'Would drop',
      differences.filter(({ kind }) => kind === 'would-drop'),
    ),
    ...section(
      'Would open',
      differences.filter(({ kind }) => kind === 'would-allow'),
    ),
    ...seenLines(report),
    ...(contradictions.flows === 0
      ? []
      : [
          '',
          bold(
            contradictions.flows === 1
              ? '1 message says what the configuration does not'
              : `${number(contradictions.flows)} messages say what the configuration does not`,
          ),
          ...contradictions.examples.map(
            (one) =>
              `  ${one.file}:${one.line}  list ${one.list} logged ${one.logged}, the configuration says ${one.configured}: ${one.source} → ${one.destination} ${one.service}`,
          ),
        ]),
    ...(records.bad === 0
      ? []
      : [
          '',
          bold(
            records.bad === 1
              ? '1 record could not be used'
              : `${number(records.bad)} records could not be used`,
          ),
          ...badRecords.map(
            ({ file, line, expected }) => `  ${file}:${line}  expected ${expected}`,
          ),
          ...(records.bad > badRecords.length
            ? [`  and ${number(records.bad - badRecords.length)} more`]
            : []),
        ]),
    ...skippedLines(report),
    ...(complete ? [] : ['', bold('A file broke off: this is what came before.')]),
  ].map((line) => printable(line));
}

/** Most reasons that are named. */
const MOST_REASONS = 4;

function refusedLines({ records, refused }: ReplayReport): readonly string[] {
  if (records.refused === 0) return [];
  const reasons = refused
    .slice(0, MOST_REASONS)
    .map(({ flows, reason }) => `${reason} ${number(flows)}`);
  const more = refused.length > MOST_REASONS ? ', …' : '';
  return [
    `${number(records.refused)} of them were stopped where they were recorded (${reasons.join(', ')}${more}).`,
  ];
}

/** What each reason means, behind its number. */
const UNJUDGED: Readonly<Record<Unjudged, string>> = {
  direction: 'direction unknown: nothing tells which end opened the connection (see --answers)',
  ports: 'port unknown: the port, the type of ICMP or the protocol was not recorded',
  ends: 'end unknown: a pod that the inventory does not know, or several ends in one record',
  'other-ends': 'of nodes, Services or pods of namespaces that the inventory does not name',
  'icmp-error': 'ICMP errors about other flows: policies let them pass with these',
  'on-link': 'between neighbours: no router and no policy sees them',
  'other-family': 'of a family that neither lists nor workloads have',
};

/** Records that are no evidence for or against anything. */
function unjudgedLines({ unjudged }: ReplayReport): readonly string[] {
  if (unjudged.length === 0) return [];
  const all = unjudged.reduce((sum, { records }) => sum + records, 0);
  return [
    '',
    bold(all === 1 ? '1 record was not judged' : `${number(all)} records were not judged`),
    ...unjudged.flatMap(({ examples, records, why }) => [
      row(records, UNJUDGED[why]),
      ...examples.map(({ file, line, what }) => `             ${file}:${line}  ${what}`),
    ]),
  ];
}

const SKIPPED: Readonly<Record<ReplayReport['skipped'][number]['what'], string>> = {
  layout: '',
  'other-messages': 'messages about other things',
  'other-events': 'events about the recorder or the cluster',
  'socket-events': 'socket events, before there were packets',
  'no-data': 'intervals without data',
};

function skippedLines({ records, skipped }: ReplayReport): readonly string[] {
  const lines = skipped
    .filter(({ what }) => SKIPPED[what] !== '')
    .map((one) => row(one.lines, SKIPPED[one.what]));
  const missed =
    records.missed > 0
      ? [row(records.missed, 'packets or events that the recorder says it has lost')]
      : [];
  return lines.length + missed.length === 0 ? [] : ['', bold('Left aside'), ...lines, ...missed];
}

/** Why a file is no evidence of anything. */
export function nothingJudged({ bad, file, format, lines, unjudged }: ReplayedFile): string {
  const all = lines === 1 ? '1 line' : `${number(lines)} lines`;
  const what =
    bad + unjudged === 0
      ? `no record of the format ${format} is among ${all}`
      : `none of its records was judged (format ${format}, ${all}: ${number(bad)} unreadable, ${number(unjudged)} that nobody can judge)`;
  return `${file}: ${what}, so nothing is known of its flows`;
}

function section(title: string, all: readonly ReplayedDifference[]): readonly string[] {
  if (all.length === 0) return [];
  return [
    '',
    bold(title),
    ...all
      .slice(0, MOST)
      .flatMap(({ from, to, flows, refused, example, entries, rules, isolated }) => [
        `  ${number(flows).padStart(9)}  ${from} → ${to}`,
        `             for example ${example.source} → ${example.destination} ${example.service} (${example.file}:${example.line})`,
        ...entries.map(
          ({ file, line, text, list }) =>
            `             list ${list}: ${line === undefined ? file : `${file}:${line}`}  ${text}`,
        ),
        ...(entries.length === 0 ? ['             no list sees it'] : []),
        ...rules.map(({ file, line, path }) => `             ${file}:${line}  ${path}`),
        ...isolated.flatMap(({ by, direction, workload }) =>
          by.map(
            ({ file, line, path }) =>
              `             ${file}:${line}  ${path} isolates ${direction} of ${workload}; no rule allows it`,
          ),
        ),
        ...(rules.length + isolated.length === 0
          ? ['             no rule of the policies matches it']
          : []),
        ...(refused > 0
          ? [`             ${number(refused)} of them were stopped where they were recorded`]
          : []),
      ]),
    ...(all.length > MOST ? [`  and ${all.length - MOST} more, see --json`] : []),
  ];
}

/** What the flows did not touch, where they touched anything. */
function seenLines({ entries, rules, records }: ReplayReport): readonly string[] {
  if (records.judged === 0) return [];
  const unseen = entries.filter(({ flows, line }) => flows === 0 && line !== undefined);
  const idle = rules.filter(({ flows }) => flows === 0);
  return [
    '',
    bold('What the flows did not touch'),
    `  ${number(unseen.length)} of ${number(entries.filter(({ line }) => line !== undefined).length)} entries of the lists on the way`,
    ...unseen.slice(0, MOST).map(({ file, line, text }) => `    ${file}:${line}  ${text}`),
    ...(unseen.length > MOST ? [`    and ${unseen.length - MOST} more, see --json`] : []),
    `  ${number(idle.length)} of ${number(rules.length)} rules`,
    ...idle.slice(0, MOST).map(({ file, line, path }) => `    ${file}:${line}  ${path}`),
    ...(idle.length > MOST ? [`    and ${idle.length - MOST} more, see --json`] : []),
  ];
}

function row(count: number, what: string): string {
  return `  ${number(count).padStart(9)}  ${what}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function bold(text: string): string {
  return styleText('bold', text);
}
