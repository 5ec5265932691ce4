/**
 * Fourth stage: from rows to policy objects. One object for workloads that the lists hold the same back from, and a separate
 * one for what no list sees.
 */
import type { HttpPort, Inventory, Via, Workload } from '@aclift/inventory';
import { intersectRanges, normalizeRanges, type Ranges, rangesHold } from '@aclift/packet-set';
import type { DraftEnds } from '../families/join-ends.ts';
import type { Stack } from '../sides/stack.ts';
import type { Baseline, DraftShape, UnseenHandling } from '../options.ts';
import type { Row } from '../rows/rows.ts';
import { allServices, type Services, subtractServices } from '../rows/services.ts';
import { AddressChooser } from './address-chooser.ts';
import { cidrsOf, type Cover, NO_BLOCKS } from './blocks.ts';
import type { Draft } from './draft.ts';
import { hidesClients } from './seen-as.ts';
import { draftName } from './name.ts';
import type { NamedAddresses } from './named-addresses.ts';
import { type DraftRule, RuleMaker } from './rules.ts';
import { isListed, isLookup, providedFor, type Resolver, resolverOf } from './resolver.ts';
import type { PodSelection } from './pod-selection.ts';
import { NAMESPACE_NAME_LABEL, SelectorChooser } from './selector.ts';
import {
  type Proposal,
  shareAcrossNamespaces,
  type SharedProposal,
  shareProposals,
} from './share.ts';
import { WorkloadIndex } from './workload-set.ts';
import {
  type DraftTarget,
  isEverything,
  type SelectedPeers,
  type TargetDirection,
  type TargetPolicy,
  type TargetRule,
} from './target.ts';

/** What drafting needs to know. */
export interface DraftInput {
  readonly stack: Stack;
  readonly inventory: Inventory;
  readonly ends: DraftEnds;
  /** What today's network permits: decides who is isolated. */
  readonly rows: readonly Row[];
  /** What the drafts may allow; the same rows unless unseen traffic is to be cut. */
  readonly allowedRows: readonly Row[];
  readonly target: DraftTarget;
  /** Outside addresses that the configurations have names for. */
  readonly named: readonly NamedAddresses[];
  /** Sets of services that entries of the lists name, each once. */
  readonly wordings: readonly Services[];
  readonly unseenTraffic: UnseenHandling;
  readonly baseline: Baseline;
  readonly shape: DraftShape;
  /** Label keys that selectors should use, the best first. */
  readonly selectorKeys: readonly string[];
}

