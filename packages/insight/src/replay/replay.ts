/** Observed flows against lists and policies: hits, what would drop, what would open. One flow at a time, in constant memory. */
import { explain, type ExplainedDiagnostic, Sources, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device, Family } from '@aclift/ir';
import { showPath } from '@aclift/policy';
import {
  decidedProtocols,
  type Engine,
  type EngineOptions,
  engineFor,
  type Flow,
  hasPorts,
  icmpProtocol,
  type RuleModel,
} from '@aclift/verify';
import { coreCatalogue, networkSides, type MigrateOptions } from '@aclift/core';
import { draftsOf } from '../drafts-of.ts';
import { reportDiagnostic, reportEntries } from '@aclift/core/stages';
import { readPolicyFiles } from '../validate/policy-files.ts';
import { placeOf } from '../verify-policies/policy-place.ts';
import { NamedPorts } from './direction/named-ports.ts';
import { type DecidingRule, FlowJudge, type JudgedFlow } from './flow-judge.ts';
import { type FlowRecord, openingOf } from './flow-record.ts';
import { RecordCounts, type RecordPlace } from './record-counts.ts';
import { serviceText } from './shown-record.ts';
import type {
  EntryHits,
  FlowVerdictLine,
  LogContradiction,
  ReplayedDifference,
  ReplayedFile,
  ReplayedFlow,
  ReplayReport,
  RuleHits,
} from './replay-report.ts';
import { nameOf, SeenEnds } from './seen-ends.ts';

export interface ReplayInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  /** Undefined: the drafts of a migration with these options. */
  readonly policies?: readonly SourceText[];
  readonly sources: readonly SourceText[];
  readonly diagnostics: readonly ExplainedDiagnostic[];
  readonly options: MigrateOptions & Pick<EngineOptions, 'engine' | 'blocksMatchNodes'>;
}

const MOST_EXAMPLES = 10;

/** What is known of one kind of difference; the example is worded when it is asked for. */
interface Difference {
  readonly kind: ReplayedDifference['kind'];
  readonly judged: JudgedFlow;
  readonly example: ReplayedFlow;
  flows: number;
  refused: number;
}

/** A flow with the names of its ends for people. */
interface SeenFlow {
  readonly flow: Flow;
  /** The address that was recorded; the workload, where none was. */
  readonly from: string;
  readonly to: string;
}

/** A run: records in, a report out. @throws DiagramBudgetError when the lists are too tangled. */
export class Replay {
  readonly #input: ReplayInput;
  readonly #sources: Sources;
  readonly #engine: Engine;
  readonly #judges: ReadonlyMap<Family, FlowJudge>;
  readonly #diagnostics: readonly ExplainedDiagnostic[];
  readonly #entryHits = new Map<string, { readonly of: DecidingRule; flows: number }>();
  readonly #ruleHits = new Map<string, number>();
  readonly #verdicts = new Map<string, number>();
  readonly #differences = new Map<string, Difference>();
  readonly #contradictions: LogContradiction[] = [];
  readonly #ends: SeenEnds;
  #contradicted = 0;
  /** Every record and line, for whoever reads them. */
  readonly counts: RecordCounts = new RecordCounts();
  /** Ports that lists, policies or the inventory name. */
  readonly namedPorts: NamedPorts = new NamedPorts();

