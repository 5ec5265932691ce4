/** networking.k8s.io/v1 NetworkPolicy, whoever enforces it. */
import type { WrittenDraft } from '../../draft/draft.ts';
import { networkPolicyTarget } from '../../draft/networkpolicy-target.ts';
import { md } from '@aclift/diagnostics/markdown';
import type { TargetProfile } from '../target-profile.ts';

export const networkPolicyProfile: TargetProfile = {
  objects: 'NetworkPolicy',
  drafts: networkPolicyTarget,
  precedence: 'allow-only',
  engine: undefined,
  limits,
  hasPolicyMap: false,
  namesNeedLookup: undefined,
  rollout: {
    needs: 'a network plugin that enforces NetworkPolicy',
    after: md`After: every service of the wave answers its clients; what fails is looked up in \`report.md\` by its line.`,
    kinds: 'networkpolicies',
    clusterKinds: undefined,
  },
  audit: undefined,
};

function limits(written: readonly WrittenDraft[]): readonly string[] {
  const blocks = written.filter(({ yaml }) => yaml.includes('ipBlock:'));
  return [
    'Compared are TCP, UDP and SCTP on ports 1 to 65535. A NetworkPolicy cannot name ICMP or any other protocol: what an isolated pod does with them differs between network plugins.',
    ...(blocks.length === 0
      ? []
      : [
          `Pods are taken to have addresses outside every ipBlock of the drafts; some plugins would let a pod inside one through (${blocks.length} drafts have ipBlocks).`,
        ]),
  ];
}
