/** What a pod's own node may open: probes come from there, so engines let it in whatever policies say. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { PolicyDocument } from '@aclift/policy';
import { addressesOfEntity } from './cilium-identity.ts';
import type { RuleModel } from './policy-model.ts';

/**
 * The allowance of an isolating policy for addresses that the inventory calls `host`. It has a caveat: Kubernetes promises it in
 * words, and on Cilium it is the agent's option `allow-localhost`.
 */
export function ownNode(
  inventory: Inventory,
  family: Family,
  document: PolicyDocument,
  path: RuleModel['path'],
): readonly RuleModel[] {
  const outside = addressesOfEntity(inventory, family, 'host');
  if (outside.length === 0) return [];
  return [
    {
      direction: 'ingress',
      action: 'allow',
      peers: { kind: 'some', workloads: new Set(), outside },
      services: [{}],
      caveat: 'own-node',
      question: 'own node',
      document,
      path,
      implied: true,
    },
  ];
}
