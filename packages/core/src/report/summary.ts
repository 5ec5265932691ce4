/** The summary that ends a run: what happened, what is proven, and what to do next. Plain text; colours are the app's. */
import { entriesToPaste } from '../ledger/conditions.ts';
import { plural, showCount } from './numbers.ts';
import { OUTCOME_MEANING, OUTCOMES } from '../ledger/outcome.ts';
import type { MigrateReport, ProofHeadline, ReportedDraft, ReportedProof } from './report.ts';

/** Most items of a list in the summary. */
const MAX_ITEMS = 5;
const MAX_DRAFTS = 24;

/** Lines without line ends; `''` separates paragraphs. */
export function summaryLines(report: MigrateReport): readonly string[] {
  return [
    ...headLines(report),
    '',
    ...ledgerLines(report),
    '',
    ...draftLines(report),
    ...edgeLines(report),
    '',
    ...proofLines(report),
    ...decisionLines(report),
    ...conditionLines(report),
    ...unmappedLines(report),
  ];
}

function headLines({ configs, mode, target, inventory }: MigrateReport): string[] {
  const how =
    mode === 'topology'
      ? 'lists apply where interfaces bind them'
      : 'detached: the list filters every flow';
  return [
    `${plural(configs.length, 'configuration')} → ${target}${inventory === null ? ', no inventory' : ''} (${how})`,
  ];
}

function ledgerLines({ ledger }: MigrateReport): string[] {
  const width = Math.max(...OUTCOMES.map((name) => name.length));
  return [
    `${plural(ledger.total, 'access-list line')}, each with one outcome`,
    ...OUTCOMES.filter((name) => ledger.outcomes[name] > 0).map(
      (name) =>
        `  ${String(ledger.outcomes[name]).padStart(5)}  ${name.padEnd(width)}  ${OUTCOME_MEANING[name]}`,
    ),
  ];
}

function draftLines({ drafts, inventory }: MigrateReport): string[] {
  if (drafts.length === 0) {
    return [
      inventory === null
        ? 'No drafts: without an inventory there is nobody to select. With -o, aclift writes one to fill in.'
        : 'No drafts: the lists hold nothing back from any workload, or reach none.',
    ];
  }
  const workloads = new Set(drafts.flatMap((draft) => draft.workloads));
  const rules = drafts.reduce((sum, draft) => sum + draft.rules, 0);
  return [
    `${plural(drafts.length, 'draft')} for ${plural(workloads.size, 'workload')}, ${plural(rules, 'rule')}`,
    ...drafts.slice(0, MAX_DRAFTS).map((draft) => `  ${draft.path}  ${doesWhat(draft)}`),
    ...(drafts.length > MAX_DRAFTS ? [`  and ${drafts.length - MAX_DRAFTS} more`] : []),
  ];
}

/** What the edge of the cluster needs beside the drafts. */
function edgeLines({ edge }: MigrateReport): string[] {
  if (edge === undefined) return [];
  const count = (folder: string): number =>
    edge.files.filter((path) => path.startsWith(folder)).length;
  const [policies, services, exits] = [
    count('entries/policies/'),
    count('entries/services/'),
    count('exits/'),
  ];
  const closed = edge.entries.filter(({ verdict }) => verdict === 'closed').length;
  return [
    ...(policies + services === 0
      ? []
      : [
          `  entries/  ${plural(policies, 'object')} and ${plural(services, 'patch of a Service', 'patches of Services')} for clients whom policies do not see`,
        ]),
    ...(exits === 0 ? [] : [`  exits/  ${plural(exits, 'policy', 'policies')} of egress gateways`]),
    ...(closed === 0
      ? []
      : [`  ${plural(closed, 'port')} of entries closed to clients whom policies do not see`]),
  ];
}

function doesWhat({ origin, isolates }: ReportedDraft): string {
  if (origin === 'addresses') return 'names outside addresses';
  if (origin === 'dns') return 'lets pods look up names';
  if (origin === 'same-segment') return 'keeps same-segment flows';
  return isolates.length > 0 ? `isolates ${isolates.join(' and ')}` : 'denies, isolates nothing';
}

