/**
 * Emitted YAML read rule by rule for one flow: the obvious meaning that the evaluator is checked against. Works on the
 * parsed YAML as it stands, without the packages' types or readers. Knows what drafts use, no more.
 */
import { parse } from 'yaml';

/** Anything that came out of YAML. */
// eslint-disable-next-line typescript/no-explicit-any -- the point is to read the text without the packages' types
type Yaml = any;

/** A pod with what selectors see, or an address outside. */
export type End =
  | {
      readonly kind: 'pod';
      readonly namespace: string;
      readonly namespaceLabels: Readonly<Record<string, string>>;
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'outside'; readonly address: number };

/** Protocol number and port, or type × 256 + code. */
export interface Service {
  readonly protocol: number;
  readonly service: number;
}

/** Whether the policies in `texts` let a flow through. */
export function allows(texts: readonly string[], from: End, to: End, service: Service): boolean {
  const objects: Yaml[] = texts.map((text) => parse(text));
  const groups = new Map<string, readonly string[]>(
    objects
      .filter(({ kind }) => kind === 'CiliumCIDRGroup')
      .map(({ metadata, spec }) => [metadata.name, spec.externalCIDRs]),
  );
  const policies = objects
    .filter(({ kind }) => kind !== 'CiliumCIDRGroup')
    .map((object) => withoutGroups(object, groups));
  return (
    sideAllows(policies, 'egress', from, to, service) &&
    sideAllows(policies, 'ingress', to, from, service)
  );
}

/** References to groups replaced by what the groups hold. */
function withoutGroups(object: Yaml, groups: ReadonlyMap<string, readonly string[]>): Yaml {
  if (Array.isArray(object)) {
    return object.flatMap((item: Yaml) =>
      typeof item?.cidrGroupRef === 'string'
        ? (groups.get(item.cidrGroupRef as string) ?? []).map((cidr) => ({ cidr }))
        : [withoutGroups(item, groups)],
    );
  }
  if (typeof object !== 'object' || object === null) return object;
  return Object.fromEntries(
    Object.entries(object as Yaml).map(([key, value]) => [key, withoutGroups(value, groups)]),
  );
}

function sideAllows(
  policies: Yaml[],
  side: string,
  subject: End,
  peer: End,
  service: Service,
): boolean {
  if (subject.kind === 'outside') return true;
  let isolated = false;
  let allowed = false;
  for (const { kind, metadata, spec } of policies) {
    if (metadata.namespace !== subject.namespace) continue;
    const selector = kind === 'NetworkPolicy' ? spec.podSelector : spec.endpointSelector;
    if (!selectorMatches(selector, subject.labels)) continue;
    if (kind === 'NetworkPolicy') {
      if (!spec.policyTypes.includes(side === 'egress' ? 'Egress' : 'Ingress')) continue;
      isolated = true;
      for (const rule of spec[side] ?? []) {
        const peers = rule[side === 'egress' ? 'to' : 'from'];
        const peerOk =
          peers === undefined || peers.some((p: Yaml) => peerMatches(p, metadata.namespace, peer));
        const portOk =
          rule.ports === undefined || rule.ports.some((p: Yaml) => portMatches(p, service));
        if (peerOk && portOk) allowed = true;
      }
      continue;
    }
    const word = side === 'egress' ? 'to' : 'from';
    for (const rule of spec[`${side}Deny`] ?? []) {
      if (ciliumMatches(rule, word, metadata.namespace, peer, service)) return false;
    }
    const speaks = (spec[side] ?? []).length + (spec[`${side}Deny`] ?? []).length > 0;
    if (speaks && spec.enableDefaultDeny?.[side] !== false) isolated = true;
    for (const rule of spec[side] ?? []) {
      if (ciliumMatches(rule, word, metadata.namespace, peer, service)) allowed = true;
    }
  }
  return allowed || !isolated;
}

