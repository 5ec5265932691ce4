/** Who is where in both families: what drafting knows of the ends of flows. */
import { type Range, type Ranges, normalizeRanges } from '@aclift/packet-set';
import type { Ends, NamedEnd, PodEnd, WholeEnd } from '@aclift/verify';
import { type Stack, toLine } from '../sides/stack.ts';

/** The ends with all addresses as the stack writes them. */
export type DraftEnds = Pick<Ends, 'pods' | 'outside' | 'named' | 'wholes'>;

/** The ends of every family of the stack, joined by workload and by name. */
export function joinEnds(stack: Stack, ends: readonly Ends[]): DraftEnds {
  const [only] = ends;
  if (ends.length === 1 && only !== undefined) return only;
  const onLine = (family: Ends['family'], addresses: Ranges): Ranges =>
    toLine(stack, family, addresses);
  const pods = new Map<string, PodEnd>();
  const named = new Map<string, NamedEnd>();
  const wholes = new Map<string, WholeEnd>();
  const outside: Range[] = [];
  for (const one of ends) {
    outside.push(...onLine(one.family, one.outside));
    for (const pod of one.pods) {
      const known = pods.get(pod.workload.id)?.addresses ?? [];
      const addresses = normalizeRanges([...known, ...onLine(one.family, pod.addresses)]);
      pods.set(pod.workload.id, { ...pod, addresses });
    }
    for (const end of one.named) {
      const known = named.get(end.name)?.addresses ?? [];
      const addresses = normalizeRanges([...known, ...onLine(one.family, end.addresses)]);
      named.set(end.name, { ...end, addresses });
    }
    for (const end of one.wholes ?? []) {
      const known = wholes.get(end.id)?.addresses ?? [];
      const addresses = normalizeRanges([...known, ...onLine(one.family, end.addresses)]);
      wholes.set(end.id, { ...end, addresses });
    }
  }
  return {
    pods: [...pods.values()].toSorted((a, b) => (a.workload.id < b.workload.id ? -1 : 1)),
    outside: normalizeRanges(outside),
    named: [...named.values()],
    wholes: [...wholes.values()],
  };
}
