/** Puts the stages' results into the published form. */
import { type ExplainedDiagnostic, Sources } from '@aclift/diagnostics';
import type { Family } from '@aclift/ir';
import type { Difference, RuleModel, SideDecision, Tally } from '@aclift/verify';
import { showPath } from '@aclift/policy';
import { outputPath, unseenPath, type WrittenDraft } from '../draft/draft.ts';
import type { MigrateInput } from '../run.ts';
import type { MigrateOptions } from '../options.ts';
import { draftStack } from '../sides/draft-stack.ts';
import { comparedSides, type NetworkSides } from '../sides/both-families.ts';
import type { NetworkSide } from '../sides/network-side.ts';
import { exceptionsOf } from '../ledger/exceptions.ts';
import type { Proof } from '../prove/prove.ts';
import { ServiceReader } from '../rows/services.ts';
import type { ReportedCondition } from '../ledger/conditions.ts';
import type { Edge } from '../edge/edge.ts';
import { type CoverageInput, proposeSplits, reportCoverage } from './coverage.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { type OutcomeName, OUTCOMES } from '../ledger/outcome.ts';
import {
  type MigrateReport,
  REPORT_SCHEMA,
  type ReportedDiagnostic,
  type ReportedDifference,
  type ReportedEntry,
  type ReportedProof,
} from './report.ts';
import { sizingOf } from './sizing.ts';
import { TARGETS } from '../targets/registry.ts';
import type { SkeletonCandidate } from './skeleton.ts';

/** What a report is made from. */
export interface ReportInput {
  readonly input: MigrateInput;
  readonly sources: Sources;
  /** One for each family. */
  readonly sides: NetworkSides['sides'];
  readonly ledger: readonly LedgerEntry[];
  readonly written: readonly WrittenDraft[];
  /** What would keep flows that no list sees, if that was asked for. */
  readonly unseen: readonly WrittenDraft[];
  /** By family; undefined: the lists were too tangled. */
  readonly proofs: ReadonlyMap<Family, Proof> | undefined;
  readonly candidates: readonly SkeletonCandidate[];
  readonly conditions: readonly ReportedCondition[];
  readonly edge: Edge;
  readonly diagnostics: readonly ExplainedDiagnostic[];
}

export function buildReport(given: ReportInput): MigrateReport {
  const { input, ledger, sides, written } = given;
  const { options, inventory, devices } = input;
  const outcomes = Object.fromEntries(
    OUTCOMES.map((name) => [name, ledger.filter(({ outcome }) => outcome === name).length]),
  ) as Record<OutcomeName, number>;
  const reported = reportProof(given);
  const draftTexts = new Sources(written.map(({ path, yaml }) => ({ name: path, text: yaml })));
  const coverage = sides.flatMap((side) => coverageOf(given, side));
  return {
    schema: REPORT_SCHEMA,
    target: options.target,
    unseenTraffic: options.unseenTraffic,
    clientPorts: options.clientPorts,
    mode: sides.some(({ topology }) => topology.mode === 'topology') ? 'topology' : 'detached',
    configs: devices.map(({ source }) => source),
    inventory: inventory?.source ?? null,
    decisions: input.decisions?.source ?? null,
    defaultCoverage: sides[0].proofInput.coverage.otherwise ?? null,
    ledger: { total: ledger.length, outcomes, entries: ledger },
    drafts: written.map(({ draft, path }) => ({
      path: outputPath(path, reported.proven),
      kind: draft.object.kind,
      namespace: draft.namespace ?? '',
      name: draft.name,
      workload: draft.workloads.join(', '),
      workloads: draft.workloads,
      origin: draft.origin,
      isolates: draft.isolates,
      rules: draft.rules.length,
    })),
    unseen: given.unseen.map(({ path }) => unseenPath(path)),
    sizing: sizingOf(
      draftStack(sides.map(({ proofInput }) => proofInput)),
      written,
      TARGETS[options.target].hasPolicyMap,
    ),
    proof: reported,
    coverage: coverage.flatMap(reportCoverage),
    splits: coverage.flatMap(proposeSplits),
    ...(given.conditions.length === 0 ? {} : { conditions: given.conditions }),
    ...(given.edge.files.length + given.edge.entries.length === 0
      ? {}
      : {
          edge: {
            files: given.edge.files.map(({ path }) => path),
            entries: given.edge.entries,
          },
        }),
    unmapped: given.candidates,
    diagnostics: given.diagnostics.map((d) => reportDiagnostic(d, given.sources, draftTexts)),
  };
}

function coverageOf(
  { input, proofs, sources }: ReportInput,
  { proofInput }: NetworkSide,
): readonly CoverageInput[] {
  const { coverage: plan, ends, family, lists } = proofInput;
  const proof = proofs?.get(family);
  if (proof === undefined) return [];
  const reader = new ServiceReader(proof.space, family);
  return [
    {
      family,
      cases: proof.cases,
      plan,
      decisions: input.decisions,
      lists,
      sources,
      ends,
      servicesOf: ({ services }) => reader.read(services),
    },
  ];
}

