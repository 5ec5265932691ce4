/** A policy rule as one plain sentence, from the object as it is written: drafts and hand-edited policies alike. */
import type {
  CIDRRule,
  CiliumEgressDenyRule,
  CiliumEgressRule,
  CiliumIngressDenyRule,
  CiliumIngressRule,
  CiliumRule,
  EndpointSelector,
  FQDNSelector,
  LabelSelector,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  PolicyObject,
} from '@aclift/policy';

/** One rule item of an object. */
export interface RuleItem {
  /** Where in the object, such as `['spec', 'ingress', 0]`. */
  readonly path: readonly (string | number)[];
  readonly direction: 'ingress' | 'egress';
  readonly action: 'allow' | 'deny';
  /** `Accepts TCP 5432 from pods with tier=backend.` */
  readonly sentence: string;
}

/** Names listed before "and 3 more". */
const MAX_NAMED = 4;

/** Every rule item of a policy, in the order of its sections. Objects that are no policies have none. */
export function ruleItems(object: PolicyObject): readonly RuleItem[] {
  switch (object.kind) {
    case 'NetworkPolicy': {
      const { ingress = [], egress = [] } = object.spec ?? {};
      return [
        ...ingress.map((rule, i) =>
          item(['spec', 'ingress', i], 'ingress', 'allow', peersOf(rule.from), portsOf(rule.ports)),
        ),
        ...egress.map((rule, i) =>
          item(['spec', 'egress', i], 'egress', 'allow', peersOf(rule.to), portsOf(rule.ports)),
        ),
      ];
    }
    case 'CiliumNetworkPolicy':
    case 'CiliumClusterwideNetworkPolicy':
      return [
        ...(object.spec === undefined ? [] : ciliumItems(object.spec, ['spec'])),
        ...(object.specs ?? []).flatMap((spec, i) => ciliumItems(spec, ['specs', i])),
      ];
    default:
      return [];
  }
}

/** Whom a policy selects: `pods with app=shop-db`, `all pods`. */
export function subjectOf(object: PolicyObject): string {
  if (object.kind === 'NetworkPolicy') return podsWith(object.spec?.podSelector);
  if (object.kind === 'CiliumCIDRGroup') return 'no pods';
  const spec = object.spec ?? object.specs?.[0];
  return spec?.nodeSelector === undefined ? podsWith(spec?.endpointSelector) : 'nodes';
}

function item(
  path: RuleItem['path'],
  direction: RuleItem['direction'],
  action: RuleItem['action'],
  peers: string,
  services: string,
): RuleItem {
  const verb = {
    ingress: { allow: 'Accepts', deny: 'Never accepts' },
    egress: { allow: 'May open', deny: 'May never open' },
  }[direction][action];
  const side = direction === 'ingress' ? 'from' : 'to';
  return { path, direction, action, sentence: `${verb} ${services} ${side} ${peers}.` };
}

function peersOf(peers: readonly NetworkPolicyPeer[] | undefined): string {
  if (peers === undefined || peers.length === 0) return 'anyone';
  return listed(
    peers.map(({ podSelector, namespaceSelector, ipBlock }) => {
      if (ipBlock !== undefined) return block(ipBlock.cidr, ipBlock.except);
      const where =
        namespaceSelector === undefined
          ? ''
          : isEmpty(namespaceSelector)
            ? ' in any namespace'
            : ` in namespaces with ${selectorText(namespaceSelector)}`;
      return `${podsWith(podSelector)}${where}`;
    }),
  );
}

function portsOf(ports: readonly NetworkPolicyPort[] | undefined): string {
  if (ports === undefined || ports.length === 0) return 'anything';
  return listed(
    ports.map(({ protocol = 'TCP', port, endPort }) =>
      port === undefined
        ? `any ${protocol}`
        : `${protocol} ${port}${endPort === undefined ? '' : `-${endPort}`}`,
    ),
  );
}

function ciliumItems(spec: CiliumRule, at: RuleItem['path']): readonly RuleItem[] {
  return [
    ...(spec.ingress ?? []).map((rule, i) => ciliumItem(rule, [...at, 'ingress', i], 'allow')),
    ...(spec.ingressDeny ?? []).map((rule, i) =>
      ciliumItem(rule, [...at, 'ingressDeny', i], 'deny'),
    ),
    ...(spec.egress ?? []).map((rule, i) => ciliumItem(rule, [...at, 'egress', i], 'allow')),
    ...(spec.egressDeny ?? []).map((rule, i) => ciliumItem(rule, [...at, 'egressDeny', i], 'deny')),
  ];
}

type AnyCiliumRule =
  | CiliumIngressRule
  | CiliumIngressDenyRule
  | CiliumEgressRule
  | CiliumEgressDenyRule;

