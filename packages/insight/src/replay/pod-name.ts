/** Pods as recorders name them: a namespace and labels, as texts of many forms. */
import type { PodName } from './flow-record.ts';

/**
 * A pod of a record.
 * @param labels `key=value` each, with or without the source that Cilium puts before (`k8s:`).
 * @returns undefined: the end is outside the cluster, or nobody says of which namespace. Nodes are {@link reservedEnd}s.
 */
export function podName(
  namespace: string | undefined,
  labels: readonly string[],
): PodName | undefined {
  const own: Record<string, string> = {};
  let said = namespace;
  const reserved = labels.flatMap((label) => RESERVED.exec(label)?.slice(1) ?? []);
  if (reserved.length > 0) return reservedEnd(reserved);
  for (const label of labels) {
    const [, source, key = '', value = ''] =
      /^(?:([a-z0-9.-]+):)?([^=]+)(?:=(.*))?$/s.exec(label) ?? [];
    // Labels of other sources (reserved, cidr, fqdn) are not the pod's.
    if (source !== undefined && source !== 'k8s') continue;
    if (key === NAMESPACE) said ??= value;
    if (!ADDED.test(key)) own[key] = value;
  }
  return said === undefined || said === '' || said === '-'
    ? undefined
    : { namespace: said, labels: own };
}

/**
 * A node, or another end of the cluster that is no pod of anybody: the name of a pod that no inventory has, so that its address is not
 * taken for one outside.
 */
export function reservedEnd(names: readonly string[]): PodName {
  return { namespace: 'reserved', labels: Object.fromEntries(names.map((name) => [name, ''])) };
}

/** What Cilium calls ends that are neither pods nor the world. */
const RESERVED = /^reserved:(host|remote-node|kube-apiserver|health|ingress|init|unmanaged)$/;
const NAMESPACE = 'io.kubernetes.pod.namespace';
/** Labels that Cilium and Calico add to those of the pod. */
const ADDED =
  /^(?:io\.cilium\.|io\.kubernetes\.pod\.namespace$|projectcalico\.org\/|pcns\.|pcsa\.)/;