/** The drafts, by namespace and name. */
export function draftPolicies(input: DraftInput): readonly Draft[] {
  const drafter = new Drafter(input);
  const drafts = drafter.drafts();
  const order = ({ namespace, name }: Draft): string => `${namespace ?? ''}/${name}`;
  return drafts.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

class Drafter {
  readonly #input: DraftInput;
  readonly #addresses: AddressChooser;
  readonly #selectors: SelectorChooser;
  readonly #everything: Services;
  readonly #allowing: RuleMaker;
  readonly #denying: RuleMaker;
  readonly #held = new Map<Services, Services>();

  constructor(input: DraftInput) {
    this.#input = input;
    this.#addresses = new AddressChooser(
      input.stack,
      input.ends,
      input.target.buildGroup === undefined ? undefined : input.named,
    );
    this.#selectors = new SelectorChooser(input.inventory, input.selectorKeys);
    this.#everything = allServices(input.stack);
    const index = new WorkloadIndex(input.inventory);
    const expressible = (services: Services) => input.target.expressible(input.stack, services);
    this.#allowing = new RuleMaker(index, expressible, input.wordings);
    this.#denying = new RuleMaker(index, (services) => services, input.wordings);
  }

  drafts(): readonly Draft[] {
    const { ends, shape } = this.#input;
    const proposals = ends.pods.flatMap(({ workload }) => this.#proposalsOf(workload));
    const inNamespaces = shareProposals(
      [...proposals, ...this.#lookups(proposals)],
      this.#selectors,
      shape,
    );
    const shared =
      this.#input.target.clusterWide && shape === 'shared'
        ? shareAcrossNamespaces(inNamespaces, this.#selectors)
        : inNamespaces;
    const used = shared.flatMap(({ directions }) => directions.flatMap(({ rules }) => rules));
    return [
      ...shared.map((one) => this.#build(one)),
      ...shared.filter(needsLookup).flatMap((one) => this.#lookup(one)),
      ...this.#groups(new Set(used.flatMap(({ peers }) => peers.groups))),
    ];
  }

  /**
   * Lookups at the resolver of the cluster for whoever loses them by isolation. Rules that go by names bring their own, and where
   * the inventory knows the resolver's pods the lists have said who may ask them. Where it says who provides a service, it is asked of them.
   */
  #lookups(proposals: readonly Proposal[]): readonly Proposal[] {
    const { baseline, inventory } = this.#input;
    const resolver = resolverOf(inventory);
    const listed = isListed(inventory, resolver);
    return proposals
      .filter(
        ({ origin, directions }) =>
          origin === 'access-list' &&
          directions.some(({ direction, isolates }) => direction === 'egress' && isolates),
      )
      .flatMap(({ directions, workload }): readonly Proposal[] => {
        const provided = providedFor(inventory, workload);
        const byName = directions.some(({ rules }) =>
          rules.some(({ peers }) => peers.fqdns.length > 0),
        );
        const told = provided.some(({ via }) => isLookup(via));
        const others = provided.flatMap(({ provider, via }): readonly Proposal[] => {
          // Where it has addresses the lists have said who may ask.
          if (provider.addresses.length > 0 || (byName && isLookup(via))) return [];
          const wanted =
            (baseline === 'dns' && isLookup(via)) || directions.some((one) => opens(one, via));
          const { labels } = this.#selectors.subject(provider);
          const pods = { namespace: provider.namespace, labels };
          return wanted ? [this.#asking(workload, pods, portsOf(via), provider.name)] : [];
        });
        return baseline === 'none' || listed || byName || told
          ? others
          : [...others, this.#asking(workload, resolver, portsAt(resolver.port), undefined)];
      });
  }

  #asking(
    workload: Workload,
    pods: Pick<Resolver, 'labels' | 'namespace'>,
    ports: Services['ports'],
    asks: string | undefined,
  ): Proposal {
    return {
      workload,
      origin: 'dns',
      directions: [lookupAt(pods, ports)],
      http: [],
      ...(asks === undefined ? {} : { asks }),
    };
  }

  /** Whom some workloads ask for names: the one that the inventory tells for all of them, else the cluster's. */
  #resolverFor(workloads: readonly Workload[]): Resolver {
    const { inventory } = this.#input;
    const told = workloads.map((workload) =>
      providedFor(inventory, workload).find(({ via }) => isLookup(via)),
    );
    const [first] = told;
    const provider = first?.provider;
    if (provider === undefined || told.some((one) => one?.provider !== provider)) {
      return resolverOf(inventory);
    }
    const { labels } = this.#selectors.subject(provider);
    return { namespace: provider.namespace, labels, port: 53 };
  }

  /** Objects for the groups of addresses that rules name. */
  #groups(names: ReadonlySet<string>): readonly Draft[] {
    const { target, stack } = this.#input;
    return [...names].toSorted().flatMap((name): Draft[] => {
      const { origin, addresses } = this.#addresses.group(name);
      const annotations = { 'aclift/origin': 'addresses', 'aclift/addresses': origin };
      const object = target.buildGroup?.({ name, annotations, cidrs: cidrsOf(stack, addresses) });
      if (object === undefined) return [];
      const nobody = { workloads: [], subject: undefined, isolates: [], rules: [] };
      return [{ object, namespace: undefined, name, origin: 'addresses', ...nobody }];
    });
  }

  /** What lets workloads look up the names that their rules go by. */
  #lookup({ workloads, subject, base }: SharedProposal): readonly Draft[] {
    const { target } = this.#input;
    const [{ namespace }] = workloads;
    const name = draftName(base, 'dns');
    const annotations = { 'aclift/origin': 'dns' };
    const object = target.buildLookup?.({
      namespace,
      name,
      annotations,
      subject,
      resolver: this.#resolverFor(workloads),
    });
    if (object === undefined) return [];
    const ids = workloads.map(({ id }) => id);
    const isolates = ['egress'] as const;
    return [
      { object, namespace, name, workloads: ids, subject, origin: 'dns', isolates, rules: [] },
    ];
  }

  #proposalsOf(workload: Workload): readonly Proposal[] {
    const { rows, allowedRows } = this.#input;
    const restricted = allowedRows.filter((row, i) => {
      const today = rows[i] as Row;
      return (
        row.subject.workload.id === workload.id &&
        this.#allowing.isRestricted(today, this.#everything)
      );
    });
    if (restricted.length === 0) return [];
    const ingressFirst = (a: TargetDirection, b: TargetDirection): number =>
      a.direction < b.direction ? 1 : -1;
    const directions = restricted.map((row) => this.#direction(row)).toSorted(ingressFirst);
    const neighbours = restricted
      .filter((row) => directions.some((d) => d.direction === row.direction && d.isolates))
      .map((row) => this.#neighbours(row))
      .filter(({ rules }) => rules.length > 0)
      .toSorted(ingressFirst);
    const main = {
      workload,
      origin: 'access-list',
      directions,
      http: this.#httpOf(workload),
    } as const;
    return this.#input.unseenTraffic === 'preserve' && neighbours.length > 0
      ? [main, { workload, origin: 'same-segment', directions: neighbours, http: [] }]
      : [main];
  }

  /** Allow rules, or deny rules that isolate nobody where those are fewer and just as exact. */
  #direction(row: Row): TargetDirection {
    const { direction } = row;
    const ways = this.#allowing.rulesOf(row);
    const allow = this.#shortest(row, ways, 'allow', Number.POSITIVE_INFINITY) ?? NO_WAY;
    // What is let through can be looked into; what is not denied cannot. And who is hidden behind a node meets no denial.
    const { workload } = row.subject;
    const bound =
      direction === 'ingress' && (this.#httpOf(workload).length > 0 || hidesClients(workload));
    const denied = this.#input.target.canDeny && !bound ? this.#deniedRow(row) : undefined;
    if (denied !== undefined) {
      const other = this.#denying.rulesOf(denied);
      const deny = this.#shortest(row, other, 'deny', allow.size);
      if (deny !== undefined) return { direction, isolates: false, rules: deny.rules() };
    }
    return { direction, isolates: true, rules: allow.rules() };
  }

  /**
   * The way with the least to read, the first of equals.
   * @returns undefined: none takes less than `most`.
   */
  #shortest(
    row: Row,
    ways: readonly (readonly DraftRule[])[],
    action: TargetRule['action'],
    most: number,
  ): Way | undefined {
    // Ways share rules, and a rule costs at least what its services do: most ways need not be priced to the end.
    const priced = new Map<DraftRule, Priced>();
    const price = (rule: DraftRule): Priced => {
      const known = priced.get(rule) ?? this.#price(row, rule, action);
      priced.set(rule, known);
      return known;
    };
    const bids = ways
      .map((way) => ({ way, least: way.reduce((sum, rule) => sum + leastSize(rule), 0) }))
      .entries();
    let best: { readonly at: number; readonly size: number } | undefined;
    for (const [at, { way, least }] of [...bids].toSorted(([, a], [, b]) => a.least - b.least)) {
      const limit = best === undefined ? most - 1 : at < best.at ? best.size : best.size - 1;
      let size = least;
      for (const rule of way) {
        if (size > limit) break;
        size += price(rule).size - leastSize(rule);
      }
      if (size <= limit) best = { at, size };
    }
    if (best === undefined) return undefined;
    const chosen = ways[best.at] ?? [];
    return { size: best.size, rules: () => chosen.map((rule) => price(rule).write()) };
  }

  /**
   * The row turned around: what is held back from each peer.
   * @returns undefined where deny rules could not say it exactly: they reach protocols besides TCP, UDP, SCTP and ICMP
   * only by denying everything.
   */
  #deniedRow(row: Row): Row | undefined {
    const held = (services: Services): Services => {
      const known = this.#held.get(services) ?? subtractServices(this.#everything, services);
      this.#held.set(services, known);
      return known;
    };
    const exact = (services: Services): boolean =>
      !services.others || isEverything(this.#input.stack, services);
    const denied: Row = {
      ...row,
      pods: new Map([...row.pods].map(([id, services]) => [id, held(services)])),
      outside: row.outside.map((peers) => ({ ...peers, services: held(peers.services) })),
      neighbours: new Set(),
    };
    const all = [...denied.pods.values(), ...denied.outside.map(({ services }) => services)];
    return [...new Set(all)].every(exact) ? denied : undefined;
  }

  #httpOf({ http }: Workload): readonly HttpPort[] {
    return this.#input.target.looksIntoHttp ? (http ?? []) : [];
  }

  #price(row: Row, rule: DraftRule, action: TargetRule['action'], isBaseline = false): Priced {
    const byName = action === 'allow' && row.direction === 'egress' && !isBaseline;
    const peers = this.#select(row, rule, byName);
    return {
      size: sizeOf(rule, peerCount(peers)),
      write: () => ({
        action,
        peers: { ...peers, blocks: peers.blocks.blocks() },
        services: rule.services,
        from: rule,
      }),
    };
  }

  #select(row: Row, { peers }: DraftRule, byName: boolean): PlannedPeers {
    if (peers.anyone) return { ...NOBODY, anyone: true, blocks: NO_BLOCKS };
    return {
      anyone: false,
      selections: this.#selectors.peers(
        row.subject.workload.namespace,
        peers.pods,
        peers.podsAllowed,
      ),
      ...this.#addresses.choose(peers.outside, peers.addressesAllowed, { byName }),
    };
  }

  /** What stays possible inside the segment although no list permits it. */
  #neighbours(row: Row): TargetDirection {
    const outside: Ranges = intersectRanges(row.neighbourAddresses, this.#input.ends.outside);
    const rule: DraftRule = {
      peers: {
        anyone: false,
        pods: row.neighbours,
        podsAllowed: row.neighbours,
        outside,
        addressesAllowed: row.neighbourAddresses,
      },
      services: this.#everything,
    };
    const empty = row.neighbours.size === 0 && outside.length === 0;
    return {
      direction: row.direction,
      isolates: true,
      rules: empty ? [] : [this.#price(row, rule, 'allow', true).write()],
    };
  }

  #build({ namespace, workloads, origin, directions, http, subject, base }: SharedProposal): Draft {
    const policy: TargetPolicy = {
      namespace,
      name: draftName(base, origin === 'access-list' ? 'acl' : origin),
      annotations: { 'aclift/origin': origin },
      subject,
      http,
      directions,
    };
    const { object, places } = this.#input.target.build(policy);
    return {
      object,
      namespace: policy.namespace,
      name: policy.name,
      workloads: workloads.map(({ id }) => id),
      subject,
      origin,
      isolates: directions.filter(({ isolates }) => isolates).map(({ direction }) => direction),
      rules: places.map(({ rule, direction, path }) => ({
        path,
        direction,
        action: rule.action,
        peers: rule.from.peers,
        services: rule.services,
        listed: rule.peers.selections.flatMap(({ oneOf }) =>
          oneOf?.everyValue === true ? [oneOf.key] : [],
        ),
      })),
    };
  }
}

