/** The drafts of every scenario, flow by flow: the evaluator against the YAML read by hand, and against the lists read line by line. */
import { describe, expect, test } from 'vitest';
import type { Target } from '@aclift/core';
import type { Device } from '@aclift/ir';
import { readPolicies } from '@aclift/policy';
import { decideByPolicies, type FlowEnd, modelPolicies, passes, verdictOf } from '@aclift/verify';
import { decideToday } from './testing/brute-lists.ts';
import { readBrute } from './testing/brute-policies.ts';
import type { End } from './testing/brute-world.ts';
import { EstateEnds, familyOf } from './testing/estate-ends.ts';
import { sampleFlows } from './testing/sample-flows.ts';
import {
  draftTexts,
  readByHand,
  readScenario,
  runScenario,
  scenarios,
} from './testing/scenario.ts';

const TARGETS: readonly Target[] = ['networkpolicy', 'cilium'];
const CASES = scenarios().flatMap((given) =>
  TARGETS.map((target) => ({ name: given.name, given, target })),
);
const FLOWS = 2000;
const BRUTE = {
  passes: 'full',
  'in-part': 'part',
  held: 'stopped',
  undecided: 'undecided',
} as const;

describe.each(CASES)('$name as $target', ({ given, target }) => {
  const { devices, inventory } = readScenario(given);
  const migration = runScenario(given, { target });
  const texts = draftTexts(migration);
  const ends = new EstateEnds(inventory);
  const brute = readBrute(texts, ends.cluster());
  const flows = sampleFlows(ends, texts, target, FLOWS);

  test('evaluator and YAML read by hand agree', () => {
    const documents = texts.flatMap((text, i) => readPolicies({ name: `${i}`, text }).value);
    const engine = target === 'cilium' ? 'cilium' : 'strict-spec';
    const models = {
      ipv4: modelPolicies(documents, inventory, 'ipv4', { engine }).policies,
      ipv6: modelPolicies(documents, inventory, 'ipv6', { engine }).policies,
    };
    const id = (end: End): FlowEnd => {
      if (end.kind === 'outside') return end;
      const workload = inventory.workloads.find(
        ({ labels, namespace }) => labels === end.labels && namespace === end.namespace,
      );
      return { kind: 'pod', workload: workload?.id ?? '' };
    };
    for (const { from, service, to } of flows) {
      for (const source of ends.at(from)) {
        for (const destination of ends.at(to)) {
          const flow = { source: from, destination: to, sourcePort: 49152, ...service };
          const decision = decideByPolicies(
            models[familyOf(from)],
            flow,
            id(source),
            id(destination),
          );
          const verdict = BRUTE[verdictOf(decision)];
          expect({ flow, verdict }).toEqual({ flow, verdict: brute(source, destination, service) });
          expect(passes(decision)).toBe(verdict !== 'stopped');
        }
      }
    }
  });

  const { narrowed, widened } = migration.report.proof;
  const exact = narrowed === '0' && widened === '0';
  const device: Device | undefined = readByHand(given, devices);
  test.skipIf(!exact || device === undefined)(
    'drafts and lists read by hand agree (skipped where the proof says that they differ, or a list needs more than reading)',
    () => {
      const different = flows.filter(({ from, service, to }) => {
        const pods = [from, to].some((end) => ends.at(end).some(({ kind }) => kind === 'pod'));
        if (!pods || familyOf(from) === 'ipv6') return false;
        const { passes: permitted } = decideToday(device as Device, {
          source: Number(from),
          destination: Number(to),
          sourcePort: 49152,
          ...service,
        });
        const verdicts = ends
          .at(from)
          .flatMap((source) => ends.at(to).map((other) => brute(source, other, service)));
        return verdicts.some((verdict) => (verdict !== 'stopped') !== permitted);
      });
      expect(different).toEqual([]);
    },
  );
});
