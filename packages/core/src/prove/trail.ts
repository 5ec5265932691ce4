/** From draft rules back to the entries they carry: what reviewers read above each rule, and the ledger's links. */
import type { Family } from '@aclift/ir';
import { type Diagram, NOTHING, type Ranges, type Space } from '@aclift/packet-set';
import {
  atPods,
  atVirtual,
  type Ends,
  type FilterList,
  type FlowField,
  type ListUse,
  type Today,
  type Topology,
} from '@aclift/verify';
import type { Stack } from '../sides/stack.ts';
import type { Draft, DraftedRule } from '../draft/draft.ts';
import type { UnseenHandling } from '../options.ts';
import { otherEnd, type Part, RuleFlows } from './rule-flows.ts';
import { type Unquoted, UnquotedWords } from './unquoted.ts';

/** An entry of a list: the index counts the list's rules. */
export interface EntryRef {
  readonly list: FilterList;
  readonly rule: number;
}

/** What a list decides of the flows that get to it. */
interface DecidedByUse {
  readonly use: ListUse;
  /** The terminal is the label of the deciding entry. */
  readonly flows: Diagram;
}

/** What lists decide of the flows of a draft's workloads in one direction. */
interface Concerned {
  /** Flows with one of the workloads at its end. */
  readonly subject: Diagram;
  /** Restricted to those flows; other lists are left out. */
  readonly uses: readonly DecidedByUse[];
}

/** What is behind a rule. */
export interface Behind {
  readonly entries: readonly EntryRef[];
  /** In which flows the entries have no part; only of rules that allow. */
  readonly unquoted: readonly Unquoted[];
}

