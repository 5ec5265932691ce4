/** Any supported objects as models, with what could not be modelled named. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { PolicyDocument } from '@aclift/policy';
import { modelCiliumPolicy } from './cilium-model.ts';
import { modelNetworkPolicy } from './networkpolicy-model.ts';
import type { NotModelled, PolicyModel } from './policy-model.ts';

/** Models for one family, in the order of the documents. Verdicts are proof only if `notModelled` is empty. */
export function modelPolicies(
  documents: readonly PolicyDocument[],
  inventory: Inventory,
  family: Family,
): { readonly policies: readonly PolicyModel[]; readonly notModelled: readonly NotModelled[] } {
  const notModelled: NotModelled[] = [];
  const groups = new Map<string, readonly string[]>();
  for (const { object } of documents) {
    if (object.kind === 'CiliumCIDRGroup')
      groups.set(object.metadata.name, object.spec.externalCIDRs);
  }
  const policies = documents.flatMap((document): readonly PolicyModel[] => {
    const { object } = document;
    switch (object.kind) {
      case 'NetworkPolicy':
        return [modelNetworkPolicy(document, object, inventory, family, notModelled)];
      case 'CiliumNetworkPolicy':
      case 'CiliumClusterwideNetworkPolicy':
        return modelCiliumPolicy(document, object, inventory, family, groups, notModelled);
      case 'CiliumCIDRGroup':
        return [];
    }
  });
  return { policies, notModelled };
}
