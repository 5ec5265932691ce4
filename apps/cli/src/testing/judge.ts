/** Drafts of random estates judged flow by flow, by lists read line by line and YAML read rule by rule. */
import type { MigrateOptions, MigrateReport } from '@aclift/core';
import type { Inventory } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import { readPolicies } from '@aclift/policy';
import {
  decideByPolicies,
  endsOf,
  FlowCuts,
  type FlowEnd,
  modelPolicies,
  passes,
  policyBoxes,
  PolicyFunctions,
  type PolicyModel,
} from '@aclift/verify';
import { decideToday, type Packet } from './brute-lists.ts';
import { allows } from './brute-policies.ts';
import type { End } from './brute-world.ts';
import type { Estate } from './random-estate.ts';
import { adHoc, draftTexts, readScenario, runScenario } from './scenario.ts';

export interface Judgement {
  readonly report: MigrateReport;
  /** Flows on which the evaluator and the YAML read by hand differ. */
  readonly disagreements: readonly Packet[];
  /** Flows that the drafts let through and the lists do not, and the other way round. */
  readonly widened: readonly Packet[];
  readonly narrowed: readonly Packet[];
}

/** Runs an estate and looks at its drafts flow by flow. */
export function judge(
  estate: Estate,
  flows: readonly Packet[],
  options: Partial<MigrateOptions>,
): Judgement {
  const given = adHoc(estate.config, estate.inventory);
  const { devices, inventory } = readScenario(given);
  const run = runScenario(given, options);
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
    // Whatever talks to itself meets neither a router nor a policy.
    if (flow.source === flow.destination) continue;
    if (flow.protocol === 1 && options.target !== 'cilium') continue;
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
  return { report: run.report, ...found };
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
  const { named, pods } = endsOf(inventory, 'ipv4');
  const here = ({ addresses }: { readonly addresses: Ranges }): boolean =>
    addresses.some(({ from, to }) => from <= value && value <= to);
  const pod = pods.find(here);
  const entity = named.find(here)?.entity;
  const outside = {
    end: { kind: 'outside', address: value, ...(entity === undefined ? {} : { entity }) },
    id: { kind: 'outside' },
  } as const;
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
