/** What is around a rule of Cilium. */

/** Where an item stands. */
export interface Surroundings {
  readonly section: 'ingress' | 'ingressDeny' | 'egress' | 'egressDeny';
  /** The subject is a node. */
  readonly host: boolean;
}
