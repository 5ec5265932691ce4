/** Which kinds and versions are read, and which others are policies too and must not be mistaken for bystanders. */

/** Group and kind with their versions; the first is assumed where a list leaves it out. */
const KNOWN: readonly {
  readonly group: string;
  readonly kind: string;
  readonly versions: readonly string[];
}[] = [
  { group: 'networking.k8s.io', kind: 'NetworkPolicy', versions: ['networking.k8s.io/v1'] },
  { group: 'cilium.io', kind: 'CiliumNetworkPolicy', versions: ['cilium.io/v2'] },
  { group: 'cilium.io', kind: 'CiliumClusterwideNetworkPolicy', versions: ['cilium.io/v2'] },
  {
    group: 'cilium.io',
    kind: 'CiliumCIDRGroup',
    versions: ['cilium.io/v2', 'cilium.io/v2alpha1'],
  },
];

/** Kinds that change what traffic may pass and that aclift does not evaluate. */
const OTHER_POLICY_KINDS: ReadonlySet<string> = new Set([
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumEgressGatewayPolicy',
  'CiliumLocalRedirectPolicy',
  'ClusterNetworkPolicy',
  'EgressFirewall',
  'GlobalNetworkPolicy',
  'GlobalNetworkSet',
  'NetworkPolicy',
  'NetworkSet',
  'StagedGlobalNetworkPolicy',
  'StagedKubernetesNetworkPolicy',
  'StagedNetworkPolicy',
  'Tier',
]);

/** @returns the versions of the kind in the group of `apiVersion` (any group when it is empty); undefined: not ours. */
export function knownVersions(kind: string, apiVersion: string): readonly string[] | undefined {
  const group = apiVersion.split('/', 1)[0] ?? '';
  // `extensions/v1beta1` was NetworkPolicy's first home.
  const home = group === 'extensions' ? 'networking.k8s.io' : group;
  return KNOWN.find((one) => one.kind === kind && (home === '' || one.group === home))?.versions;
}

/** Whether an object that is not read is nevertheless a network policy of some kind. */
export function isOtherPolicyKind(kind: string, apiVersion: string): boolean {
  return OTHER_POLICY_KINDS.has(kind) || apiVersion.startsWith('policy.networking.k8s.io/');
}

/** Kinds of other engines and APIs that can stop traffic, or let it through against a policy that is read. */
const DECIDING_KINDS: ReadonlySet<string> = new Set([
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
  'EgressFirewall',
  'GlobalNetworkPolicy',
  'NetworkPolicy',
]);

/** Whether verdicts may rest on an object of another kind than those that are read. */
export function decidesTraffic(kind: string, apiVersion: string): boolean {
  return isOtherPolicyKind(kind, apiVersion) && DECIDING_KINDS.has(kind);
}
