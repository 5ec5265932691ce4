/** The peers of one item of a Cilium rule. */
import type { CIDRRule, CiliumEntity, EndpointSelector } from '@aclift/policy';
import { intersectRanges, normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
import { canonical } from './canonical.ts';
import { blockRanges, isEveryAddress } from './cidr.ts';
import type { CiliumItem, ItemContext } from './cilium-context.ts';
import { addressClasses, CLUSTER_ENTITIES, type Identity } from './cilium-identity.ts';
import { selectPeers } from './cilium-selector.ts';
import { endsOf } from './ends.ts';
import type { PeerMatch, RuleCaveat } from './policy-model.ts';
import type { PeerPart } from './rule-parts.ts';
import { askSelector, everyWorkload, type SelectorAnswer } from './selector-match.ts';

/** Fields that name peers even when their list is empty: then nobody is a peer. */
const PEER_FIELDS = [
  'endpoints',
  'entities',
  'cidr',
  'cidrSet',
  'nodes',
] as const satisfies readonly (keyof CiliumItem)[];

/** Fields that name peers only when there is something in them: an empty list is as if it were not there. */
const FILLED_FIELDS = [
  'groups',
  'services',
  'names',
] as const satisfies readonly (keyof CiliumItem)[];

/**
 * Whether the item names peers at all. An empty list mostly does, and selects nothing.
 * @see Cilium 1.20 pkg/policy/utils/parserules.go: mergeEndpointSelectors.
 */
export function namesPeers(item: CiliumItem): boolean {
  return (
    PEER_FIELDS.some((field) => item[field] !== undefined) ||
    FILLED_FIELDS.some((field) => (item[field] ?? []).length > 0)
  );
}

/** What the item's peers match: the certain part, then what only the cluster knows. No peers named: everyone. */
export function ciliumPeers(context: ItemContext, item: CiliumItem): readonly PeerPart[] {
  if (!namesPeers(item)) return [{ peers: { kind: 'anyone' } }];
  // An empty list selects nothing, whatever else is there: two kinds of peers in one item are refused.
  if (PEER_FIELDS.some((field) => item[field]?.length === 0)) {
    return [{ peers: { kind: 'some', workloads: new Set(), outside: [] } }];
  }
  if (item.entities?.includes('all') === true) return [{ peers: { kind: 'anyone' } }];
  const gathered = new Gathered(context);
  for (const selector of item.endpoints ?? []) gathered.endpoints(selector);
  for (const entity of item.entities ?? []) gathered.entity(entity);
  for (const cidr of item.cidr ?? []) gathered.block({ cidr });
  for (const block of item.cidrSet ?? []) gathered.block(block);
  if (item.nodes !== undefined) gathered.nodes(item.nodes);
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

  endpoints(selector: EndpointSelector): void {
    const { namespace, subject } = this.#context;
    const { certain, outside, perhaps } = selectPeers(this.#context, selector, subject);
    for (const id of certain) this.#workloads.add(id);
    if (perhaps.size > 0) {
      this.#openTo(
        { caveat: 'hidden-label', asks: { selector, namespace } },
        'a selector on service account or cluster',
        { kind: 'some', workloads: perhaps, outside: [] },
      );
    }
    this.#identities(outside, selector, () => {
      this.#context.undecided('other-source', 'a selector on labels of addresses');
      return 'other-source';
    });
  }

  entity(entity: CiliumEntity): void {
    const { inventory, note } = this.#context;
    const has =
      (...names: readonly string[]) =>
      ({ labels }: Identity): SelectorAnswer =>
        names.some((name) => Object.hasOwn(labels, `reserved:${name}`)) ? 'yes' : 'no';
    switch (entity) {
      case 'all':
      case 'none':
        return;
      case 'cluster':
      case 'cluster-mesh':
        for (const id of everyWorkload(inventory)) this.#workloads.add(id);
        this.#identities(has(...CLUSTER_ENTITIES), { entity });
        return;
      case 'world':
      case 'host':
      case 'remote-node':
      case 'ingress':
      case 'health':
      case 'kube-apiserver':
      case 'init':
      case 'unmanaged':
        if (!this.#identities(has(entity), { entity })) note('nodes', `the entity ${entity}`);
    }
  }

  /** Nodes by their labels, which no inventory knows. */
  nodes(selectors: readonly EndpointSelector[]): void {
    const { inventory, namespace, note } = this.#context;
    note('nodes', 'node selectors as peers');
    if (inventory.externals.every(({ entity }) => entity === undefined)) return;
    const isNode = ({ labels }: Identity): SelectorAnswer =>
      Object.hasOwn(labels, 'reserved:remote-node') ? 'perhaps' : 'no';
    this.#identities(isNode, { nodes: selectors, namespace }, () => {
      this.#context.undecided('hidden-label', 'labels of nodes');
      return 'hidden-label';
    });
  }

  /**
   * Addresses outside by what they may be.
   * @param within only these; absent: all.
   * @param caveat of those that may match without being something else. Absent: there are none.
   * @returns whether any may match.
   */
  #identities(
    ask: (identity: Identity) => SelectorAnswer,
    asks: unknown,
    caveat: () => RuleCaveat = () => 'identity',
    within?: Ranges,
  ): boolean {
    const { blocksMatchNodes = false, family, inventory, note } = this.#context;
    const perhaps: Range[] = [];
    let open: RuleCaveat | undefined;
    let found = false;
    for (const { addresses, identities } of addressClasses(inventory, family, {
      blocksMatchNodes,
    })) {
      const answers = new Set(identities.map(ask));
      const here = within === undefined ? addresses : intersectRanges(addresses, within);
      if (here.length === 0 || (answers.size === 1 && answers.has('no'))) continue;
      found = true;
      if (answers.size === 1 && answers.has('yes')) this.#outside.push(...here);
      else {
        perhaps.push(...here);
        open ??= answers.has('perhaps') ? caveat() : 'identity';
        if (open === 'identity') note('nodes', WHERE_THE_API_SERVER_RUNS);
      }
    }
    if (open !== undefined) {
      const peers = { kind: 'some', workloads: NOBODY, outside: normalizeRanges(perhaps) } as const;
      this.#ask(open, asks, peers);
    }
    return found;
  }

  /** Addresses that blocks hold, as far as blocks match them. */
  #addresses(ranges: Ranges): void {
    const asks = this.#context.blocksMatchNodes === true ? { addresses: 'in blocks' } : WORLD;
    this.#identities(inBlocks, asks, undefined, ranges);
  }

  #openTo(
    { asks, caveat }: { readonly caveat: RuleCaveat; readonly asks: unknown },
    what: string,
    peers: PeerMatch,
  ): void {
    this.#context.undecided(caveat, what);
    this.#ask(caveat, asks, peers);
  }

  /** Everybody whom only something outside the objects could name: addresses that blocks may match. */
  #somebodyOutside(): PeerMatch {
    const { blocksMatchNodes = false, family, inventory } = this.#context;
    const outside = addressClasses(inventory, family, { blocksMatchNodes })
      .filter(({ identities }) => identities.some((one) => one.inBlocks))
      .flatMap(({ addresses }) => addresses);
    return { kind: 'some', workloads: NOBODY, outside: normalizeRanges(outside) };
  }

  /** @param asks equal where the cluster's answer is. */
  #ask(caveat: RuleCaveat, asks: unknown, peers: PeerMatch): void {
    this.#open.push({ peers, caveat, question: canonical(asks) });
  }

  /** One entry of a CIDR set. */
  block({ cidr, cidrGroupRef, cidrGroupSelector, except = [] }: CIDRRule): void {
    const { groups } = this.#context;
    if (cidr !== undefined) {
      this.#cidr(cidr, except);
      return;
    }
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
      this.#openTo({ caveat: 'cidr-group', asks }, what, this.#somebodyOutside());
    }
    // The documentation does not promise it, but the agent takes exceptions out of groups too.
    for (const one of named.flatMap(({ cidrs }) => cidrs)) this.#cidr(one, except);
  }

  #cidr(cidr: string, except: readonly string[]): void {
    const { family } = this.#context;
    const ranges = blockRanges(family, cidr, except);
    if (ranges === undefined) {
      const asks = { cidr, except };
      this.#openTo({ caveat: 'unreadable', asks }, `CIDR ${cidr}`, this.#somebodyOutside());
    } else if (isEveryAddress(cidr)) {
      // The block of every address is the label of the world, which nodes never have.
      this.#identities(isWorld, WORLD, undefined, ranges);
    } else this.#addresses(ranges);
  }

  /** Peers that only the cluster, its DNS or a cloud provider can resolve. */
  elsewhere({ groups = [], names = [], services = [] }: CiliumItem): void {
    const { inventory, namespace } = this.#context;
    if (groups.length > 0) {
      const what = 'groups that a cloud provider resolves';
      this.#openTo({ caveat: 'cloud-group', asks: groups }, what, this.#somebodyOutside());
    }
    for (const { matchName, matchPattern } of names) this.#name(matchName, matchPattern);
    if (services.length > 0) {
      const shown = services.map(({ k8sService }) => k8sService?.serviceName ?? 'a selector');
      const { outside } = this.#somebodyOutside() as { readonly outside: Ranges };
      const what = `what is behind Service ${shown.join(', ')}`;
      this.#openTo({ caveat: 'service', asks: { services, namespace } }, what, {
        kind: 'some',
        workloads: everyWorkload(inventory),
        outside,
      });
    }
  }

  #name(matchName: string | undefined, matchPattern: string | undefined): void {
    const { family, inventory } = this.#context;
    const known = inventory.externals.some(({ fqdns }) => fqdns?.includes(matchName ?? '') === true)
      ? normalizeRanges(
          endsOf(inventory, family)
            .named.filter(({ fqdns }) => fqdns?.includes(matchName ?? '') === true)
            .flatMap(({ addresses }) => addresses),
        )
      : [];
    if (known.length === 0) {
      const what = `the addresses of ${matchName ?? matchPattern}`;
      const asks = { matchName, matchPattern };
      this.#openTo({ caveat: 'dns-names', asks }, what, this.#somebodyOutside());
    } else {
      this.#ask('known-names', { matchName }, { kind: 'some', workloads: NOBODY, outside: known });
    }
  }

  parts(): readonly PeerPart[] {
    const outside = normalizeRanges(this.#outside);
    return [{ peers: { kind: 'some', workloads: this.#workloads, outside } }, ...this.#open];
  }
}

const NOBODY: ReadonlySet<string> = new Set();

/** What is asked where an address is of the world or a node's. */
const WORLD = { entity: 'world' } as const;

const WHERE_THE_API_SERVER_RUNS =
  'addresses that may be nodes: the inventory does not say whether the API server runs on one';

function inBlocks(identity: Identity): SelectorAnswer {
  return identity.inBlocks ? 'yes' : 'no';
}

function isWorld({ labels }: Identity): SelectorAnswer {
  return Object.hasOwn(labels, 'reserved:world') ? 'yes' : 'no';
}
