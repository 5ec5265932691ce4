/**
 * Drafts with one edit: for every golden scenario, every edit of a table is proven to change nothing, or found out with a
 * witness that brute force confirms. None survives. Each edit is tried at some places, spread over the drafts;
 * EDIT_PLACES=Infinity tries all of them, which takes minutes.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Target } from '@aclift/core';
import type { Yaml } from './testing/brute-selectors.ts';
import { EditJudge, type Fate } from './testing/judge-edit.ts';
import { policyEdits } from './testing/policy-edits.ts';
import { readScenario, scenarios } from './testing/scenario.ts';
import { strangers } from './testing/strangers.ts';

const TARGETS: readonly Target[] = ['networkpolicy', 'cilium'];
const CASES = scenarios().flatMap((given) =>
  TARGETS.map((target) => ({ name: given.name, given, target })),
);

/** Most places of one edit in the drafts of one scenario. */
const PLACES = Number(process.env['EDIT_PLACES'] ?? 4);

const table = new Map<string, Map<Fate, number>>();

describe.each(CASES)('$name as $target', ({ given, target }) => {
  test('no edit of a draft survives', () => {
    const judge = new EditJudge(given, target);
    const objects = judge.texts.map((text): Yaml => parse(text));
    const survivors: string[] = [];
    const tryOut = (name: string, edited: readonly Yaml[], where: string): void => {
      const texts = edited.map((object) => stringify(object));
      let fate: Fate;
      try {
        fate = judge.judge(texts);
      } catch (error) {
        throw new Error(`${name}: ${where}\n${texts.join('---\n')}`, { cause: error });
      }
      const counts = table.get(name) ?? new Map<Fate, number>();
      table.set(name, counts.set(fate, (counts.get(fate) ?? 0) + 1));
      if (fate === 'survived') survivors.push(`${name}: ${where}`);
    };
    const { inventory } = readScenario(given);
    const labels = new Map<string, string[]>();
    for (const { labels: own } of inventory.workloads) {
      for (const [key, value] of Object.entries(own)) {
        labels.set(key, [...new Set([...(labels.get(key) ?? []), value])]);
      }
    }
    const namespaces = inventory.namespaces.map(({ name }) => name);
    const without = (i: number): readonly Yaml[] => objects.filter((_, at) => at !== i);
    const named = ({ metadata }: Yaml): string => `${metadata.namespace}/${metadata.name}`;
    const edits = [
      {
        name: 'delete an object',
        places: objects.map((object, i) => ({ set: without(i), where: named(object) })),
      },
      {
        name: 'add a copy of an object',
        places: objects.map((object) => ({
          set: [...objects, { ...object, metadata: { ...object.metadata, name: 'copy' } }],
          where: named(object),
        })),
      },
      ...policyEdits({ labels, namespaces }).map(({ apply, name }) => ({
        name,
        places: objects.flatMap((object, i) =>
          apply(object).map((edited) => ({
            set: [...without(i), edited],
            where: JSON.stringify(edited.spec ?? edited),
          })),
        ),
      })),
      ...namespaces.flatMap((namespace) =>
        strangers(namespace, target === 'cilium').map(({ name, object }) => ({
          name,
          places: [{ set: [...objects, object], where: namespace }],
        })),
      ),
    ];
    for (const { name, places } of edits) {
      for (const { set, where } of spread(places, PLACES)) tryOut(name, set, where);
    }
    expect(survivors).toEqual([]);
  });
});

/** At most so many of the items, evenly spread, first and last among them. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from(
    { length: most },
    (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))] as T,
  );
}

afterAll(() => {
  const fates: readonly Fate[] = [
    'caught',
    'refused',
    'equivalent',
    'asked',
    'excused',
    'survived',
  ];
  const rows = [...table].map(([edit, counts]) => [
    edit,
    ...fates.map((fate) => [fate, counts.get(fate) ?? 0]),
  ]);
  console.table(
    Object.fromEntries(rows.map(([edit, ...counts]) => [edit, Object.fromEntries(counts as [])])),
  );
});
