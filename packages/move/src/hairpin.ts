/** Connections inside the cluster that use an outside address and lose the identity of their pods on the way. */
import type { Cluster } from '@aclift/inventory';
import { normalizeRanges } from '@aclift/packet-set';
import type { MoveDiagnostic } from './diagnostic.ts';
import type { Ground } from './ground.ts';
import type { Phase } from './images.ts';

/**
 * kube-proxy masquerades every packet that enters by an external path, those of pods included, unless the Service is local.
 * Cilium's replacement, Antrea's and OVN-Kubernetes' translate at the pod and keep the identity.
 * @see Kubernetes, proxy/iptables: externalTrafficPolicy Cluster.
 */
export function hairpins(
  { movers, space, wanted }: Ground,
  cluster: Cluster | undefined,
  phaseOf: (id: string) => Phase,
): readonly MoveDiagnostic[] {
  if (cluster?.engine !== 'kube-proxy' && cluster?.engine !== 'calico') return [];
  const inside = movers.filter(({ id }) => phaseOf(id) !== 'old');
  return inside.flatMap((to) => {
    const kept = (to.doors ?? []).filter(
      ({ entry }) => entry.ports !== undefined && entry.client !== 'visible',
    );
    const vips = normalizeRanges(to.virtual.flatMap(({ address }) => address));
    if (kept.length === 0 || phaseOf(to.id) !== 'both') return [];
    return inside.flatMap((from): readonly MoveDiagnostic[] => {
      const uses = space.meets(
        wanted,
        space.box({ source: from.old, destination: normalizeRanges([...to.old, ...vips]) }),
      );
      return from === to || from.old.length === 0 || !uses
        ? []
        : [
            {
              code: 'move/hairpin-identity-lost',
              source: '',
              span: to.workload.span,
              facts: { workload: to.id, from: from.id },
            },
          ];
    });
  });
}
