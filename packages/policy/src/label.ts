/**
 * What Kubernetes accepts as names, labels and ports' names, and which label keys surprise on Cilium.
 * @see Kubernetes apimachinery `validation.go`; Cilium's default label filter.
 */

/** Lower-case letters, digits and inner hyphens, at most 63: names of namespaces. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && DNS_LABEL.test(text);
}

/** DNS labels joined by dots, 253 characters in all: names of objects, prefixes of label keys. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => DNS_LABEL.test(part));
}

/** `name` or `prefix/name`. */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (slash >= 0 && !isDnsSubdomain(key.slice(0, slash))) return false;
  return name.length <= 63 && LABEL_TEXT.test(name);
}

/** Empty, or at most 63 alphanumerics with `-_.` inside. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && LABEL_TEXT.test(value));
}

/** Name of a container port: at most 15 lower-case letters, digits and single inner hyphens, at least one letter. */
export function isPortName(text: string): boolean {
  return text.length <= 15 && /[a-z]/.test(text) && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);
}

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const LABEL_TEXT = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Cilium compares these by their beginning. */
const IGNORED_BY_CILIUM: readonly string[] = [
  'io.kubernetes',
  'kubernetes.io',
  'k8s.io',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/controller-uid',
  'pod-template-hash',
  'pod-template-generation',
  'controller-revision-hash',
  'controller-uid',
  'etcd_node',
  'annotation',
  'topology.kubernetes.io',
];

/** Whether Cilium's default label filter keeps the key out of a pod's identity: a selector on it selects nothing. */
export function isIgnoredByCilium(key: string): boolean {
  if (key === POD_NAMESPACE) return false;
  return (
    key.includes('beta.kubernetes.io') ||
    IGNORED_BY_CILIUM.some((ignored) => key.startsWith(ignored))
  );
}

/** Cilium's own label for the namespace of a pod. */
export const POD_NAMESPACE = 'io.kubernetes.pod.namespace';

const RESERVED: ReadonlySet<string> = new Set([
  'health',
  'host',
  'ingress',
  'init',
  'kube-apiserver',
  'remote-node',
  'unknown',
  'unmanaged',
  'world',
  'world-ipv4',
  'world-ipv6',
]);

/** Whether the key equals the name of one of Cilium's reserved identities. */
export function isReservedByCilium(key: string): boolean {
  return RESERVED.has(key);
}

/** `k8s:app` is key `app` of source `k8s`; without a colon the source is empty. */
export function splitSource(key: string): { readonly source: string; readonly key: string } {
  const colon = key.indexOf(':');
  return colon < 0
    ? { source: '', key }
    : { source: key.slice(0, colon), key: key.slice(colon + 1) };
}
