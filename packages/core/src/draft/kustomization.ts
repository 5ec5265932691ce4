/** A kustomization that applies all drafts: groups of addresses before the policies that name them. */

/** Path below the output folder. */
const KUSTOMIZATION = 'policies/kustomization.yaml';

/** @param paths of the drafts, below the output folder. */
export function kustomization(paths: readonly string[]): {
  readonly path: string;
  readonly text: string;
} {
  const resources = paths.map((path) => path.replace(/^policies\//, '')).toSorted();
  const text = [
    '# Made by aclift. Try it with: kubectl apply -k policies/ --dry-run=server',
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    'resources:',
    // Names of namespaces and objects need no quotes.
    ...resources.map((path) => `  - ${path}`),
    '',
  ].join('\n');
  return { path: KUSTOMIZATION, text };
}
