/**
 * Everything clever against something obvious: lists read line by line and YAML read rule by rule, over random small
 * estates and flows. A failure prints the seed; run again with FC_SEED to repeat it.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MigrateReport, Target, UnseenTraffic } from '@aclift/core';
import type { Inventory } from '@aclift/inventory';
import { type Device, parseIpv4 } from '@aclift/ir';
import { normalizeRanges, subtractRanges } from '@aclift/packet-set';
import { readPolicies } from '@aclift/policy';
import {
  decideByPolicies,
  endsOf,
  filterList,
  filterListBoxes,
  flattenList,
  FlowCuts,
  type FlowEnd,
  modelPolicies,
  ObjectGroups,
  passes,
  policyBoxes,
  PolicyFunctions,
  type PolicyModel,
} from '@aclift/verify';
import { decideList, decideToday, type Packet } from './testing/brute-lists.ts';
import { allows, type End } from './testing/brute-policies.ts';
import { anyEstate, FLOW_ADDRESSES, FLOW_PORTS } from './testing/random-estate.ts';
import { adHoc, draftTexts, readScenario, runScenario } from './testing/scenario.ts';

const SEED = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = { numRuns: 250, seed: SEED };

const address = fc.constantFrom(...FLOW_ADDRESSES).map((text) => parseIpv4(text) as number);
const packet: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({
    source: address,
    destination: address,
    protocol: fc.constantFrom(6, 17),
    sourcePort: fc.constantFrom(22, 80, 1024, 1025, 50000),
    service: fc.constantFrom(...FLOW_PORTS),
  }),
  fc.record({
    source: address,
    destination: address,
    protocol: fc.constant(1),
    sourcePort: fc.constant(0),
    service: fc.constantFrom(8 * 256, 5 * 256, 5 * 256 + 1, 13 * 256),
  }),
);
const packets = fc.array(packet, { minLength: 40, maxLength: 40 });

describe(`seed ${SEED}`, () => {
  test('flattened lists decide as the lines read one by one', () => {
    fc.assert(
      fc.property(anyEstate, packets, ({ config, inventory }, flows) => {
        const [device] = readScenario(adHoc(config, inventory)).devices;
        const { acls } = device as Device;
        const groups = new ObjectGroups(device as Device);
        for (const acl of acls) {
          const list = filterList(device as Device, groups, acl);
          const space = new FlowCuts('ipv4').boxes(filterListBoxes(list)).space();
          const { permittedMin, permittedMax } = flattenList(space, list);
          for (const flow of flows) {
            const want = decideList(acl, device as Device, flow) === 'permit';
            expect(space.evaluate(permittedMin, flow) === 1).toBe(want);
            expect(space.evaluate(permittedMax, flow) === 1).toBe(want);
          }
        }
      }),
      RUNS,
    );
  });

  test.each([
    { target: 'networkpolicy', unseenTraffic: 'preserve' },
    { target: 'networkpolicy', unseenTraffic: 'strict' },
    { target: 'cilium', unseenTraffic: 'preserve' },
    { target: 'cilium', unseenTraffic: 'strict' },
  ] as const)(
    'drafts as $target, $unseenTraffic: evaluator and YAML read by hand agree, nothing widens, what narrows is reported',
    ({ target, unseenTraffic }) => {
      fc.assert(
        fc.property(anyEstate, packets, (estate, flows) => {
          const { proof, disagreements, widened, narrowed } = judge(
            estate,
            flows,
            target,
            unseenTraffic,
          );
          expect(proof).toMatchObject({ proven: true, widened: '0', unexplained: '0' });
          expect(disagreements).toEqual([]);
          expect(widened).toEqual([]);
          // What brute force finds narrowed, the proof must have counted.
          expect(narrowed.length > 0 && proof.narrowed === '0').toBe(false);
        }),
        RUNS,
      );
    },
  );
});

interface Judgement {
  readonly proof: MigrateReport['proof'];
  /** Flows on which the evaluator and the YAML read by hand differ. */
  readonly disagreements: readonly Packet[];
  /** Flows that the drafts let through and the lists do not, and the other way round. */
  readonly widened: readonly Packet[];
  readonly narrowed: readonly Packet[];
}