  constructor(input: ReplayInput) {
    this.#input = input;
    const { devices, inventory, options } = input;
    const policies = input.policies ?? draftsOf(input);
    this.#sources = new Sources([...input.sources, ...policies]);
    const { considered, findings } = readPolicyFiles(policies);
    this.#engine = options.engine ?? engineFor(considered);
    const { blocksMatchNodes = false } = options;
    const taken = { engine: this.#engine, blocksMatchNodes };
    const { sides, said } = networkSides({
      devices,
      inventory,
      decisions: input.decisions,
      sources: this.#sources,
      options,
      protocols: (family) => decidedProtocols(this.#engine, family),
      engine: taken,
    });
    this.#judges = new Map(
      sides.map((side) => [side.proofInput.family, new FlowJudge(side, considered, taken)]),
    );
    this.#ends = new SeenEnds(inventory, this.#judges);
    this.namedPorts.inventory(inventory);
    for (const judge of this.#judges.values()) this.namedPorts.policies(judge.policies);
    for (const { proofInput } of sides) this.namedPorts.lists(proofInput.lists.values());
    this.#diagnostics = [
      ...input.diagnostics,
      ...said.map((one) => explain(coreCatalogue, one)),
      ...findings,
    ];
  }

  /** How many records were seen, for showing progress. */
  get seen(): number {
    return this.counts.seen;
  }

  /**
   * Judges a record, or the opening that it belongs to.
   * @param answers whether the record is about packets that answer; absent: as it says itself.
   * @returns undefined: it cannot be judged, and is counted as such.
   */
  add(
    record: FlowRecord,
    place: RecordPlace,
    answers: boolean = record.answer === true,
  ): FlowVerdictLine | undefined {
    const { protocol } = record;
    const opening =
      protocol === undefined ? undefined : openingOf({ ...record, protocol }, answers);
    if (opening === undefined) {
      this.counts.unjudged('ports', record, place);
      return undefined;
    }
    const ends = this.#ends.of(record);
    const judge = typeof ends === 'string' ? undefined : this.#judges.get(ends.family);
    if (typeof ends === 'string' || judge === undefined) {
      this.counts.unjudged(typeof ends === 'string' ? ends : 'other-family', record, place);
      return undefined;
    }
    const [from, to] = answers ? [ends.destination, ends.source] : [ends.source, ends.destination];
    const flow: Flow = {
      ...opening,
      source: from.address ?? from.addresses[0] ?? 0,
      destination: to.address ?? to.addresses[0] ?? 0,
    };
    const judged =
      from.workload === undefined && to.workload === undefined
        ? judge.judge(flow)
        : judge.judgeBetween(flow, from, to);
    const seen = { flow, from: nameOf(judge.family, from), to: nameOf(judge.family, to) };
    this.counts.judged(record, answers);
    this.#count(judge.family, seen, judged, record.refused !== undefined, place);
    if (record.logged !== undefined && !answers) {
      this.#checkLog(judge.family, seen, judged, record.logged, place);
    }
    return this.#verdictLine(judge.family, seen, judged, place);
  }

  #count(
    family: Family,
    seen: SeenFlow,
    judged: JudgedFlow,
    refused: boolean,
    place: RecordPlace,
  ): void {
    increase(this.#verdicts, `${judged.acl} ${judged.policy}`);
    const deciding = decidingOf(judged);
    for (const entry of judged.entries) {
      const key = entryKey(entry);
      const known = this.#entryHits.get(key);
      if (known === undefined) this.#entryHits.set(key, { of: entry, flows: 1 });
      else known.flows += 1;
    }
    for (const rule of judged.matched) increase(this.#ruleHits, ruleKey(rule));
    if (judged.agree !== false) return;
    const kind = judged.policy === 'deny' ? 'would-drop' : 'would-allow';
    const by = [
      ...deciding.map(entryKey),
      ...judged.rules.map(ruleKey),
      ...judged.isolated.map(({ direction }) => direction),
    ];
    const key = [kind, judged.from, judged.to, ...by].join('\n');
    const known = this.#differences.get(key);
    if (known === undefined) {
      const example = replayed(family, seen, place);
      this.#differences.set(key, { kind, judged, example, flows: 1, refused: refused ? 1 : 0 });
    } else {
      known.flows += 1;
      if (refused) known.refused += 1;
    }
  }

  #checkLog(
    family: Family,
    seen: SeenFlow,
    { entries }: JudgedFlow,
    logged: NonNullable<FlowRecord['logged']>,
    place: RecordPlace,
  ): void {
    const own = entries.filter(({ use }) => use.function.list.acl.name === logged.list);
    const configured = own.map(({ use, rule }) =>
      rule === undefined ? 'deny' : (use.function.list.rules[rule]?.action ?? 'deny'),
    );
    if (configured.includes(logged.action)) return;
    this.#contradicted += 1;
    if (this.#contradictions.length >= MOST_EXAMPLES) return;
    this.#contradictions.push({
      ...replayed(family, seen, place),
      list: logged.list,
      logged: logged.action,
      configured: configured[0] ?? 'not-on-the-way',
    });
  }

