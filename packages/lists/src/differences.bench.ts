/**
 * What it costs to compare two lists after one edited line, as a share of flattening one of them. Run with
 * `npm run bench -- packages/lists`.
 */
import type { Device } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { deviceLists, type ListModel, modelLists } from './list-model.ts';
import { classbenchMissing, readClassbench } from '../testing/classbench.ts';
import { generateSet } from '../testing/generated-sets.ts';
import { differences } from './differences.ts';

/** Lines tried, spread over the list: a question costs what its edit touches. */
const EDITS = 15;

const MOST_OF_FLATTENING = 0.1;

/** The same list with the action of one line turned round. */
function edited(device: Device, place: number): Device {
  return {
    ...device,
    acls: device.acls.map((acl) => ({
      ...acl,
      entries: acl.entries.map((entry, k) =>
        k === place && entry.kind === 'ace'
          ? { ...entry, action: entry.action === 'permit' ? 'deny' : 'permit' }
          : entry,
      ),
    })),
  };
}

/** Two lists in a space of their own: what a space computed once it remembers. */
function modelled(device: Device, place: number): readonly [ListModel, ListModel] {
  const [before, after] = modelLists([device, edited(device, place)].flatMap(deviceLists));
  if (before === undefined || after === undefined) throw new Error('a set without lists');
  return [before, after];
}

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Median times in milliseconds. */
function measure(device: Device): { readonly compare: number; readonly flatten: number } {
  const size = device.acls[0]?.entries.length ?? 0;
  const places = Array.from({ length: EDITS }, (_, i) => Math.floor(((i + 0.5) * size) / EDITS));
  return {
    compare: median(
      places.map((place) => {
        const pair = modelled(device, place);
        return milliseconds(() => differences(...pair));
      }),
    ),
    flatten: median(
      places.slice(0, 5).map((place) => {
        const [before] = modelled(device, place);
        return milliseconds(() => before.tree.whole);
      }),
    ),
  };
}

/** @returns the share of flattening that comparing took. */
function shareOf(name: string, device: Device): number {
  // Both kinds of work are compiled before either is measured.
  measure(device);
  const { compare, flatten } = measure(device);
  process.stdout.write(
    `${name}: flatten ${flatten.toFixed(0)} ms, compare after one edited line ${compare.toFixed(1)} ms, ${((100 * compare) / flatten).toFixed(1)} %\n`,
  );
  return compare / flatten;
}

describe.skipIf(classbenchMissing !== undefined)('ClassBench sets', () => {
  test.for(['acl1_10k', 'fw1_10k'])('%s', { timeout: 300_000 }, (name) => {
    expect(shareOf(name, readClassbench(name))).toBeLessThan(MOST_OF_FLATTENING);
  });
});

test.for(['acl', 'fw', 'ipc'] as const)(
  'a generated %s list of 10000 lines',
  { timeout: 300_000 },
  (family) => {
    const share = shareOf(`generated ${family}`, generateSet(family, 10_000));
    expect(share).toBeLessThan(MOST_OF_FLATTENING);
  },
);
