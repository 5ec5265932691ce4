/** Objects of one kind, namespace and name: a cluster has one of them. */
import type { PolicyDiagnostic } from '../diagnostic.ts';
import type { PolicyDocument } from '../policy-document.ts';
import { Judge } from './judge.ts';

/**
 * One error for each object whose name an earlier one of the list has.
 * @param documents of one set, in its order.
 * @param placeOf where an object stands, for people: `policies/web.yaml:1`.
 */
export function duplicateObjects(
  documents: readonly PolicyDocument[],
  placeOf: (document: PolicyDocument) => string,
): readonly PolicyDiagnostic[] {
  const first = new Map<string, PolicyDocument>();
  return documents.flatMap((document) => {
    const key = objectKey(document);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, document);
      return [];
    }
    const judge = new Judge(document);
    const same = objectMeaning(earlier) === objectMeaning(document);
    judge.add('policy/duplicate-object', ['metadata', 'name'], { other: placeOf(earlier), same });
    return judge.diagnostics();
  });
}

/** What makes an object one in a cluster. Without a namespace it is taken for one of `default`. */
export function objectKey({ object: { kind, metadata } }: PolicyDocument): string {
  const namespaced = kind === 'NetworkPolicy' || kind === 'CiliumNetworkPolicy';
  return `${kind} ${namespaced ? `${metadata.namespace ?? 'default'}/` : ''}${metadata.name}`;
}

/** What traffic depends on, as text: equal for objects that do the same. Labels matter in groups of addresses only. */
export function objectMeaning({ object }: PolicyDocument): string {
  const said =
    object.kind === 'CiliumCIDRGroup'
      ? [object.metadata.labels ?? {}, object.spec]
      : [object.spec, 'specs' in object ? object.specs : undefined];
  return JSON.stringify(said, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
