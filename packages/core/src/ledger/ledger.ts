/** Last stage: the account of every access-list line. Each permit or deny line of the input has exactly one entry. */
import type { ConditionDecision } from '@aclift/inventory';
import {
  type Ace,
  type Acl,
  assertNever,
  type Condition,
  type Device,
  type Family,
  type RemovedEntry,
  type Unrecognized,
} from '@aclift/ir';
import { type AceCaveat, type FilterList, type FilterRule, listId } from '@aclift/verify';
import { reasonText } from '../decide/plan.ts';
import type { TopologyResult } from '../topology/topology.ts';
import type { Sources } from '@aclift/diagnostics';
import type { RuleFate } from './fate.ts';
import type { Grant, LedgerCode, LedgerNote, LedgerVerdict } from './ledger-reason.ts';
import { verdictWords } from './ledger-words.ts';
import { listVerdict, type ListVerdictInput } from './list-verdict.ts';
import type { OutcomeName } from './outcome.ts';
import { replacedBinding } from './replaced-binding.ts';
import { conditionTexts } from './uncertain-text.ts';

/** One access-list line with what became of it. JSON-safe. */
export interface LedgerEntry {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly list: string;
  /** The line as written, blanks folded. */
  readonly text: string;
  readonly outcome: OutcomeName;
  /** A fixed word for the cause, for programs; docs/reference/ledger.md has a row for each. */
  readonly reason: LedgerCode;
  /** The cause in a sentence. */
  readonly because: string;
  /** Draft rules that carry the line: `path#field.path`. Empty for denials that the default deny carries. */
  readonly rules: readonly string[];
}

/** What the ledger is made from. */
export interface LedgerInput extends Pick<ListVerdictInput, 'judged' | 'roleOf'> {
  readonly devices: readonly Device[];
  readonly sources: Sources;
  /** Every list of the devices, by id. */
  readonly lists: ReadonlyMap<string, FilterList>;
  /** Of every family that lists or workloads have. */
  readonly topologies: ReadonlyMap<Family, TopologyResult>;
  /** Ids of lists that are read with the local addresses behind static translations. */
  readonly translated: ReadonlySet<string>;
  /** By list id and rule index, for lists that filter. */
  readonly fateOf: (list: FilterList, rule: number) => RuleFate;
  /** The same for entries that match answers only. */
  readonly answersOf: (list: FilterList, rule: number) => LedgerVerdict;
  /** The verdict on a deny whose undecided conditions hold back permits; undefined on other entries. */
  readonly holdingBack: (list: FilterList, rule: number) => LedgerVerdict | undefined;
  /** The lists with conditions taken to do what was decided, by id. */
  readonly assumed: ReadonlyMap<string, FilterList>;
  /** For a permit whose answers another list drops today: which one, and where. */
  readonly unanswered: (
    list: FilterList,
    entry: Ace,
  ) => { readonly other: string; readonly interface: string } | undefined;
  /** What was decided about a condition of a line. */
  readonly conditionDecision: (text: string, condition: Condition) => ConditionDecision | undefined;
}

