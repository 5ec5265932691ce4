/** From draft rules back to the entries they carry: what reviewers read above each rule, and the ledger's links. */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  EVERYTHING,
  NOTHING,
  normalizeRanges,
  type Ranges,
  type Space,
} from '@aclift/packet-set';
import {
  atVirtual,
  type Ends,
  type FilterList,
  type FlowBox,
  type FlowField,
  icmpProtocol,
  icmpTypeServices,
  type ListUse,
  type Today,
} from '@aclift/verify';
import { fromLine, type Stack } from '../families/stack.ts';
import type { Draft, DraftedRule } from '../draft/draft.ts';
import { DecidedFlows } from './decided-flows.ts';
import type { UnseenHandling } from '../options.ts';
import { icmpTypeOf, type Services, TRANSPORTS } from '../project/services.ts';

/** An entry of a list: the index counts the list's rules. */
export interface EntryRef {
  readonly list: FilterList;
  readonly rule: number;
}

/** What a list decides of the flows that get to it. */
interface DecidedByUse {
  readonly use: ListUse;
  readonly flows: Diagram;
  readonly decided: DecidedFlows;
}

function boxOf(source: Ranges | undefined, destination: Ranges | undefined): FlowBox {
  return {
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  };
}

/** Finds the entries behind rules. The space must know the lists, the inventory and the drafts' ports. */
export class Trail {
  readonly #stack: Stack;
  readonly #space: Space<FlowField>;
  readonly #family: Family;
  readonly #today: Today;
  readonly #ends: Ends;
  readonly #unseenTraffic: UnseenHandling;
  readonly #addresses = new WeakMap<ReadonlySet<string>, Ranges>();
  readonly #subjects = new WeakMap<Draft, Ranges>();
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
  ) {
    this.#stack = stack;
    this.#space = space;
    this.#unseenTraffic = unseenTraffic;
    this.#family = family;
    this.#today = today;
    this.#ends = ends;
  }

  /** Entries that decide what the rule lets through (or denies), by list and position. */
  entriesOf(draft: Draft, rule: DraftedRule): readonly EntryRef[] {
    const subject = this.#subjectOf(draft);
    const services = this.#services(rule.services);
    const own: readonly ListUse['role'][] =
      this.#unseenTraffic === 'strict'
        ? ['in', 'out']
        : [rule.direction === 'egress' ? 'in' : 'out'];
    const all: readonly ListUse['role'][] = ['in', 'out', 'everywhere'];
    const wanted = rule.action === 'allow' ? 'permit' : 'deny';
    const found = new Map<string, EntryRef>();
    const add = ({ function: { list } }: ListUse, labels: Iterable<number>): void => {
      for (const label of labels) {
        if (list.rules[label - 1]?.action !== wanted) continue;
        found.set(`${list.id} ${label}`, { list, rule: label - 1 });
      }
    };
    const collect = (peers: Ranges | undefined, roles: readonly ListUse['role'][]): void => {
      const [from, to] = rule.direction === 'egress' ? [subject, peers] : [peers, subject];
      for (const { use, decided } of this.#decidedWith(rule.direction, draft)) {
        if (roles.includes(use.role)) add(use, decided.labels(from, to, services));
      }
      if (this.#ends.services.length === 0) return;
      const flows = this.#space.intersect(this.#space.box(boxOf(from, to)), services);
      const region = atVirtual(this.#space, this.#ends.services, flows);
      if (region === NOTHING) return;
      for (const use of this.#today.uses) {
        if (!roles.includes(use.role)) continue;
        const met = this.#space.intersect(use.meets, region);
        add(use, this.#space.terminals(this.#space.mask(use.function.decidedMin, met)));
      }
    };
    if (rule.peers.anyone) collect(undefined, all);
    else {
      if (rule.peers.pods.size > 0) {
        collect(this.#addressesOf(rule.peers.pods), [...own, 'everywhere']);
      }
      const outside = fromLine(this.#stack, this.#family, rule.peers.outside);
      if (outside.length > 0) collect(outside, all);
    }
    return [...found.values()].toSorted((a, b) =>
      a.list.id === b.list.id ? a.rule - b.rule : a.list.id < b.list.id ? -1 : 1,
    );
  }

  /** The same object for each question about a draft. */
  #subjectOf(draft: Draft): Ranges {
    const known = this.#subjects.get(draft) ?? this.#addressesOf(new Set(draft.workloads));
    this.#subjects.set(draft, known);
    return known;
  }

  /** What lists decide of flows that have a workload of the draft at an end; other lists are left out. */
  #decidedWith(direction: DraftedRule['direction'], draft: Draft): readonly DecidedByUse[] {
    const known = this.#concerned[direction].get(draft);
    if (known !== undefined) return known;
    const byPod = (this.#byPod[direction] ??= this.#filed(direction));
    const places = new Set(draft.workloads.flatMap((id) => byPod.get(id) ?? []));
    const found = this.#allDecided().filter((_, at) => places.has(at));
    this.#concerned[direction].set(draft, found);
    return found;
  }

  #allDecided(): readonly DecidedByUse[] {
    this.#decided ??= this.#today.uses.map((use) => {
      const flows = this.#space.mask(use.function.decidedMin, use.meets);
      return { use, flows, decided: new DecidedFlows(this.#space, flows) };
    });
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
