/** Objects of a cluster out of files, with their names; what nobody can read is named. */
import type { SourceText } from '@aclift/diagnostics';
import { type KubeObject, objectsOf } from '../import/formats/kubernetes-lists.ts';
import { readTrees, textAt } from '../import/tree.ts';
import { readYamlTree, type YamlTree } from '../yaml-tree.ts';

/** One object. */
export interface ClusterObject extends KubeObject {
  readonly file: string;
  readonly namespace: string;
  readonly name: string;
  /** `Service shop/web`. */
  readonly title: string;
}

/** Everything that is in some files. */
export interface ClusterObjects {
  readonly objects: readonly ClusterObject[];
  /** Parts of files that are no objects. */
  readonly unreadable: readonly { readonly file: string; readonly what: string }[];
}

/** Reads JSON or YAML as `kubectl get -o` prints it. Secrets are never looked into. */
export function readObjects(files: readonly SourceText[]): ClusterObjects {
  const objects: ClusterObject[] = [];
  const unreadable: { file: string; what: string }[] = [];
  for (const source of files) {
    const { trees, unreadable: lost } = readTrees(source);
    for (const { what } of lost) unreadable.push({ file: source.name, what });
    for (const { kind, tree } of trees.flatMap(objectsOf)) {
      const namespace = textAt(tree, 'metadata', 'namespace');
      const name = textAt(tree, 'metadata', 'name');
      const title = `${kind === '' ? 'object' : kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
      if (kind === '') unreadable.push({ file: source.name, what: `${title} has no kind` });
      else objects.push({ kind, tree, file: source.name, namespace, name, title });
    }
  }
  return { objects, unreadable };
}

/** The objects of a kind, as they come. @param group prefix of `apiVersion`; absent: any. */
export function ofKind(
  objects: readonly ClusterObject[],
  kind: string,
  group = '',
): readonly ClusterObject[] {
  return objects.filter(
    (one) => one.kind === kind && textAt(one.tree, 'apiVersion').startsWith(group),
  );
}

/** A ConfigMap by name. */
export function configMap(
  objects: readonly ClusterObject[],
  name: string | RegExp,
): ClusterObject | undefined {
  return ofKind(objects, 'ConfigMap').find((one) =>
    typeof name === 'string' ? one.name === name : name.test(one.name),
  );
}

/** A value of a ConfigMap that is YAML itself; undefined: it is not there, or is none. */
export function innerYaml(map: ClusterObject, key: string): YamlTree | undefined {
  const text = textAt(map.tree, 'data', key);
  return text === '' ? undefined : readYamlTree(text).tree;
}
