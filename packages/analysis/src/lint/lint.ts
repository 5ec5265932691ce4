/** The list analyser: what is dead, wrong or dangerous in the access lists of configurations. */
import { explain, type ExplainedDiagnostic, Sources, type SourceText } from '@aclift/diagnostics';
import { type Device, type ListRole, ListRoles } from '@aclift/ir';
import {
  type DeviceList,
  deviceLists,
  LIST_NODES,
  mayFilter,
  mergesOf,
  modelLists,
  standingsOf,
} from '@aclift/lists';
import { DiagramBudgetError } from '@aclift/packet-set';
import type { Finding } from './finding.ts';
import { lintCatalogue } from './lint-catalogue.ts';
import type { LintDiagnostic } from './lint-diagnostic.ts';
import type { LintReport } from './lint-report.ts';
import { countedDevice } from './hits/counted-device.ts';
import { hitFindings } from './hits/hit-findings.ts';
import { ListFinder } from './list-finder.ts';
import { mergeFindings } from './merge-findings.ts';
import { NEIGHBOUR_BOXES, neighbourFindings } from './neighbour-findings.ts';
import { permissivenessOf } from './permissiveness.ts';
import { placeFindings } from './place-findings.ts';
import { reachFindings } from './reach-findings.ts';
import { buildLintReport, type ListStandings, type PrintLine } from './report-findings.ts';
import { remarkFindings } from './remark-findings.ts';
import { replyFindings } from './reply-findings.ts';
import { DEFAULT_THRESHOLDS, riskFindings, type RiskThresholds } from './risk-findings.ts';
import { type Acceptance, suppress } from './suppression.ts';
import { timeFindings } from './time-findings.ts';
import { ofSelected, selectedFindings } from './selected-findings.ts';
import { useFindings } from './use-findings.ts';

export interface LintInput {
  readonly devices: readonly Device[];
  /** The texts that the devices were read from. */
  readonly sources: readonly SourceText[];
  /** What the reader has said of them; each becomes a finding. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  /** Writes an entry as its dialect does. */
  readonly printLine: PrintLine;
  readonly options?: LintOptions;
}

export interface LintOptions {
  /** Most diagram nodes for one list. Default 30 million. */
  readonly nodeLimit?: number;
  readonly thresholds?: RiskThresholds;
  /** Findings that somebody has accepted elsewhere than in a remark; their sources are among the texts. */
  readonly accepted?: readonly Acceptance[];
  /** What the only device shows for its lists, with counters. Absent: entries have counters where the input had some. */
  readonly counters?: Device;
  /** As `YYYY-MM-DD`. Absent: no time range is taken to have passed. */
  readonly today?: string;
}

/** Analyses every list of every device. Lists are independent: one that is too tangled leaves the others alone. */
export function lint(input: LintInput): LintReport {
  const { diagnostics, options = {}, printLine, sources } = input;
  const counted = input.devices.map((device) =>
    options.counters === undefined
      ? { device, findings: [] }
      : countedDevice(device, options.counters, printLine),
  );
  const devices = counted.map(({ device }) => device);
  const places = new ListFinder(devices);
  const texts = new Sources(sources);
  const findings: Finding[] = diagnostics.map((said) => {
    const list = places.at(said.source, said.span);
    return { ...said, causes: [], ...(list === undefined ? {} : { list }) };
  });
  findings.push(...counted.flatMap((each) => each.findings));
  const lists: ListStandings[] = [];
  for (const device of devices) {
    const own = deviceLists(device);
    const roles = new ListRoles(device);
    for (const list of own) {
      const analysed = analyse(list, roles.of(list.list.acl), options);
      findings.push(...analysed.findings);
      lists.push(analysed.standings);
    }
    findings.push(...useFindings(device, texts), ...remarkFindings(device));
    const replies = replyFindings(device, own, options.nodeLimit ?? LIST_NODES);
    const dead = deadPlaces(findings);
    findings.push(...replies.filter((finding) => !dead.has(placeOf(finding))));
    if (options.today !== undefined) findings.push(...timeFindings(device, options.today));
  }
  const { shown, suppressed } = suppress(devices, findings, options.accepted ?? [], texts);
  const elsewhere = new Set((options.accepted ?? []).map(({ source }) => source));
  const configs = sources.filter(({ name }) => !elsewhere.has(name));
  return buildLintReport(lists, shown, configs, texts, suppressed, printLine);
}

/** Places of lines that are dead: they open nothing, so they have no answers to lose. */
function deadPlaces(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.filter(({ code }) => DEAD.has(code)).map(placeOf));
}

function placeOf({ source, span }: Finding): string {
  return `${span.start} ${source}`;
}

const DEAD: ReadonlySet<string> = new Set([
  'lint/shadowed',
  'lint/shadowed-by-opposite',
  'lint/matches-nothing',
] satisfies LintDiagnostic['code'][]);

function analyse(
  list: DeviceList,
  role: ListRole | undefined,
  { nodeLimit = LIST_NODES, thresholds = DEFAULT_THRESHOLDS }: LintOptions,
): { readonly findings: readonly Finding[]; readonly standings: ListStandings } {
  const { acl, device } = list.list;
  try {
    const filters = mayFilter(device, role);
    const selectsFor = role?.selectsFor ?? [];
    const [model] = modelLists([list], acl.family === 'ipv6' ? NEIGHBOUR_BOXES : [], nodeLimit);
    if (model === undefined) throw new Error(`no model of ${list.list.id}`);
    const standings = standingsOf(model);
    const merges = mergesOf(model, standings);
    const alone = selectsFor.length === 0;
    return {
      findings: [
        ...(alone
          ? [...reachFindings(model, standings), ...mergeFindings(model, merges)]
          : selectedFindings(model, standings, merges, selectsFor)),
        ...hitFindings(model, standings, alone),
        ...placeFindings(model),
        ...(filters ? riskFindings(model, standings, thresholds) : []),
        ...(filters ? neighbourFindings(model) : []),
      ],
      standings: {
        list: list.list,
        standings: alone ? standings : standings.map(ofSelected),
        permissiveness: permissivenessOf(model),
      },
    };
  } catch (error) {
    if (!(error instanceof DiagramBudgetError)) throw error;
    const said = explain(lintCatalogue, {
      code: 'lint/too-tangled',
      source: device.source,
      span: acl.span,
      facts: { list: acl.name, limit: error.limit },
    });
    const name = { source: device.source, family: acl.family, name: acl.name };
    return {
      findings: [{ ...said, list: name, causes: [] }],
      standings: { list: list.list, standings: undefined, permissiveness: undefined },
    };
  }
}
