/** cilium.io/v2 policies as models. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type {
  CiliumClusterwideNetworkPolicy,
  CiliumEgressRule,
  CiliumIngressRule,
  CiliumNetworkPolicy,
  CiliumRule,
  PolicyDocument,
} from '@aclift/policy';
import type { CidrGroup, CiliumItem, ItemContext } from './cilium-context.ts';
import type { BlockMode } from './cilium-identity.ts';
import { ciliumPeers } from './cilium-peers.ts';
import { selectSubjects } from './cilium-selector.ts';
import { ciliumServices } from './cilium-services.ts';
import { ownNode } from './own-node.ts';
import type { NotModelled, PolicyModel, PolicyNote, RuleModel } from './policy-model.ts';
import { rulesOf } from './rule-parts.ts';
import { everyWorkload } from './selector-match.ts';

/** What reading one object needs. */
export interface CiliumContext extends BlockMode {
  readonly inventory: Inventory;
  readonly family: Family;
  readonly groups: readonly CidrGroup[];
  /** Receives what only the cluster can decide. */
  readonly notModelled: NotModelled[];
  readonly notes: PolicyNote[];
}

type Path = readonly (string | number)[];

/**
 * @returns one model for each rule object: `spec` and each of `specs`.
 * @see https://docs.cilium.io/en/stable/security/policy/language/
 */
export function modelCiliumPolicy(
  context: CiliumContext,
  document: PolicyDocument,
  policy: CiliumNetworkPolicy | CiliumClusterwideNetworkPolicy,
): readonly PolicyModel[] {
  const namespace =
    policy.kind === 'CiliumNetworkPolicy' ? (policy.metadata.namespace ?? 'default') : undefined;
  const model = (rule: CiliumRule, path: Path): PolicyModel =>
    modelRule(context, document, namespace, rule, path);
  return [
    ...(policy.spec === undefined ? [] : [model(policy.spec, ['spec'])]),
    ...(policy.specs ?? []).map((spec, i) => model(spec, ['specs', i])),
  ];
}

function modelRule(
  context: CiliumContext,
  document: PolicyDocument,
  namespace: string | undefined,
  rule: CiliumRule,
  path: Path,
): PolicyModel {
  const { endpointSelector } = rule;
  const { inventory, notModelled, notes } = context;
  const nobody: ReadonlySet<string> = new Set();
  if (endpointSelector === undefined) {
    notes.push({ document, path, kind: 'nodes', what: 'a rule for nodes' });
  }
  const lengthOf = (list: readonly unknown[] | undefined): number => list?.length ?? 0;
  // Isolation stands in the items of a direction: without any, `enableDefaultDeny: true` isolates nobody.
  const saysIngress = lengthOf(rule.ingress) + lengthOf(rule.ingressDeny) > 0;
  const saysEgress = lengthOf(rule.egress) + lengthOf(rule.egressDeny) > 0;
  if (!saysIngress && !saysEgress) {
    const what = 'a rule without any ingress or egress item, which the agent refuses';
    notes.push({ document, path, kind: 'no-effect', what });
  }
  const subjects =
    endpointSelector === undefined
      ? { certain: nobody, perhaps: nobody }
      : selectSubjects({ inventory, namespace }, endpointSelector);
  if (subjects.perhaps.size > 0) {
    const what = 'a subject selector on service account or cluster';
    notModelled.push({ document, path, caveat: 'hidden-label', what });
  }
  const everyPod = everyWorkload(inventory);
  const rules = (
    section: 'ingress' | 'ingressDeny' | 'egress' | 'egressDeny',
    items: readonly CiliumItem[],
  ): readonly RuleModel[] =>
    items.flatMap((item, index) => {
      const at = [...path, section, index];
      const direction = section.startsWith('ingress') ? 'ingress' : 'egress';
      const itemContext: ItemContext = {
        ...context,
        ...named('subject', endpointSelector),
        namespace,
        direction,
        undecided: (caveat, what) => notModelled.push({ document, path: at, caveat, what }),
        note: (kind, what) => notes.push({ document, path: at, kind, what }),
      };
      return rulesOf(
        { direction, action: section.endsWith('Deny') ? 'deny' : 'allow', document, path: at },
        ciliumPeers(itemContext, item),
        ciliumServices(itemContext, item),
        everyPod,
      );
    });
  const isolates = {
    ingress: saysIngress && rule.enableDefaultDeny?.ingress !== false,
    egress: saysEgress && rule.enableDefaultDeny?.egress !== false,
  };
  return {
    document,
    path,
    subjects: subjects.certain,
    perhaps: subjects.perhaps,
    isolates,
    rules: [
      ...rules('ingress', (rule.ingress ?? []).map(ingressItem)),
      ...rules('ingressDeny', (rule.ingressDeny ?? []).map(ingressItem)),
      ...rules('egress', (rule.egress ?? []).map(egressItem)),
      ...rules('egressDeny', (rule.egressDeny ?? []).map(egressItem)),
      ...(isolates.ingress ? ownNode(inventory, context.family, document, path) : []),
    ],
  };
}

function ingressItem(item: CiliumIngressRule): CiliumItem {
  return {
    ...named('endpoints', item.fromEndpoints),
    ...named('entities', item.fromEntities),
    ...named('cidr', item.fromCIDR),
    ...named('cidrSet', item.fromCIDRSet),
    ...named('groups', item.fromGroups),
    ...named('nodes', item.fromNodes),
    ...named('ports', item.toPorts),
    ...named('icmps', item.icmps),
    ...named('authentication', item.authentication),
  };
}

function egressItem(item: CiliumEgressRule): CiliumItem {
  return {
    ...named('endpoints', item.toEndpoints),
    ...named('entities', item.toEntities),
    ...named('cidr', item.toCIDR),
    ...named('cidrSet', item.toCIDRSet),
    ...named('groups', item.toGroups),
    ...named('nodes', item.toNodes),
    ...named('services', item.toServices),
    ...named('names', item.toFQDNs),
    ...named('ports', item.toPorts),
    ...named('icmps', item.icmps),
    ...named('authentication', item.authentication),
  };
}

/** Keeps "absent" apart from "empty", which mean different things here. */
function named<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}
