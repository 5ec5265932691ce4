/** The flows of drafted rules, of one family. */
import type { Family } from '@aclift/ir';
import {
  type Diagram,
  EVERYTHING,
  intersectRanges,
  normalizeRanges,
  type Ranges,
  type Space,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import { type Ends, type FlowField, icmpProtocol, icmpTypeServices } from '@aclift/verify';
import type { Draft, DraftedRule } from '../draft/draft.ts';
import { fromLine, type Stack } from '../sides/stack.ts';
import { icmpTypeOf, type Services, TRANSPORTS } from '../rows/services.ts';
import { writtenAt } from './written-blocks.ts';

/** Flows of a rule: with pods, or with others. */
export interface Part {
  readonly among: 'pods' | 'all';
  /** The other ends; undefined: all. */
  readonly others: Ranges | undefined;
  readonly services: Diagram;
}

/** Says what rules are about, whoever their policies select. */
export class RuleFlows {
  readonly #stack: Stack;
  readonly #space: Space<FlowField>;
  readonly #family: Family;
  readonly #ends: Ends;
  readonly #addresses = new WeakMap<ReadonlySet<string>, Ranges>();
  #podsById: ReadonlyMap<string, Ranges> | undefined;
  #podAddresses: Ranges | undefined;

  /** @param stack what the drafts' addresses are written in; everything else is of the one family. */
  constructor(stack: Stack, space: Space<FlowField>, family: Family, ends: Ends) {
    this.#stack = stack;
    this.#space = space;
    this.#family = family;
    this.#ends = ends;
  }

  /** Flows of anybody: those of the subject are the rule's. */
  of({ direction }: DraftedRule, { others, services }: Part): Diagram {
    return others === undefined
      ? services
      : this.#space.boxOver({ [otherEnd(direction)]: others }, services);
  }

  /** The flows of a rule: with pods, and with others. */
  partsOf(draft: Draft, rule: DraftedRule): readonly Part[] {
    const { peers } = rule;
    const services = this.#services(rule.services);
    if (peers.anyone) return [{ among: 'all', others: undefined, services }];
    const outside = fromLine(this.#stack, this.#family, peers.outside);
    // Blocks may hold more than they must; of pods they say nothing.
    const may = intersectRanges(
      fromLine(this.#stack, this.#family, peers.addressesAllowed),
      writtenAt(this.#family, draft, rule),
    );
    const written = subtractRanges(may, this.#ofPods());
    const others = unionRanges(outside, this.#space.around(otherEnd(rule.direction), written));
    return [
      ...(peers.pods.size > 0
        ? [{ among: 'pods' as const, others: this.addressesOf(peers.pods), services }]
        : []),
      ...(others.length > 0 ? [{ among: 'all' as const, others, services }] : []),
    ];
  }

  /** Old addresses of some workloads. */
  addressesOf(workloads: ReadonlySet<string>): Ranges {
    const known = this.#addresses.get(workloads);
    if (known !== undefined) return known;
    this.#podsById ??= new Map(this.#ends.pods.map((pod) => [pod.workload.id, pod.addresses]));
    const byId = this.#podsById;
    const addresses = normalizeRanges([...workloads].flatMap((id) => byId.get(id) ?? []));
    this.#addresses.set(workloads, addresses);
    return addresses;
  }

  #ofPods(): Ranges {
    this.#podAddresses ??= normalizeRanges(this.#ends.pods.flatMap(({ addresses }) => addresses));
    return this.#podAddresses;
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

/** The field of the peers of a rule. */
export function otherEnd(direction: DraftedRule['direction']): 'destination' | 'source' {
  return direction === 'egress' ? 'destination' : 'source';
}