const NOBODY: SelectedPeers = {
  anyone: false,
  selections: [],
  blocks: [],
  groups: [],
  entities: [],
  fqdns: [],
};

/** Whether a direction lets a service out to addresses outside. */
function opens({ direction, rules }: TargetDirection, { ports }: Via): boolean {
  return (
    direction === 'egress' &&
    rules.some(
      ({ from, services }) =>
        (from.peers.anyone || from.peers.outside.length > 0) &&
        ports.some(
          ({ port, protocol }) => services.others || rangesHold(services.ports[protocol], port),
        ),
    )
  );
}

function portsAt(port: number): Services['ports'] {
  const ports: Ranges<number> = [{ from: port, to: port }];
  return { TCP: ports, UDP: ports, SCTP: [] };
}

function portsOf({ ports }: Via): Services['ports'] {
  const of = (protocol: 'TCP' | 'UDP' | 'SCTP'): Ranges<number> =>
    normalizeRanges(
      ports
        .filter((one) => one.protocol === protocol)
        .map(({ port }) => ({ from: port, to: port })),
    ) as Ranges<number>;
  return { TCP: of('TCP'), UDP: of('UDP'), SCTP: of('SCTP') };
}

/** What asks pods for a service. */
function lookupAt(
  { labels, namespace }: Pick<Resolver, 'labels' | 'namespace'>,
  ports: Services['ports'],
): TargetDirection {
  const services: Services = { ports, icmp: [], others: false };
  const selection: PodSelection = {
    namespaces: { kind: 'label', key: NAMESPACE_NAME_LABEL, value: namespace },
    labels,
  };
  return {
    direction: 'egress',
    isolates: true,
    rules: [
      {
        action: 'allow',
        peers: { ...NOBODY, selections: [selection] },
        services,
        from: {
          peers: {
            anyone: false,
            pods: new Set(),
            podsAllowed: new Set(),
            outside: [],
            addressesAllowed: [],
          },
          services,
        },
      },
    ],
  };
}

