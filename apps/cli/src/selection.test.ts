/** Who drafts are about, whatever the lists and the inventory are. FC_SEED repeats a failure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicies } from '@aclift/policy';
import { modelPolicies } from '@aclift/verify';
import { anyEstate } from './testing/random-estate.ts';
import { adHoc, draftTexts, readScenario, runScenario } from './testing/scenario.ts';

const RUNS = { numRuns: 40 };
const TARGETS = ['networkpolicy', 'cilium'] as const;

/** A workload that no list knows: it has no old address, and shares a label with half of the others. */
const bystander = fc
  .record({
    namespace: fc.constantFrom('red', 'blue', 'green'),
    tier: fc.constantFrom('front', 'back'),
  })
  .map(
    ({ namespace, tier }) =>
      `  - { namespace: ${namespace}, labels: { app: bystander, tier: ${tier} } }`,
  );

function withWorkload(inventory: string, entry: string): string {
  return inventory.replace('workloads:', `workloads:\n${entry}`);
}

describe('any estate', () => {
  test.each(TARGETS)('%s selectors pick nobody that no list knows', (target) => {
    fc.assert(
      fc.property(anyEstate, bystander, ({ config, inventory }, entry) => {
        const given = adHoc(config, withWorkload(inventory, entry));
        const texts = draftTexts(runScenario(given, { target }));
        const documents = texts.flatMap((text, i) => readPolicies({ name: `${i}`, text }).value);
        const read = readScenario(given).inventory;
        const { policies } = modelPolicies(documents, read, 'ipv4');
        const id = read.workloads.find(({ labels }) => labels['app'] === 'bystander')?.id;
        const picked = policies.flatMap(({ subjects, rules }) => [
          ...subjects,
          ...rules.flatMap(({ peers }) => (peers.kind === 'some' ? [...peers.workloads] : [])),
        ]);
        expect(picked).not.toContain(id);
      }),
      RUNS,
    );
  });

  test.each(TARGETS)('an unrelated workload of another team changes no %s draft', (target) => {
    fc.assert(
      fc.property(anyEstate, ({ config, inventory }) => {
        const other = '  - { namespace: green, labels: { app: unrelated, team: green } }';
        const drafts = (text: string) => draftTexts(runScenario(adHoc(config, text), { target }));
        expect(drafts(withWorkload(inventory, other))).toEqual(drafts(inventory));
      }),
      RUNS,
    );
  });
});
