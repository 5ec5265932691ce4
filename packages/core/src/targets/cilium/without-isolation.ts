/** Cilium's objects with their allow rules alone: `enableDefaultDeny` is false, so they isolate nobody. */
import type { CiliumRule, PolicyObject } from '@aclift/policy';

/** Undefined: the object allows nothing, or is no policy. Denies and conditions on requests are left out. */
export function withoutIsolation(object: PolicyObject): PolicyObject | undefined {
  // A policy of the whole cluster has the same rule as one of a namespace.
  if (object.kind !== 'CiliumNetworkPolicy' && object.kind !== 'CiliumClusterwideNetworkPolicy') {
    return undefined;
  }
  if (object.spec === undefined) return undefined;
  const { endpointSelector, ingress, egress } = object.spec;
  const allow = <T extends { readonly toPorts?: CiliumRuleItem['toPorts'] }>(
    items: readonly T[] | undefined,
  ): readonly T[] => (items ?? []).filter((item) => Object.keys(item).length > 0).map(plain);
  const open = { ingress: allow(ingress), egress: allow(egress) };
  const directions = (['ingress', 'egress'] as const).filter((one) => open[one].length > 0);
  if (directions.length === 0) return undefined;
  const spec: CiliumRule = {
    ...(endpointSelector === undefined ? {} : { endpointSelector }),
    enableDefaultDeny: Object.fromEntries(directions.map((one) => [one, false])),
    ...Object.fromEntries(directions.map((one) => [one, open[one]])),
  };
  return { ...object, spec };
}

type CiliumRuleItem = NonNullable<CiliumRule['ingress']>[number];

/** An item without conditions on what is said. */
function plain<T extends { readonly toPorts?: CiliumRuleItem['toPorts'] }>(item: T): T {
  if (item.toPorts === undefined) return item;
  return { ...item, toPorts: item.toPorts.map(({ ports }) => ({ ...(ports && { ports }) })) };
}
