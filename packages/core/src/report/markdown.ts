/** `report.md`: the report for people, safe to show anywhere a Markdown renderer is let loose on it. */
import { edgeSection } from './edge-markdown.ts';
import { conditionsSection } from './conditions-markdown.ts';
import { coverageSection } from './coverage-markdown.ts';
import {
  code,
  EMPTY,
  joined,
  linesText,
  type Markdown,
  md,
  row,
  verbatim,
} from '@aclift/diagnostics/markdown';
import { showCount } from './numbers.ts';
import { OUTCOME_MEANING, OUTCOMES } from '../ledger/outcome.ts';
import type { MigrateReport, ReportedDifference } from './report.ts';
import { summaryLines } from './summary.ts';

/** The whole report, LF line ends. */
export function markdownReport(report: MigrateReport): string {
  return linesText([
    md`# aclift migration report`,
    EMPTY,
    ...summaryLines(report).map((line) => (line === '' ? EMPTY : md`    ${verbatim(line)}`)),
    EMPTY,
    ...ledgerSection(report),
    ...draftSection(report),
    ...edgeSection(report),
    ...unseenSection(report),
    ...sizingSection(report),
    ...proofSection(report),
    ...coverageSection(report),
    ...conditionsSection(report),
    ...unmappedSection(report),
    ...diagnosticSection(report),
  ])
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
}

function ledgerSection({ ledger }: MigrateReport): Markdown[] {
  return [
    md`## Ledger`,
    EMPTY,
    md`Each of the ${ledger.total} access-list lines has exactly one outcome.`,
    EMPTY,
    md`| outcome | lines | meaning |`,
    md`| --- | ---: | --- |`,
    ...OUTCOMES.filter((name) => ledger.outcomes[name] > 0).map((name) =>
      row([name, ledger.outcomes[name], OUTCOME_MEANING[name]]),
    ),
    EMPTY,
    md`| line | list | entry | outcome | because | rules |`,
    md`| --- | --- | --- | --- | --- | --- |`,
    ...ledger.entries.map((entry) =>
      row([
        `${entry.file}:${entry.line}`,
        entry.list,
        code(entry.text),
        entry.outcome,
        entry.because,
        joined(entry.rules.map(code)),
      ]),
    ),
    EMPTY,
  ];
}

function draftSection({ drafts }: MigrateReport): Markdown[] {
  if (drafts.length === 0) return [md`## Drafts`, EMPTY, md`None.`, EMPTY];
  return [
    md`## Drafts`,
    EMPTY,
    md`| file | kind | selects | isolates | rules | origin |`,
    md`| --- | --- | --- | --- | ---: | --- |`,
    ...drafts.map((draft) =>
      row([
        code(draft.path),
        draft.kind,
        draft.workloads.length === 0 ? 'outside addresses' : joined(draft.workloads.map(code)),
        draft.isolates.join(', ') || 'nothing',
        draft.rules,
        draft.origin,
      ]),
    ),
    EMPTY,
  ];
}

/** What ends because no list permits it, and what would keep it. Only where that was asked for. */
function unseenSection({ unseenTraffic, unseen, proof }: MigrateReport): Markdown[] {
  if (unseenTraffic !== 'report') return [];
  const ends = proof.differences.filter(({ because }) => because === 'unseen-traffic');
  return [
    md`## What no list sees`,
    EMPTY,
    md`These flows pass today because no list filters them, and the drafts end them.`,
    EMPTY,
    ...(ends.length === 0
      ? [md`None.`]
      : [
          md`| from | to | flows | for example |`,
          md`| --- | --- | ---: | --- |`,
          ...ends.map(({ from, to, flows, witness }) =>
            row([
              code(from),
              code(to),
              showCount(flows),
              `${witness.source} → ${witness.destination} ${witness.protocol}${witness.destinationPort === undefined ? '' : `/${witness.destinationPort}`}`,
            ]),
          ),
        ]),
    EMPTY,
    ...(unseen.length === 0
      ? []
      : [
          md`Objects that would keep what stays inside a segment, and name resolution; move what is wanted to \`policies/\`:`,
          EMPTY,
          ...unseen.map((path) => md`- ${code(path)}`),
          EMPTY,
        ]),
  ];
}

