/** What a set of policies allows, as diagrams over flows. */
import {
  type Diagram,
  EVERYTHING,
  intersectRanges,
  NOTHING,
  normalizeRanges,
  type Ranges,
  type Space,
} from '@aclift/packet-set';
import type { PodEnd } from './pod-end.ts';
import type { FlowBox, FlowField } from './flow.ts';
import {
  letsOpen,
  type PolicyDirection,
  type PolicyModel,
  type RuleModel,
} from './policy-model.ts';
import { type Standing, standingsOf } from './standing.ts';

/** How the ends are taken for one evaluation: a moving workload is either pods or addresses outside. */
export interface Peers {
  readonly pods: readonly PodEnd[];
  readonly outside: Ranges;
}

/**
 * How sure it must be that a flow is let through. `certain`: wholly and in every cluster. `in-part`: its connection
 * opens in every cluster, though some of what is said in it may be stopped. `at-most`: some cluster lets it open.
 * `wholly-at-most`: some cluster lets it through wholly. Each holds `certain`, and `at-most` holds them all; without
 * caveats all four are the same diagram.
 */
export type AllowedBound = 'certain' | 'in-part' | 'at-most' | 'wholly-at-most';

/** Evaluates policies in one space. */
export class PolicyFunctions {
  readonly #space: Space<FlowField>;
  readonly #policies: readonly PolicyModel[];
  /** Whether every rule matches for certain, so that the bounds are one. */
  readonly exact: boolean;

  constructor(space: Space<FlowField>, policies: readonly PolicyModel[]) {
    this.#space = space;
    this.#policies = policies;
    this.exact = policies.every(
      ({ oneOf, perhaps, rules }) =>
        oneOf === undefined &&
        perhaps.size === 0 &&
        rules.every(({ caveat }) => caveat === undefined),
    );
  }