function reportProof(given: ReportInput): ReportedProof {
  const { input, ledger, proofs, sides, sources, written } = given;
  const exceptions = exceptionsOf(input.devices, sides, ledger, sources);
  if (proofs === undefined) {
    return {
      headline: 'not-proven',
      exceptions,
      proven: false,
      preserved: '0',
      widened: '0',
      narrowed: '0',
      unexplained: '0',
      notComparable: '0',
      transit: '0',
      differences: [],
      limits: [
        'The lists were too tangled to compute exactly, so nothing was drafted and nothing is claimed.',
      ],
    };
  }
  const counted = comparedSides(sides).flatMap(({ proofInput: { family } }) => {
    const proof = proofs.get(family);
    return proof === undefined ? [] : [{ family, proof }];
  });
  const total = (part: keyof Tally): bigint =>
    counted.reduce((sum, { proof }) => sum + proof.comparison.tally[part], 0n);
  const proven =
    total('unexplained') === 0n &&
    [...proofs.values()].every(({ notModelled }) => notModelled.length === 0);
  return {
    headline: proven ? provenHeadline(given, exceptions.length > 0) : 'not-proven',
    exceptions,
    proven,
    preserved: String(total('preserved')),
    widened: String(total('widened')),
    narrowed: String(total('narrowed')),
    unexplained: String(total('unexplained')),
    notComparable: String(total('notComparable')),
    transit: String(total('transit')),
    differences: counted.flatMap(({ proof }) =>
      proof.comparison.differences.map((difference) => reportDifference(difference, sources)),
    ),
    limits: limitsOf(
      input.options,
      written,
      counted.map(({ family }) => family),
      sides.some(({ proofInput }) => proofInput.ends.services.length > 0),
    ),
  };
}

function provenHeadline(
  { input, sides, written }: ReportInput,
  excepted: boolean,
): ReportedProof['headline'] {
  if (input.inventory === undefined) return 'nothing-to-prove';
  if (excepted) return 'proven-except';
  const filters = sides.some(({ topology }) => topology.topology.filters.length > 0);
  return filters && written.length > 0 ? 'proven' : 'nothing-to-prove';
}

/** The entries that decide a flow, as reports show them. */
export function reportEntries(
  entries: Difference['entries'],
  sources: Sources,
): readonly ReportedEntry[] {
  return entries.map(({ use, rule }): ReportedEntry => {
    const { list } = use.function;
    const entry = rule === undefined ? undefined : list.rules[rule]?.entry;
    const file = list.device.source;
    return entry === undefined
      ? { file, list: list.acl.name, text: 'implicit deny at the end of the list' }
      : {
          file,
          list: list.acl.name,
          line: sources.line(file, entry.span),
          text: sources.text(file, entry.span),
        };
  });
}

function reportDifference(difference: Difference, sources: Sources): ReportedDifference {
  const entries = reportEntries(difference.entries, sources);
  return {
    kind: difference.kind,
    because: difference.because ?? null,
    from: difference.from,
    to: difference.to,
    flows: String(difference.flows),
    witness: difference.witness,
    entries,
    egress: showSide(difference.policy.egress),
    ingress: showSide(difference.policy.ingress),
  };
}

/** A side's decision in a few words, with the place of the rule: `file#path`. */
function showSide(side: SideDecision): string {
  switch (side.kind) {
    case 'not-isolated':
      return 'not isolated';
    case 'itself':
      return 'a pod talks to itself';
    case 'allowed':
    case 'denied':
      return `${side.kind} by ${placeOf(side.rule)}`;
    case 'allowed-in-part':
      return `allowed in part by ${placeOf(side.rule)}`;
    case 'undecided':
      return `only the cluster can tell whether ${placeOf(side.rule)} matches`;
    case 'undecided-subject':
      return `only the cluster can tell whether ${placeOf(side.policy)} applies`;
    case 'undecided-protocol':
      return 'left to the engine';
    case 'no-rule':
      return `isolated by ${side.isolatedBy.map(({ document }) => document.source).join(', ')}; no rule allows it`;
  }
}

function placeOf({ document, path }: Pick<RuleModel, 'document' | 'path'>): string {
  return `${document.source}#${showPath(path)}`;
}

/** What the proof rests on and does not cover. */
function limitsOf(
  options: MigrateOptions,
  written: readonly WrittenDraft[],
  families: readonly Family[],
  hasVirtual: boolean,
): readonly string[] {
  const limits: string[] = [...TARGETS[options.target].limits(written)];
  if (options.clientPorts === 'ephemeral') {
    limits.push('Openings are taken to come from source ports 1024 to 65535.');
  }
  if (hasVirtual) {
    limits.push(
      'Flows to a virtual address of the inventory are compared as they reach the pods: to every pod behind it, on the target port.',
    );
  }
  limits.push(
    familiesLimit(families),
    'Not covered: address translation that is not static, nodes and hostNetwork pods, Services, other policies in the cluster, and pods that the inventory does not know.',
    'A pod is never stopped from talking to itself, and its own node can reach it.',
  );
  return limits;
}

function familiesLimit(families: readonly Family[]): string {
  const [only, other] = families;
  if (other !== undefined) {
    return 'Compared are IPv4 and IPv6, each by its own lists. A workload without addresses of a family loses what it could open there once a draft isolates it.';
  }
  return only === 'ipv6'
    ? 'Compared is IPv6. A workload that a draft isolates loses every IPv4 flow that no rule allows.'
    : 'Compared is IPv4. A workload that a draft isolates loses every IPv6 flow that no rule allows.';
}

/** @param more texts besides: those of drafts. */
export function reportDiagnostic(
  diagnostic: ExplainedDiagnostic,
  inputs: Sources,
  more?: Sources,
): ReportedDiagnostic {
  const { code, severity, source, span, message, help } = diagnostic;
  const lines = source === '' ? undefined : (inputs.lines(source) ?? more?.lines(source));
  const at = lines?.position(span.start);
  return {
    code,
    severity,
    file: source,
    ...(at === undefined ? {} : { line: at.line, column: at.column }),
    message,
    ...(help === undefined ? {} : { help }),
  };
}
