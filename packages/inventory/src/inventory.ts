/**
 * The user's address-to-label file as plain data: which workloads and which outsiders own which addresses today.
 * Knows nothing of YAML; spans point into the file that `source` names.
 */
import type { Span } from '@aclift/diagnostics';
import type { Cluster, EdgePath, Entry, Exit, Via } from './edge.ts';
import type { AddressRange, VipProtocol } from './address-range.ts';

/**
 * Where a workload answers while the lists are being lifted. `cluster`: its pods already replace the old addresses;
 * `outside`: the old addresses are still the workload; `both`: during the move.
 */
export type Now = 'cluster' | 'outside' | 'both';

/** A port of a virtual address and the workload's own port behind it. */
export interface VipPort {
  readonly port: number;
  readonly target: number;
  readonly protocol: VipProtocol;
  readonly span: Span;
}

/** An old virtual address (load balancer, server farm) that led to a workload. */
export interface Vip {
  /** One host: `from` equals `to`. */
  readonly address: AddressRange;
  /** At least one; a port is listed once a protocol. */
  readonly ports: readonly VipPort[];
  readonly span: Span;
}

/** One kind of HTTP requests, as Cilium compares them. At least one of the two is given. */
export interface HttpRequest {
  /** Regular expression over the method; absent: every method. */
  readonly method?: string;
  /** Regular expression over the whole path; absent: every path. */
  readonly path?: string;
}

/** A TCP port of a workload that speaks HTTP, and the only requests that it should take. */
export interface HttpPort {
  readonly port: number;
  /** At least one. */
  readonly requests: readonly HttpRequest[];
  readonly span: Span;
}

/** Pods that one namespace and one label set name. */
export interface Workload {
  /** `namespace/name`. Unique in its inventory and made from the entry's content, never from its position. */
  readonly id: string;
  readonly namespace: string;
  /** Made from the labels; a DNS-1123 label. */
  readonly name: string;
  /** At least one. */
  readonly labels: Readonly<Record<string, string>>;
  /** Empty: a workload that has no old address of its own. */
  readonly addresses: readonly AddressRange[];
  readonly now: Now;
  readonly vips: readonly Vip[];
  /** Ports that take only some HTTP requests, each once; absent: nothing is said about requests. */
  readonly http?: readonly HttpPort[];
  /** How its pods leave. Absent: as the cluster says. */
  readonly exit?: readonly Exit[];
  /** Where clients from outside reach it in the cluster. Absent: nobody said; empty: nowhere. */
  readonly entries?: readonly Entry[];
  /** Services whose connections to the outside another workload makes. Absent: none. */
  readonly via?: readonly Via[];
  readonly span: Span;
}

/** A namespace that the file lists, or that only a workload names. */
export interface InventoryNamespace {
  readonly name: string;
  /** The file's labels and `kubernetes.io/metadata.name`, which every namespace has. */
  readonly labels: Readonly<Record<string, string>>;
  readonly span: Span;
}

/** What Cilium calls peers that are neither pods nor plain addresses, as far as an inventory can know their addresses. */
export type Entity = 'world' | 'kube-apiserver' | 'host' | 'remote-node' | 'ingress' | 'health';

/** A named range of addresses outside the cluster. */
export interface External {
  readonly name: string;
  /** At least one. */
  readonly addresses: readonly AddressRange[];
  /** DNS names that lead to the addresses, in lower case; absent: it is known by addresses only. */
  readonly fqdns?: readonly string[];
  /** The entity that answers at the addresses; absent: none that Cilium knows. */
  readonly entity?: Entity;
  readonly span: Span;
}

/**
 * Everything a file says, in the file's order. Ranges of one family never cross: two of them are disjoint, or one
 * lies within the other; equal ranges have one owner.
 */
export interface Inventory {
  /** Name of the source text. */
  readonly source: string;
  readonly namespaces: readonly InventoryNamespace[];
  readonly workloads: readonly Workload[];
  readonly externals: readonly External[];
  /** Absent: nothing is said of the cluster. */
  readonly cluster?: Cluster;
  /** Where addresses attach that no prefix of the configurations holds. Absent: nothing is said. */
  readonly paths?: readonly EdgePath[];
}
