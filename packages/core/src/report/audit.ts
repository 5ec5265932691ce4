/** The variant of Cilium drafts that isolates nobody: allow rules alone, to be applied before the drafts themselves. */
import { type CiliumRule, type PolicyObject, writePolicy } from '@aclift/policy';
import type { WrittenDraft } from '../draft/draft.ts';

/** Folder of the variant, below the output folder. */
export const AUDIT_FOLDER = 'policies-audit';

/** A file of the variant. */
export interface AuditFile {
  /** Below the output folder. */
  readonly path: string;
  readonly text: string;
}

const HEAD = [
  'Draft made by aclift for a rollout in audit mode: the allow rules of the object with the same name, without isolation.',
  'Denies and conditions on requests are left out, because they would act at once.',
];

/** Objects that have allow rules, with `enableDefaultDeny` false. Empty for other targets than Cilium. */
export function auditFiles(written: readonly WrittenDraft[]): readonly AuditFile[] {
  return written.flatMap(({ draft, path }) => {
    const object = withoutIsolation(draft.object);
    if (object === undefined) return [];
    const provenance = [{ path: [], lines: HEAD }];
    return [
      {
        path: path.replace(/^policies\//, `${AUDIT_FOLDER}/`),
        text: writePolicy(object, provenance),
      },
    ];
  });
}

function withoutIsolation(object: PolicyObject): PolicyObject | undefined {
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
