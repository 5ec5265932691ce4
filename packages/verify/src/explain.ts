/**
 * Why a set of policies cannot let through what the lists do. Each reason is a criterion on the lists and the inventory
 * alone: it holds or not whatever the policies are, so a drafting bug cannot hide behind it.
 */
import type { Family } from '@aclift/ir';
import { type Diagram, NOTHING, type Space } from '@aclift/packet-set';
import { type ClientPorts, keptFlows } from './client-ports.ts';
import { type CoverageMap, withinAll } from './coverage.ts';
import type { Together } from './ends.ts';
import { type FlowField, icmpProtocol, icmpTypeServices, openingIcmpTypes } from './flow.ts';
import { heldByOther, type OtherFamily } from './other-family.ts';
import { mirrored, replyBoxes } from './reply.ts';
import type { Today } from './today.ts';

/** Why a draft differs from the lists, where that cannot be helped. */
export type Approximation =
  /** A filter may be on the way or not, and holds it back if it is. */
  | 'way-unknown'
  /** A device itself sends or gets it, past the lists that the addresses around it meet. */
  | 'device-traffic'
  /** A filter on the way could not be read. */
  | 'filter-unknown'
  /** An entry depends on something that policies do not know; it grants nothing and denies what it may deny. */
  | 'condition'
  /** No list sees the flow, and the user asked for what lists permit only. */
  | 'unseen-traffic'
  /** An entry lets the answers of a service back, whose opening some list permits; policies allow answers anyway. */
  | 'return-traffic'
  /** An entry names a source port; policies know none. */
  | 'source-port'
  /** An entry names an ICMP code; the target knows types only. */
  | 'icmp-code'
  /** The lists treat addresses of one workload differently, a label cannot, and nobody has decided: withheld. */
  | 'partial-coverage'
  /** The same, and it was decided that no address gets it. */
  | 'withheld'
  /** The same, and it was decided that a label shall tell the addresses apart, which is not there yet. */
  | 'split'
  /** The lists of the other family hold it back between the same workloads, and a label means the addresses of both. */
  | 'other-family'
  /** Partial coverage, and it was decided that every address gets it. The first of the two that widen. */
  | 'granted'
  /** An entry depends on something that policies do not know, and it was decided what that is taken to do. */
  | 'assumption'
  /** The policy's own wish: a rule looks into what it lets through, and lists do not. */
  | 'layer-7'
  /** The inventory's own wish: a rule goes by DNS names, which may lead to fewer addresses than lists have. */
  | 'dns-names';

interface ExplainInput {
  readonly space: Space<FlowField>;
  readonly family: Family;
  readonly today: Today;
  /** What the drafts go by: conditions taken to do what was decided. The same as `today` without such decisions. */
  readonly assumed: Today;
  readonly coverage: CoverageMap;
  readonly unseenTraffic: 'preserve' | 'strict';
  readonly clientPorts: ClientPorts;
  /** Absent: nobody has addresses of another family. */
  readonly otherFamily?: OtherFamily;
}

/** Splits differing flows by the first reason that applies to them. */
export class Explainer {
  readonly #input: ExplainInput;
  readonly #from: readonly Together[];
  readonly #to: readonly Together[];

  /** @param from what policies name as wholes at the source; `to` at the destination. */
  constructor(input: ExplainInput, from: readonly Together[], to: readonly Together[]) {
    this.#input = input;
    this.#from = from;
    this.#to = to;
  }

