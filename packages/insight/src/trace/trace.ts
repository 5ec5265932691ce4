/** One flow as a packet tracer tells it: the lists on its way today, the answer, and what policies make of it. */
import { explain, type ExplainedDiagnostic, Sources, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { DiagramBudgetError } from '@aclift/packet-set';
import {
  type Approximation,
  decideByPolicies,
  decidedProtocols,
  describeFlow,
  type EngineOptions,
  engineFor,
  type Flow,
  type FlowEnd,
  modelPolicies,
  showAddress,
  verdictOf,
} from '@aclift/verify';
import {
  coreCatalogue,
  type CoreDiagnostic,
  networkSides,
  type NetworkSide,
  type MigrateOptions,
} from '@aclift/core';
import { draftsOf } from '../drafts-of.ts';
import { compareDocuments, reportDiagnostic } from '@aclift/core/stages';
import { readPolicyFiles } from '../validate/policy-files.ts';
import { sideVerdict } from '../verify-policies/policy-place.ts';
import { Concerned } from './concerned.ts';
import { endAt, findEnds, type FoundEnd, type NoEnd, someAddresses } from './find-end.ts';
import { Network } from './network.ts';
import { answerTo, serviceIn } from './services-of-family.ts';
import type { TracedWay, TraceReport } from './trace-report.ts';

/** The flow that is asked about. */
export interface TracedFlow {
  /** Address, workload, external or pod. */
  readonly from: string;
  readonly to: string;
  /** IP protocol number. */
  readonly protocol: number;
  /** Destination port, or ICMP type × 256 + code; 0 for other protocols. */
  readonly service: number;
  /** Absent: 49152. */
  readonly sourcePort?: number;
}

export interface TraceInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  /** Undefined: the drafts of a migration with these options. */
  readonly policies?: readonly SourceText[];
  readonly sources: readonly SourceText[];
  readonly diagnostics: readonly ExplainedDiagnostic[];
  readonly flow: TracedFlow;
  readonly options: MigrateOptions & Pick<EngineOptions, 'engine' | 'blocksMatchNodes'>;
}

/** An end that was not found, or the story. */
export type TraceResult =
  | { readonly kind: 'no-end'; readonly end: NoEnd }
  | { readonly kind: 'traced'; readonly report: TraceReport };

/** Most pairs of addresses named that fare otherwise. */
const MOST_OTHERWISE = 20;

