/** `report.md`: the report for people, safe to show anywhere a Markdown renderer is let loose on it. */
import { printable } from '@aclift/diagnostics';
import { conditionsSection } from './conditions-markdown.ts';
import { coverageSection } from './coverage-markdown.ts';
import { code, escape, row } from './markdown-text.ts';
import { showCount } from './numbers.ts';
import { OUTCOME_MEANING, OUTCOMES } from './outcome.ts';
import type { MigrateReport, ReportedDifference } from './report.ts';
import { summaryLines } from './summary.ts';

/** The whole report, LF line ends. */
export function markdownReport(report: MigrateReport): string {
  return [
    '# aclift migration report',
    '',
    ...summaryLines(report).map((line) => (line === '' ? '' : `    ${printable(line)}`)),
    '',
    ...ledgerSection(report),
    ...draftSection(report),
    ...unseenSection(report),
    ...sizingSection(report),
    ...proofSection(report),
    ...coverageSection(report),
    ...conditionsSection(report),
    ...unmappedSection(report),
    ...diagnosticSection(report),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
}

function ledgerSection({ ledger }: MigrateReport): string[] {
  return [
    '## Ledger',
    '',
    `Each of the ${ledger.total} access-list lines has exactly one outcome.`,
    '',
    '| outcome | lines | meaning |',
    '| --- | ---: | --- |',
    ...OUTCOMES.filter((name) => ledger.outcomes[name] > 0).map(
      (name) => `| ${name} | ${ledger.outcomes[name]} | ${OUTCOME_MEANING[name]} |`,
    ),
    '',
    '| line | list | entry | outcome | because | rules |',
    '| --- | --- | --- | --- | --- | --- |',
    ...ledger.entries.map((entry) =>
      row([
        `${entry.file}:${entry.line}`,
        entry.list,
        code(entry.text),
        entry.outcome,
        escape(entry.because),
        entry.rules.map(code).join(' '),
      ]),
    ),
    '',
  ];
}

function draftSection({ drafts }: MigrateReport): string[] {
  if (drafts.length === 0) return ['## Drafts', '', 'None.', ''];
  return [
    '## Drafts',
    '',
    '| file | kind | selects | isolates | rules | origin |',
    '| --- | --- | --- | --- | ---: | --- |',
    ...drafts.map((draft) =>
      row([
        code(draft.path),
        draft.kind,
        draft.workloads.map(code).join(' ') || 'outside addresses',
        draft.isolates.join(', ') || 'nothing',
        String(draft.rules),
        draft.origin,
      ]),
    ),
    '',
  ];
}

/** What ends because no list permits it, and what would keep it. Only where that was asked for. */
function unseenSection({ unseenTraffic, unseen, proof }: MigrateReport): string[] {
  if (unseenTraffic !== 'report') return [];
  const ends = proof.differences.filter(({ because }) => because === 'unseen-traffic');
  return [
    '## What no list sees',
    '',
    'These flows pass today because no list filters them, and the drafts end them.',
    '',
    ...(ends.length === 0
      ? ['None.']
      : [
          '| from | to | flows | for example |',
          '| --- | --- | ---: | --- |',
          ...ends.map(({ from, to, flows, witness }) =>
            row([
              code(from),
              code(to),
              showCount(flows),
              `${witness.source} → ${witness.destination} ${witness.protocol}${witness.destinationPort === undefined ? '' : `/${witness.destinationPort}`}`,
            ]),
          ),
        ]),
    '',
    ...(unseen.length === 0
      ? []
      : [
          'Objects that would keep what stays inside a segment, and name resolution; move what is wanted to `policies/`:',
          '',
          ...unseen.map((path) => `- ${code(path)}`),
          '',
        ]),
  ];
}

function sizingSection({ sizing, drafts }: MigrateReport): string[] {
  if (drafts.length === 0) return [];
  const { objects, rules, largest, bytesLimit, fullest, entriesLimit, prefixes } = sizing;
  const count = (value: number): string => showCount(String(value));
  return [
    '## Sizing',
    '',
    '| what | size | limit |',
    '| --- | ---: | ---: |',
    row(['objects', count(objects), '']),
    row(['rules', count(rules), '']),
    row(['different prefixes', count(prefixes), '']),
    ...(largest === null
      ? []
      : [
          row([
            `bytes of ${code(largest.path)}, the largest`,
            count(largest.bytes),
            count(bytesLimit),
          ]),
        ]),
    ...(fullest === null
      ? []
      : [
          row([
            `policy-map entries of ${code(fullest.workload)}, the most (estimate)`,
            count(fullest.entries),
            count(entriesLimit),
          ]),
        ]),
    '',
  ];
}

function proofSection({ proof }: MigrateReport): string[] {
  return [
    '## Proof',
    '',
    '| flows | count |',
    '| --- | ---: |',
    `| preserved | ${showCount(proof.preserved)} |`,
    `| widened | ${showCount(proof.widened)} |`,
    `| narrowed | ${showCount(proof.narrowed)} |`,
    `| of these unexplained | ${showCount(proof.unexplained)} |`,
    `| not comparable | ${showCount(proof.notComparable)} |`,
    `| of these transit, between two ends outside | ${showCount(proof.transit)} |`,
    '',
    ...exceptionLines(proof),
    ...proof.limits.map((limit) => `- ${limit}`),
    '',
    ...proof.differences.flatMap(differenceLines),
  ];
}

/** What the headline excepts, each with its line. */
function exceptionLines({ exceptions }: MigrateReport['proof']): string[] {
  if (exceptions.length === 0) return [];
  return [
    'Left out, or taken with a guess on the safe side:',
    '',
    ...exceptions.map(({ file, line, text }) => `- ${code(`${file}:${line}`)} ${escape(text)}`),
    '',
  ];
}

function differenceLines(difference: ReportedDifference): string[] {
  const { kind, because, from, to, flows, witness, entries, egress, ingress } = difference;
  const port =
    witness.destinationPort === undefined
      ? ''
      : ` port ${witness.destinationPort} from port ${witness.sourcePort}`;
  const icmp =
    witness.icmp === undefined ? '' : ` type ${witness.icmp.type} code ${witness.icmp.code}`;
  return [
    `- **${kind}** ${code(from)} → ${code(to)}: ${showCount(flows)} flows, ${because === null ? '**unexplained**' : `because of ${because}`}`,
    `  - for example ${witness.source} → ${witness.destination} ${witness.protocol}${port}${icmp}`,
    ...entries.map(
      (entry) =>
        `  - list ${code(entry.list)}: ${entry.line === undefined ? entry.text : `${escape(`${entry.file}:${entry.line}`)} ${code(entry.text)}`}`,
    ),
    `  - drafts: egress ${escape(egress)}; ingress ${escape(ingress)}`,
  ];
}

function unmappedSection({ unmapped }: MigrateReport): string[] {
  if (unmapped.length === 0) return [];
  return [
    '## Addresses that the inventory does not name',
    '',
    '| what | name | addresses | entries |',
    '| --- | --- | --- | ---: |',
    ...unmapped
      .slice(0, 50)
      .map(({ kind, name, addresses, entries }) =>
        row([kind, escape(name), addresses.slice(0, 4).join(', '), String(entries)]),
      ),
    '',
  ];
}

function diagnosticSection({ diagnostics }: MigrateReport): string[] {
  if (diagnostics.length === 0) return [];
  return [
    '## Diagnostics',
    '',
    ...diagnostics.map(
      ({ severity, code: name, file, line, column, message, help }) =>
        `- ${severity} ${code(name)}${file === '' ? '' : ` ${escape(`${file}:${line}:${column}`)}`}: ${escape(message)}${help === undefined ? '' : ` ${escape(help)}`}`,
    ),
    '',
  ];
}