function judge(
  estate: { readonly config: string; readonly inventory: string },
  flows: readonly Packet[],
  target: Target,
  unseenTraffic: UnseenTraffic,
): Judgement {
  const given = adHoc(estate.config, estate.inventory);
  const { devices, inventory } = readScenario(given);
  const run = runScenario(given, { target, unseenTraffic });
  const texts = draftTexts(run);
  const documents = texts.flatMap((text, i) => readPolicies({ name: `${i}`, text }).value);
  const { policies, notModelled } = modelPolicies(documents, inventory, 'ipv4');
  if (notModelled.length > 0) throw new Error(`not modelled: ${notModelled[0]?.what}`);
  const diagrams = diagramVerdicts(inventory, policies);
  const found = {
    disagreements: [] as Packet[],
    widened: [] as Packet[],
    narrowed: [] as Packet[],
  };
  for (const flow of flows) {
    if (flow.protocol === 1 && target === 'networkpolicy') continue;
    const today = decideToday(devices[0] as Device, flow).passes;
    for (const from of endsAt(inventory, flow.source)) {
      for (const to of endsAt(inventory, flow.destination)) {
        if (from.end.kind === 'outside' && to.end.kind === 'outside') continue;
        const byHand = allows(texts, from.end, to.end, flow);
        const evaluated = passes(decideByPolicies(policies, flow, from.id, to.id));
        if (evaluated !== byHand) found.disagreements.push(flow);
        // A moving workload has two forms; the diagrams are asked about it as pods.
        const bothPods = from.id.kind === 'pod' || from.only;
        if (bothPods && (to.id.kind === 'pod' || to.only) && diagrams(flow) !== byHand) {
          found.disagreements.push(flow);
        }
        if (byHand && !today) found.widened.push(flow);
        if (today && !byHand) found.narrowed.push(flow);
      }
    }
  }
  return { proof: run.report.proof, ...found };
}

/** The evaluator that proofs use, asked about single flows. */
function diagramVerdicts(
  inventory: Inventory,
  policies: readonly PolicyModel[],
): (flow: Packet) => boolean {
  const ends = endsOf(inventory, 'ipv4');
  const { boxes, addresses } = policyBoxes(policies);
  const cuts = new FlowCuts('ipv4').boxes(boxes).addresses(addresses).addresses(ends.outside);
  for (const { addresses: own } of ends.pods) cuts.addresses(own);
  const space = cuts.space();
  const moving = ends.pods.filter((pod) => pod.alsoOutside).flatMap((pod) => pod.addresses);
  const peers = {
    pods: ends.pods,
    outside: subtractRanges(ends.outside, normalizeRanges(moving)),
  };
  const functions = new PolicyFunctions(space, policies);
  const pods = normalizeRanges(ends.pods.flatMap((pod) => pod.addresses));
  const open = (end: 'source' | 'destination') => space.complement(space.box({ [end]: pods }));
  const egress = space.union(open('source'), functions.allowed('egress', ends.pods, peers));
  const ingress = space.union(open('destination'), functions.allowed('ingress', ends.pods, peers));
  const allowed = space.intersect(egress, ingress);
  return (flow) => space.evaluate(allowed, flow) === 1;
}

/** The forms that an address takes: pods of a workload, an address outside, or both while it moves. */
function endsAt(
  inventory: Inventory,
  value: number,
): readonly { end: End; id: FlowEnd; only: boolean }[] {
  const { pods } = endsOf(inventory, 'ipv4');
  const pod = pods.find(({ addresses }) =>
    addresses.some(({ from, to }) => from <= value && value <= to),
  );
  const outside = { end: { kind: 'outside', address: value }, id: { kind: 'outside' } } as const;
  if (pod === undefined) return [{ ...outside, only: true }];
  const { workload, alsoOutside } = pod;
  const home = inventory.namespaces.find(({ name }) => name === workload.namespace);
  const end: End = {
    kind: 'pod',
    namespace: workload.namespace,
    namespaceLabels: home?.labels ?? {},
    labels: workload.labels,
  };
  const asPod = { end, id: { kind: 'pod', workload: workload.id }, only: !alsoOutside } as const;
  return alsoOutside ? [asPod, { ...outside, only: false }] : [asPod];
}
