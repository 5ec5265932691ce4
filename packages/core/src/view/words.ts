/** A small dictionary for the two readers of a migration: the same thing in the words of either side. */

/** One thing in both worlds' words. */
export interface WordPair {
  readonly router: string;
  readonly cluster: string;
  /** What it means in aclift. */
  readonly meaning: string;
}

export const WORDS: readonly WordPair[] = [
  {
    router: 'ACL, access list',
    cluster: 'policy',
    meaning:
      'A list of lines against a set of objects. A list is ordered and the first match decides; policies only add up.',
  },
  {
    router: 'ACE, line',
    cluster: 'rule',
    meaning: 'One permit or deny. Every line ends in exactly one outcome.',
  },
  {
    router: 'access-group, binding',
    cluster: 'selector',
    meaning:
      'What decides where it applies: an interface and a direction there, labels of pods here.',
  },
  {
    router: 'in / out',
    cluster: 'egress / ingress',
    meaning:
      'A list “in” on a segment sees what its workloads open: egress. A list “out” sees what is opened to them: ingress.',
  },
  {
    router: 'host, network, object-group',
    cluster: 'peer',
    meaning: 'The other end: addresses there, labels or CIDR blocks here.',
  },
  {
    router: 'segment, VLAN',
    cluster: 'no counterpart',
    meaning:
      'Both ends in one segment: no router sees the flow. A draft that isolates would cut it, so aclift keeps it by default.',
  },
  {
    router: 'implicit deny',
    cluster: 'isolation',
    meaning: 'The end of every list. A pod that any policy selects is isolated in that direction.',
  },
  {
    router: 'established',
    cluster: 'nothing to write',
    meaning: 'Policies are stateful: answers are allowed with the opening.',
  },
  {
    router: 'IP address',
    cluster: 'workload',
    meaning:
      'A set of pods with one namespace and one label set. The inventory says which old addresses it has.',
  },
  {
    router: 'anything else',
    cluster: 'external',
    meaning: 'A named address range outside the cluster.',
  },
];
