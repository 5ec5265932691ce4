/**
 * What Kubernetes accepts as names and labels, and which label keys surprise on Cilium.
 * @see Kubernetes apimachinery `validation.go`; Cilium's default label filter.
 */

/** Lower-case letters, digits and inner hyphens: names of namespaces. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** DNS labels joined by dots, 253 characters in all: names of most objects, prefixes of label keys. */
function isDnsSubdomain(text: string): boolean {
  return (
    text.length <= 253 &&
    text.split('.').every((part) => /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(part))
  );
}

/** Why a label key is refused; `undefined` when it is fine. */
export type LabelKeyFault = 'empty' | 'name-too-long' | 'bad-name' | 'bad-prefix';

/** `name` or `prefix/name`. */
export function labelKeyFault(key: string): LabelKeyFault | undefined {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (key === '') return 'empty';
  if (slash >= 0 && !isDnsSubdomain(key.slice(0, slash))) return 'bad-prefix';
  if (name.length > 63) return 'name-too-long';
  return isLabelText(name) ? undefined : 'bad-name';
}

/** A label's value: empty, or at most 63 alphanumerics with `-_.` inside. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && isLabelText(value));
}

function isLabelText(text: string): boolean {
  return /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(text);
}

/** Cilium compares these by their beginning; a selector on such a key selects nothing there. */
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

/** Whether Cilium's default label filter keeps the key out of a pod's identity. */
export function isIgnoredByCilium(key: string): boolean {
  return (
    key.includes('beta.kubernetes.io') ||
    IGNORED_BY_CILIUM.some((ignored) => key.startsWith(ignored))
  );
}

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

/** Whether the key equals the name of a reserved identity: `host` can switch enforcement off for the pod. */
export function isReservedByCilium(key: string): boolean {
  return RESERVED.has(key);
}
