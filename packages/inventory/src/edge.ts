/**
 * The edge of a cluster as plain data: with which addresses pods leave, and at which addresses clients reach them. Everything is
 * optional; what is not said is asked for, never assumed.
 */
import type { Span } from '@aclift/diagnostics';
import type { AddressRange, VipProtocol } from './address-range.ts';

/** What enforces policies, as far as it decides what they see of outsiders. */
export type ClusterEngine =
  | 'cilium'
  | 'calico'
  | 'calico-ebpf'
  | 'antrea'
  | 'ovn-kubernetes'
  | 'kube-proxy'
  | 'other';

/**
 * With which source address packets leave: `pod`, their own; `node`, the address of the node that the pod happens to run on;
 * or fixed addresses (an egress gateway, a pool), of which any may be used.
 */
export type ExitAs = 'pod' | 'node' | readonly AddressRange[];

/** An exit towards some destinations. The longest prefix that holds a destination decides. */
export interface Exit {
  /** Absent: every destination. */
  readonly to?: readonly AddressRange[];
  readonly as: ExitAs;
  readonly span: Span;
}

/**
 * What the policy at the pod compares as source of connections from outside: the client; a node or an internal address of the
 * cluster; `world`, outside and unknown who (Cilium's tunnels); Cilium's ingress; or the pods of another workload.
 * `hidden`: one of `node` and `world`, the engine decides which.
 */
export type ClientView =
  | 'visible'
  | 'node'
  | 'world'
  | 'ingress'
  | 'hidden'
  | { readonly through: string };

/** A port at which clients connect, and the port of the pods behind it. */
export interface EntryPort {
  readonly port: number;
  readonly target: number;
  readonly protocol: VipProtocol;
  readonly span: Span;
}

/** An address at which clients from outside reach a workload in the cluster. */
export interface Entry {
  /** One address; or the pool of the pods where pod addresses are routed. */
  readonly address: AddressRange;
  /** Absent: every port leads to the port of its own number, as with routed pods. */
  readonly ports?: readonly EntryPort[];
  /** Absent: nobody said. */
  readonly client?: ClientView;
  /** Source ranges of the load balancer as they are today. Absent: none. */
  readonly ranges?: readonly AddressRange[];
  /** Port of the nodes behind it, where the balancer connects to nodes. Absent: not said. */
  readonly nodePort?: number;
  /** Addresses of a balancer that makes connections of its own. Absent: none. */
  readonly from?: readonly AddressRange[];
  /** Name of the Service behind it, in the namespace of its workload. Absent: not said. */
  readonly service?: string;
  readonly span: Span;
}

/**
 * At which addresses a cluster holds clients against the source ranges of a Service: every address and node port of it, its
 * addresses of the load balancer alone, or nowhere.
 */
export type SourceRanges = 'everywhere' | 'balancers' | 'nowhere';

/** A service whose connections to the outside another workload makes: lookups through the cluster's resolver. */
export interface Via {
  /** As written: `dns`, `ntp`, `syslog`, `snmp` or `123/udp`. */
  readonly service: string;
  readonly ports: readonly { readonly protocol: VipProtocol; readonly port: number }[];
  /** Id of the workload that connects instead. */
  readonly workload: string;
  readonly span: Span;
}

/** The cluster as a whole. */
export interface Cluster {
  /** Absent: not said. */
  readonly engine?: ClusterEngine;
  /** Addresses of nodes. Empty: not said. */
  readonly nodes: readonly AddressRange[];
  /** Addresses of pods. Empty: not said. */
  readonly pods: readonly AddressRange[];
  /** Addresses of tunnels, bridges and joins outside `pods`. Empty: not said. */
  readonly internal: readonly AddressRange[];
  /** Absent: as the engine does by itself. */
  readonly sourceRanges?: SourceRanges;
  /** Exits of workloads that say nothing of their own. Absent: not said. */
  readonly exit?: readonly Exit[];
  readonly span: Span;
}

/** Where addresses attach that no connected or static prefix of the configurations holds. */
export interface EdgePath {
  readonly to: readonly AddressRange[];
  /** As in a configuration; with `device:` before it where several devices have one. */
  readonly interface: string;
  readonly span: Span;
}
