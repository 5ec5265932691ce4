/** The list analyser: what is dead, wrong or dangerous in the access lists of configurations. */
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import { type DeviceList, deviceLists, mergesOf, modelLists, standingsOf } from '@aclift/lists';
import { DiagramBudgetError } from '@aclift/packet-set';
import { Sources } from '../sources.ts';
import type { Finding } from './finding.ts';
import { type LintDiagnostic, lintCatalogue } from './lint-diagnostic.ts';
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
import { mayFilter, useFindings } from './use-findings.ts';

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

/** Most diagram nodes of one list: about 1 GB. */
const DEFAULT_NODE_LIMIT = 30_000_000;

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
  const findings: Finding[] = diagnostics.map((said) => {
    const list = places.at(said.source, said.span);
    return { ...said, causes: [], ...(list === undefined ? {} : { list }) };
  });
  findings.push(...counted.flatMap((each) => each.findings));
  const lists: ListStandings[] = [];
  for (const device of devices) {
    const own = deviceLists(device);
    for (const list of own) {
      const analysed = analyse(list, options);
      findings.push(...analysed.findings);
      lists.push(analysed.standings);
    }
    findings.push(...useFindings(device), ...remarkFindings(device));
    const replies = replyFindings(device, own, options.nodeLimit ?? DEFAULT_NODE_LIMIT);
    const dead = deadPlaces(findings);
    findings.push(...replies.filter((finding) => !dead.has(placeOf(finding))));
    if (options.today !== undefined) findings.push(...timeFindings(device, options.today));
  }
  const texts = new Sources(sources);
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
  { nodeLimit = DEFAULT_NODE_LIMIT, thresholds = DEFAULT_THRESHOLDS }: LintOptions,
): { readonly findings: readonly Finding[]; readonly standings: ListStandings } {
  const { acl, device } = list.list;
  try {
    const filters = mayFilter(device, acl);
    const [model] = modelLists([list], acl.family === 'ipv6' ? NEIGHBOUR_BOXES : [], nodeLimit);
    if (model === undefined) throw new Error(`no model of ${list.list.id}`);
    const standings = standingsOf(model);
    return {
      findings: [
        ...reachFindings(model, standings),
        ...hitFindings(model, standings),
        ...mergeFindings(model, mergesOf(model, standings)),
        ...placeFindings(model),
        ...(filters ? riskFindings(model, standings, thresholds) : []),
        ...(filters ? neighbourFindings(model) : []),
      ],
      standings: { list: list.list, standings, permissiveness: permissivenessOf(model) },
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
