/** Every object that this package reads and writes. */
import type {
  CiliumCIDRGroup,
  CiliumClusterwideNetworkPolicy,
  CiliumNetworkPolicy,
} from './cilium.ts';
import type { NetworkPolicy } from './network-policy.ts';

export type PolicyObject =
  | NetworkPolicy
  | CiliumNetworkPolicy
  | CiliumClusterwideNetworkPolicy
  | CiliumCIDRGroup;

export type PolicyKind = PolicyObject['kind'];