function ciliumItem(
  rule: AnyCiliumRule,
  path: RuleItem['path'],
  action: RuleItem['action'],
): RuleItem {
  const direction = path.some((step) => step === 'ingress' || step === 'ingressDeny')
    ? 'ingress'
    : 'egress';
  const side = direction === 'ingress' ? 'from' : 'to';
  const field = <T>(name: string): readonly T[] =>
    (rule as Readonly<Record<string, readonly T[] | undefined>>)[`${side}${name}`] ?? [];
  const peers = [
    ...field<EndpointSelector>('Endpoints').map(endpoints),
    ...field<string>('Entities').map((entity) => `the ${entity} entity`),
    ...field<string>('CIDR').map((cidr) => block(cidr)),
    ...field<CIDRRule>('CIDRSet').map(({ cidr, cidrGroupRef, except }) =>
      cidr === undefined ? `CIDR group ${cidrGroupRef ?? '(by label)'}` : block(cidr, except),
    ),
    ...field<FQDNSelector>('FQDNs').map(
      ({ matchName, matchPattern }) => matchName ?? matchPattern ?? 'a DNS name',
    ),
    ...(field<unknown>('Nodes').length > 0 ? ['nodes'] : []),
    ...(field<unknown>('Services').length > 0 ? ['Kubernetes services'] : []),
    ...(field<unknown>('Groups').length > 0 ? ['cloud provider groups'] : []),
  ];
  const services = [
    ...(rule.toPorts ?? []).flatMap(({ ports = [] }) =>
      ports.map(
        ({ port, endPort, protocol = 'ANY' }) =>
          `${protocol === 'ANY' ? 'any protocol' : protocol}${port === undefined || port === '0' ? '' : ` ${port}${endPort === undefined ? '' : `-${endPort}`}`}`,
      ),
    ),
    ...(rule.icmps ?? []).flatMap(({ fields = [] }) =>
      fields.map(({ family, type }) => `${family === 'IPv6' ? 'ICMPv6' : 'ICMP'} type ${type}`),
    ),
  ];
  const said = item(
    path,
    direction,
    action,
    peers.length === 0 ? (namesPeers(rule, side) ? 'nobody' : 'anyone') : listed(peers),
    services.length === 0 ? 'anything' : listed(services),
  );
  return looksInside(rule)
    ? {
        ...said,
        sentence: `${said.sentence} Looks inside: what its layer 7 conditions leave out is stopped.`,
      }
    : said;
}

/** HTTP, DNS or TLS conditions, or a listener: they stop some of what ports let through. */
function looksInside({ toPorts = [] }: AnyCiliumRule): boolean {
  return toPorts.some((ports) =>
    ['rules', 'serverNames', 'listener'].some((field) => field in ports),
  );
}

/** An empty list of peers matches nobody; only a rule without any such list is about anyone. */
function namesPeers(rule: AnyCiliumRule, side: 'from' | 'to'): boolean {
  return Object.entries(rule).some(
    ([field, value]) => field.startsWith(side) && field !== 'toPorts' && Array.isArray(value),
  );
}

function endpoints(selector: EndpointSelector): string {
  return isEmpty(selector) ? 'any pod in reach' : podsWith(selector);
}

function block(cidr: string, except: readonly string[] = []): string {
  const what = cidr === '0.0.0.0/0' || cidr === '::/0' ? 'any address outside' : cidr;
  return except.length === 0 ? what : `${what} except ${listed(except)}`;
}

function podsWith(selector: LabelSelector | undefined): string {
  return selector === undefined || isEmpty(selector)
    ? 'all pods'
    : `pods with ${selectorText(selector)}`;
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** Cilium's ways to say "of this namespace": shown in words, because the keys say little. */
const NAMESPACE_LABEL = 'k8s:io.cilium.k8s.namespace.labels.';
const NAMESPACE = /^(?:k8s:)?io\.kubernetes\.pod\.namespace$/;

function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => {
    if (NAMESPACE.test(key)) return `namespace ${value}`;
    return key.startsWith(NAMESPACE_LABEL)
      ? `namespace label ${key.slice(NAMESPACE_LABEL.length)}=${value}`
      : `${key.replace(/^k8s:/, '')}=${value}`;
  });
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (NAMESPACE.test(key) && operator === 'Exists') return 'any namespace';
    const name = key.replace(/^k8s:/, '');
    return {
      In: `${name} one of ${values.join(', ')}`,
      NotIn: `${name} none of ${values.join(', ')}`,
      Exists: `a label ${name}`,
      DoesNotExist: `no label ${name}`,
    }[operator];
  });
  return [...labels, ...expressions].join(' and ');
}

/** `a`, `a and b`, `a, b and c`, `a, b, c, d and 3 more`. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}
