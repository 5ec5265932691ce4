/** From draft rules back to the entries they carry: what reviewers read above each rule, and the ledger's links. */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  EVERYTHING,
  intersectRanges,
  normalizeRanges,
  NOTHING,
  type Ranges,
  type Space,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import {
  atPods,
  atVirtual,
  type Ends,
  type FilterList,
  type FlowField,
  icmpProtocol,
  icmpTypeServices,
  type ListUse,
  type Today,
  type Topology,
} from '@aclift/verify';
import { fromLine, type Stack } from '../sides/stack.ts';
import type { Draft, DraftedRule } from '../draft/draft.ts';
import type { UnseenHandling } from '../options.ts';
import { type Unquoted, UnquotedWords } from './unquoted.ts';
import { writtenAt } from './written-blocks.ts';
import { icmpTypeOf, type Services, TRANSPORTS } from '../rows/services.ts';

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

/** What is behind a rule. */
export interface Behind {
  readonly entries: readonly EntryRef[];
  /** In which flows the entries have no part; only of rules that allow. */
  readonly unquoted: readonly Unquoted[];
}

/** Finds the entries behind rules. The space must know the lists, the inventory and the drafts' ports. */
export class Trail {
  readonly #stack: Stack;
  readonly #space: Space<FlowField>;
  readonly #family: Family;
  readonly #today: Today;
  readonly #ends: Ends;
  readonly #unseenTraffic: UnseenHandling;
  readonly #devices: readonly Ranges[];
  readonly #words: UnquotedWords;
  #hosts: Diagram | undefined;
  readonly #addresses = new WeakMap<ReadonlySet<string>, Ranges>();
  #podAddresses: Ranges | undefined;
  #decided: readonly DecidedByUse[] | undefined;
  readonly #concerned = {
    egress: new WeakMap<Draft, readonly DecidedByUse[]>(),
    ingress: new WeakMap<Draft, readonly DecidedByUse[]>(),
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
    this.#stack = stack;
    this.#devices = places.filter(({ kind }) => kind === 'own').map(({ addresses }) => addresses);
    this.#space = space;
    this.#unseenTraffic = unseenTraffic;
    this.#family = family;
    this.#today = today;
    this.#ends = ends;
    this.#words = new UnquotedWords(stack, space, family, ends, this.#devices);
  }

  /** Entries that decide what the rule lets through (or denies), by list and position, and what none of them decides. */
  behind(draft: Draft, rule: DraftedRule): Behind {
    const found = new Map<string, EntryRef>();
    const parts = this.#partsOf(draft, rule);
    const all: readonly ListUse['role'][] = ['in', 'out', 'everywhere'];
    const own: readonly ListUse['role'][] =
      this.#unseenTraffic === 'strict'
        ? all
        : [rule.direction === 'egress' ? 'in' : 'out', 'everywhere'];
    const allows = rule.action === 'allow';
    const quotedFlows: Diagram[] = [];
    const rests = parts.map(({ among, flows }) => {
      const roles = among === 'pods' ? own : all;
      const uses = this.#decidedWith(rule.direction, draft);
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
      return roles === all || theirs === NOTHING
        ? rest
        : this.#space.subtract(rest, this.#collectBoth(rule, theirs, all, found, uses));
    });
    const rest = this.#space.unionAll(rests);
    const whole = this.#space.intersect(
      this.#space.unionAll(parts.map(({ flows }) => flows)),
      this.#byHosts(),
    );
    const at = { whole, quoted: this.#space.unionAll(quotedFlows) };
    const { seen } = this.#today;
    return {
      entries: [...found.values()].toSorted((a, b) =>
        a.list.id === b.list.id ? a.rule - b.rule : a.list.id < b.list.id ? -1 : 1,
      ),
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

  /** The flows of a rule: with pods, and with others. */
  #partsOf(
    draft: Draft,
    rule: DraftedRule,
  ): readonly { readonly among: 'pods' | 'all'; readonly flows: Diagram }[] {
    const { peers } = rule;
    const subject = this.#addressesOf(new Set(draft.workloads));
    const services = this.#services(rule.services);
    const flows = (others: Ranges | undefined): Diagram => {
      const [from, to] = rule.direction === 'egress' ? [subject, others] : [others, subject];
      const box = {
        ...(from === undefined ? {} : { source: from }),
        ...(to === undefined ? {} : { destination: to }),
      };
      return this.#space.boxOver(box, services);
    };
    if (peers.anyone) return [{ among: 'all', flows: flows(undefined) }];
    const outside = fromLine(this.#stack, this.#family, peers.outside);
    // Blocks may hold more than they must; of pods they say nothing.
    const may = subtractRanges(
      fromLine(this.#stack, this.#family, peers.addressesAllowed),
      this.#ofPods(),
    );
    const written = intersectRanges(may, writtenAt(this.#family, draft, rule));
    const field = rule.direction === 'egress' ? 'destination' : 'source';
    const others = unionRanges(outside, this.#space.around(field, written));
    return [
      ...(peers.pods.size > 0
        ? [{ among: 'pods' as const, flows: flows(this.#addressesOf(peers.pods)) }]
        : []),
      ...(others.length > 0 ? [{ among: 'all' as const, flows: flows(others) }] : []),
    ];
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

  /** What lists decide of flows that have a workload of the draft at its end, and only that; other lists are left out. */
  #decidedWith(direction: DraftedRule['direction'], draft: Draft): readonly DecidedByUse[] {
    const known = this.#concerned[direction].get(draft);
    if (known !== undefined) return known;
    const byPod = (this.#byPod[direction] ??= this.#filed(direction));
    const places = new Set(draft.workloads.flatMap((id) => byPod.get(id) ?? []));
    const subject = this.#space.box({
      [direction === 'egress' ? 'source' : 'destination']: this.#addressesOf(
        new Set(draft.workloads),
      ),
    });
    const found = this.#allDecided().flatMap(({ flows, use }, at) =>
      places.has(at) ? [{ use, flows: this.#space.mask(flows, subject) }] : [],
    );
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

  #ofPods(): Ranges {
    this.#podAddresses ??= normalizeRanges(this.#ends.pods.flatMap(({ addresses }) => addresses));
    return this.#podAddresses;
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

  #addressesOf(workloads: ReadonlySet<string>): Ranges {
    const known = this.#addresses.get(workloads);
    if (known !== undefined) return known;
    const ranges = this.#ends.pods
      .filter(({ workload }) => workloads.has(workload.id))
      .flatMap(({ addresses }) => addresses);
    const addresses = normalizeRanges(ranges);
    this.#addresses.set(workloads, addresses);
    return addresses;
  }

  #services({ ports, icmp, others }: Services): Diagram {
    if (others) return EVERYTHING;
    const boxes = TRANSPORTS.map(({ name, number }) =>
      this.#space.box({ protocol: [{ from: number, to: number }], service: ports[name] }),
    );
    const protocol = icmpProtocol(this.#family);
    const types = icmp.map(icmpTypeOf).filter(({ family }) => family === this.#family);
    boxes.push(
      this.#space.box({
        protocol: [{ from: protocol, to: protocol }],
        service: normalizeRanges(types.map(({ type }) => icmpTypeServices(this.#family, type))),
      }),
    );
    return this.#space.unionAll(boxes);
  }
}
