/** One flow as a packet tracer tells it: the lists on its way today, the answer, and what policies make of it. */
import { explain, type ExplainedDiagnostic, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import { type Device, showIpv4 } from '@aclift/ir';
import { DiagramBudgetError, rangesHold } from '@aclift/packet-set';
import {
  type Approximation,
  decideByList,
  decideByPolicies,
  decidedProtocols,
  describeFlow,
  type Engine,
  engineFor,
  type FilterList,
  type Flow,
  type FlowEnd,
  type ListDecision,
  icmpProtocol,
  modelPolicies,
  TCP,
  UDP,
  verdictOf,
  type Zone,
} from '@aclift/verify';
import { coreCatalogue } from '../diagnostic.ts';
import { type ListsSide, listsSide } from '../lists-side.ts';
import { migrate } from '../migrate.ts';
import type { MigrateOptions } from '../options.ts';
import { compareDocuments } from '../prove/prove.ts';
import { reportDiagnostic } from '../report/build-report.ts';
import type { ReportedEntry } from '../report/report.ts';
import { Sources } from '../sources.ts';
import { readPolicyFiles } from '../validate/policy-files.ts';
import { sideVerdict } from '../verify-policies/policy-place.ts';
import { findEnd, type FoundEnd, type NoEnd, someAddresses } from './find-end.ts';
import type { TracedEnd, TracedList, TracedWay, TraceReport } from './trace-report.ts';

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
  readonly options: MigrateOptions & { readonly engine?: Engine };
}

/** An end that was not found, or the story. */
export type TraceResult =
  | { readonly kind: 'no-end'; readonly end: NoEnd }
  | { readonly kind: 'traced'; readonly report: TraceReport };

/** Most pairs of addresses named that fare otherwise. */
const MOST_OTHERWISE = 20;

/** Traces one flow. IPv4. */
export function trace(input: TraceInput): TraceResult {
  const { devices, flow: asked, inventory, options } = input;
  const family = 'ipv4';
  const policies = input.policies ?? draftsOf(input);
  const sources = new Sources([...input.sources, ...policies]);
  const { accepted, findings } = readPolicyFiles(policies);
  const engine = options.engine ?? engineFor(accepted);
  const side = listsSide({
    devices,
    inventory,
    decisions: input.decisions,
    sources,
    family,
    options,
    protocols: decidedProtocols(engine, family),
  });
  const { ends } = side.proofInput;
  const [from, to] = [findEnd(ends, asked.from), findEnd(ends, asked.to)];
  if (!('address' in from)) return { kind: 'no-end', end: from };
  if (!('address' in to)) return { kind: 'no-end', end: to };
  const flow: Flow = {
    source: from.address,
    destination: to.address,
    protocol: asked.protocol,
    service: asked.service,
    sourcePort: asked.sourcePort ?? 49152,
  };
  const network = new Network(side, sources);
  const opening = network.way(flow, false);
  const back = answerTo(flow);
  const sameSegment = network.isOneSegment(flow);
  const models = modelPolicies(accepted, inventory, family, { engine }).policies;
  const decision = decideByPolicies(models, flow, flowEnd(from), flowEnd(to));
  const verdict =
    from.kind === 'pod' || to.kind === 'pod' ? CLUSTER[verdictOf(decision)] : 'not-applicable';
  const passes = opening.verdict === 'permit' || opening.verdict === 'unfiltered';
  const agree =
    opening.verdict === 'unknown' || verdict === 'undecided' || verdict === 'not-applicable'
      ? null
      : passes === (verdict === 'allow' || verdict === 'in-part');
  const otherwise = someAddresses(from)
    .flatMap((source) => someAddresses(to).map((destination) => ({ source, destination })))
    .filter((pair) => network.way({ ...flow, ...pair }, false).verdict !== opening.verdict)
    .slice(0, MOST_OTHERWISE)
    .map(({ source, destination }) => ({
      source: showIpv4(source),
      destination: showIpv4(destination),
    }));
  const diagnostics = [
    ...input.diagnostics,
    ...side.said.map((said) => explain(coreCatalogue, said)),
    ...findings,
  ];
  const report: TraceReport = {
    schema: 'aclift/trace/1',
    configs: devices.map(({ source }) => source),
    inventory: inventory.source,
    policies: input.policies?.map(({ name }) => name) ?? null,
    engine,
    flow: describeFlow(family, flow),
    from: network.end(from),
    to: network.end(to),
    today: {
      sameSegment,
      opening,
      reply:
        back === undefined || sameSegment
          ? null
          : network.way(back, flow.protocol === TCP, network.recordedBy(flow)),
      asAnswer: opening.verdict === 'deny' ? network.asAnswer(flow) : null,
    },
    cluster: {
      verdict,
      egress: sideVerdict(decision.egress, sources),
      ingress: sideVerdict(decision.ingress, sources),
    },
    agree,
    because: agree === true ? null : reasonOf(side, accepted, engine, flow),
    otherwise,
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, sources)),
  };
  return { kind: 'traced', report };
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

