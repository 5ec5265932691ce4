/** The resolver of the cluster: pods whom everybody asks for names, and where they listen behind their Service. */
import type { Inventory, Via, Workload } from '@aclift/inventory';

export interface Resolver {
  readonly namespace: string;
  /** Labels that its pods have. */
  readonly labels: readonly (readonly [key: string, value: string])[];
  /** Of the pods: policies see it and not the Service's. */
  readonly port: number;
}

/** kube-dns, whatever the program is called. */
const KUBE_DNS: Resolver = {
  namespace: 'kube-system',
  labels: [['k8s-app', 'kube-dns']],
  port: 53,
};

/** @see https://docs.redhat.com/en/documentation/openshift_container_platform, DNS Operator: CoreDNS listens on 5353. */
const OPENSHIFT_DNS: Resolver = {
  namespace: 'openshift-dns',
  labels: [['dns.operator.openshift.io/daemonset-dns', 'default']],
  port: 5353,
};

/** OpenShift's where the inventory has its namespace, else kube-dns. */
export function resolverOf({ namespaces, workloads }: Inventory): Resolver {
  const openshift =
    namespaces.some(({ name }) => name === OPENSHIFT_DNS.namespace) ||
    workloads.some(({ namespace }) => namespace === OPENSHIFT_DNS.namespace);
  return openshift ? OPENSHIFT_DNS : KUBE_DNS;
}

/** Whether the inventory has the pods of a resolver. */
export function isListed({ workloads }: Inventory, { labels, namespace }: Resolver): boolean {
  return workloads.some(
    (one) =>
      one.namespace === namespace && labels.every(([key, value]) => one.labels[key] === value),
  );
}

/** A service that another workload provides, as the inventory says, with the pods that do. */
export interface Provided {
  readonly via: Via;
  readonly provider: Workload;
}

/** What others provide for a workload. */
export function providedFor({ workloads }: Inventory, { via = [] }: Workload): readonly Provided[] {
  return via.flatMap((one) => {
    const provider = workloads.find(({ id }) => id === one.workload);
    return provider === undefined ? [] : [{ via: one, provider }];
  });
}

/** Whether a service is name resolution. */
export function isLookup({ ports }: Via): boolean {
  return ports.some(({ port }) => port === 53);
}
