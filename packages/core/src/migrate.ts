/**
 * The migration pipeline, read top to bottom: topology → analyse → project → draft → prove → report. Pure: texts and plain data in,
 * texts and plain data out.
 */
import { explain, type ExplainedDiagnostic, Sources } from '@aclift/diagnostics';
import { type Device, ListRoles } from '@aclift/ir';
import { deviceLists, judgeList, unansweredLines } from '@aclift/lists';
import { DiagramBudgetError } from '@aclift/packet-set';
import { conditionDecision } from './decide/plan.ts';
import { staleDecisions } from './decide/stale.ts';
import { coreCatalogue, type CoreDiagnostic } from './diagnostic.ts';
import type { WrittenDraft } from './draft/draft.ts';
import { type Edge, edgeOf, NO_EDGE } from './edge/edge.ts';
import { edgeDiagnostics } from './edge/edge-diagnostics.ts';
import { nodePortDiagnostics } from './edge/node-ports.ts';
import { TARGET_NAMES } from './targets/names.ts';
import { TARGETS } from './targets/registry.ts';
import type { TargetProfile } from './targets/target-profile.ts';
import { draftAndProve } from './draft-and-prove.ts';
import type { Proven } from './prove/proven.ts';
import { type NetworkSides, networkSides } from './sides/both-families.ts';
import { draftStack } from './sides/draft-stack.ts';
import { buildReport } from './report/build-report.ts';
import { fatesOf } from './ledger/fates-of.ts';
import { type LedgerEntry, type LedgerInput, ledgerOf } from './ledger/ledger.ts';
import { filesOf } from './output-files.ts';
import type { MigrateReport } from './report/report.ts';
import { type SkeletonCandidate, skeletonCandidates } from './report/skeleton.ts';
import type { MigrateInput, OutputFile } from './run.ts';