function draftsOf(input: TraceInput): readonly SourceText[] {
  const { decisions, devices, inventory, options, sources } = input;
  const { files } = migrate({
    devices,
    sources,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    diagnostics: [],
    options,
  });
  return files
    .filter(({ path }) => path.startsWith('policies') && path.endsWith('.yaml'))
    .map(({ path, text }) => ({ name: path, text }));
}

const ECHO = 8 * 256;

/** The answer that a flow waits for; undefined: its protocol has none that is told apart. */
function answerTo(flow: Flow): Flow | undefined {
  const ends = { source: flow.destination, destination: flow.source, protocol: flow.protocol };
  if (flow.protocol === TCP || flow.protocol === UDP) {
    return { ...ends, service: flow.sourcePort, sourcePort: flow.service };
  }
  const isEcho = flow.protocol === icmpProtocol('ipv4') && flow.service === ECHO;
  return isEcho ? { ...ends, service: 0, sourcePort: 0 } : undefined;
}

/** Why the two differ for the flow, by the comparison that every proof makes. */
function reasonOf(
  side: ListsSide,
  documents: Parameters<typeof compareDocuments>[1],
  engine: Engine,
  flow: Flow,
): Approximation | null {
  try {
    const { comparison, space } = compareDocuments(side.proofInput, documents, { engine });
    const difference = comparison.differences.find(
      ({ region }) => space.evaluate(region, flow) !== 0,
    );
    return difference?.because ?? null;
  } catch (error) {
    if (error instanceof DiagramBudgetError) return null;
    throw error;
  }
}

/** The routers' side of a trace. */
class Network {
  readonly #side: ListsSide;
  readonly #sources: Sources;

  constructor(side: ListsSide, sources: Sources) {
    this.#side = side;
    this.#sources = sources;
  }

  end({ address, addresses, kind, name }: FoundEnd): TracedEnd {
    const count = addresses.reduce(
      (sum, range) => sum + Number(range.to) - Number(range.from) + 1,
      0,
    );
    return {
      address: showIpv4(address),
      name: name ?? null,
      kind,
      place: this.#zone(address)?.name ?? null,
      addresses: count,
    };
  }

  isOneSegment({ destination, source }: Flow): boolean {
    const zone = this.#zone(Number(source));
    return zone?.segment === true && zone === this.#zone(Number(destination));
  }

  /** @param recorded as {@link decideByList} takes it. */
  way(packet: Flow, answer: boolean, recorded?: ReadonlySet<string>): TracedWay {
    const lists = this.#listsOn(packet).map(({ list, role }) =>
      this.#decide(role, list, decideByList(list, packet, answer, recorded)),
    );
    const verdicts = new Set(lists.map(({ verdict }) => verdict));
    const verdict = (['deny', 'unknown', 'permit'] as const).find((each) => verdicts.has(each));
    return { verdict: verdict ?? 'unfiltered', lists };
  }

  /** The way of a packet as it would answer; null where it would be stopped too, and for protocols without ACK. */
  asAnswer(flow: Flow): TracedWay | null {
    const way = flow.protocol === TCP ? this.way(flow, true) : undefined;
    return way === undefined || way.verdict === 'deny' ? null : way;
  }

  /** Names of the reflexive lists in which the entries that let the opening through record it. */
  recordedBy(opening: Flow): ReadonlySet<string> {
    return new Set(
      this.#listsOn(opening).flatMap(({ list }) => {
        const { rule } = decideByList(list, opening, false);
        const entry = rule === undefined ? undefined : list.rules[rule]?.entry;
        return entry?.kind === 'ace'
          ? entry.conditions.flatMap((c) => (c.kind === 'reflect' ? [c.name] : []))
          : [];
      }),
    );
  }

  #listsOn(packet: Flow): readonly { role: TracedList['role']; list: FilterList }[] {
    const { lists, topology } = this.#side.proofInput;
    const found = (role: TracedList['role'], ids: readonly string[] = []) =>
      ids.flatMap((id) => {
        const list = lists.get(id);
        return list === undefined ? [] : [{ role, list }];
      });
    const between = this.isOneSegment(packet)
      ? []
      : [
          ...found('in', this.#zone(Number(packet.source))?.in),
          ...found('out', this.#zone(Number(packet.destination))?.out),
        ];
    return [...between, ...found('everywhere', topology.everywhere)];
  }

  #zone(address: number): Zone | undefined {
    return this.#side.proofInput.topology.zones.find(({ addresses }) =>
      rangesHold(addresses, address),
    );
  }

  #decide(
    role: TracedList['role'],
    list: FilterList,
    { doubtful, rule, verdict }: ListDecision,
  ): TracedList {
    return {
      role,
      file: list.device.source,
      list: list.acl.name,
      verdict,
      entry: verdict === 'unfiltered' ? null : this.#entry(list, rule),
      doubtful: doubtful.map((k) => this.#entry(list, k)),
    };
  }

  #entry({ acl, device, rules }: FilterList, rule: number | undefined): ReportedEntry {
    const entry = rule === undefined ? undefined : rules[rule]?.entry;
    const file = device.source;
    if (entry === undefined) {
      return { file, list: acl.name, text: 'implicit deny at the end of the list' };
    }
    return {
      file,
      list: acl.name,
      line: this.#sources.line(file, entry.span),
      text: this.#sources.text(file, entry.span),
    };
  }
}
