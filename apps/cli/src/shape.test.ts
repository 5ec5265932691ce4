/** What drafts look like: who shares a policy, which labels select, and that a stranger changes nothing. FC_SEED repeats. */
import type { MigrateOptions } from '@aclift/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { anyEstate } from './testing/random-estate.ts';
import { adHoc, draftTexts, runScenario, scenario } from './testing/scenario.ts';

const TARGETS = ['networkpolicy', 'cilium'] as const;
const campus = scenario('campus');

describe.each(TARGETS)('campus as %s', (target) => {
  const run = (options: Partial<MigrateOptions>) => runScenario(campus, { target, ...options });
  const shared = run({ shape: 'shared' }).report;
  const apart = run({ shape: 'per-workload' }).report;

  test('workloads with the same rules share a policy that one label names', () => {
    expect(shared.drafts.map(({ name, workloads }) => [name, workloads])).toContainEqual([
      'tier-backend-acl',
      ['shop/cart', 'shop/catalog'],
    ]);
    expect(run({}).report.drafts).toEqual(shared.drafts);
  });

  test('per workload, each has a policy of its own', () => {
    expect(apart.drafts.every(({ workloads }) => workloads.length <= 1)).toBe(true);
    expect(apart.drafts.length).toBeGreaterThan(shared.drafts.length);
  });

  test('both mean the same', () => {
    expect(apart.proof.proven).toBe(true);
    const { preserved, narrowed, widened } = shared.proof;
    expect(apart.proof).toMatchObject({ preserved, narrowed, widened });
  });

  test('preferred keys select where they can, and others where they must', () => {
    const texts = draftTexts(run({ selectorKeys: ['tier'], shape: 'per-workload' }));
    const subjects = texts
      .map((text) => parse(text) as { metadata: { name: string }; spec: Record<string, unknown> })
      .filter(({ metadata }) => /^(shop-db|cart)-acl$/.test(metadata.name))
      .map(({ spec }) => spec['podSelector'] ?? spec['endpointSelector']);
    // Two workloads of the namespace are backends; one is a data tier.
    expect(subjects).toEqual([{ matchLabels: { app: 'cart' } }, { matchLabels: { tier: 'data' } }]);
  });
});

describe('any estate', () => {
  test.each(TARGETS)('a workload that no list is about changes no %s draft', (target) => {
    const stranger = `  - { namespace: elsewhere, labels: { app: stranger, tier: strange } }\n`;
    fc.assert(
      fc.property(anyEstate, ({ config, inventory }) => {
        const withStranger = inventory.replace('workloads:\n', `workloads:\n${stranger}`);
        const drafts = (text: string) =>
          runScenario(adHoc(config, text), { target }).files.filter(({ path }) =>
            path.startsWith('policies'),
          );
        expect(drafts(withStranger)).toEqual(drafts(inventory));
      }),
      { numRuns: 60 },
    );
  });
});
