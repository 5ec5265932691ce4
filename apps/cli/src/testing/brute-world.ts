/** The cluster and the flows of the evaluators by brute force. */
import type { BruteLabels } from './brute-selectors.ts';

/** A pod with what selectors see, or an address outside. */
export type End =
  | {
      readonly kind: 'pod';
      readonly namespace: string;
      readonly namespaceLabels: BruteLabels;
      readonly labels: BruteLabels;
      /** Numbers of its named container ports; absent: it has none. */
      readonly ports?: Readonly<Record<string, number>>;
      /** Its address of either family, for engines that compare blocks with it. */
      readonly address?: number | bigint;
      /** Its service account; absent: no selector asks for it. */
      readonly account?: string;
    }
  | {
      readonly kind: 'outside';
      readonly address: number | bigint;
      /** What Cilium calls whoever answers there; absent: an address like others. */
      readonly entity?: string;
    };

/** Protocol number and port, or type × 256 + code. */
export interface Service {
  readonly protocol: number;
  readonly service: number;
}

/** What a cluster adds to the objects. */
export interface BruteCluster {
  /** Cilium enforces: nodes have no addresses that blocks match, and rules count whatever `policyTypes` says. */
  readonly cilium?: boolean;
  /** Where the API server runs; absent: nobody asks. */
  readonly apiServer?: 'outside' | 'host' | 'remote-node';
  /** Whether a pod's own node comes in whatever is isolated; absent: there is no such node. */
  readonly ownNode?: boolean;
  /** Whether blocks match nodes on Cilium; absent: they do not. */
  readonly blocksMatchNodes?: boolean;
  /** Absent: blocks never match pods. */
  readonly blocksMatchPods?: boolean;
  /** Keys of labels that selectors of NetworkPolicies do not see. */
  readonly ignoredKeys?: readonly string[];
  /** Whether a peer is among what only the cluster can resolve; absent: there is no such thing. */
  readonly resolves?: (text: string, peer: End) => boolean;
  /** DNS names of which addresses are known, and whether a peer has one of them; absent: there are none. */
  readonly names?: (name: string) => ((peer: End) => boolean) | undefined;
}

/** What one rule or policy says about a flow at its subject; absent: nothing. */
export interface Answer {
  readonly isolates?: boolean;
  readonly allows?: boolean;
  readonly denies?: boolean;
  readonly looksInto?: boolean;
  /** Allows it if somebody has looked up a name that leads there, as known names do. */
  readonly byName?: boolean;
}
