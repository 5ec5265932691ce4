import { type Inventory, readInventory } from '@aclift/inventory';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PodSelection } from './pod-selection.ts';
import { SelectorChooser } from './selector.ts';

function inventoryOf(text: string): Inventory {
  const { value, diagnostics } = readInventory({ name: 'inventory.yaml', text });
  if (value === undefined) throw new Error(diagnostics[0]?.code);
  return value;
}

/** Workloads that a selection means, read from the labels as they stand. */
function meant(inventory: Inventory, namespace: string, selection: PodSelection): string[] {
  const { namespaces, labels, oneOf } = selection;
  return inventory.workloads
    .filter((workload) => {
      const home = inventory.namespaces.find(({ name }) => name === workload.namespace);
      const inReach =
        namespaces.kind === 'all' ||
        (namespaces.kind === 'own'
          ? workload.namespace === namespace
          : home?.labels[namespaces.key] === namespaces.value);
      return (
        inReach &&
        labels.every(([key, value]) => workload.labels[key] === value) &&
        (oneOf === undefined || oneOf.values.includes(workload.labels[oneOf.key] ?? ''))
      );
    })
    .map(({ id }) => id);
}

const SHOP = inventoryOf(`version: 1
namespaces:
  shop: { labels: { team: commerce } }
  billing: { labels: { team: finance } }
workloads:
  - { namespace: shop, labels: { app: cart, tier: backend } }
  - { namespace: shop, labels: { app: catalog, tier: backend } }
  - { namespace: shop, labels: { app: front, tier: web } }
  - { namespace: shop, labels: { app: db, tier: data, pod-template-hash: "7" } }
  - { namespace: billing, labels: { app: invoices, tier: backend } }
  - { namespace: billing, labels: { app: ledger, tier: data } }
`);

const shown = (selections: readonly PodSelection[]): string[] =>
  selections.map(({ namespaces, labels, oneOf }) =>
    [
      namespaces.kind === 'label' ? `[${namespaces.key}=${namespaces.value}]` : namespaces.kind,
      ...labels.map(([key, value]) => `${key}=${value}`),
      ...(oneOf === undefined ? [] : [`${oneOf.key} in ${oneOf.values.join('|')}`]),
    ].join(' '),
  );

describe('a person would write', () => {
  test.each([
    {
      name: 'one label that they share',
      peers: ['shop/cart', 'shop/catalog'],
      want: ['own tier=backend'],
    },
    {
      name: 'a set of values',
      peers: ['shop/cart', 'shop/front'],
      want: ['own app in cart|front'],
    },
    {
      name: 'a namespace',
      peers: ['billing/invoices', 'billing/ledger'],
      want: ['[team=finance]'],
    },
    {
      name: 'a label in a namespace',
      peers: ['billing/invoices'],
      want: ['[team=finance] app=invoices'],
    },
    {
      name: 'several peers',
      peers: ['shop/db', 'billing/ledger'],
      want: ['[team=finance] app=ledger', 'own app=db'],
    },
  ])('$name', ({ peers, want }) => {
    const ids = new Set(peers);
    expect(shown(new SelectorChooser(SHOP).peers('shop', ids, ids))).toEqual(want);
  });

  test('the keys that the user prefers', () => {
    const ids = new Set(['shop/db']);
    expect(shown(new SelectorChooser(SHOP, ['tier']).peers('shop', ids, ids))).toEqual([
      'own tier=data',
    ]);
  });

  test('no label of one release, as long as the others name the workload', () => {
    const inventory = inventoryOf(`version: 1
workloads:
  - { namespace: a, labels: { part: x, app.kubernetes.io/version: 1.4.2 } }
  - { namespace: a, labels: { part: y, app.kubernetes.io/version: 1.5.0 } }
  - { namespace: b, labels: { app: w, version: v1 } }
  - { namespace: b, labels: { app: w, version: v2 } }
`);
    const chooser = new SelectorChooser(inventory);
    const subjects = inventory.workloads.map((workload) => shown([chooser.subject(workload)]));
    expect(subjects).toEqual([
      ['own part=x'],
      ['own part=y'],
      ['own version=v1'],
      ['own version=v2'],
    ]);
  });

  test.each([
    { add: '', all: true, when: 'every workload has one of the values' },
    {
      add: '  - { namespace: c, labels: { app: w3, env: qa } }\n',
      all: undefined,
      when: 'another workload has another value',
    },
    {
      add: '  - { namespace: c, labels: { app: w3 } }\n',
      all: undefined,
      when: 'another workload has none',
    },
  ])('whether a list of values is all that there is, where $when', ({ add, all }) => {
    const given = Array.from({ length: 16 }, (_, i) => {
      const env = i % 2 === 0 ? 'dev' : 'prod';
      return `  - { namespace: n${i >> 1}, labels: { app: w${i}, env: ${env} } }\n`;
    });
    const inventory = inventoryOf(`version: 1\nworkloads:\n${given.join('')}${add}`);
    const wanted = new Set(given.map((_, i) => `n${i >> 1}/w${i}`));
    const [selection] = new SelectorChooser(inventory, ['env']).peers('z', wanted, wanted);
    expect(selection?.oneOf).toEqual({
      key: 'env',
      values: ['dev', 'prod'],
      ...(all === undefined ? {} : { everyValue: all }),
    });
  });

  test('no key that Cilium ignores', () => {
    const keys = SHOP.workloads.flatMap(({ id, namespace }) => {
      const ids = new Set([id]);
      const chosen = new SelectorChooser(SHOP, ['pod-template-hash']).peers(namespace, ids, ids);
      return chosen.flatMap(({ labels }) => labels.map(([key]) => key));
    });
    expect(keys).not.toContain('pod-template-hash');
  });
});

test('selections mean everybody wanted and nobody who is not allowed', () => {
  const workload = fc.record({
    namespace: fc.constantFrom('a', 'b', 'c'),
    tier: fc.constantFrom('web', 'back', 'data'),
    zone: fc.constantFrom(undefined, 'x', 'y'),
  });
  const estate = fc.array(workload, { minLength: 2, maxLength: 10 }).map((all) =>
    inventoryOf(
      [
        'version: 1',
        'namespaces: { a: { labels: { team: one } }, b: { labels: { team: one } }, c: {} }',
        'workloads:',
        ...all.map(({ namespace, tier, zone }, i) => {
          const more = zone === undefined ? '' : `, zone: ${zone}`;
          return `  - { namespace: ${namespace}, labels: { app: w${i}, tier: ${tier}${more} } }`;
        }),
      ].join('\n'),
    ),
  );
  fc.assert(
    fc.property(estate, fc.nat(), fc.nat(), fc.constantFrom('a', 'b'), (inventory, w, a, here) => {
      const ids = inventory.workloads.map(({ id }) => id);
      const wanted = new Set(ids.filter((_, i) => (w >> i) % 2 === 1));
      const allowed = new Set(ids.filter((id, i) => wanted.has(id) || (a >> i) % 2 === 1));
      const chosen = new SelectorChooser(inventory).peers(here, wanted, allowed);
      const all = new Set(chosen.flatMap((one) => meant(inventory, here, one)));
      expect([...wanted].filter((id) => !all.has(id))).toEqual([]);
      expect([...all].filter((id) => !allowed.has(id))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
