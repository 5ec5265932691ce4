/** One document against everything that would refuse it, and against what would surprise its author. */
import type { PolicyDiagnostic } from '../diagnostic.ts';
import type { PolicyDocument } from '../policy-document.ts';
import { judgeCidr } from './cidr-rules.ts';
import { judgeCiliumPolicy } from './cilium-rules.ts';
import { Judge } from './judge.ts';
import { judgeMetadata } from './metadata-rules.ts';
import { judgeNetworkPolicy } from './network-policy-rules.ts';
import { judgeBySchema } from './schema-rules.ts';

/**
 * Validates one object: published schema, the rules of the API server, of Cilium's admission and of its agent.
 *
 * @returns errors: a cluster refuses the object, or the engine does not enforce it. Warnings: it is accepted and does
 * something else than it seems to. Notes: engines differ. What `readPolicies` has said is not repeated.
 */
export function validatePolicy(document: PolicyDocument): readonly PolicyDiagnostic[] {
  const judge = new Judge(document);
  const { object } = document;
  judgeMetadata(document, judge);
  switch (object.kind) {
    case 'NetworkPolicy':
      judgeNetworkPolicy(object, judge);
      break;
    case 'CiliumNetworkPolicy':
    case 'CiliumClusterwideNetworkPolicy':
      judgeCiliumPolicy(object, judge);
      break;
    case 'CiliumCIDRGroup':
      for (const [at, cidr] of object.spec.externalCIDRs.entries()) {
        judgeCidr(cidr, ['spec', 'externalCIDRs', at], 'cilium', judge);
      }
      break;
  }
  judgeBySchema(document, judge);
  return judge.diagnostics();
}