function sizingSection({ sizing, drafts }: MigrateReport): Markdown[] {
  if (drafts.length === 0) return [];
  const { objects, rules, largest, bytesLimit, fullest, entriesLimit, prefixes } = sizing;
  const count = (value: number): string => showCount(String(value));
  return [
    md`## Sizing`,
    EMPTY,
    md`| what | size | limit |`,
    md`| --- | ---: | ---: |`,
    row(['objects', count(objects), '']),
    row(['rules', count(rules), '']),
    row(['different prefixes', count(prefixes), '']),
    ...(largest === null
      ? []
      : [
          row([
            md`bytes of ${code(largest.path)}, the largest`,
            count(largest.bytes),
            count(bytesLimit),
          ]),
        ]),
    ...(fullest === null
      ? []
      : [
          row([
            md`policy-map entries of ${code(fullest.workload)}, the most (estimate)`,
            count(fullest.entries),
            count(entriesLimit),
          ]),
        ]),
    EMPTY,
  ];
}

function proofSection({ proof }: MigrateReport): Markdown[] {
  return [
    md`## Proof`,
    EMPTY,
    md`| flows | count |`,
    md`| --- | ---: |`,
    row(['preserved', showCount(proof.preserved)]),
    row(['widened', showCount(proof.widened)]),
    row(['narrowed', showCount(proof.narrowed)]),
    row(['of these unexplained', showCount(proof.unexplained)]),
    row(['not comparable', showCount(proof.notComparable)]),
    row(['of these transit, between two ends outside', showCount(proof.transit)]),
    EMPTY,
    ...exceptionLines(proof),
    ...proof.limits.map((limit) => md`- ${limit}`),
    EMPTY,
    ...differenceList(proof.differences),
  ];
}

/** Most differences shown one by one; what nothing explains is shown however much there is. */
const MOST_DIFFERENCES = 1000;

function differenceList(differences: readonly ReportedDifference[]): Markdown[] {
  const shown = differences.filter(({ because }, at) => at < MOST_DIFFERENCES || because === null);
  const more = differences.length - shown.length;
  return [
    ...shown.flatMap(differenceLines),
    ...(more === 0
      ? []
      : [
          EMPTY,
          md`And ${more} more differences, each of them explained: \`report.json\` has them all.`,
        ]),
  ];
}

/** What the headline excepts, each with its line. */
function exceptionLines({ exceptions }: MigrateReport['proof']): Markdown[] {
  if (exceptions.length === 0) return [];
  return [
    md`Left out, or taken with a guess on the safe side:`,
    EMPTY,
    ...exceptions.map(({ file, line, text }) => md`- ${code(`${file}:${line}`)} ${text}`),
    EMPTY,
  ];
}

function differenceLines(difference: ReportedDifference): Markdown[] {
  const { kind, because, from, to, flows, witness, entries, egress, ingress } = difference;
  const port =
    witness.destinationPort === undefined
      ? ''
      : ` port ${witness.destinationPort} from port ${witness.sourcePort}`;
  const icmp =
    witness.icmp === undefined ? '' : ` type ${witness.icmp.type} code ${witness.icmp.code}`;
  return [
    md`- **${kind}** ${code(from)} → ${code(to)}: ${showCount(flows)} flows, ${because === null ? md`**unexplained**` : `because of ${because}`}`,
    md`  - for example ${witness.source} → ${witness.destination} ${witness.protocol}${port}${icmp}`,
    ...entries.map(
      (entry) =>
        md`  - list ${code(entry.list)}: ${entry.line === undefined ? entry.text : md`${`${entry.file}:${entry.line}`} ${code(entry.text)}`}`,
    ),
    md`  - drafts: egress ${egress}; ingress ${ingress}`,
  ];
}

function unmappedSection({ unmapped }: MigrateReport): Markdown[] {
  if (unmapped.length === 0) return [];
  return [
    md`## Addresses that the inventory does not name`,
    EMPTY,
    md`| what | name | addresses | entries |`,
    md`| --- | --- | --- | ---: |`,
    ...unmapped
      .slice(0, 50)
      .map(({ kind, name, addresses, entries }) =>
        row([kind, name, addresses.slice(0, 4).join(', '), entries]),
      ),
    EMPTY,
  ];
}

function diagnosticSection({ diagnostics }: MigrateReport): Markdown[] {
  if (diagnostics.length === 0) return [];
  return [
    md`## Diagnostics`,
    EMPTY,
    ...diagnostics.map(
      ({ severity, code: name, file, line, column, message, help }) =>
        md`- ${severity} ${code(name)}${file === '' ? '' : md` ${`${file}:${line}:${column}`}`}: ${message}${help === undefined ? '' : md` ${help}`}`,
    ),
    EMPTY,
  ];
}
