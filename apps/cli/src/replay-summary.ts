/** What a replay found, in lines for the terminal. */
import { styleText } from 'node:util';
import { type ReplayedDifference, type ReplayReport, replayTotals } from '@aclift/core';
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
    bold(
      `${records.judged === 1 ? '1 flow' : `${number(records.judged)} flows`} judged against the lists and ${by}`,
    ),
    row(agree, 'agree'),
    row(wouldDrop, `would drop: the lists let them through, ${by} do not`),
    row(wouldAllow, `would open: the lists stop them, ${by} do not`),
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
    ...(records.otherFamily > 0
      ? [
          `${number(records.otherFamily)} records are of a family that neither lists nor workloads have.`,
        ]
      : []),
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
    ...(complete ? [] : ['', bold('A file broke off: this is what came before.')]),
  ].map((line) => printable(line));
}

function section(title: string, all: readonly ReplayedDifference[]): readonly string[] {
  if (all.length === 0) return [];
  return [
    '',
    bold(title),
    ...all
      .slice(0, MOST)
      .flatMap(({ from, to, flows, example, entries, rules }) => [
        `  ${number(flows).padStart(9)}  ${from} → ${to}`,
        `             for example ${example.source} → ${example.destination} ${example.service} (${example.file}:${example.line})`,
        ...entries.map(
          ({ file, line, text, list }) =>
            `             list ${list}: ${line === undefined ? file : `${file}:${line}`}  ${text}`,
        ),
        ...(entries.length === 0 ? ['             no list sees it'] : []),
        ...(rules.length === 0
          ? ['             no rule of the policies matches it']
          : rules.map(({ file, line, path }) => `             ${file}:${line}  ${path}`)),
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