  #verdictLine(
    family: Family,
    { flow, from, to }: SeenFlow,
    judged: JudgedFlow,
    { line }: RecordPlace,
  ): FlowVerdictLine {
    const [entry] = decidingOf(judged);
    const [rule] = judged.rules;
    const isolated = judged.isolated[0]?.by[0];
    const icmp = flow.protocol === icmpProtocol(family);
    return {
      line,
      src: from,
      dst: to,
      protocol: Number(flow.protocol),
      port: hasPorts(Number(flow.protocol))
        ? Number(flow.service)
        : icmp
          ? Number(flow.service) >> 8
          : null,
      acl: judged.acl,
      ace: entry === undefined ? null : this.#placeOfEntry(entry),
      policy: judged.policy,
      rule: rule === undefined ? null : placeText(rule),
      isolatedBy: isolated === undefined ? null : placeText(isolated),
      agree: judged.agree,
    };
  }

  readonly #places = new Map<string, string | null>();

  #placeOfEntry({ use, rule }: DecidingRule): string | null {
    const key = entryKey({ use, rule });
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const { list } = use.function;
    const entry = rule === undefined ? undefined : list.rules[rule]?.entry;
    const { source } = list.device;
    const place =
      entry === undefined ? null : `${source}:${this.#sources.line(source, entry.span)}`;
    this.#places.set(key, place);
    return place;
  }

  /** @param complete false: a file broke off. */
  report(files: readonly ReplayedFile[], complete: boolean): ReplayReport {
    const { devices, inventory, policies } = this.#input;
    return {
      schema: 'aclift/replay/1',
      configs: devices.map(({ source }) => source),
      inventory: inventory.source,
      policies: policies?.map(({ name }) => name) ?? null,
      engine: this.#engine,
      flows: files.map(({ file, format }) => ({ file, format })),
      files,
      ...this.counts.report,
      verdicts: [...this.#verdicts]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, count]) => {
          const [acl, policy] = key.split(' ') as [JudgedFlow['acl'], JudgedFlow['policy']];
          return { acl, policy, flows: count };
        }),
      differences: [...this.#differences.values()]
        .map((one) => this.#reported(one))
        .toSorted((a, b) => b.flows - a.flows || (textOf(a) < textOf(b) ? -1 : 1)),
      entries: this.#entries(),
      rules: this.#rules(),
      contradictions: { flows: this.#contradicted, examples: this.#contradictions },
      complete,
      diagnostics: this.#diagnostics.map((one) => reportDiagnostic(one, this.#sources)),
    };
  }

  #reported({ kind, judged, example, flows, refused }: Difference): ReplayedDifference {
    return {
      kind,
      from: judged.from,
      to: judged.to,
      flows,
      refused,
      example,
      entries: reportEntries(decidingOf(judged), this.#sources),
      rules: judged.rules.map((rule) => placeOf(rule, this.#sources)),
      isolated: judged.isolated.map(({ by, direction, workload }) => ({
        direction,
        workload,
        by: by.map((policy) => placeOf(policy, this.#sources)),
      })),
    };
  }

  /** Every permit and deny of the lists in use, seen or not. A list that is used in several places counts once. */
  #entries(): readonly EntryHits[] {
    const uses = [...this.#judges.values()].flatMap((judge) => judge.uses);
    const once = new Map(uses.map((use) => [use.function.list.id, use]));
    return [...once.values()]
      .flatMap((use) => {
        const { rules } = use.function.list;
        const ends = [...rules.keys()].filter((rule) => rules[rule]?.entry !== undefined);
        return [...ends, undefined].map((rule) => {
          const [reported] = reportEntries([{ use, rule }], this.#sources);
          const flows = this.#entryHits.get(entryKey({ use, rule }))?.flows ?? 0;
          return { ...(reported as EntryHits), flows };
        });
      })
      .toSorted((a, b) => compare(a, b));
  }

  #rules(): readonly RuleHits[] {
    const models = [...this.#judges.values()].flatMap((judge) => judge.policies);
    const once = new Map<string, RuleHits>();
    for (const rule of models.flatMap(({ rules }) => rules)) {
      if (rule.implied === true) continue;
      const key = ruleKey(rule);
      const flows = this.#ruleHits.get(key) ?? 0;
      if (!once.has(key)) once.set(key, { ...placeOf(rule, this.#sources), flows });
    }
    return [...once.values()].toSorted((a, b) => compare(a, b));
  }
}

/** Entries that make the verdict: those that deny where any does. */
function decidingOf({ acl, entries }: JudgedFlow): readonly DecidingRule[] {
  if (acl !== 'deny') return entries;
  return entries.filter(
    ({ use, rule }) => rule === undefined || use.function.list.rules[rule]?.action === 'deny',
  );
}

function entryKey({ use, rule }: DecidingRule): string {
  return `${use.function.list.id} ${rule ?? 'end'}`;
}

function ruleKey({ document, path }: Pick<RuleModel, 'document' | 'path'>): string {
  const { kind, metadata } = document.object;
  return `${document.source} ${kind} ${metadata.namespace ?? ''}/${metadata.name} ${path.join('.')}`;
}

/** `file#path` of a rule, or of a policy. */
function placeText({ document, path }: Pick<RuleModel, 'document' | 'path'>): string {
  return `${document.source}#${showPath(path)}`;
}

function replayed(
  family: Family,
  { flow, from, to }: SeenFlow,
  { file, line }: RecordPlace,
): ReplayedFlow {
  return { file, line, source: from, destination: to, service: serviceText(family, flow) };
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function textOf({ kind, from, to, example }: ReplayedDifference): string {
  return `${kind} ${from} ${to} ${example.service} ${example.file} ${String(example.line).padStart(12)}`;
}

function compare(
  a: { readonly file: string; readonly line?: number },
  b: { readonly file: string; readonly line?: number },
): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? Infinity) - (b.line ?? Infinity) || 0;
}
