/** Both sets in one family: modelled, compared, and put into the published form. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { rangesHold } from '@aclift/packet-set';
import type { PolicyDocument } from '@aclift/policy';
import {
  comparePolicies,
  decidedProtocols,
  type Engine,
  type EngineOptions,
  endsOf,
  FlowCuts,
  type ModelledPolicies,
  modelPolicies,
  policyBoxes,
  type PolicyComparison,
  type PolicyDecision,
  type PolicyDifference,
  showAddress,
  withStandIns,
} from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import { sideVerdict } from '../verify-policies/policy-place.ts';
import { RegionServices } from '../verify-policies/region-services.ts';
import {
  type DiffedRegion,
  NO_ADDRESS,
  type PolicySide,
  type SetVerdict,
} from './policy-diff-report.ts';

/** The objects in force of both sets. */
export type DocumentSets = { readonly [S in PolicySide]: readonly PolicyDocument[] };

export interface FamilyOptions extends EngineOptions {
  readonly engine: Engine;
  readonly nodeLimit?: number;
}

export interface ComparedFamily {
  readonly family: Family;
  readonly comparison: PolicyComparison;
  readonly models: { readonly [S in PolicySide]: ModelledPolicies };
  /** Workloads that were compared without having an address. */
  readonly withoutAddress: number;
  readonly region: (found: Omit<PolicyDifference, 'kind' | 'inPart'>) => DiffedRegion;
}

/** @throws DiagramBudgetError when the policies are too tangled. */
export function compareFamily(
  family: Family,
  documents: DocumentSets,
  inventory: Inventory,
  options: FamilyOptions,
  sources: Readonly<Record<PolicySide, Sources>>,
): ComparedFamily {
  const { ends, standIns } = withStandIns(endsOf(inventory, family), inventory);
  const models = {
    a: modelPolicies(documents.a, inventory, family, options),
    b: modelPolicies(documents.b, inventory, family, options),
  };
  const { boxes, addresses } = policyBoxes([...models.a.policies, ...models.b.policies]);
  const cuts = new FlowCuts(family).boxes(boxes).addresses(addresses).addresses(ends.outside);
  for (const end of [...ends.pods, ...ends.named]) cuts.addresses(end.addresses);
  const { nodeLimit } = options;
  const space = cuts.space(nodeLimit === undefined ? {} : { nodeLimit });
  const comparison = comparePolicies({
    space,
    family,
    ends,
    a: models.a.policies,
    b: models.b.policies,
    protocols: decidedProtocols(options.engine, family),
  });
  const services = new RegionServices(space, family);
  const invented = new Set(
    ends.pods
      .filter(({ addresses: own }) => own.every(({ from }) => rangesHold(standIns, from)))
      .map(({ addresses: own }) => showAddress(family, own[0]?.from ?? 0)),
  );
  const shown = (address: string): string => (invented.has(address) ? NO_ADDRESS : address);
  const verdict = (side: PolicySide, { egress, ingress }: PolicyDecision): SetVerdict => ({
    egress: sideVerdict(egress, sources[side]),
    ingress: sideVerdict(ingress, sources[side]),
  });
  return {
    family,
    comparison,
    models,
    withoutAddress: invented.size,
    region: ({ a, b, flows, from, region, to, witness }) => ({
      from,
      to,
      services: services.texts(region),
      flows: String(flows),
      witness: {
        ...witness,
        source: shown(witness.source),
        destination: shown(witness.destination),
      },
      a: verdict('a', a),
      b: verdict('b', b),
    }),
  };
}