/** Traces one flow, in the family in which both ends have an address; of two the first, IPv4. */
export function trace(input: TraceInput): TraceResult {
  const { devices, flow: asked, inventory, options } = input;
  const policies = input.policies ?? draftsOf(input);
  const sources = new Sources([...input.sources, ...policies]);
  const { considered, findings } = readPolicyFiles(policies);
  const engine = options.engine ?? engineFor(considered);
  const { sides, said } = networkSides({
    devices,
    inventory,
    decisions: input.decisions,
    sources,
    options,
    protocols: (of) => decidedProtocols(engine, of),
    engine: { engine, blocksMatchNodes: options.blocksMatchNodes ?? false },
  });
  const found = findEnds(sides, asked);
  if ('text' in found) return { kind: 'no-end', end: found };
  const { from, side } = found;
  // Of a workload named twice the replicas are meant, if there are any.
  const other = someAddresses(found.to).find((address) => address !== from.address);
  const named: FoundEnd =
    found.to.address === from.address ? { ...found.to, address: other ?? from.address } : found.to;
  const { family } = side.proofInput;
  const global: Flow = {
    source: from.address,
    destination: named.address,
    ...serviceIn(family, asked),
    sourcePort: asked.sourcePort ?? 49152,
  };
  const network = new Network(side, devices, sources);
  const translated = network.untranslate(global);
  const flow = translated?.flow ?? global;
  const to = translated === undefined ? named : endAt(side.proofInput.ends, flow.destination);
  const opening = network.way(flow);
  const back = answerTo(family, flow);
  const sameSegment = network.isOneSegment(flow);
  const { blocksMatchNodes = false } = options;
  const taken: EngineOptions = { engine, blocksMatchNodes };
  const models = modelPolicies(considered, inventory, family, taken).policies;
  const enforcer = { engine, family };
  const decision = decideByPolicies(models, flow, flowEnd(from), flowEnd(to), enforcer);
  const verdict =
    from.kind === 'pod' || to.kind === 'pod' ? CLUSTER[verdictOf(decision)] : 'not-applicable';
  const passes = opening.verdict === 'permit' || opening.verdict === 'unfiltered';
  const agree =
    opening.verdict === 'unknown' || verdict === 'undecided' || verdict === 'not-applicable'
      ? null
      : passes === (verdict === 'allow' || verdict === 'in-part');
  const otherwise = someAddresses(from)
    .flatMap((source) => someAddresses(to).map((destination) => ({ source, destination })))
    .filter((pair) => network.way({ ...flow, ...pair }).verdict !== opening.verdict)
    .slice(0, MOST_OTHERWISE)
    .map(({ source, destination }) => ({
      source: showAddress(family, source),
      destination: showAddress(family, destination),
    }));
  const reply = back === undefined || sameSegment ? null : network.reply(back, flow);
  const chosen = chosenAddresses(devices, [opening, ...(reply === null ? [] : [reply])]).filter(
    (one) => said.every(({ code, source, span }) => !isSamePlace(one, { code, source, span })),
  );
  const diagnostics = [
    ...input.diagnostics,
    ...[...said, ...chosen].map((one) => explain(coreCatalogue, one)),
    ...findings,
  ];
  const onTheWay = network.onTheWay(
    back === undefined ? [flow] : [flow, back],
    [from.name, to.name].filter((name) => name !== undefined),
  );
  const concerned = new Concerned(devices, inventory, sources, onTheWay);
  const report: TraceReport = {
    schema: 'aclift/trace/2',
    configs: devices.map(({ source }) => source),
    inventory: inventory.source,
    policies: input.policies?.map(({ name }) => name) ?? null,
    engine,
    flow: describeFlow(family, flow),
    translation:
      translated === undefined
        ? null
        : {
            device: translated.device.hostname ?? translated.device.source,
            file: translated.device.source,
            line: sources.line(translated.device.source, translated.entry.span),
            text: sources.text(translated.device.source, translated.entry.span),
            asked: describeFlow(family, global),
          },
    from: network.end(from),
    to: network.end(to),
    today: {
      sameSegment,
      unread: diagnostics.some((diagnostic) => concerned.isUnreadOnTheWay(diagnostic)),
      opening,
      reply,
      asAnswer: opening.verdict === 'deny' ? network.asAnswer(flow) : null,
    },
    cluster: {
      verdict,
      egress: sideVerdict(decision.egress, sources),
      ingress: sideVerdict(decision.ingress, sources),
    },
    agree,
    because: agree === true ? null : reasonOf(side, considered, taken, flow),
    otherwise,
    diagnostics: diagnostics.map((diagnostic) => ({
      ...reportDiagnostic(diagnostic, sources),
      concerns: concerned.holds(diagnostic),
    })),
  };
  return { kind: 'traced', report };
}

/** Places of filters on the way whose verdict depends on an address that translation chooses. */
function chosenAddresses(
  devices: readonly Device[],
  ways: readonly TracedWay[],
): readonly CoreDiagnostic[] {
  const filters = ways.flatMap((way) => way.filters.filter((one) => one.besides === 'translation'));
  return filters.flatMap(({ file, interface: name, lists }): CoreDiagnostic[] => {
    const device = devices.find(({ source }) => source === file);
    const via = device?.interfaces.find((one) => one.name === name);
    if (via === undefined) return [];
    const facts = { interface: via.name, lists: lists.map(({ list }) => list) };
    return [{ code: 'core/address-translation', source: file, span: via.span, facts }];
  });
}

function isSamePlace(
  a: Pick<CoreDiagnostic, 'code' | 'source' | 'span'>,
  b: Pick<CoreDiagnostic, 'code' | 'source' | 'span'>,
): boolean {
  return a.code === b.code && a.source === b.source && a.span.start === b.span.start;
}

const CLUSTER = {
  passes: 'allow',
  'in-part': 'in-part',
  held: 'deny',
  undecided: 'undecided',
} as const;

function flowEnd({ kind, name }: FoundEnd): FlowEnd {
  return kind === 'pod' && name !== undefined
    ? { kind: 'pod', workload: name }
    : { kind: 'outside' };
}

/** Why the two differ for the flow, by the comparison that every proof makes. */
function reasonOf(
  side: NetworkSide,
  documents: Parameters<typeof compareDocuments>[1],
  engine: EngineOptions,
  flow: Flow,
): Approximation | null {
  try {
    const { comparison, space } = compareDocuments(side.proofInput, documents, engine);
    const difference = comparison.differences.find(
      ({ region }) => space.evaluate(region, flow) !== 0,
    );
    return difference?.because ?? null;
  } catch (error) {
    if (error instanceof DiagramBudgetError) return null;
    throw error;
  }
}
