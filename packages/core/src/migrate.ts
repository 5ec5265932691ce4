/**
 * The migration pipeline, read top to bottom: topology → analyse → project → draft → prove → report. Pure: texts and plain data in,
 * texts and plain data out.
 */
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { DiagramBudgetError } from '@aclift/packet-set';
import { writePolicy } from '@aclift/policy';
import {
  CoverageMap,
  type Ends,
  type FilterList,
  type FlowField,
  followVirtual,
  type Today,
  today as todayOf,
} from '@aclift/verify';
import type { Space } from '@aclift/packet-set';
import { standings } from './analyse/hygiene.ts';
import { conditionDecision, reasonText } from './decide/plan.ts';
import { staleDecisions } from './decide/stale.ts';
import { coreCatalogue, type CoreDiagnostic } from './diagnostic.ts';
import { type Draft, draftPath, outputPath, type WrittenDraft } from './draft/draft.ts';
import { draftPolicies, TARGETS } from './draft/draft-policies.ts';
import { kustomization } from './draft/kustomization.ts';
import { namedAddresses } from './draft/named-addresses.ts';
import { wordingsOf } from './draft/wordings.ts';
import type { MigrateOptions } from './options.ts';
import { project } from './project/project.ts';
import { flowCuts, type Proof, prove, type ProofInput } from './prove/prove.ts';
import { readDrafts } from './prove/read-drafts.ts';
import { type EntryRef, Trail } from './prove/trail.ts';
import { annotated, provenanceOf } from './report/provenance.ts';
import { type LedgerEntry, ledgerOf, type LedgerInput } from './report/ledger.ts';
import { answersVerdict } from './report/answers.ts';
import { Fates } from './report/fate.ts';
import type { MigrateReport } from './report/report.ts';
import { auditFiles } from './report/audit.ts';
import { rolloutText } from './report/rollout.ts';
import { buildReport, targetName } from './report/build-report.ts';
import { markdownReport } from './report/markdown.ts';
import { skeletonCandidates, skeletonInventory } from './report/skeleton.ts';
import { listsSide } from './lists-side.ts';
import { Sources } from './sources.ts';

/** Everything a migration reads. */
export interface MigrateInput {
  readonly devices: readonly Device[];
  /** The texts of the devices and of the inventory. */
  readonly sources: readonly SourceText[];
  /** Undefined: there is nobody to select, and the report helps to write one. */
  readonly inventory: Inventory | undefined;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  /** What reading the inputs had to say; goes into the report. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  readonly options: MigrateOptions;
  /** Called when a stage begins, for showing progress. */
  readonly onStage?: (stage: MigrateStage) => void;
}

/** The stages as they are shown to whoever waits. `report` ends the run. */
export type MigrateStage = 'topology' | 'draft' | 'prove' | 'report';

