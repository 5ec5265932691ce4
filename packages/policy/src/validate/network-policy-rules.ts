/**
 * What the API server refuses in a NetworkPolicy, and what it accepts though it does not do what it seems to.
 * @see Kubernetes `pkg/apis/networking/validation` and the defaulting of `policyTypes`.
 */
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
  PolicyType,
} from '../api/network-policy.ts';
import { isPortName } from '../label.ts';
import type { ObjectPath } from '../path.ts';
import { judgeBlock } from './cidr-rules.ts';
import type { Judge } from './judge.ts';
import { judgeSelector } from './selector-rules.ts';

export function judgeNetworkPolicy(policy: NetworkPolicy, judge: Judge): void {
  const { spec = {} } = policy;
  if (spec.podSelector === undefined) judge.add('policy/selects-all-pods', ['spec'], {});
  if (policy.status !== undefined) judge.add('policy/status-field', ['status'], {});
  judgeSelector(spec.podSelector, ['spec', 'podSelector'], 'pod', judge);
  judgePolicyTypes(spec, judge);
  for (const [at, { from, ports }] of (spec.ingress ?? []).entries()) {
    const path = ['spec', 'ingress', at];
    judgePeers(from, [...path, 'from'], judge);
    judgePorts(ports, [...path, 'ports'], judge);
  }
  for (const [at, { to, ports }] of (spec.egress ?? []).entries()) {
    const path = ['spec', 'egress', at];
    judgePeers(to, [...path, 'to'], judge);
    judgePorts(ports, [...path, 'ports'], judge);
    judgeNamedPorts(to, ports, [...path, 'ports'], judge);
  }
}

function judgePolicyTypes(spec: NetworkPolicySpec, judge: Judge): void {
  const { policyTypes = [], ingress = [], egress } = spec;
  const path = ['spec', 'policyTypes'];
  if (policyTypes.length > 2) {
    judge.add('policy/too-many-policy-types', path, { count: policyTypes.length, most: 2 });
  }
  if (policyTypes.length === 0) {
    const implied: readonly PolicyType[] =
      (egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
    // Only ingress rules and no types: everybody expects what happens.
    if (egress !== undefined) judge.add('policy/policy-types-implied', path, { implied });
    return;
  }
  const without = (direction: PolicyType, section: string): void => {
    if (policyTypes.includes(direction)) return;
    judge.add('policy/rules-without-policy-type', ['spec', section], { direction });
  };
  if (ingress.length > 0) without('Ingress', 'ingress');
  if ((egress ?? []).length > 0) without('Egress', 'egress');
}

function judgePeers(
  peers: readonly NetworkPolicyPeer[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  for (const [at, { podSelector, namespaceSelector, ipBlock }] of (peers ?? []).entries()) {
    const place = [...path, at];
    const selects = podSelector !== undefined || namespaceSelector !== undefined;
    if (!selects && ipBlock === undefined) judge.add('policy/empty-peer', place, {});
    if (selects && ipBlock !== undefined) judge.add('policy/ip-block-with-selector', place, {});
    judgeSelector(podSelector, [...place, 'podSelector'], 'pod', judge);
    judgeSelector(namespaceSelector, [...place, 'namespaceSelector'], 'namespace', judge);
    if (ipBlock !== undefined) judgeBlock(ipBlock, [...place, 'ipBlock'], 'kubernetes', judge);
  }
}

function judgePorts(
  ports: readonly NetworkPolicyPort[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  for (const [at, { port, endPort }] of (ports ?? []).entries()) {
    const place = [...path, at];
    const valid =
      typeof port === 'string' ? isPortName(port) : port === undefined || isPortNumber(port);
    if (!valid) judge.add('policy/bad-port', [...place, 'port'], { value: String(port) });
    if (endPort === undefined) continue;
    const end = [...place, 'endPort'];
    if (port === undefined) judge.add('policy/bad-end-port', place, { reason: 'without-port' });
    else if (typeof port === 'string') judge.add('policy/bad-end-port', place, { reason: 'named' });
    else if (!isPortNumber(endPort)) judge.add('policy/bad-end-port', place, { reason: 'range' });
    else if (endPort < port) judge.add('policy/end-port-below-port', end, { port, endPort });
  }
}

/** A named port is looked up on the destination pod, and an ipBlock has no pods. */
function judgeNamedPorts(
  peers: readonly NetworkPolicyPeer[] | undefined,
  ports: readonly NetworkPolicyPort[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  const onlyBlocks = peers !== undefined && peers.length > 0 && peers.every((one) => one.ipBlock);
  if (!onlyBlocks) return;
  for (const [at, { port }] of (ports ?? []).entries()) {
    if (typeof port !== 'string') continue;
    judge.add('policy/named-port-to-ip-block', [...path, at, 'port'], { value: port });
  }
}

function isPortNumber(port: number): boolean {
  return port >= 1 && port <= 65535;
}
