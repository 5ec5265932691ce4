/** The profile of every target. */
import { ciliumProfile } from './cilium/profile.ts';
import type { Target } from './names.ts';
import { networkPolicyProfile } from './networkpolicy/profile.ts';
import type { TargetProfile } from './target-profile.ts';
import type { Engine } from '@aclift/verify';

/** The engine whose reading of policies is proven for a target. */
export function engineOfTarget(target: Target): Engine {
  return TARGETS[target].engine ?? 'strict-spec';
}

/** By name. */
export const TARGETS: Readonly<Record<Target, TargetProfile>> = {
  networkpolicy: networkPolicyProfile,
  cilium: ciliumProfile,
};
