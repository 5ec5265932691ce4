/** Any supported objects as models, with what could not be modelled named. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { PolicyDocument } from '@aclift/policy';
import { normalizeRanges } from '@aclift/packet-set';
import { cidrRanges } from './cidr.ts';
import type { CidrGroup } from './cilium-context.ts';
import { modelCiliumPolicy } from './cilium-model.ts';
import { type EngineContext, engineFor, type EngineOptions } from './engine.ts';
import { modelNetworkPolicy } from './networkpolicy-model.ts';
import type { NotModelled, PolicyModel, PolicyNote } from './policy-model.ts';

/** Policies ready to be evaluated. */
export interface ModelledPolicies {
  /** In the order of the documents. */
  readonly policies: readonly PolicyModel[];
  /** What only the cluster can decide. Verdicts are exact if this is empty; else some are undecided. */
  readonly notModelled: readonly NotModelled[];
  readonly notes: readonly PolicyNote[];
}

/**
 * Models for one family. The documents must be such as a cluster would accept: what the validator refuses is not in
 * force, and must be left out before.
 */
export function modelPolicies(
  documents: readonly PolicyDocument[],
  inventory: Inventory,
  family: Family,
  options: EngineOptions = {},
): ModelledPolicies {
  const notModelled: NotModelled[] = [];
  const notes: PolicyNote[] = [];
  const groups = documents.flatMap(({ object }): CidrGroup[] =>
    object.kind === 'CiliumCIDRGroup'
      ? [
          {
            name: object.metadata.name,
            labels: object.metadata.labels ?? {},
            cidrs: object.spec.externalCIDRs,
          },
        ]
      : [],
  );
  const engine: EngineContext = {
    engine: options.engine ?? engineFor(documents),
    family,
    podAddresses:
      options.podCidrs === undefined
        ? undefined
        : normalizeRanges(options.podCidrs.flatMap((cidr) => cidrRanges(family, cidr) ?? [])),
  };
  const policies = documents.flatMap((document): readonly PolicyModel[] => {
    const { object } = document;
    switch (object.kind) {
      case 'NetworkPolicy':
        return [modelNetworkPolicy(document, object, inventory, engine, notModelled)];
      case 'CiliumNetworkPolicy':
      case 'CiliumClusterwideNetworkPolicy':
        return modelCiliumPolicy(
          { inventory, family, groups, notModelled, notes },
          document,
          object,
        );
      case 'CiliumCIDRGroup':
        return [];
    }
  });
  return { policies, notModelled, notes };
}
