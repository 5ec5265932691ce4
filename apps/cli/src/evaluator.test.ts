/**
 * The evaluator of policies against policies read rule by rule: random objects with every field that it reads, in clusters
 * that answer what the objects leave open one way and another, on every engine and in both families. FC_SEED repeats a failure.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicyFiles } from '@aclift/insight';
import type { Family } from '@aclift/ir';
import { normalizeRanges } from '@aclift/packet-set';
import {
  type AllowedBound,
  decideByPolicies,
  decidedProtocols,
  endsOf,
  type Engine,
  FlowCuts,
  modelPolicies,
  policyBoxes,
  PolicyFunctions,
  type PolicyModel,
  type PolicyVerdict,
  verdictOf,
} from '@aclift/verify';
import { readBrute } from './testing/brute-policies.ts';
import {
  anyWorld,
  bruteCluster,
  POD_CIDRS,
  policyFlows,
  policyInventory,
} from './testing/policy-world.ts';
import { ciliumPolicies, networkPolicies } from './testing/random-policies.ts';

const RUNS = { numRuns: 40 };
const inventory = policyInventory();
const CASES = (
  [
    { engine: 'strict-spec', policies: networkPolicies },
    { engine: 'calico-like', policies: networkPolicies },
    { engine: 'cilium', policies: networkPolicies },
    { engine: 'cilium', policies: ciliumPolicies },
    { engine: 'cilium', policies: ciliumPolicies, blocksMatchNodes: true },
  ] as const
).flatMap((one) =>
  (['ipv4', 'ipv6'] as const).map((family) => ({ blocksMatchNodes: false, ...one, family })),
);

/** Objects in force, as texts and as models. */
function accepted(
  texts: readonly string[],
  engine: Engine,
  family: Family,
  blocksMatchNodes = false,
) {
  const inForce = texts.filter((text) => {
    const read = readPolicyFiles([{ name: 'p.yaml', text }]);
    return read.accepted.length === 1 && read.refused.length === 0;
  });
  const documents = inForce.flatMap((text) => readPolicyFiles([{ name: 'p.yaml', text }]).accepted);
  const models = modelPolicies(documents, inventory, family, {
    engine,
    podCidrs: POD_CIDRS,
    blocksMatchNodes,
  });
  return { inForce, ...models };
}

/** What both sides let through, for each bound. */
function diagrams(policies: readonly PolicyModel[], family: Family) {
  const ends = endsOf(inventory, family);
  const { addresses, boxes } = policyBoxes(policies);
  const cuts = new FlowCuts(family).boxes(boxes).addresses(addresses).addresses(ends.outside);
  for (const end of ends.pods) cuts.addresses(end.addresses);
  const space = cuts.space();
  const functions = new PolicyFunctions(space, policies);
  const pods = normalizeRanges(ends.pods.flatMap((pod) => pod.addresses));
  const side = (direction: 'egress' | 'ingress', bound: AllowedBound) =>
    space.union(
      space.complement(space.box({ [direction === 'egress' ? 'source' : 'destination']: pods })),
      functions.allowed(direction, ends.pods, ends, bound),
    );
  const allowed = (bound: AllowedBound) =>
    space.intersect(side('egress', bound), side('ingress', bound));
  return {
    space,
    exact: functions.exact,
    certain: allowed('certain'),
    inPart: allowed('in-part'),
    atMost: allowed('at-most'),
    whollyAtMost: allowed('wholly-at-most'),
  };
}

describe.each(CASES)(
  `$engine, $family, nodes in blocks: $blocksMatchNodes`,
  ({ blocksMatchNodes, engine, family, policies }) => {
    test('what it is sure of is so in every cluster, and without open questions it is sure of all', () => {
      fc.assert(
        fc.property(policies, anyWorld, (texts, world) => {
          const { inForce, policies: models } = accepted(texts, engine, family, blocksMatchNodes);
          const { space, ...bounds } = diagrams(models, family);
          const brute = readBrute(inForce, bruteCluster(world, engine, blocksMatchNodes));
          for (const { flow, from, ids, to } of policyFlows(
            family,
            world,
            decidedProtocols(engine, family),
          )) {
            const service = { protocol: Number(flow.protocol), service: Number(flow.service) };
            const truth = brute(from, to, service);
            const holds = (diagram: number): boolean => space.evaluate(diagram, flow) === 1;
            const wrong = [
              holds(bounds.certain) && truth !== 'full',
              holds(bounds.inPart) && truth === 'stopped',
              !holds(bounds.atMost) && truth !== 'stopped',
              !holds(bounds.whollyAtMost) && truth === 'full',
              bounds.exact && holds(bounds.certain) !== (truth !== 'stopped'),
            ];
            const verdict = verdictOf(decideByPolicies(models, flow, ...ids));
            const by = verdictBy(holds(bounds.certain), holds(bounds.inPart), holds(bounds.atMost));
            // Of so many flows only those that disagree are handed to an assertion.
            if (verdict === by && !wrong.includes(true)) continue;
            expect({ flow, truth, verdict, wrong }).toEqual({
              flow,
              truth,
              verdict: by,
              wrong: wrong.map(() => false),
            });
          }
        }),
        RUNS,
      );
    });
  },
);

/** What the sets say of a flow, in the words of a decision. */
function verdictBy(certain: boolean, inPart: boolean, atMost: boolean): PolicyVerdict {
  if (certain) return 'passes';
  if (inPart) return 'in-part';
  return atMost ? 'undecided' : 'held';
}

describe('the random policies', () => {
  test('leave questions open now and then, and use what engines differ in', () => {
    const sampled = (arbitrary: fc.Arbitrary<readonly string[]>, engine: Engine) =>
      fc
        .sample(arbitrary, { numRuns: 300 })
        .flatMap((texts) =>
          accepted(texts, engine, 'ipv4').notModelled.map(({ caveat }) => caveat),
        );
    const caveats = new Set([
      ...sampled(networkPolicies, 'calico-like'),
      ...sampled(ciliumPolicies, 'cilium'),
    ]);
    expect([...caveats].toSorted()).toEqual([
      'cidr-group',
      'cloud-group',
      'dns-names',
      'hidden-label',
      'named-port',
      'pod-address',
      'service',
    ]);
  });
});
