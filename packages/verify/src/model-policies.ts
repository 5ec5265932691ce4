/** Any supported objects as models, with what could not be modelled named. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { objectKey, objectMeaning, type PolicyDocument } from '@aclift/policy';
import { normalizeRanges } from '@aclift/packet-set';
import { cidrRanges } from './cidr.ts';
import type { CidrGroup } from './cilium-context.ts';
import { modelCiliumPolicy } from './cilium-model.ts';
import { inDoubt, modelRefused, modelUnread, oneOfSeveral } from './doubtful-model.ts';
import { type EngineContext, engineFor, type EngineOptions } from './engine.ts';
import { modelNetworkPolicy } from './networkpolicy-model.ts';
import type { NotModelled, PolicyModel, PolicyNote } from './policy-model.ts';

/** Policies ready to be evaluated. */
export interface ModelledPolicies {
  /** In the order of the documents. */
  readonly policies: readonly PolicyModel[];
  /** What only the cluster can decide. Verdicts are exact if this is empty; else some are undecided. */
  readonly notModelled: readonly NotModelled[];
  readonly notes: readonly PolicyNote[];
}

/**
 * Models for one family. Documents that a cluster is taken to refuse, or that were not read, must say so by their `doubt`: whether
 * they apply is left open. Of several objects of one kind, namespace and name a cluster keeps one; nobody knows which.
 */
export function modelPolicies(
  documents: readonly PolicyDocument[],
  inventory: Inventory,
  family: Family,
  options: EngineOptions = {},
): ModelledPolicies {
  const notModelled: NotModelled[] = [];
  const notes: PolicyNote[] = [];
  const { kept, namesakes } = withoutCopies(documents);
  const groups = kept.flatMap((document): CidrGroup[] => {
    const { object } = document;
    // A group that may be another one is as good as none.
    const sure = document.doubt === undefined && !namesakes.has(document);
    if (object.kind !== 'CiliumCIDRGroup' || !sure) return [];
    const { metadata, spec } = object;
    return [{ name: metadata.name, labels: metadata.labels ?? {}, cidrs: spec.externalCIDRs }];
  });
  const { blocksMatchNodes = false, podCidrs } = options;
  const engine: EngineContext = {
    engine: options.engine ?? engineFor(documents),
    family,
    blocksMatchNodes,
    podAddresses:
      podCidrs === undefined
        ? undefined
        : normalizeRanges(podCidrs.flatMap((cidr) => cidrRanges(family, cidr) ?? [])),
  };
  const common = { ...engine, inventory, groups, notModelled, notes };
  const modelsOf = (document: PolicyDocument): readonly PolicyModel[] => {
    if (document.doubt === 'unread') return modelUnread(inventory, document, notModelled);
    if (document.doubt === 'refused') return modelRefused(inventory, document, notModelled);
    const { object } = document;
    switch (object.kind) {
      case 'NetworkPolicy':
        return [modelNetworkPolicy(document, object, common)];
      case 'CiliumNetworkPolicy':
      case 'CiliumClusterwideNetworkPolicy':
        return modelCiliumPolicy(common, document, object);
      case 'CiliumCIDRGroup':
        return [];
    }
  };
  const policies = kept.flatMap((document): readonly PolicyModel[] => {
    const models = modelsOf(document);
    const namesake = namesakes.get(document);
    if (document.doubt === 'perhaps') return inDoubt(models, notModelled);
    return namesake === undefined ? models : oneOfSeveral(models, notModelled, namesake);
  });
  return { policies, notModelled, notes };
}

/**
 * Objects of one name that say the same count once. Those that say different things are left with the key of their name.
 * @returns all others as they are, in their order.
 */
function withoutCopies(documents: readonly PolicyDocument[]): {
  readonly kept: readonly PolicyDocument[];
  readonly namesakes: ReadonlyMap<PolicyDocument, string>;
} {
  const byName = Map.groupBy(
    documents.filter(({ doubt }) => doubt === undefined),
    objectKey,
  );
  const dropped = new Set<PolicyDocument>();
  const namesakes = new Map<PolicyDocument, string>();
  for (const [key, same] of byName) {
    const different = new Map<string, PolicyDocument>();
    for (const document of same) {
      const says = objectMeaning(document);
      if (different.has(says)) dropped.add(document);
      else different.set(says, document);
    }
    if (different.size > 1) for (const document of different.values()) namesakes.set(document, key);
  }
  return { kept: documents.filter((document) => !dropped.has(document)), namesakes };
}