  /** @returns disjoint parts of `flows`; the part without a reason comes last and is a bug. */
  narrowed(flows: Diagram): readonly (readonly [Approximation | undefined, Diagram])[] {
    const { space, assumed, unseenTraffic, coverage } = this.#input;
    const parts: [Approximation | undefined, Diagram][] = [];
    let rest = flows;
    const explain = (because: Approximation, where: Diagram): void => {
      const part = space.intersect(rest, where);
      if (part !== NOTHING) parts.push([because, part]);
      rest = space.subtract(rest, where);
    };
    if (rest === NOTHING) return [];
    const held = space.complement(assumed.permitted.min);
    const onAnyWay = space.union(assumed.permittedAnyWay, this.#input.today.permittedAnyWay);
    explain('way-unknown', space.subtract(held, onAnyWay));
    const opaque = space.unionAll(assumed.opaque.map(({ meets }) => meets));
    explain('filter-unknown', space.intersect(held, opaque));
    explain('condition', held);
    explain('device-traffic', space.complement(assumed.draftable));
    if (unseenTraffic === 'strict') explain('unseen-traffic', space.complement(assumed.seen));
    if (rest === NOTHING) return parts;

    const fromAnyPort = this.#kept();
    const portBound = space.complement(fromAnyPort);
    explain('return-traffic', space.intersect(portBound, this.#answers()));
    explain('source-port', portBound);
    if (rest === NOTHING) return parts;
    const anyCode = this.#anyCode(fromAnyPort);
    explain('icmp-code', space.complement(anyCode));
    if (rest === NOTHING) return parts;
    const partial = space.subtract(
      space.complement(withinAll(space, anyCode, this.#from, this.#to)),
      coverage.granted(anyCode, this.#from, this.#to),
    );
    explain('withheld', space.intersect(partial, coverage.with('withhold')));
    explain('split', space.intersect(partial, coverage.with('split')));
    explain('partial-coverage', partial);
    const { otherFamily } = this.#input;
    if (otherFamily !== undefined && rest !== NOTHING) {
      explain('other-family', heldByOther(space, otherFamily, rest, this.#from, this.#to));
    }
    if (rest !== NOTHING) parts.push([undefined, rest]);
    return parts;
  }

  /** @returns disjoint parts of `flows`, as {@link narrowed} does. */
  widened(flows: Diagram): readonly (readonly [Approximation | undefined, Diagram])[] {
    if (flows === NOTHING) return [];
    const { space, assumed, coverage } = this.#input;
    const byAssumption = space.intersect(flows, assumed.permitted.min);
    const left = space.subtract(flows, byAssumption);
    const byGrant =
      left === NOTHING
        ? NOTHING
        : space.intersect(left, coverage.granted(this.#kept(), this.#from, this.#to));
    const parts: readonly (readonly [Approximation | undefined, Diagram])[] = [
      ['assumption', byAssumption],
      ['granted', byGrant],
      [undefined, space.subtract(left, byGrant)],
    ];
    return parts.filter(([, part]) => part !== NOTHING);
  }

  /** What the drafts may carry: certain, seen where that was asked for, and open to every source port. */
  #kept(): Diagram {
    const { space, assumed, unseenTraffic, clientPorts } = this.#input;
    return keptFlows(space, assumed, unseenTraffic, clientPorts);
  }

  /** Flows that look like answers to openings that the lists permit. */
  #answers(): Diagram {
    const { space, today } = this.#input;
    const boxes = today.uses
      .flatMap(({ function: { list } }) =>
        list.rules.flatMap((rule) => replyBoxes(rule, list.device.semantics)),
      )
      .filter((box) => space.intersect(space.box(mirrored(box)), today.permitted.max) !== NOTHING);
    return space.unionAll(boxes.map((box) => space.box(box)));
  }

  /** Flows that pass with every code of their ICMP type. */
  #anyCode(flows: Diagram): Diagram {
    const { space, family } = this.#input;
    const icmp = [{ from: icmpProtocol(family), to: icmpProtocol(family) }];
    let result = flows;
    for (const type of openingIcmpTypes(family)) {
      const services = icmpTypeServices(family, type);
      if (services.from === services.to) continue;
      const ofType = space.box({ protocol: icmp, service: [services] });
      const every = space.forAll(space.union(flows, space.complement(ofType)), 'service');
      result = space.subtract(result, space.subtract(ofType, every));
    }
    return result;
  }
}