/** Every entry, by file and line. */
export function ledgerOf(input: LedgerInput): readonly LedgerEntry[] {
  const ledger = new Ledger(input);
  return input.devices
    .flatMap((device) => [
      ...device.acls.flatMap((acl) => ledger.ofList(device, acl)),
      ...device.removed.map((removed) => ledger.ofRemoved(device, removed)),
    ])
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

class Ledger {
  readonly #input: LedgerInput;

  constructor(input: LedgerInput) {
    this.#input = input;
  }

  ofList(device: Device, acl: Acl): readonly LedgerEntry[] {
    const list = this.#input.lists.get(listId(device.source, acl.family, acl.name));
    if (list === undefined) throw new Error(`list ${acl.name} was not prepared`);
    const outside = this.#notFiltering(device, acl, list);
    return list.rules.flatMap((rule, index): LedgerEntry[] => {
      const { entry } = rule;
      if (entry === undefined || entry.kind === 'evaluate') return [];
      // Neither permit nor deny: no entry as far as anybody can tell. A diagnostic speaks of it.
      if (entry.kind === 'unrecognized' && entry.action === undefined) return [];
      const verdict = outside(entry) ?? this.#filtering(list, rule, index);
      return [this.#entry(device, acl.name, entry, verdict)];
    });
  }

  ofRemoved(device: Device, { list, entry, reason, by }: RemovedEntry): LedgerEntry {
    const line = this.#input.sources.line(device.source, by);
    const verdict: LedgerVerdict =
      reason === 'no-list'
        ? { outcome: 'unparsed', reason }
        : { outcome: 'shadowed', reason, line };
    return this.#entry(device, list, entry, verdict);
  }

  #entry(
    device: Device,
    list: string,
    entry: Ace | Unrecognized,
    verdict: LedgerVerdict,
  ): LedgerEntry {
    return {
      file: device.source,
      line: this.#input.sources.line(device.source, entry.span),
      list,
      text: this.#input.sources.text(device.source, entry.span),
      outcome: verdict.outcome,
      reason: verdict.reason,
      because: verdictWords(verdict),
      rules: verdict.rules ?? [],
    };
  }

  /** Verdicts on lines of a list that filters no forwarded packets; undefined for lines of one that does. */
  #notFiltering(
    device: Device,
    acl: Acl,
    list: FilterList,
  ): (entry: Ace | Unrecognized) => LedgerVerdict | undefined {
    const unparsed: LedgerVerdict = { outcome: 'unparsed', reason: 'unparsed' };
    const topology = this.#input.topologies.get(acl.family);
    if (topology === undefined) throw new Error(`no topology for list ${list.id}`);
    const verdict = ((): LedgerVerdict | undefined => {
      if (topology.filtering.has(list.id)) return undefined;
      if (topology.placeless.has(list.id)) {
        return { outcome: 'needs-decision', reason: 'no-segment', list: acl.name };
      }
      const uses = device.references.filter(
        (reference) =>
          reference.list === acl.name &&
          (reference.family === undefined || reference.family === acl.family),
      );
      const down = device.interfaces.filter(
        ({ bindings, shutdown }) => shutdown && bindings.some((b) => b.list === acl.name),
      );
      const [first] = uses;
      if (first !== undefined) {
        const { use, text } = first;
        return { outcome: 'not-a-filter', reason: use, text, more: uses.length - 1 };
      }
      if (down.length > 0) {
        const interfaces = down.map(({ name }) => name);
        return { outcome: 'unbound', reason: 'shutdown', interfaces };
      }
      const idle = topology.idle?.get(list.id);
      if (idle !== undefined) {
        return { outcome: 'unbound', reason: 'unused', interfaces: idle };
      }
      const replaced = replacedBinding(device, acl, this.#input.sources);
      return replaced ?? { outcome: 'unbound', reason: 'unbound', list: acl.name };
    })();
    const other: LedgerVerdict | undefined =
      acl.type === 'other' ? { outcome: 'unsupported', reason: 'list-kind' } : undefined;
    return (entry) => other ?? (entry.kind === 'unrecognized' ? unparsed : verdict);
  }

  /** LedgerVerdict on a line of a list that filters. */
  #filtering(list: FilterList, rule: FilterRule, index: number): LedgerVerdict {
    const caveat = rule.match.caveats[0];
    if (caveat?.kind === 'unparsed') return caveatVerdict(caveat, rule, []);
    const alone = listVerdict(this.#input, list, rule, index);
    if (alone !== undefined) return alone;
    if (caveat !== undefined) {
      return (
        this.#assumed(list, rule, index) ??
        this.#input.holdingBack(list, index) ??
        caveatVerdict(caveat, rule, conditionTexts(rule.match.caveats, list, this.#input.sources))
      );
    }
    const fate = this.#offPath(list, this.#input.fateOf(list, index).verdict);
    const verdict = this.#withoutAnswer(list, rule, this.#withEvaluate(list, rule, fate));
    const all = this.#input.judged.get(list.id)?.[index]?.matchesAll === true;
    if (!all || rule.action !== 'permit' || verdict.outcome !== 'translated') return verdict;
    if (verdict.reason === 'permits-everything') return verdict;
    const { rules = [], notes = [], ...does } = verdict;
    return { outcome: 'translated', reason: 'permits-everything', does, rules, notes };
  }

  /** A permit whose answers are dropped opens nothing today, and would with the drafts. */
  #withoutAnswer(
    list: FilterList,
    { action, entry }: FilterRule,
    verdict: LedgerVerdict,
  ): LedgerVerdict {
    if (action !== 'permit' || entry?.kind !== 'ace') return verdict;
    const dropped = this.#input.unanswered(list, entry);
    if (dropped === undefined) return verdict;
    return withNote(verdict, {
      kind: 'unanswered',
      list: dropped.other,
      interface: dropped.interface,
    });
  }

  /** A permit that records flows says which line lets their answers back. */
  #withEvaluate(
    { device }: FilterList,
    { entry }: FilterRule,
    verdict: LedgerVerdict,
  ): LedgerVerdict {
    if (entry?.kind !== 'ace') return verdict;
    const reflect = entry.conditions.find(({ kind }) => kind === 'reflect');
    if (reflect?.kind !== 'reflect') return verdict;
    const at = device.acls.flatMap(({ name, entries }) =>
      entries.flatMap((other) =>
        other.kind === 'evaluate' && other.name === reflect.name
          ? [{ list: name, line: this.#input.sources.line(device.source, other.span) }]
          : [],
      ),
    );
    return withNote(verdict, { kind: 'reflects', name: reflect.name, at });
  }

  /** A line about global addresses of which none leads inside. */
  #offPath(list: FilterList, verdict: LedgerVerdict): LedgerVerdict {
    const noPath = verdict.reason === 'no-path' || verdict.reason === 'same-segment';
    if (!noPath || !this.#input.translated.has(list.id)) return verdict;
    return { outcome: 'shadowed', reason: 'no-path', why: 'not-translated' };
  }

  /** LedgerVerdict on a line whose conditions were all decided; undefined when some was not. */
  #assumed(
    list: FilterList,
    { entry, action }: FilterRule,
    index: number,
  ): LedgerVerdict | undefined {
    const { assumed, sources, conditionDecision, fateOf } = this.#input;
    const decided = assumed.get(list.id)?.rules[index];
    if (decided === undefined || decided.match.caveats.length > 0 || entry?.kind !== 'ace') {
      return undefined;
    }
    const text = sources.text(list.device.source, entry.span);
    const taken = entry.conditions.flatMap((condition) => {
      const decision = conditionDecision(text, condition);
      if (decision === undefined) return [];
      const words = sources.text(list.device.source, condition.span);
      return [{ condition: words, assume: decision.assume, decidedBy: reasonText(decision) }];
    });
    const never = taken.some(({ assume }) => assume === 'never');
    const { verdict } = fateOf(list, index);
    if (['unsupported', 'needs-decision', 'same-segment', 'shadowed'].includes(verdict.outcome)) {
      return verdict;
    }
    return {
      outcome: (action === 'permit') === never ? 'narrowed' : 'widened',
      reason: 'assumed',
      taken,
      rules: verdict.rules ?? [],
    };
  }
}

function withNote(verdict: LedgerVerdict, note: LedgerNote): LedgerVerdict {
  return { ...verdict, notes: [...(verdict.notes ?? []), note] };
}

/** @param conditions the conditions of the entry, in its words. */
function caveatVerdict(
  caveat: AceCaveat,
  { action, match }: FilterRule,
  conditions: readonly string[],
): LedgerVerdict {
  const grant: Grant = { action, certain: match.must.length > 0 };
  switch (caveat.kind) {
    case 'condition':
      return {
        outcome: 'unsupported',
        reason: `condition-${caveat.condition.kind}`,
        conditions,
        grant,
      };
    case 'object-group':
      return { outcome: 'unsupported', reason: 'object-group', name: caveat.name, grant };
    case 'wildcard':
    case 'portgroup':
      return { outcome: 'unsupported', reason: caveat.kind, grant };
    case 'unparsed':
      return { outcome: 'unparsed', reason: 'unparsed', grant };
    default:
      return assertNever(caveat);
  }
}
