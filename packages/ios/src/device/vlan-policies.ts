/** Policies that `vlan configuration` applies to whole VLANs. */
import type { PacketFilter, VlanRange } from '@aclift/ir';
import type { ServicePolicy } from './interface-draft.ts';
import { perhaps } from './packet-filters.ts';
import { showVlans } from './vlan-ranges.ts';

export class VlanPolicies {
  readonly #applied = new Map<
    string,
    { readonly vlans: readonly VlanRange[]; readonly policies: Map<string, ServicePolicy> }
  >();

  /** Policies of these VLANs, by type and direction. */
  at(vlans: readonly VlanRange[]): Map<string, ServicePolicy> {
    const key = showVlans(vlans);
    let known = this.#applied.get(key);
    if (known === undefined) {
      known = { vlans, policies: new Map() };
      this.#applied.set(key, known);
    }
    return known.policies;
  }

  all(): readonly { readonly vlans: readonly VlanRange[]; readonly policy: ServicePolicy }[] {
    return [...this.#applied.values()].flatMap(({ policies, vlans }) =>
      [...policies.values()].map((policy) => ({ vlans, policy })),
    );
  }
}

/**
 * The same filter, but what it drops it drops only perhaps: it sees the packets of one direction, and a filter of VLANs
 * those of both.
 */
export function ofOneDirection(filter: PacketFilter, policy: ServicePolicy): PacketFilter {
  const steps = filter.steps.map((step) =>
    step.kind === 'select' && step.action === 'deny' ? { ...step, certain: false } : step,
  );
  const last = filter.otherwise === 'deny' ? [perhaps('deny', policy.quote)] : [];
  return { ...filter, steps: [...steps, ...last], otherwise: 'permit' };
}