  /**
   * Flows that the subjects' own side allows in a direction.
   * @returns a diagram about flows whose subject end is one of `subjects`; nothing for other flows.
   */
  allowed(
    direction: PolicyDirection,
    subjects: readonly PodEnd[],
    peers: Peers,
    bound: AllowedBound = 'certain',
  ): Diagram {
    const functions = new Map<string, Diagram>();
    const space = this.#space;
    const least = bound === 'certain' || bound === 'in-part';
    const bySubject = subjects.map(({ workload, addresses }) => {
      // What is certain holds in every way that a cluster may have the policies; what is possible, in one of them.
      const known = standingsOf(this.#policies, workload.id)
        .map((standing) => {
          const key = [standing.applying, standing.perhaps]
            .map((some) => some.map((policy) => this.#policies.indexOf(policy)).join(' '))
            .join('/');
          const own =
            functions.get(key) ?? this.#evaluate(direction, { ...standing, peers, bound });
          functions.set(key, own);
          return own;
        })
        .reduce((all, own) => (least ? space.intersect(all, own) : space.union(all, own)));
      const end = direction === 'egress' ? 'source' : 'destination';
      return space.intersect(space.box({ [end]: addresses }), known);
    });
    return space.unionAll(bySubject);
  }

  #evaluate(direction: PolicyDirection, question: Question): Diagram {
    const { applying, bound, peers, perhaps } = question;
    const space = this.#space;
    const least = bound === 'certain' || bound === 'in-part';
    const rulesIn = (policies: readonly PolicyModel[]): readonly RuleModel[] =>
      policies.flatMap(({ rules }) => rules).filter((rule) => rule.direction === direction);
    const matched = (rules: readonly RuleModel[]): Diagram =>
      this.#matchedByAny(direction, rules, peers);
    const counts = ({ caveat, looksInto }: RuleModel): boolean =>
      caveat === undefined ||
      bound === 'at-most' ||
      (bound === 'in-part' && letsOpen(caveat)) ||
      (bound === 'wholly-at-most' && looksInto !== true);
    const allowing = (policies: readonly PolicyModel[]): readonly RuleModel[] =>
      rulesIn(policies).filter((rule) => rule.action === 'allow' && counts(rule));
    // To be sure of a flow, every deny counts that there may be; to be sure that it is stopped, only those without doubt.
    const denied = (policies: readonly PolicyModel[]): Diagram =>
      matched(
        rulesIn(policies).filter(
          ({ action, caveat }) => action === 'deny' && (least || caveat === undefined),
        ),
      );
    const isolates = (policy: PolicyModel): boolean => policy.isolates[direction];

    const allows = allowing(applying);
    const open = (policies: readonly PolicyModel[], own: readonly RuleModel[]): Diagram =>
      this.#unisolated(rulesIn(policies), [...allows, ...own], bound, matched);
    // Any of the others may look into flows, but not into those that it lets through wholly.
    const lookers = bound === 'certain' ? perhaps : [];
    const without = applying.some(isolates)
      ? NOTHING
      : lookers
          .map((policy) => open([policy], allowing([policy])))
          .reduce((sum, next) => space.intersect(sum, next), open(applying, []));
    if (!least) {
      // Any of the others may be the one that applies, with its denies.
      const more = perhaps.map((policy) =>
        space.subtract(matched(allowing([policy])), denied([policy])),
      );
      const possible = space.unionAll([matched(allows), without, ...more]);
      return space.subtract(possible, denied(applying));
    }
    // Whichever of them isolates must let the flow through itself, for it to open with and without isolation.
    const either = perhaps
      .filter(isolates)
      .map((policy) => matched(allowing([policy])))
      .reduce((sum, next) => space.intersect(sum, next), without);
    return space.subtract(space.union(matched(allows), either), denied([...applying, ...perhaps]));
  }

  /** Without isolation everything is let through, but layer 7 rules drop what they do not list all the same. */
  #unisolated(
    rules: readonly RuleModel[],
    allows: readonly RuleModel[],
    bound: AllowedBound,
    matched: (rules: readonly RuleModel[]) => Diagram,
  ): Diagram {
    if (bound === 'in-part' || bound === 'at-most') return EVERYTHING;
    const inside = rules.filter(
      ({ action, caveat, looksInto }) =>
        action === 'allow' &&
        looksInto === true &&
        caveat !== 'known-names' &&
        (bound === 'certain' || letsOpen(caveat)),
    );
    if (inside.length === 0) return EVERYTHING;
    return this.#space.complement(this.#space.subtract(matched(inside), matched(allows)));
  }

  /** Flows that a rule matches, whoever its policy applies to; with a caveat that leaves it open: at most. */
  matched(rule: RuleModel, peers: Peers): Diagram {
    return this.#matchedByAny(rule.direction, [rule], peers);
  }

  #matchedByAny(direction: PolicyDirection, rules: readonly RuleModel[], peers: Peers): Diagram {
    const space = this.#space;
    const end = direction === 'egress' ? 'destination' : 'source';
    const forAnyone: Diagram[] = [];
    const forSome: { readonly values: Ranges; readonly rest: Diagram }[] = [];
    for (const rule of rules) {
      const rest = this.#servicesOf(rule);
      if (rule.peers.kind === 'anyone') forAnyone.push(rest);
      else forSome.push({ values: this.#addressesOf(rule.peers, peers), rest });
    }
    const some = forSome.length === 0 ? NOTHING : space.boxesOver(end, forSome);
    return space.union(space.unionAll(forAnyone), some);
  }

  #addressesOf(
    { outside, workloads }: Extract<RuleModel['peers'], { kind: 'some' }>,
    peers: Peers,
  ): Ranges {
    return normalizeRanges([
      ...peers.pods
        .filter(({ workload }) => workloads.has(workload.id))
        .flatMap((pod) => pod.addresses),
      ...intersectRanges(outside, peers.outside),
    ]);
  }

  /** Tests protocol and service only. */
  #servicesOf({ services }: RuleModel): Diagram {
    return this.#space.unionAll(
      services.map(({ protocol, service }) =>
        this.#space.box({
          ...(protocol === undefined ? {} : { protocol: [{ from: protocol, to: protocol }] }),
          ...(service === undefined ? {} : { service }),
        }),
      ),
    );
  }
}

interface Question extends Standing {
  readonly peers: Peers;
  readonly bound: AllowedBound;
}

/** Every box that {@link PolicyFunctions} will ask for, ends apart. */
export function policyBoxes(policies: readonly PolicyModel[]): {
  readonly boxes: readonly FlowBox[];
  readonly addresses: Ranges;
} {
  const rules = policies.flatMap((policy) => policy.rules);
  return {
    boxes: rules.flatMap((rule) =>
      rule.services.map(({ protocol, service }) => ({
        ...(protocol === undefined ? {} : { protocol: [{ from: protocol, to: protocol }] }),
        ...(service === undefined ? {} : { service }),
      })),
    ),
    addresses: rules.flatMap(({ peers }) => (peers.kind === 'some' ? peers.outside : [])),
  };
}
