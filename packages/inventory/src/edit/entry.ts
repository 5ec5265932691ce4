/** Entries as plain values for writing, and what turns one into another. */
import type { Workload } from '../inventory.ts';
import { plainVip } from './change-entry.ts';
import type { EntryChange } from './change-entry.ts';
import type { ExternalEntry, VipEntry, WorkloadEntry } from './inventory-edit.ts';
import type { Plain } from './render.ts';

/** A workload in the order of keys that the documentation uses. */
export function plainWorkload(entry: WorkloadEntry): { readonly [key: string]: Plain } {
  const { namespace, labels, addresses = [], now, vips = [] } = entry;
  return {
    namespace,
    labels,
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(now === undefined ? {} : { now }),
    ...(vips.length === 0 ? {} : { vips: vips.map(plainVip) }),
  };
}

export function plainExternal({ name, addresses }: ExternalEntry): {
  readonly [key: string]: Plain;
} {
  return { name, addresses };
}

/** What turns a workload into another one. */
export function differenceOf(workload: Workload, entry: WorkloadEntry): EntryChange {
  const has = new Set(workload.addresses.map(({ text }) => text));
  const wanted = new Set(entry.addresses ?? []);
  const vipsOf = (vips: readonly VipEntry[]): ReadonlyMap<string, VipEntry> =>
    new Map(vips.map((vip) => [JSON.stringify(plainVip(vip)), vip]));
  const oldVips = vipsOf(
    workload.vips.map(({ address, ports }) => ({ address: address.text, ports })),
  );
  const newVips = vipsOf(entry.vips ?? []);
  return {
    words: {
      ...(entry.namespace === workload.namespace ? {} : { namespace: entry.namespace }),
      ...((entry.now ?? 'cluster') === workload.now ? {} : { now: entry.now ?? 'cluster' }),
    },
    setLabels: Object.fromEntries(
      Object.entries(entry.labels).filter(([key, value]) => workload.labels[key] !== value),
    ),
    removeLabels: Object.keys(workload.labels).filter((key) => !Object.hasOwn(entry.labels, key)),
    addAddresses: [...wanted].filter((text) => !has.has(text)),
    removeAddresses: [...has].filter((text) => !wanted.has(text)),
    addVips: [...newVips].filter(([key]) => !oldVips.has(key)).map(([, vip]) => vip),
    removeVips: [...oldVips].filter(([key]) => !newVips.has(key)).map(([, vip]) => vip.address),
  };
}
