/**
 * Labels that name one release, roll-out, job or pod. A selector on such a label stops matching with the next release,
 * and a pod that no policy selects is open: such labels tell nobody apart for long.
 * @see Kubernetes documentation: "Recommended Labels" (version), Job ("Pod labels"), StatefulSet ("Pod name label").
 * @see Helm documentation, "Labels and Annotations" (helm.sh/chart: name and version of the chart).
 */
import { isIgnoredByCilium } from './label.ts';

/** Whole keys that patterns of their last part do not find. */
const KEYS: ReadonlySet<string> = new Set([
  'helm.sh/chart',
  'istio.io/rev',
  'security.istio.io/tlsMode',
  'tekton.dev/taskRun',
  'tekton.dev/pipelineRun',
  'workflows.argoproj.io/workflow',
  'workflows.argoproj.io/completed',
  'openshift.io/build.name',
  'openshift.io/deployer-pod-for.name',
  'spark-app-selector',
  'spark-exec-id',
  'cnpg.io/instanceName',
  'cnpg.io/instanceRole',
  'etcd_node',
]);

/** The part of a key behind its prefix, in lower case with `-` for `_` and `.`. */
const NAMES: readonly RegExp[] = [
  // One release. `app.kubernetes.io/version`, and the plain `version` of charts and meshes.
  /^(?:.+-)?version$/,
  /^(?:chart|image-(?:tag|sha|digest|hash)|build(?:-(?:id|number|name))?)$/,
  /^(?:git-?)?(?:commit|sha|hash)(?:-(?:id|sha|hash))?$/,
  // One roll-out.
  /^(?:.+-)?revision(?:-?uid|-hash|-number)?$/,
  /^(?:.+-)?template-hash$/,
  /^(?:.+-)?generation$/,
  /^(?:rollout|deployment|deploy|release)-(?:id|hash|timestamp|date|time|uid)$/,
  // One run of a job.
  /^(?:job-?name|job-?(?:u?id)|run-?(?:id|name)|workflow-?id|dag-?run-?id|try-?number)$/,
  /^(?:job-completion-index|controller-uid)$/,
  // One pod.
  /^(?:pod-?(?:name|index|u?id|ip)|instance-?id|replica-?index|ordinal)$/,
];

/**
 * Whether the key of a pod's label names one release, job or pod by what it is called. Keys that only Cilium ignores are
 * another matter: see `isIgnoredByCilium`.
 */
export function isReleaseLabel(key: string): boolean {
  if (KEYS.has(key)) return true;
  const name = key
    .slice(key.lastIndexOf('/') + 1)
    .toLowerCase()
    .replaceAll(/[_.]/g, '-');
  return NAMES.some((pattern) => pattern.test(name));
}

/** Whether a selector on the key picks the same pods after the next release, on every engine. */
export function isLastingLabel(key: string): boolean {
  return !isReleaseLabel(key) && !isIgnoredByCilium(key);
}