/** A file of the output folder; `path` with `/`, never leaving the folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** What a migration gives. */
export interface Migration {
  readonly report: MigrateReport;
  /** Drafts, `report.md`, `report.json` and, without an inventory, one to fill in. By path. */
  readonly files: readonly OutputFile[];
  /** Diagnostics of the pipeline itself. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
}

/** Migrates the lists of `devices` to drafts with proof and ledger. */
export function migrate(input: MigrateInput): Migration {
  const { decisions, devices, inventory, options, onStage = () => undefined } = input;
  const family = 'ipv4';
  onStage('topology');
  const sources = new Sources(input.sources);
  const target = TARGETS[options.target];
  const side = listsSide({
    devices,
    inventory,
    decisions,
    sources,
    family,
    options,
    protocols: target.protocols(family),
  });
  const { assumed, lists, proofInput, topology } = side;
  const { ends, lists: filtering } = proofInput;
  const said: CoreDiagnostic[] = [...side.said];

  let proven: Proven | undefined;
  try {
    proven = draftAndProve(proofInput, input, sources, onStage);
  } catch (error) {
    if (!(error instanceof DiagramBudgetError)) throw error;
    said.push({
      code: 'core/too-tangled',
      source: '',
      span: { start: 0, end: 0 },
      facts: { stage: 'project', limit: error.limit },
    });
  }
  onStage('report');
  const drafts = (proven?.written ?? []).map(({ draft }) => draft);
  const lookUp = new Set(drafts.flatMap((one) => (one.origin === 'dns' ? one.workloads : [])));
  const isolated = drafts
    .filter(({ isolates }) => isolates.includes('egress'))
    .flatMap(({ workloads }) => workloads)
    .filter((workload) => !lookUp.has(workload));
  if (isolated.length > 0) {
    said.push({
      code: 'core/dns-not-allowed',
      source: '',
      span: { start: 0, end: 0 },
      facts: { workloads: [...new Set(isolated)] },
    });
  }

  const unchecked = target.looksIntoHttp ? [] : askedForRequests(proven?.written ?? [], ends);
  if (unchecked.length > 0) {
    said.push({
      code: 'core/http-not-checked',
      source: '',
      span: { start: 0, end: 0 },
      facts: { workloads: unchecked },
    });
  }

  const ledgerInput: LedgerInput = {
    devices,
    sources,
    lists,
    topology,
    translated: side.translated,
    standings: new Map([...filtering].map(([id, list]) => [id, standings(list)])),
    ...fatesOf(proofInput, proven, sources, options, decisions),
    assumed,
    conditionDecision: (text, condition) => conditionDecision(decisions, text, condition),
  };
  const ledger = ledgerOf(ledgerInput);
  const waiting = new Set(
    ledger
      .filter(({ reason }) => reason === 'unmapped')
      .map((entry) => `${entry.file}:${entry.line}`),
  );
  const candidates = skeletonCandidates(
    family,
    topology.topology,
    [...filtering.values()],
    ends,
    ({ device, rules }, rule) => {
      const span = rules[rule]?.entry?.span;
      return (
        span !== undefined && waiting.has(`${device.source}:${sources.line(device.source, span)}`)
      );
    },
  );
  if (decisions !== undefined && proven !== undefined) {
    const used = new Set(
      proven.proof.cases.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
    );
    said.push(
      ...staleDecisions({ decisions, lists: [...lists.values()], ends: [ends], used, sources }),
    );
  }
  const diagnostics = [
    ...said.map((diagnostic) => explain(coreCatalogue, diagnostic)),
    ...(proven?.proof.warnings ?? []),
  ];
  const report = buildReport({
    input,
    sources,
    topology,
    ledger,
    written: proven?.written ?? [],
    proof: proven?.proof,
    proofInput,
    candidates,
    diagnostics: [...input.diagnostics, ...diagnostics],
  });
  return { report, files: filesOf(input, report, proven, candidates, ledger), diagnostics };
}

/** Workloads with drafts for which the inventory lists HTTP requests. */
function askedForRequests(written: readonly WrittenDraft[], ends: Ends): readonly string[] {
  const drafted = new Set(written.flatMap(({ draft }) => draft.workloads));
  return ends.pods.flatMap(({ workload }) =>
    workload.http !== undefined && drafted.has(workload.id) ? [workload.id] : [],
  );
}

interface Proven {
  readonly written: readonly WrittenDraft[];
  readonly proof: Proof;
  readonly entries: ReadonlyMap<string, readonly string[]>;
}

function draftAndProve(
  input: ProofInput,
  { devices, options }: Pick<MigrateInput, 'devices' | 'options'>,
  sources: Sources,
  onStage: (stage: MigrateStage) => void,
): Proven {
  const { family, ends, inventory } = input;
  onStage('draft');
  if (inventory === undefined || ends.pods.length === 0) {
    return { written: [], proof: prove(input, []), entries: new Map() };
  }
  const space = flowCuts(input).space(input.spaceOptions);
  const today = followVirtual(space, todayOf(space, input.topology, input.assumed), ends.services);
  const projection = {
    space,
    family,
    topology: input.topology,
    today,
    ends,
    clientPorts: options.clientPorts,
    coverage: new CoverageMap(space, today, ends, input.coverage),
  };
  const rows = project(projection, 'preserve');
  const drafts = draftPolicies({
    family,
    inventory,
    ends,
    rows,
    allowedRows: options.unseenTraffic === 'strict' ? project(projection, 'strict') : rows,
    target: TARGETS[options.target],
    named: namedAddresses(devices, ends, family),
    wordings: wordingsOf(family, input.lists.values()),
    unseenTraffic: options.unseenTraffic,
    shape: options.shape ?? 'shared',
    selectorKeys: options.selectorKeys ?? [],
  });
  const written = drafts.map((draft) => write(draft, space, today, input, sources));
  const entries = new Map<string, string[]>();
  for (const { path, links } of written) {
    for (const { place, refs } of links) {
      for (const { list, rule } of refs) {
        const key = entryKey(list, rule);
        const rules = entries.get(key) ?? [];
        rules.push(`${path}#${place}`);
        entries.set(key, rules);
      }
    }
  }
  onStage('prove');
  return { written, proof: prove(input, written), entries };
}

function entryKey(list: FilterList, rule: number): string {
  return `${list.id}\n${rule}`;
}

interface LinkedDraft extends WrittenDraft {
  readonly links: readonly { readonly place: string; readonly refs: readonly EntryRef[] }[];
}

function write(
  draft: Draft,
  space: Space<FlowField>,
  today: Today,
  { family, ends, unseenTraffic }: ProofInput,
  sources: Sources,
): LinkedDraft {
  const trail = new Trail(space, family, today, ends, unseenTraffic);
  const refs = draft.rules.map((rule) =>
    draft.origin === 'access-list' ? trail.entriesOf(draft, rule) : [],
  );
  const provenance = provenanceOf(draft, refs, sources);
  const object = annotated(draft, refs, sources);
  return {
    draft: { ...draft, object },
    path: draftPath(draft),
    yaml: writePolicy(object, provenance),
    provenance,
    links: draft.rules.map((rule, i) => ({
      place: rule.path.join('.'),
      refs: refs[i] ?? [],
    })),
  };
}

function fatesOf(
  { family, ends, topology }: ProofInput,
  proven: Proven | undefined,
  sources: Sources,
  options: MigrateOptions,
  decisions: Decisions | undefined,
): Pick<LedgerInput, 'fateOf' | 'answersOf'> {
  if (proven === undefined) {
    const verdict = {
      outcome: 'needs-decision',
      reason: 'too-tangled',
      because: 'the lists are too tangled to compute exactly; migrate fewer of them at a time',
    } as const;
    return { fateOf: () => ({ verdict }), answersOf: () => verdict };
  }
  const { proof, entries } = proven;
  const describe = (list: FilterList, rule: number): string => {
    const entry = list.rules[rule]?.entry;
    return entry === undefined
      ? `list ${list.acl.name}`
      : `line ${sources.line(list.device.source, entry.span)} of list ${list.acl.name}`;
  };
  const answers = { space: proof.space, family, topology, today: proof.today, describe };
  const fates = new Fates({
    space: proof.space,
    family,
    ends,
    topology,
    today: proof.today,
    comparison: proof.comparison,
    rulesOf: (list, rule) => entries.get(entryKey(list, rule)) ?? [],
    describe,
    targetName: targetName(options.target),
    decidedBy: (rule) => (rule < 0 ? 'default' : reasonText(decisions?.coverage[rule] ?? {})),
  });
  return {
    fateOf: (list, rule) => fates.of(list, rule),
    answersOf: (list, rule) => answersVerdict(answers, list, rule),
  };
}

function filesOf(
  { devices, inventory, options }: MigrateInput,
  report: MigrateReport,
  proven: Proven | undefined,
  candidates: MigrateReport['unmapped'],
  ledger: readonly LedgerEntry[],
): readonly OutputFile[] {
  const written = proven?.written ?? [];
  const files: OutputFile[] = written.map(({ path, yaml }) => ({ path, text: yaml }));
  if (written.length > 0) {
    const audit = options.audit === true ? auditFiles(written) : [];
    readDrafts(audit.map(({ path, text }) => ({ path, yaml: text })));
    const isolatesEgress = written.some(({ draft }) => draft.isolates.includes('egress'));
    files.push(kustomization(written.map(({ path }) => path)), ...audit, {
      path: 'rollout.md',
      text: rolloutText({
        target: options.target,
        written,
        audit: audit.length > 0,
        isolatesEgress,
      }),
    });
  }
  for (const [at, { path, text }] of files.entries()) {
    files[at] = { path: outputPath(path, report.proof.proven), text };
  }
  files.push(
    { path: 'report.json', text: `${JSON.stringify(report, null, 2)}\n` },
    { path: 'report.md', text: markdownReport(report) },
  );
  if (inventory === undefined) {
    files.push({
      path: 'inventory.skeleton.yaml',
      text: skeletonInventory(devices, candidates, ledger),
    });
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
