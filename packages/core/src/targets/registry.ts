/** The profile of every target. */
import { ciliumProfile } from './cilium/profile.ts';
import type { Target } from './names.ts';
import { networkPolicyProfile } from './networkpolicy/profile.ts';
import type { TargetProfile } from './target-profile.ts';

/** By name. */
export const TARGETS: Readonly<Record<Target, TargetProfile>> = {
  networkpolicy: networkPolicyProfile,
  cilium: ciliumProfile,
};
