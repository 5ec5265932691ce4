/** From draft rules back to the entries they carry: what reviewers read above each rule, and the ledger's links. */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  EVERYTHING,
  normalizeRanges,
  type Ranges,
  type Space,
} from '@aclift/packet-set';
import {
  atVirtual,
  type Ends,
  type FilterList,
  type FlowField,
  icmpProtocol,
  icmpTypeServices,
  type ListUse,
  type Today,
} from '@aclift/verify';
import { fromLine, type Stack } from '../families/stack.ts';
import type { Draft, DraftedRule } from '../draft/draft.ts';
import type { UnseenHandling } from '../options.ts';
import { icmpTypeOf, type Services, TRANSPORTS } from '../project/services.ts';

/** An entry of a list: the index counts the list's rules. */
export interface EntryRef {
  readonly list: FilterList;
  readonly rule: number;
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
    const subject = this.#addressesOf(new Set(draft.workloads));
    const services = this.#services(rule.services);
    const own: readonly ListUse['role'][] =
      this.#unseenTraffic === 'strict'
        ? ['in', 'out']
        : [rule.direction === 'egress' ? 'in' : 'out'];
    const flows = (peers: Ranges | undefined): Diagram => {
      const [from, to] = rule.direction === 'egress' ? [subject, peers] : [peers, subject];
      const box = {
        ...(from === undefined ? {} : { source: from }),
        ...(to === undefined ? {} : { destination: to }),
      };
      return this.#space.intersect(this.#space.box(box), services);
    };
    const all: readonly ListUse['role'][] = ['in', 'out', 'everywhere'];
    const found = new Map<string, EntryRef>();
    const collect = (region: Diagram, roles: readonly ListUse['role'][]): void => {
      for (const use of this.#today.uses) {
        if (!roles.includes(use.role)) continue;
        const decided = this.#space.mask(
          use.function.decidedMin,
          this.#space.intersect(use.meets, region),
        );
        for (const label of this.#space.terminals(decided)) {
          const { list } = use.function;
          const wanted = rule.action === 'allow' ? 'permit' : 'deny';
          if (list.rules[label - 1]?.action !== wanted) continue;
          found.set(`${list.id} ${label}`, { list, rule: label - 1 });
        }
      }
    };
    const collectAll = (region: Diagram, roles: readonly ListUse['role'][]): void => {
      collect(region, roles);
      collect(atVirtual(this.#space, this.#ends.services, region), roles);
    };
    if (rule.peers.anyone) collectAll(flows(undefined), all);
    else {
      if (rule.peers.pods.size > 0) {
        collectAll(flows(this.#addressesOf(rule.peers.pods)), [...own, 'everywhere']);
      }
      const outside = fromLine(this.#stack, this.#family, rule.peers.outside);
      if (outside.length > 0) collectAll(flows(outside), all);
    }
    return [...found.values()].toSorted((a, b) =>
      a.list.id === b.list.id ? a.rule - b.rule : a.list.id < b.list.id ? -1 : 1,
    );
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