/** Finds the entries behind rules. The space must know the lists, the inventory and the drafts' ports. */
export class Trail {
  readonly #space: Space<FlowField>;
  readonly #today: Today;
  readonly #ends: Ends;
  readonly #unseenTraffic: UnseenHandling;
  readonly #devices: readonly Ranges[];
  readonly #words: UnquotedWords;
  readonly #flows: RuleFlows;
  #hosts: Diagram | undefined;
  /** By roles of lists. */
  readonly #unnamed = new Map<string, Diagram>();
  #decided: readonly DecidedByUse[] | undefined;
  readonly #concerned = {
    egress: new WeakMap<Draft, Concerned>(),
    ingress: new WeakMap<Draft, Concerned>(),
  } as const;
  readonly #byPod: { [D in DraftedRule['direction']]?: ReadonlyMap<string, readonly number[]> } =
    {};

  /** @param stack what the drafts' addresses are written in; everything else is of the one family. */
  constructor(
    stack: Stack,
    space: Space<FlowField>,
    family: Family,
    today: Today,
    ends: Ends,
    unseenTraffic: UnseenHandling,
    places: Topology['places'],
  ) {
    this.#devices = places.filter(({ kind }) => kind === 'own').map(({ addresses }) => addresses);
    this.#space = space;
    this.#unseenTraffic = unseenTraffic;
    this.#today = today;
    this.#ends = ends;
    this.#flows = new RuleFlows(stack, space, family, ends);
    this.#words = new UnquotedWords(stack, space, family, ends, this.#devices);
  }

  /** Entries that decide what the rule lets through (or denies), by list and position, and what none of them decides. */
  behind(draft: Draft, rule: DraftedRule): Behind {
    const concerned = this.#concernedBy(rule.direction, draft);
    const parts = this.#flows.partsOf(draft, rule);
    return this.#isNamed(rule, concerned, parts)
      ? { entries: this.#entriesWithin(rule, concerned, parts), unquoted: [] }
      : this.#inWords(draft, rule, concerned, parts);
  }

  /** Roles of the lists whose entries a rule carries. */
  #rolesOf({ direction }: DraftedRule, among: Part['among']): readonly ListUse['role'][] {
    if (among === 'all' || this.#unseenTraffic === 'strict') return ALL_ROLES;
    return [direction === 'egress' ? 'in' : 'out', 'everywhere'];
  }

  /** Whether entries decide all of the rule's flows, and as they are: then their labels are all there is to say. */
  #isNamed(rule: DraftedRule, concerned: Concerned, parts: readonly Part[]): boolean {
    if (this.#ends.services.length > 0) return false;
    if (rule.action === 'deny') return true;
    return parts.every((part) => {
      const unnamed = this.#unnamedBy(this.#rolesOf(rule, part.among));
      if (unnamed === NOTHING) return true;
      const own = this.#space.intersect(unnamed, concerned.subject);
      return own === NOTHING || !this.#space.meets(this.#flows.of(rule, part), own);
    });
  }

  /** Flows between hosts that are permitted, and by no entry of a list of these roles. */
  #unnamedBy(roles: readonly ListUse['role'][]): Diagram {
    const key = roles.join();
    const known = this.#unnamed.get(key);
    if (known !== undefined) return known;
    const space = this.#space;
    const named = this.#allDecided()
      .filter(({ use }) => roles.includes(use.role))
      .map(({ flows, use: { function: of } }) =>
        space.mapTerminals(flows, (label) =>
          of.list.rules[label - 1]?.action === 'permit' ? 1 : 0,
        ),
      );
    const permitted = space.intersect(this.#today.permitted.min, this.#byHosts());
    const found = space.subtract(permitted, space.unionAll(named));
    this.#unnamed.set(key, found);
    return found;
  }

  /** Entries that decide some of the flows as the rule does. */
  #entriesWithin(
    rule: DraftedRule,
    { uses }: Concerned,
    parts: readonly Part[],
  ): readonly EntryRef[] {
    const wanted = rule.action === 'allow' ? 'permit' : 'deny';
    const found = new Map<string, EntryRef>();
    const end = otherEnd(rule.direction);
    for (const { among, others, services } of parts) {
      const roles = this.#rolesOf(rule, among);
      for (const { flows, use } of uses) {
        if (!roles.includes(use.role)) continue;
        const { list } = use.function;
        const labels =
          others === undefined
            ? this.#space.terminalsWithin(flows, services)
            : this.#space.terminalsWithinBox(flows, end, others, services);
        for (const label of labels) {
          if (list.rules[label - 1]?.action !== wanted) continue;
          found.set(`${list.id} ${label}`, { list, rule: label - 1 });
        }
      }
    }
    return inOrder(found);
  }

  /** The same with what entries have no part in: from the flows themselves. */
  #inWords(
    draft: Draft,
    rule: DraftedRule,
    concerned: Concerned,
    regions: readonly Part[],
  ): Behind {
    const found = new Map<string, EntryRef>();
    const { subject, uses } = concerned;
    const parts = regions.map((part) => ({
      among: part.among,
      flows: this.#space.intersect(subject, this.#flows.of(rule, part)),
    }));
    const allows = rule.action === 'allow';
    const quotedFlows: Diagram[] = [];
    const rests = parts.map(({ among, flows }) => {
      const roles = this.#rolesOf(rule, among);
      const quoted = this.#collectBoth(rule, flows, roles, found, uses);
      quotedFlows.push(quoted);
      if (!allows) return NOTHING;
      const hosts = this.#space.intersect(flows, this.#byHosts());
      const rest = this.#space.subtract(
        this.#space.intersect(hosts, this.#today.permitted.min),
        quoted,
      );
      // Between two pods either end has its share of the filters. What only the other end's see is theirs to permit.
      const theirs = this.#space.intersect(rest, this.#today.seen);
      return roles === ALL_ROLES || theirs === NOTHING
        ? rest
        : this.#space.subtract(rest, this.#collectBoth(rule, theirs, ALL_ROLES, found, uses));
    });
    const rest = this.#space.unionAll(rests);
    const whole = this.#space.intersect(
      this.#space.unionAll(parts.map(({ flows }) => flows)),
      this.#byHosts(),
    );
    const at = { whole, quoted: this.#space.unionAll(quotedFlows) };
    const { seen } = this.#today;
    return {
      entries: inOrder(found),
      unquoted: [
        ...this.#words.of('unfiltered', draft, rule, {
          ...at,
          rest: this.#space.subtract(rest, seen),
        }),
        ...this.#words.of('unnamed', draft, rule, {
          ...at,
          rest: this.#space.intersect(rest, seen),
        }),
      ],
    };
  }

  /** {@link #collect} for flows and for what they were on their way to virtual addresses. */
  #collectBoth(
    rule: DraftedRule,
    flows: Diagram,
    roles: readonly ListUse['role'][],
    found: Map<string, EntryRef>,
    uses: readonly DecidedByUse[],
  ): Diagram {
    const { services } = this.#ends;
    const direct = this.#collect(rule, flows, roles, found, uses);
    if (services.length === 0) return direct;
    const virtual = atVirtual(this.#space, services, flows);
    return this.#space.union(
      direct,
      atPods(this.#space, services, this.#collect(rule, virtual, roles, found, this.#allDecided())),
    );
  }

  /**
   * Adds the entries that decide some of the flows as the rule does.
   * @param uses all those that see some of the flows. @returns the flows that they decide.
   */
  #collect(
    rule: DraftedRule,
    region: Diagram,
    roles: readonly ListUse['role'][],
    found: Map<string, EntryRef>,
    uses: readonly DecidedByUse[],
  ): Diagram {
    const wanted = rule.action === 'allow' ? 'permit' : 'deny';
    const regions: Diagram[] = [];
    for (const { flows, use } of uses) {
      if (!roles.includes(use.role)) continue;
      const { list } = use.function;
      const decided = this.#space.mask(flows, region);
      const labels = new Set(
        this.#space.terminals(decided).filter((label) => list.rules[label - 1]?.action === wanted),
      );
      if (labels.size === 0) continue;
      for (const label of labels) found.set(`${list.id} ${label}`, { list, rule: label - 1 });
      regions.push(this.#space.mapTerminals(decided, (label) => (labels.has(label) ? 1 : 0)));
    }
    return this.#space.unionAll(regions);
  }

  #concernedBy(direction: DraftedRule['direction'], draft: Draft): Concerned {
    const known = this.#concerned[direction].get(draft);
    if (known !== undefined) return known;
    const byPod = (this.#byPod[direction] ??= this.#filed(direction));
    const places = new Set(draft.workloads.flatMap((id) => byPod.get(id) ?? []));
    const subject = this.#space.box({
      [direction === 'egress' ? 'source' : 'destination']: this.#flows.addressesOf(
        new Set(draft.workloads),
      ),
    });
    const uses = this.#allDecided().flatMap(({ flows, use }, at) =>
      places.has(at) ? [{ use, flows: this.#space.mask(flows, subject) }] : [],
    );
    const found = { subject, uses };
    this.#concerned[direction].set(draft, found);
    return found;
  }

  #allDecided(): readonly DecidedByUse[] {
    this.#decided ??= this.#today.uses.map((use) => ({
      use,
      flows: this.#space.mask(use.function.decidedMin, use.meets),
    }));
    return this.#decided;
  }

  /** Places among {@link #allDecided} by workload. */
  #filed(direction: DraftedRule['direction']): ReadonlyMap<string, readonly number[]> {
    const { pods } = this.#ends;
    const filed = new Map<string, number[]>(pods.map(({ workload }) => [workload.id, []]));
    const groups = this.#space.groups(
      direction === 'egress' ? 'source' : 'destination',
      pods.map(({ addresses }) => addresses),
    );
    for (const [at, { flows }] of this.#allDecided().entries()) {
      for (const pod of this.#space.groupsMet(flows, groups)) {
        filed.get(pods[pod]?.workload.id ?? '')?.push(at);
      }
    }
    return filed;
  }

  /** Flows between others than devices: what devices send themselves is no matter of lines. */
  #byHosts(): Diagram {
    this.#hosts ??= this.#space.complement(
      this.#space.unionAll(
        this.#devices.flatMap((own) => [
          this.#space.box({ source: own }),
          this.#space.box({ destination: own }),
        ]),
      ),
    );
    return this.#hosts;
  }
}

const ALL_ROLES: readonly ListUse['role'][] = ['in', 'out', 'everywhere'];

function inOrder(found: ReadonlyMap<string, EntryRef>): readonly EntryRef[] {
  return [...found.values()].toSorted((a, b) =>
    a.list.id === b.list.id ? a.rule - b.rule : a.list.id < b.list.id ? -1 : 1,
  );
}
