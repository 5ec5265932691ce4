/** Which policies name a CiliumCIDRGroup. */
import type { SourceText } from '@aclift/diagnostics';
import { type PolicyObject, readPolicies } from '@aclift/policy';

/** By the name of a group: `namespace/name` of the policies that refer to it, in order. */
export type GroupUsers = (group: string) => readonly string[];

/** Looks through every policy of the texts. Selectors of groups by label are not followed. */
export function groupUsers(sources: readonly SourceText[]): GroupUsers {
  const users = new Map<string, Set<string>>();
  for (const source of sources) {
    for (const { object } of readPolicies(source).value) {
      for (const group of refsIn(object)) {
        const known = users.get(group) ?? new Set<string>();
        users.set(group, known.add(nameOf(object)));
      }
    }
  }
  return (group) => [...(users.get(group) ?? [])].toSorted();
}

function nameOf({ metadata: { name, namespace } }: PolicyObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function refsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'cidrGroupRef' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}
