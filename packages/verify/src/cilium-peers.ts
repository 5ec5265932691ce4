/** The peers of one item of a Cilium rule. */
import type { CIDRRule } from '@aclift/policy';
import { intersectRanges, normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
import { blockRanges } from './cidr.ts';
import { canonical } from './canonical.ts';
import type { CiliumItem, ItemContext } from './cilium-context.ts';
import { selectPeers } from './cilium-selector.ts';
import { endsOf, type NamedEnd } from './ends.ts';
import { allAddresses } from './flow.ts';
import type { PeerMatch, RuleCaveat } from './policy-model.ts';
import type { PeerPart } from './rule-parts.ts';
import { askSelector, everyWorkload } from './selector-match.ts';

const PEER_FIELDS = [
  'endpoints',
  'entities',
  'cidr',
  'cidrSet',
  'groups',
  'nodes',
  'services',
  'names',
] as const satisfies readonly (keyof CiliumItem)[];

/** Whether the item names peers at all. An empty list does, and selects nothing. */
export function namesPeers(item: CiliumItem): boolean {
  return PEER_FIELDS.some((field) => item[field] !== undefined);
}

/** What the item's peers match: the certain part, then what only the cluster knows. No peers named: everyone. */
export function ciliumPeers(context: ItemContext, item: CiliumItem): readonly PeerPart[] {
  if (!namesPeers(item)) return [{ peers: { kind: 'anyone' } }];
  // CIDRs and entities that nobody compared has: `all` is everyone.
  if (item.entities?.includes('all') === true) return [{ peers: { kind: 'anyone' } }];
  const gathered = new Gathered(context);
  for (const selector of item.endpoints ?? []) {
    const { certain, outside, perhaps } = selectPeers(context, selector);
    gathered.pods(certain);
    if (perhaps.size > 0) {
      gathered.open(
        { caveat: 'hidden-label', asks: { selector, namespace: context.namespace } },
        'a selector on service account or cluster',
        perhaps,
        [],
      );
    }
    if (outside === 'yes') gathered.outside([allAddresses(context.family)]);
    if (outside === 'perhaps') {
      const everywhere = [allAddresses(context.family)];
      gathered.open(
        { caveat: 'other-source', asks: selector },
        'a selector on labels of addresses',
        new Set(),
        everywhere,
      );
    }
  }
  for (const entity of item.entities ?? []) {
    const known = gathered.addressesOf((end) => end.entity === entity);
    if (entity === 'world') gathered.outside([allAddresses(context.family)]);
    else if (entity === 'cluster' || entity === 'cluster-mesh') {
      gathered.pods(everyWorkload(context.inventory));
    } else if (known.length > 0) gathered.outside(known);
    else if (entity !== 'none') context.note('nodes', `the entity ${entity}`);
  }
  for (const cidr of item.cidr ?? []) gathered.block({ cidr });
  for (const block of item.cidrSet ?? []) gathered.block(block);
  if (item.nodes !== undefined) context.note('nodes', 'node selectors as peers');
  gathered.elsewhere(item);
  return gathered.parts();
}

/** Peers by how certain they are. */
class Gathered {
  readonly #context: ItemContext;
  readonly #workloads = new Set<string>();
  readonly #outside: Range[] = [];
  readonly #open: PeerPart[] = [];

  constructor(context: ItemContext) {
    this.#context = context;
  }

  pods(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#workloads.add(id);
  }

  /** Addresses outside that the inventory has a word for. */
  addressesOf(fits: (end: NamedEnd) => boolean): Ranges {
    const { inventory, family } = this.#context;
    if (inventory.externals.every((one) => one.fqdns === undefined && one.entity === undefined)) {
      return [];
    }
    const { named } = endsOf(inventory, family);
    return normalizeRanges(named.filter(fits).flatMap(({ addresses }) => addresses));
  }

  outside(ranges: Ranges): void {
    this.#outside.push(...ranges);
  }

  /** @param asks equal where the cluster's answer is. */
  open(
    { asks, caveat }: { readonly caveat: RuleCaveat; readonly asks: unknown },
    what: string,
    workloads: ReadonlySet<string>,
    outside: Ranges,
  ): void {
    this.#context.undecided(caveat, what);
    this.#ask(caveat, asks, { kind: 'some', workloads, outside });
  }

  #ask(caveat: RuleCaveat, asks: unknown, peers: PeerMatch): void {
    this.#open.push({ peers, caveat, question: canonical(asks) });
  }

  /** One entry of a CIDR set. */
  block({ cidr, cidrGroupRef, cidrGroupSelector, except = [] }: CIDRRule): void {
    const { family, groups } = this.#context;
    if (cidr !== undefined) {
      this.#cidr(cidr, except);
      return;
    }
    const everywhere = [allAddresses(family)];
    // Without any group at hand nobody can tell what a selector of groups finds.
    const named =
      cidrGroupRef === undefined
        ? groups.filter(({ labels }) => askSelector(cidrGroupSelector, labels) === 'yes')
        : groups.filter(({ name }) => name === cidrGroupRef);
    const known = cidrGroupRef === undefined ? groups.length > 0 : named.length > 0;
    if (!known) {
      const what =
        cidrGroupRef === undefined
          ? 'a selector of CiliumCIDRGroups, none of which is among the objects'
          : `CiliumCIDRGroup ${cidrGroupRef}, which is not among the objects`;
      const asks = { cidrGroupRef, cidrGroupSelector, except };
      this.open({ caveat: 'cidr-group', asks }, what, new Set(), everywhere);
    }
    for (const one of named.flatMap(({ cidrs }) => cidrs)) {
      this.#cidr(one, except);
      if (except.length > 0) {
        const holes = except.flatMap((hole) => blockRanges(family, hole, []) ?? []);
        const cut = intersectRanges(blockRanges(family, one, []) ?? [], normalizeRanges(holes));
        this.open(
          { caveat: 'cidr-group', asks: { one, except } },
          'except beside a CiliumCIDRGroup, which is unsupported',
          new Set(),
          cut,
        );
      }
    }
  }

  #cidr(cidr: string, except: readonly string[]): void {
    const { family } = this.#context;
    const ranges = blockRanges(family, cidr, except);
    if (ranges === undefined) {
      const asks = { cidr, except };
      this.open({ caveat: 'unreadable', asks }, `CIDR ${cidr}`, new Set(), [allAddresses(family)]);
    } else this.outside(ranges);
  }

  /** Peers that only the cluster, its DNS or a cloud provider can resolve. */
  elsewhere({ groups, names, services }: CiliumItem): void {
    const everywhere = [allAddresses(this.#context.family)];
    const nobody: ReadonlySet<string> = new Set();
    if (groups !== undefined) {
      const what = 'groups that a cloud provider resolves';
      this.open({ caveat: 'cloud-group', asks: groups }, what, nobody, everywhere);
    }
    for (const { matchName, matchPattern } of names ?? []) {
      const known = this.addressesOf(({ fqdns }) => fqdns?.includes(matchName ?? '') === true);
      if (known.length === 0) {
        const what = `the addresses of ${matchName ?? matchPattern}`;
        const asks = { matchName, matchPattern };
        this.open({ caveat: 'dns-names', asks }, what, nobody, everywhere);
      } else {
        const peers = { kind: 'some', workloads: nobody, outside: known } as const;
        this.#ask('known-names', { matchName }, peers);
      }
    }
    if (services !== undefined) {
      const shown = services.map(({ k8sService }) => k8sService?.serviceName ?? 'a selector');
      const pods = everyWorkload(this.#context.inventory);
      const what = `what is behind Service ${shown.join(', ')}`;
      const asks = { services, namespace: this.#context.namespace };
      this.open({ caveat: 'service', asks }, what, pods, everywhere);
    }
  }

  parts(): readonly PeerPart[] {
    return [
      {
        peers: {
          kind: 'some',
          workloads: this.#workloads,
          outside: normalizeRanges(this.#outside),
        },
      },
      ...this.#open,
    ];
  }
}