function proofLines({ inventory, ledger, proof }: MigrateReport): string[] {
  if (inventory === null) return [];
  const verdict = VERDICT[proof.headline](proof, ledger.total);
  const causes = new Map<string, number>();
  for (const { kind, because } of proof.differences) {
    const key = `${kind}, ${because ?? 'unexplained'}`;
    causes.set(key, (causes.get(key) ?? 0) + 1);
  }
  return [
    verdict,
    `  preserved ${showCount(proof.preserved)} flows, widened ${showCount(proof.widened)}, narrowed ${showCount(proof.narrowed)}, unexplained ${showCount(proof.unexplained)}`,
    ...[...causes].map(([cause, count]) => `  ${cause}: ${plural(count, 'pair')} of ends`),
    ...exceptionLines(proof),
  ];
}

/** What each headline says. */
const VERDICT: Readonly<Record<ProofHeadline, (proof: ReportedProof, lines: number) => string>> = {
  proven: ({ narrowed, widened }) =>
    widened === '0' && narrowed === '0'
      ? 'Proven: the drafts and the lists agree on every flow that can be compared.'
      : 'Proven: every difference between drafts and lists is explained.',
  'proven-except': ({ exceptions }) =>
    `Proven, except for ${plural(exceptions.length, 'thing')} that may filter besides:`,
  'nothing-to-prove': (_, lines) =>
    lines === 0
      ? 'Nothing to prove: no access list was recognised in the configurations.'
      : 'Nothing to prove: no list holds anything back from a workload, as far as the files tell.',
  'not-proven': ({ differences, limits }) =>
    differences.length === 0
      ? `NOT PROVEN. ${limits[0] ?? ''}`
      : 'NOT PROVEN: some difference has no explanation. Do not use these drafts; please report this.',
};

function exceptionLines({ exceptions, headline }: ReportedProof): readonly string[] {
  if (headline !== 'proven-except') return [];
  const more = exceptions.length - MAX_ITEMS;
  return [
    ...exceptions
      .slice(0, MAX_ITEMS)
      .map(({ file, line, text }) => `  except: ${file}:${line}  ${text}`),
    ...(more > 0 ? [`  except: ${more} more, see report.md`] : []),
  ];
}

function decisionLines({ ledger, inventory }: MigrateReport): string[] {
  const open = ledger.entries.filter(
    // Without an inventory everything waits for the same thing, and the addresses below say for which.
    ({ outcome, reason }) =>
      outcome === 'needs-decision' && (inventory !== null || reason !== 'unmapped'),
  );
  if (open.length === 0) return [];
  const more = open.length - MAX_ITEMS;
  return [
    '',
    `${plural(open.length, 'line needs', 'lines need')} a decision`,
    ...open
      .slice(0, MAX_ITEMS)
      .flatMap(({ file, line, text, because }) => [
        `  ${file}:${line}  ${text}`,
        `      ${because}`,
      ]),
    ...(more > 0 ? [`  and ${more} more, see report.md`] : []),
    ...(open.some(({ reason }) => reason === 'partial-coverage')
      ? ['  Say grant, withhold or split in decisions.yaml; report.md has the entry to paste.']
      : []),
  ];
}

/** What to paste so that the flows pass that conditions hold back. */
function conditionLines({ conditions = [] }: MigrateReport): string[] {
  if (conditions.length === 0) return [];
  const more = conditions.length - MAX_ITEMS;
  return [
    '',
    `${plural(conditions.length, 'line depends', 'lines depend')} on what no policy knows and ${conditions.length === 1 ? 'holds' : 'hold'} flows back; to let them pass write into decisions.yaml`,
    ...entriesToPaste(conditions.slice(0, MAX_ITEMS)).map((each) => `  ${each}`),
    ...(more > 0 ? [`  and ${more} more, see report.md`] : []),
  ];
}

function unmappedLines({ unmapped }: MigrateReport): string[] {
  if (unmapped.length === 0) return [];
  return [
    '',
    'Naming these addresses in the inventory helps most',
    ...unmapped
      .slice(0, MAX_ITEMS)
      .map(
        ({ kind, name, addresses, entries }) =>
          `  ${String(entries).padStart(5)}  ${kind} ${name}${kind === 'address' ? '' : ` (${addresses.slice(0, 3).join(', ')}${addresses.length > 3 ? ', …' : ''})`}`,
      ),
  ];
}
