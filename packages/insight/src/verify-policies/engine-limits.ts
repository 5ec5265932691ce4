import type { Engine } from '@aclift/verify';

/** What comparisons on an engine cover, in a sentence or two. */
export const ENGINE_LIMITS: Readonly<Record<Engine, string>> = {
  'strict-spec':
    'Compared are TCP, UDP and SCTP on ports 1 to 65535: a NetworkPolicy cannot name ICMP or any other protocol. Pods are taken to have addresses outside every ipBlock.',
  cilium:
    "Compared are TCP, UDP and SCTP on ports 1 to 65535, and the assigned ICMP types that open something. Blocks of addresses never match pods, and match nodes only with policy-cidr-match-mode: nodes. Other protocols need the agent's extended protocols and are not compared.",
  'calico-like':
    'Compared are TCP, UDP and SCTP on ports 1 to 65535, and ICMP. Blocks of addresses match pods by the addresses that they get; where those are not known the verdict is left to the cluster.',
};
