/**
 * Which class maps serve the control plane: `control-plane` names a policy, the policy its classes, and a class the
 * lists. Without following that chain a list that protects the router itself looks like one for quality of service.
 */
import type { ListReference } from '@aclift/ir';
import type { ClassMaps } from './class-maps.ts';
import type { PolicyMaps } from './policy-maps.ts';

export class ClassUses {
  readonly #controlPlane = new Set<string>();

  /** `service-policy input POLICY` under `control-plane`. */
  addControlPlanePolicy(policy: string): void {
    this.#controlPlane.add(policy);
  }

  /** Gives references by classes of control-plane policies that use. */
  resolve(
    references: readonly ListReference[],
    policies: PolicyMaps,
    maps: ClassMaps,
  ): readonly ListReference[] {
    if (this.#controlPlane.size === 0) return references;
    const named = [...policies.allClasses('traffic', ...this.#controlPlane)];
    const classes = maps.closure(
      'traffic',
      named.map(({ name }) => name),
    );
    return references.map((reference) => {
      const name = /\s(\S+)$/.exec(reference.within ?? '')?.[1];
      return reference.use === 'class-map' && name !== undefined && classes.has(name)
        ? { ...reference, use: 'control-plane' }
        : reference;
    });
  }
}
