/** The resolver of the cluster: pods whom everybody asks for names, and where they listen behind their Service. */
import type { Inventory } from '@aclift/inventory';

export interface Resolver {
  readonly namespace: string;
  /** The label that its pods have. */
  readonly key: string;
  readonly value: string;
  /** Of the pods: policies see it and not the Service's. */
  readonly port: number;
}

/** kube-dns, whatever the program is called. */
const KUBE_DNS: Resolver = {
  namespace: 'kube-system',
  key: 'k8s-app',
  value: 'kube-dns',
  port: 53,
};

/** @see https://docs.redhat.com/en/documentation/openshift_container_platform, DNS Operator: CoreDNS listens on 5353. */
const OPENSHIFT_DNS: Resolver = {
  namespace: 'openshift-dns',
  key: 'dns.operator.openshift.io/daemonset-dns',
  value: 'default',
  port: 5353,
};

/** OpenShift's where the inventory has its namespace, else kube-dns. */
export function resolverOf({ namespaces, workloads }: Inventory): Resolver {
  const openshift =
    namespaces.some(({ name }) => name === OPENSHIFT_DNS.namespace) ||
    workloads.some(({ namespace }) => namespace === OPENSHIFT_DNS.namespace);
  return openshift ? OPENSHIFT_DNS : KUBE_DNS;
}