function selectorMatches(selector: Yaml, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries((selector?.matchLabels ?? {}) as Record<string, string>);
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values }: Yaml) => {
      if (operator === 'Exists') return labels[key as string] !== undefined;
      if (operator === 'In') return values.includes(labels[key as string]);
      throw new Error(`drafts use no ${operator as string}`);
    })
  );
}

function peerMatches(peer: Yaml, namespace: string, end: End): boolean {
  if (peer.ipBlock !== undefined) {
    return (
      end.kind === 'outside' &&
      inCidr(peer.ipBlock.cidr, end.address) &&
      !(peer.ipBlock.except ?? []).some((hole: string) => inCidr(hole, end.address))
    );
  }
  if (end.kind === 'outside') return false;
  const home =
    peer.namespaceSelector === undefined
      ? end.namespace === namespace
      : selectorMatches(peer.namespaceSelector, end.namespaceLabels);
  return home && selectorMatches(peer.podSelector, end.labels);
}

const NUMBERS: Readonly<Record<string, number>> = { TCP: 6, UDP: 17, SCTP: 132 };

function portMatches(port: Yaml, { protocol, service }: Service): boolean {
  if (NUMBERS[port.protocol as string] !== protocol) return false;
  return (
    port.port === undefined || (service >= port.port && service <= (port.endPort ?? port.port))
  );
}

function ciliumMatches(
  rule: Yaml,
  word: string,
  namespace: string,
  end: End,
  service: Service,
): boolean {
  const endpoints = rule[`${word}Endpoints`];
  const entities = rule[`${word}Entities`];
  const cidrs = rule[`${word}CIDRSet`];
  const anyone = endpoints === undefined && entities === undefined && cidrs === undefined;
  const peerOk =
    anyone ||
    (entities ?? []).includes('all') ||
    (endpoints ?? []).some((selector: Yaml) => endpointMatches(selector, namespace, end)) ||
    (cidrs ?? []).some(
      ({ cidr, except }: Yaml) =>
        end.kind === 'outside' &&
        inCidr(cidr, end.address) &&
        !(except ?? []).some((hole: string) => inCidr(hole, end.address)),
    );
  if (!peerOk) return false;
  if (rule.toPorts === undefined && rule.icmps === undefined) return !anyone;
  const ports = (rule.toPorts ?? []).flatMap((entry: Yaml) => entry.ports);
  const types = (rule.icmps ?? []).flatMap((entry: Yaml) => entry.fields);
  return (
    ports.some((p: Yaml) => {
      const numbers = p.protocol === 'ANY' ? [6, 17, 132] : [NUMBERS[p.protocol as string]];
      const from = Number(p.port);
      return (
        numbers.includes(service.protocol) &&
        (from === 0 || (service.service >= from && service.service <= (p.endPort ?? from)))
      );
    }) || types.some((f: Yaml) => service.protocol === 1 && f.type === service.service >> 8)
  );
}

function endpointMatches(selector: Yaml, namespace: string, end: End): boolean {
  if (end.kind === 'outside') return false;
  const labels: Record<string, string> = {
    ...end.labels,
    'k8s:io.kubernetes.pod.namespace': end.namespace,
  };
  for (const [key, value] of Object.entries(end.namespaceLabels)) {
    labels[`k8s:io.cilium.k8s.namespace.labels.${key}`] = value;
  }
  const keys = [
    ...Object.keys(selector.matchLabels ?? {}),
    ...(selector.matchExpressions ?? []).map((e: Yaml) => e.key as string),
  ];
  const crosses = keys.some((key) => key.startsWith('k8s:io.'));
  return (crosses || end.namespace === namespace) && selectorMatches(selector, labels);
}

function inCidr(cidr: string, address: number): boolean {
  const [base = '', length = '0'] = cidr.split('/');
  const value = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return Number(length) === 0 || (value ^ address) >>> (32 - Number(length)) === 0;
}
