/** Pods as recorders name them: a namespace and labels, as texts of many forms. */
import type { PodName } from './flow-record.ts';

/**
 * A pod of a record.
 * @param labels `key=value` each, with or without the source that Cilium puts before (`k8s:`).
 * @returns undefined: the end is no pod, or nobody says of which namespace.
 */
export function podName(
  namespace: string | undefined,
  labels: readonly string[],
): PodName | undefined {
  const own: Record<string, string> = {};
  let said = namespace;
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

const NAMESPACE = 'io.kubernetes.pod.namespace';
/** Labels that Cilium and Calico add to those of the pod. */
const ADDED =
  /^(?:io\.cilium\.|io\.kubernetes\.pod\.namespace$|projectcalico\.org\/|pcns\.|pcsa\.)/;
