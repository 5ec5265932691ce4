import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDnsLabel } from './label.ts';
import { baseName, workloadNames } from './workload-name.ts';

test.each([
  { labels: { app: 'frontend', tier: 'web' }, name: 'frontend' },
  { labels: { 'app.kubernetes.io/name': 'shop', app: 'shop', zone: 'a' }, name: 'shop' },
  { labels: { role: 'db' }, name: 'db' },
  { labels: { org: 'empire', class: 'deathstar' }, name: 'deathstar-empire' },
  { labels: { app: 'My_App.v2' }, name: 'my-app-v2' },
  { labels: { app: '', special: '' }, name: 'app-special' },
])('$labels is called $name', ({ labels, name }) => {
  const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  expect(baseName(sorted as Record<string, string>)).toBe(name);
});

test('workloads that share their best label are told apart by the next ones', () => {
  const front = { app: 'shop', tier: 'web' };
  const back = { app: 'shop', tier: 'data' };
  expect(workloadNames([front, back])).toEqual(['shop-web', 'shop-data']);
  expect(workloadNames([front])).toEqual(['shop']);
});

test('label sets that would share a name both get a hash, whatever their order', () => {
  const a = { app: 'cassandra', zone: 'a' };
  const b = { app: 'cassandra', zone: 'b' };
  const [first, second] = workloadNames([a, b]);
  expect(first).toMatch(/^cassandra-[0-9a-z]{6}$/);
  expect(second).not.toBe(first);
  expect(workloadNames([b, a, { app: 'other' }])).toEqual([second, first, 'other']);
});

const labels = fc.dictionary(
  fc.constantFrom('app', 'tier', 'role', 'zone', 'x'),
  fc.constantFrom('a', 'b', 'A', '', 'very-long-'.repeat(6), 'a.b', 'a_b'),
  { minKeys: 1 },
);

test('names are unique DNS labels', () => {
  const sets = fc.uniqueArray(labels, {
    maxLength: 30,
    selector: (one) => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
  fc.assert(
    fc.property(sets, (all) => {
      const names = workloadNames(all);
      expect(new Set(names).size).toBe(all.length);
      for (const name of names) expect(isDnsLabel(name)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
