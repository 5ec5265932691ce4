/** Peers of a rule in words. Every one of them may be meant, so they are joined by `or`. */
import type {
  CIDRRule,
  CiliumEgressDenyRule,
  CiliumEgressRule,
  CiliumIngressDenyRule,
  CiliumIngressRule,
  CiliumService,
  EndpointSelector,
  FQDNSelector,
  NetworkPolicyPeer,
} from '@aclift/policy';
import {
  bracket,
  endpointsText,
  groupsText,
  type Home,
  listed,
  nodesText,
  podsText,
} from './rule-sentence-selectors.ts';

export const ANYONE = 'anyone';

/** An item of any section of a Cilium rule. */
export type AnyCiliumRule =
  | CiliumIngressRule
  | CiliumIngressDenyRule
  | CiliumEgressRule
  | CiliumEgressDenyRule;

/** `pods with tier=backend in namespace shop or 192.0.2.0/24`. */
export function peersText(peers: readonly NetworkPolicyPeer[] | undefined, home: Home): string {
  if (peers === undefined || peers.length === 0) return ANYONE;
  return listed(
    peers.map(({ ipBlock, namespaceSelector, podSelector }) =>
      ipBlock === undefined
        ? podsText(podSelector, namespaceSelector, home)
        : blockText(ipBlock.cidr, ipBlock.except),
    ),
    'or',
  );
}

/** The peers of an item: in words, `undefined` where none are named, or the empty list that makes them nobody. */
export type CiliumPeers =
  | { readonly kind: 'some'; readonly text: string }
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'empty'; readonly field: string };

/** Lists that make nobody a peer when they are empty; other lists then count as missing. */
const EMPTY_IS_NOBODY = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'Nodes'];

/** The peers of an item of Cilium. */
export function ciliumPeers(rule: AnyCiliumRule, side: 'from' | 'to', home: Home): CiliumPeers {
  const list = <T>(name: string): readonly T[] | undefined =>
    (rule as Readonly<Record<string, readonly T[] | undefined>>)[`${side}${name}`];
  const field = <T>(name: string): readonly T[] => list<T>(name) ?? [];
  const empty = EMPTY_IS_NOBODY.find((name) => list(name)?.length === 0);
  if (empty !== undefined) return { kind: 'empty', field: `${side}${empty}` };
  const entities = field<string>('Entities');
  if (entities.includes('all')) return { kind: 'some', text: ANYONE };
  const peers = [
    ...field<EndpointSelector>('Endpoints').map((selector) => endpointsText(selector, home)),
    ...entities.map((entity) => (entity === 'none' ? 'nobody' : `the ${entity} entity`)),
    ...field<string>('CIDR').map((cidr) => blockText(cidr)),
    ...field<CIDRRule>('CIDRSet').map(cidrText),
    ...field<FQDNSelector>('FQDNs').map(({ matchName, matchPattern }) =>
      matchName === undefined ? `names like ${matchPattern ?? '(none)'}` : matchName,
    ),
    ...field<EndpointSelector>('Nodes').map(nodesText),
    ...field<CiliumService>('Services').map((service) => serviceText(service, home)),
    ...(field<unknown>('Groups').length > 0 ? ['cloud provider groups'] : []),
  ];
  return peers.length === 0
    ? { kind: 'unnamed' }
    : { kind: 'some', text: listed([...new Set(peers)], 'or') };
}

function cidrText({ cidr, cidrGroupRef, cidrGroupSelector, except }: CIDRRule): string {
  if (cidr !== undefined) return blockText(cidr, except);
  const group =
    cidrGroupRef === undefined ? groupsText(cidrGroupSelector ?? {}) : `CIDR group ${cidrGroupRef}`;
  return `${group}${exceptText(except)}`;
}

function blockText(cidr: string, except: readonly string[] = []): string {
  const everything: Readonly<Record<string, string>> = {
    '0.0.0.0/0': 'any IPv4 address outside',
    '::/0': 'any IPv6 address outside',
  };
  return `${everything[cidr] ?? cidr}${exceptText(except)}`;
}

function exceptText(except: readonly string[] = []): string {
  const [only, ...more] = except;
  if (only === undefined) return '';
  return ` except ${more.length === 0 ? only : bracket(except)}`;
}

function serviceText({ k8sService, k8sServiceSelector }: CiliumService, home: Home): string {
  const namespace =
    k8sService?.namespace ?? k8sServiceSelector?.namespace ?? home.namespace ?? 'default';
  return k8sService?.serviceName === undefined
    ? `services by labels in namespace ${namespace}`
    : `service ${namespace}/${k8sService.serviceName}`;
}