/** Whether some rule goes by DNS names. */
function needsLookup({ directions }: SharedProposal): boolean {
  return directions.some(({ rules }) => rules.some(({ peers }) => peers.fqdns.length > 0));
}

/** Peers whose prefixes are counted, and not yet written. */
interface PlannedPeers extends Omit<SelectedPeers, 'blocks'> {
  readonly blocks: Cover;
}

/** A rule in the target's words, as far as it takes to say how long it is. */
interface Priced {
  readonly size: number;
  readonly write: () => TargetRule;
}

/** Rules of one direction, and how much there is to read. */
interface Way {
  readonly size: number;
  readonly rules: () => readonly TargetRule[];
}

const NO_WAY: Way = { size: 0, rules: () => [] };

/** How much there is to read. @param peers see {@link peerCount}. */
function sizeOf({ services }: DraftRule, peers: number): number {
  return (
    itemsOf(services) * peers + (services.others ? 0 : portCount(services) + services.icmp.length)
  );
}

/** What a rule takes at least: pods need one selection, and addresses may go by a name that counts nothing. */
function leastSize(rule: DraftRule): number {
  return sizeOf(rule, !rule.peers.anyone && rule.peers.pods.size > 0 ? 2 : 1);
}

/** Peers are written once for ports and once for ICMP. */
function itemsOf(services: Services): number {
  return services.others || portCount(services) === 0 || services.icmp.length === 0 ? 1 : 2;
}

/** Names and entities count nothing: they say what is meant, so the way that can use them is preferred. */
function peerCount({ selections, blocks, groups }: PlannedPeers): number {
  return 1 + selections.length + groups.length + blocks.length;
}

function portCount({ ports }: Services): number {
  return ports.TCP.length + ports.UDP.length + ports.SCTP.length;
}