/** What a migration gives. */
export interface Migration {
  readonly report: MigrateReport;
  /** Drafts, `report.md`, `report.html`, `report.json` and, without an inventory, one to fill in. By path. */
  readonly files: readonly OutputFile[];
  /** Diagnostics of the pipeline itself. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
}

/** Migrates the lists of `devices` to drafts with proof and ledger. */
export function migrate(input: MigrateInput): Migration {
  const { decisions, devices, inventory, options, onStage = () => undefined } = input;
  onStage('topology');
  const sources = new Sources(input.sources);
  const target = TARGETS[options.target];
  const {
    sides,
    lists,
    assumed,
    said: first,
  } = networkSides({
    devices,
    inventory,
    decisions,
    sources,
    options,
    protocols: target.drafts.protocols,
    ...(target.engine === undefined ? {} : { engine: { engine: target.engine } }),
  });
  const [{ translated }] = sides;
  const said: CoreDiagnostic[] = [...first];

  let proven: Proven | undefined;
  try {
    proven = draftAndProve(
      sides.map(({ proofInput }) => proofInput),
      input,
      sources,
      onStage,
    );
  } catch (error) {
    if (!(error instanceof DiagramBudgetError)) throw error;
    said.push({
      code: 'core/too-tangled',
      ...NOWHERE,
      facts: { stage: 'project', limit: error.limit },
    });
  }
  onStage('report');
  said.push(...draftDiagnostics(proven?.written ?? [], sides, target));
  const edge = proven === undefined ? NO_EDGE : edgeBeside(input, proven, sides, target);
  const stack = draftStack(sides.map(({ proofInput }) => proofInput));
  said.push(...edgeDiagnostics(proven?.written ?? [], inventory, stack, edge));
  if (inventory !== undefined) said.push(...nodePortDiagnostics(inventory, edge, sides));

  const fates = fatesOf(sides, proven, { sources, target: options.target, decisions });
  const ledger = ledgerOf({
    devices,
    sources,
    lists,
    topologies: new Map(sides.map(({ topology }) => [topology.topology.family, topology])),
    translated,
    judged: judgedLists(devices, sides, options.nodeLimit),
    roleOf: rolesOf(devices),
    ...fates,
    assumed,
    unanswered: unansweredIn(devices, options.nodeLimit),
    conditionDecision: (text, condition) => conditionDecision(decisions, text, condition),
  });
  const candidates = candidatesOf(sides, ledger, sources);
  if (decisions !== undefined && proven !== undefined) {
    const used = new Set(
      [...proven.proofs.values()].flatMap(({ cases }) =>
        cases.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
      ),
    );
    const ends = sides.map(({ proofInput }) => proofInput.ends);
    said.push(...staleDecisions({ decisions, lists: [...lists.values()], ends, used, sources }));
  }
  const diagnostics = [
    ...said.map((diagnostic) => explain(coreCatalogue, diagnostic)),
    ...(proven?.warnings ?? []),
  ];
  const report = buildReport({
    input,
    sources,
    sides,
    ledger,
    written: proven?.written ?? [],
    unseen: proven?.unseen ?? [],
    proofs: proven?.proofs,
    candidates,
    conditions: fates.conditions,
    edge,
    diagnostics: [...input.diagnostics, ...diagnostics],
  });
  return {
    report,
    files: filesOf(input, report, proven ?? { written: [], unseen: [] }, candidates, ledger, edge),
    diagnostics,
  };
}

/** What the edge of the cluster needs beside the drafts; nothing where the inventory says nothing of it. */
function edgeBeside(
  { inventory, options }: MigrateInput,
  { written }: Proven,
  sides: NetworkSides['sides'],
  target: TargetProfile,
): Edge {
  if (inventory === undefined || written.length === 0) return NO_EDGE;
  return edgeOf({
    inventory,
    written,
    stack: draftStack(sides.map(({ proofInput }) => proofInput)),
    target,
    engine: target.engine,
    selectorKeys: options.selectorKeys ?? [],
  });
}

/** What each list that filters makes of its lines, as written: translations move addresses, and change nothing between lines. */
function judgedLists(
  devices: readonly Device[],
  sides: NetworkSides['sides'],
  nodeLimit: number | undefined,
): LedgerInput['judged'] {
  const filtering = new Set(sides.flatMap(({ proofInput }) => [...proofInput.lists.keys()]));
  return new Map(
    devices
      .flatMap(deviceLists)
      .filter(({ list }) => filtering.has(list.id))
      .map((each) => [each.list.id, judgeList(each, nodeLimit)]),
  );
}

function rolesOf(devices: readonly Device[]): LedgerInput['roleOf'] {
  const roles = new Map(devices.map((device) => [device, new ListRoles(device)]));
  return ({ acl, device }) => roles.get(device)?.of(acl);
}

/** Most nodes for a pair of lists; pairs that need more are not asked about. */
const ANSWER_NODES = 5_000_000;

/** Which permits are of no use today, because the other list of their interface drops the answers. */
function unansweredIn(
  devices: readonly Device[],
  nodeLimit = ANSWER_NODES,
): LedgerInput['unanswered'] {
  const found = new Map(
    devices
      .flatMap((device) => unansweredLines(device, deviceLists(device), nodeLimit))
      .map((line) => [`${line.list.device.source} ${line.span.start}`, line]),
  );
  return ({ device }, { span }) => found.get(`${device.source} ${span.start}`);
}

const NOWHERE = { source: '', span: { start: 0, end: 0 } } as const;

/** What whoever applies the drafts should know. */
function draftDiagnostics(
  written: readonly WrittenDraft[],
  sides: NetworkSides['sides'],
  { drafts: { looksIntoHttp }, objects: object }: TargetProfile,
): readonly CoreDiagnostic[] {
  const drafts = written.map(({ draft }) => draft);
  const lookUp = new Set(drafts.flatMap((one) => (one.origin === 'dns' ? one.workloads : [])));
  const isolated = drafts
    .filter(({ isolates }) => isolates.includes('egress'))
    .flatMap(({ workloads }) => workloads)
    .filter((workload) => !lookUp.has(workload));
  const drafted = new Set(drafts.flatMap(({ workloads }) => workloads));
  const asked = sides.flatMap(({ proofInput }) =>
    proofInput.ends.pods.flatMap(({ workload }) =>
      workload.http !== undefined && drafted.has(workload.id) ? [workload.id] : [],
    ),
  );
  const instead = TARGET_NAMES.filter((name) => TARGETS[name].drafts.looksIntoHttp);
  const facts = (workloads: readonly string[]) => ({ workloads: [...new Set(workloads)] });
  return [
    ...(isolated.length === 0
      ? []
      : [{ code: 'core/dns-not-allowed', ...NOWHERE, facts: facts(isolated) } as const]),
    ...(looksIntoHttp || asked.length === 0
      ? []
      : [
          {
            code: 'core/http-not-checked',
            ...NOWHERE,
            facts: { ...facts(asked), object, instead },
          } as const,
        ]),
  ];
}

/** What an inventory should name, of every family, the most wanted first. */
function candidatesOf(
  sides: NetworkSides['sides'],
  ledger: readonly LedgerEntry[],
  sources: Sources,
): readonly SkeletonCandidate[] {
  const waiting = new Set(
    ledger
      .filter(({ reason }) => reason === 'unmapped')
      .map((entry) => `${entry.file}:${entry.line}`),
  );
  return sides
    .flatMap(({ proofInput: { ends, family, lists, topology } }) =>
      skeletonCandidates(family, topology, [...lists.values()], ends, ({ device, rules }, rule) => {
        const span = rules[rule]?.entry?.span;
        return (
          span !== undefined && waiting.has(`${device.source}:${sources.line(device.source, span)}`)
        );
      }),
    )
    .toSorted((a, b) => b.entries - a.entries);
}
