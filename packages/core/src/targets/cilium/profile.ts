/** cilium.io/v2 CiliumNetworkPolicy and its kin, enforced by Cilium's agents. */
import { ciliumTarget } from '../../draft/cilium-target.ts';
import { md } from '@aclift/diagnostics/markdown';
import type { TargetProfile } from '../target-profile.ts';
import { withoutIsolation } from './without-isolation.ts';

export const ciliumProfile: TargetProfile = {
  objects: 'CiliumNetworkPolicy',
  drafts: ciliumTarget,
  precedence: 'deny-first',
  engine: 'cilium',
  limits: () => [
    "Compared are TCP, UDP and SCTP on ports 1 to 65535, and the assigned ICMP types that open something. Other protocols need the agent's extended protocols and are not compared.",
  ],
  hasPolicyMap: true,
  namesNeedLookup: 'because rules go by names and Cilium learns their addresses from the answers.',
  rollout: {
    needs: 'Cilium 1.18 or newer',
    after: md`After: \`kubectl get cnp -n NAMESPACE\` shows every object as valid, and \`hubble observe --verdict DROPPED\` shows no flow that the report calls preserved.`,
    kinds: 'ciliumnetworkpolicies',
    clusterKinds: 'ciliumclusterwidenetworkpolicies',
  },
  audit: {
    mode: "Cilium's audit mode",
    withoutIsolation,
    turnOn: md`Turn on audit mode for the pods of the wave: on the node of each, \`cilium-dbg endpoint config ENDPOINT PolicyAuditMode=Enabled\`; or for all with the agent option \`policy-audit-mode\`.`,
    watch: md`Watch what they would drop: \`hubble observe --verdict AUDIT --namespace NAMESPACE\`. Every flow is either in the report as narrowed, or was never permitted by the lists; compare before you go on.`,
    turnOff: md`Turn audit mode off again: \`PolicyAuditMode=Disabled\`.`,
  },
};
