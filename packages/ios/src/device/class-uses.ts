/**
 * Which class maps serve the control plane: `control-plane` names a policy, the policy its classes, and a class the
 * lists. Without following that chain a list that protects the router itself looks like one for quality of service.
 */
import type { ListReference } from '@aclift/ir';

export class ClassUses {
  readonly #classes = new Map<string, Set<string>>();
  readonly #controlPlane = new Set<string>();

  /** `class CLASS` under `policy-map POLICY`. */
  addClass(policy: string, name: string): void {
    const known = this.#classes.get(policy);
    if (known === undefined) this.#classes.set(policy, new Set([name]));
    else known.add(name);
  }

  /** `service-policy input POLICY` under `control-plane`. */
  addControlPlanePolicy(policy: string): void {
    this.#controlPlane.add(policy);
  }

  /** Gives references by classes of control-plane policies that use. */
  resolve(references: readonly ListReference[]): readonly ListReference[] {
    if (this.#controlPlane.size === 0) return references;
    const classes = new Set(
      [...this.#controlPlane].flatMap((policy) => [...(this.#classes.get(policy) ?? [])]),
    );
    return references.map((reference) => {
      const name = /\s(\S+)$/.exec(reference.within ?? '')?.[1];
      return reference.use === 'class-map' && name !== undefined && classes.has(name)
        ? { ...reference, use: 'control-plane' }
        : reference;
    });
  }
}
