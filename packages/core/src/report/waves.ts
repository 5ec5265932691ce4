/** Namespaces in waves: those whose drafts name each other's pods go together, so that no wave waits for another. */
import type { WrittenDraft } from '../draft/draft.ts';

/** Namespaces that have to be migrated together, ascending; waves with fewer namespaces come first. */
export function wavesOf(written: readonly WrittenDraft[]): readonly (readonly string[])[] {
  const waveOf = new Map<string, Set<string>>();
  const join = (a: string, b: string): void => {
    const one = waveOf.get(a) ?? new Set([a]);
    const other = waveOf.get(b) ?? new Set([b]);
    if (one === other) return;
    const both = new Set([...one, ...other]);
    for (const namespace of both) waveOf.set(namespace, both);
  };
  for (const { draft } of written) {
    // A policy for the whole cluster belongs to the namespaces of whom it selects.
    const [namespace, ...others] =
      draft.namespace === undefined
        ? [...new Set(draft.workloads.map(namespaceOf))].toSorted()
        : [draft.namespace];
    if (namespace === undefined) continue;
    for (const other of [namespace, ...others]) join(namespace, other);
    for (const { peers } of draft.rules) {
      for (const workload of peers.pods) join(namespace, namespaceOf(workload));
    }
  }
  return [...new Set(waveOf.values())]
    .map((wave) => [...wave].toSorted())
    .toSorted((a, b) => a.length - b.length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

/** The namespace in a workload's id. */
export function namespaceOf(workload: string): string {
  return workload.slice(0, workload.indexOf('/'));
}
